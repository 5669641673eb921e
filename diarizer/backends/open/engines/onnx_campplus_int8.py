"""CAM++ as in :mod:`diarizer.backends.open.engines.onnx_campplus`, in whole numbers of eight bits.

All but the masks and what is behind the last transition: those few numbers are what the voice is told
from, so they stay float32. What runs through the layers is a byte for each channel and frame.

In two parts: the head looks at a picture, which each stretch has its own of. Behind it a frame is a
row, and the rows of several stretches lie one below the other, so that the seven hundred operations
on a few kilobytes each are done once for all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.backends.open.engines import batch_norm, spreads
from diarizer.backends.open.engines.onnx_int8 import MIDDLE, MOST, Counted, Writer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Weights = dict[str, NDArray[Any]]

_CHANNELS = 128  # as there
_HEIGHT = 10  # of the picture that the head leaves of 80 bands


_SHAPES: dict[str, tuple[int | str, ...]] = {
    "rows": ("rows", _CHANNELS),
    "mean": ("segments", "rows"),
    "spread": ("rows", "segments"),
    "before": (2, "rows"),
    "after": (2, "rows"),
    "whole": ("voices", "rows"),
    "of": ("rows", "voices"),
    "unbiased": ("voices", 1),
}


def head(weights: Weights) -> bytes:
    """Return the file of the head; it takes (1, 1, 80, frames) and gives rows (halves, 128)."""
    to = Writer(weights)
    rows = _rows(to, _head(to, "features"))
    return to.graph.written({"features": (1, 1, 80, "frames")}, to.steps(rows.name))


def body(weights: Weights) -> bytes:
    """Return the file of what is behind the head.

    It takes ``rows`` of :func:`head`, those of several stretches one below the other; ``mean``
    (segments, rows), which averages over each segment and adds the average of its stretch; ``spread``
    (rows, segments), which repeats what is known of a segment for its rows; ``before`` and ``after``
    (2, rows), the number of the row that lies one, and two, away in the same stretch, and the number
    of rows where there is none; ``whole`` (voices, rows), which averages over a stretch, ``of``
    (rows, voices), which repeats for its rows, and ``unbiased`` (voices, 1). It gives (voices, 192).
    """
    to = Writer(weights)
    add, constant = to.graph.add, to.graph.constant
    given = to.rectified(spreads.behind(to.weights, "xvector.tdnn.linear"))
    x = given.named(to.counted("rows", 0))
    for block, (layers, dilation) in enumerate(batch_norm.BLOCKS, 1):
        for layer in range(1, layers + 1):
            added = _layer(to, x, f"xvector.block{block}", layer, dilation)
            x = x.beside(added, add("Concat", x.name, added.name, axis=1))
        if block < len(batch_norm.BLOCKS):
            x = _narrowed(to, x, block)
    mean, deviation = _pooled(to, _told(to, x))
    weight, bias = batch_norm.folded(weights, "xvector.dense.linear")
    ends = add("Concat", mean, deviation, axis=1)
    voice = add("Gemm", ends, constant(weight[..., 0].T), constant(bias))
    return to.graph.written(_SHAPES, voice)


def _head(to: Writer, features: str) -> Counted:
    """Look at (1, 1, 80, frames) as a picture; return (1, 32, 10, frames)."""
    around = (1, 1, 1, 1)
    weight, bias = batch_norm.folded(to.weights, "head.conv1")
    before = spreads.behind(to.weights, "head.conv1")
    x = to.rectified(before)
    pair = (weight / x.step.reshape(-1, 1, 1, 1), bias / x.step)
    first = to.graph.add("Conv", features, *map(to.graph.constant, pair), pads=around)
    x = x.named(to.counted(first, 0))  # which leaves nothing below zero
    for layer in ("head.layer1", "head.layer2"):
        for name, stride in ((f"{layer}.0", (2, 1)), (f"{layer}.1", (1, 1))):
            x, before = _added(to, x, before, name, stride)
    last = to.rectified(spreads.behind(to.weights, "head.conv2"))
    return last.named(to.convolved(x, "head.conv2", last.step, 0, strides=(2, 1), pads=around))


def _added(
    to: Writer, x: Counted, before: spreads.Spread, name: str, stride: tuple[int, int]
) -> tuple[Counted, spreads.Spread]:
    """Add two convolutions to what they take; return that, and how it spreads before its ReLU."""
    around = (1, 1, 1, 1)
    inner = to.rectified(spreads.behind(to.weights, f"{name}.conv1"))
    made = to.convolved(x, f"{name}.conv1", inner.step, 0, strides=stride, pads=around)
    spread = spreads.behind(to.weights, f"{name}.conv2")
    second = to.signed(spread)
    last = to.convolved(inner.named(made), f"{name}.conv2", second.step, MIDDLE, pads=around)
    parts = [to.steps(last, MIDDLE)]
    if stride == (1, 1):
        beside = x
        parts.append(to.steps(x.name))
    else:
        before = spreads.behind(to.weights, f"{name}.shortcut.0")
        beside = to.signed(before)
        short = to.convolved(x, f"{name}.shortcut.0", beside.step, MIDDLE, strides=stride)
        parts.append(to.steps(short, MIDDLE))
    whole = spread + before
    given = to.rectified(whole)
    # In steps of what comes out: bytes of two steps each would be faster, and far voices get lost.
    worths = [(part.step / given.step).reshape(1, -1, 1, 1) for part in (second, beside)]
    numbers = [
        to.graph.add("Mul", part, to.graph.constant(worth))
        for part, worth in zip(parts, worths, strict=True)
    ]
    return given.named(to.counted(to.graph.add("Add", *numbers), 0)), whole


def _rows(to: Writer, x: Counted) -> Counted:
    """Make a row of (128,) of every second frame; the ten heights of a channel are its channels."""
    given = to.rectified(spreads.behind(to.weights, "xvector.tdnn.linear"))
    shape = (_CHANNELS, len(x.step), _HEIGHT, 5)
    options = {"strides": (1, 2), "pads": (0, 2, 0, 2)}
    made = to.convolved(x, "xvector.tdnn.linear", given.step, 0, shape, **options)
    turned = to.graph.add("Transpose", made, perm=(0, 2, 3, 1))
    size = to.graph.constant(np.array([-1, _CHANNELS], np.int64))
    return given.named(to.graph.add("Reshape", turned, size))


def _layer(to: Writer, x: Counted, block: str, layer: int, dilation: int) -> Counted:
    """Return (halves, 32): local features under a mask that knows their surroundings."""
    name = f"{block}.tdnnd{layer}"
    inner = to.rectified(spreads.behind(to.weights, f"{name}.linear1"))
    inner = _gated(to, x, f"{name}.nonlinear1", f"{name}.linear1", inner, 0)
    # What comes out is taken by all layers behind: the last of them knows how it spreads.
    last = f"xvector.transit{block[-1]}.nonlinear.batchnorm"
    whole, at = spreads.taken(to.weights, last), len(x.step)
    size = to.weights[f"{name}.cam_layer.linear_local.weight"].shape[0]
    given = to.signed(spreads.Spread(whole.mean[at : at + size], whole.deviation[at : at + size]))
    local = _over_three(to, inner, f"{name}.cam_layer.linear_local", given.step, dilation)
    masked = to.graph.add("Mul", local, _mask(to, inner, f"{name}.cam_layer"))
    return given.named(to.counted(masked, MIDDLE))


def _over_three(to: Writer, x: Counted, name: str, step: Any, dilation: int) -> str:
    """Add a convolution over three rows without a bias, as one product: silence lies around."""
    add, constant = to.graph.add, to.graph.constant
    nothing = constant(np.zeros((1, _CHANNELS), np.uint8))
    padded = add("Concat", x.name, nothing, axis=0)
    before, after = (add("Gather", padded, to.rows(of, dilation)) for of in ("before", "after"))
    weight = to.weights[f"{name}.weight"].transpose(0, 2, 1)  # (out, 3, in)
    flat = np.reshape(weight, (len(weight), -1))
    three = Counted(
        add("Concat", before, x.name, after, axis=1),
        *(np.tile(some, 3) for some in (x.step, x.base, x.mean)),
    )
    return to.multiplied(three, flat, np.zeros(len(flat), np.float32), step, None)


def _mask(to: Writer, x: Counted, name: str) -> str:
    """Return (halves, 32) from zero to one, in float32."""
    add, constant = to.graph.add, to.graph.constant
    mask = add("MatMul", "mean", to.steps(x.name))  # (segments, 128)
    for layer, worth in (("linear1", x.step), ("linear2", np.float32(1.0))):
        weight, bias = (to.weights[f"{name}.{layer}.{kind}"] for kind in ("weight", "bias"))
        mask = add("Gemm", mask, *map(constant, ((weight[..., 0] * worth).T, bias)))
        mask = add("Relu" if layer == "linear1" else "Sigmoid", mask)
    return add("MatMul", "spread", mask)


def _gated(
    to: Writer, x: Counted, norm: str, name: str, given: Counted, zero: int | None
) -> Counted:
    """Add a batch norm, a ReLU, a convolution of width one, and what is behind it.

    The ReLU is a limit to the bytes, as in :func:`batch_norm.gated`, so it is at a whole step; what
    is behind it is exact for the open channels where that is what most are, else for the closed ones.
    """
    scale, shift = batch_norm.affine(to.weights, f"{norm}.batchnorm")
    edge = (-shift / scale - x.base) / x.step
    limit = np.clip(np.round(edge), 0, MOST)
    rising = scale > 0
    lowest, highest = np.where(rising, limit, 0), np.where(rising, MOST, limit)
    named = x.name
    for kind, limits, idle in (("Max", lowest, 0), ("Min", highest, MOST)):
        if (limits != idle).any():
            named = to.graph.add(kind, named, to.graph.constant(limits[None].astype(np.uint8)))
    spread = spreads.given(to.weights, f"{norm}.batchnorm")
    never = np.where(rising, edge > MOST, edge < 0)
    often = (spread.mean > 0) | np.where(rising, edge < 0, edge > MOST)
    base = np.where(often & ~never, scale * x.base + shift, -scale * x.step * limit)
    step = scale * x.step
    weight, bias = batch_norm.layer(to.weights, name)
    taken = Counted(named, step, np.asarray(base, np.float32), spread.rectified)
    return given.named(to.multiplied(taken, weight[..., 0], bias, given.step, zero))


def _narrowed(to: Writer, x: Counted, block: int) -> Counted:
    """Halve the channels after a dense block."""
    behind = f"xvector.block{block + 1}.tdnnd1.nonlinear1.batchnorm"
    given = to.signed(spreads.taken(to.weights, behind))
    name = f"xvector.transit{block}"
    return _gated(to, x, f"{name}.nonlinear", f"{name}.linear", given, MIDDLE)


def _pooled(to: Writer, x: str) -> tuple[str, str]:
    """Return (voices, channels) the mean over the rows of each stretch, and the standard deviation."""
    add = to.graph.add
    mean = add("MatMul", "whole", x)
    apart = add("Sub", x, add("MatMul", "of", mean))
    variance = add("MatMul", "whole", add("Mul", apart, apart))
    return mean, add("Sqrt", add("Mul", variance, "unbiased"))


def _told(to: Writer, x: Counted) -> str:
    """Return (rows, 512) of the last transition: of bytes, in float32."""
    name = f"xvector.transit{len(batch_norm.BLOCKS)}"
    norm, layer = f"{name}.nonlinear", f"{name}.linear"
    size = len(to.weights[f"{layer}.weight"])
    nothing = np.zeros(size, np.float32)
    plain = Counted("", np.ones(size, np.float32), nothing, nothing)
    return to.graph.add("Relu", _gated(to, x, norm, layer, plain, None).name)

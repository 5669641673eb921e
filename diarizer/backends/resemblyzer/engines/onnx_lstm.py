"""Resemblyzer's layers, written down for onnxruntime, which takes two thirds of numpy's time.

The sums are those of float32 on either way, in another order: the turns are the same.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.shared import compiled_files, onnx_device
from diarizer.backends.shared.onnx_graph import Graph, gates_in_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SIZE = 256
"""Of a hidden state."""

LAYERS = 3

_BANDS = 40
_INT64 = 7  # of TensorProto


def load(weights: dict[str, Floats]) -> Callable[[Floats, list[int]], Floats] | None:
    """Return what makes voices of (frames, b, 40); None without onnxruntime.

    It takes the frames as well behind which it is asked, and gives (asked, b, 256) that the linear
    layer and the rectifier left.

    Args:
        weights: of the file of Resemblyzer, of the right shapes.

    """
    # One that is cut would end the process when it is loaded.
    if find_spec("onnxruntime") is None or compiled_files.damage("onnxruntime"):
        return None
    try:
        options = onnx_device.one_thread()
        options.enable_mem_pattern = False  # batches differ in size: a plan for one helps no other
        network = onnx_device.session(_written(weights), options, "cpu")
    except Exception:  # noqa: BLE001, a broken package raises whatever it likes; numpy can do it
        return None

    def run(mels: Floats, asked: list[int]) -> Floats:
        given = {"mels": mels, "asked": np.array(asked, np.float32)}
        voices: Floats = network.run(None, given)[0]
        return voices

    return run


def _written(weights: dict[str, Floats]) -> bytes:
    graph = Graph()
    x, way = "mels", graph.constant(np.array([1], np.int64))
    for layer in range(LAYERS):
        inputs, states, *biases = (
            gates_in_order(weights[f"lstm.{kind}_l{layer}"])
            for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        )
        given = (inputs, states, np.concatenate(biases))
        x = graph.add("LSTM", x, *(graph.constant(one[None]) for one in given), hidden_size=SIZE)
        x = graph.add("Squeeze", x, way)
    x = graph.add("Gather", x, graph.add("Cast", "asked", to=_INT64), axis=0)
    x = graph.add("MatMul", x, graph.constant(weights["linear.weight"].T))
    x = graph.add("Relu", graph.add("Add", x, graph.constant(weights["linear.bias"])))
    return graph.written({"mels": ("frames", "b", _BANDS), "asked": ("asked",)}, x)

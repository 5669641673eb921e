"""An LSTM in whole numbers of eight bits, by onnxruntime's own operation.

Its weights are rounded to 127 steps on either side of zero for each gate and unit; what it takes, and
its state from frame to frame, is counted in 256 steps of the range that it has at that moment, so no
recording chose a range.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.backends.open.networks import Array
    from diarizer.backends.shared.onnx_graph import Graph, Value

_MOST = 127


def add(graph: Graph, x: str, inputs: Array, states: Array, biases: Array, **options: Value) -> str:
    """Add one to a graph; it gives what ONNX's LSTM gives.

    Args:
        graph: is written to.
        x: (frames, w, in) by its name.
        inputs: (ways, 4 * hidden, in) weights of what it takes.
        states: (ways, 4 * hidden, hidden) weights of its state.
        biases: (ways, 8 * hidden).
        options: of the operation.

    """
    (taken, worth), (kept, state_worth) = (_rounded(weight) for weight in (inputs, states))
    weights = (graph.constant(taken), graph.constant(kept), graph.constant(biases))
    nothing = graph.constant(np.zeros(worth.shape, np.int8))
    worths = (graph.constant(worth), nothing, graph.constant(state_worth), nothing)
    given = (*weights, "", "", "", "", *worths)  # no lengths, no first state, no peepholes
    return graph.add_own("DynamicQuantizeLSTM", x, *given, **options)


def _rounded(weight: Array) -> tuple[NDArray[np.int8], Array]:
    """Return (ways, in, 4 * hidden) bytes, and (ways, 4 * hidden) what a step of each is worth."""
    worth = np.asarray(np.abs(weight).max(axis=2) / np.float32(_MOST), np.float32)
    rounded = np.round(weight / worth[..., None]).astype(np.int8)
    return np.ascontiguousarray(rounded.transpose(0, 2, 1)), worth

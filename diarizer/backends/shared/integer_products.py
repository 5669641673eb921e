"""Whether this processor multiplies bytes exactly, and so fast that float32 is not worth its price.

onnxruntime multiplies bytes by the instructions that were made for it (VNNI, and what ARM has), where
the processor has them. Where not, it adds two products in sixteen bits, which the largest do not fit:
they are cut off without a word, and little time is gained. So the products tell which processor it
is, on each system alike.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from diarizer.backends.shared import onnx_device
from diarizer.backends.shared.onnx_graph import Graph

_TERMS = 64
_LARGEST = 255.0, 127


@lru_cache(maxsize=1)
def exact() -> bool:
    """Let onnxruntime add the largest products that there are.

    Returns:
        whether the sum is right; False as well where onnxruntime cannot do it.

    """
    options = onnx_device.one_thread()
    options.log_severity_level = 4  # that it cannot is an answer
    given = np.full((_TERMS, _TERMS), _LARGEST[0], np.float32)
    try:
        loaded = onnx_device.session(written(_LARGEST[1]), options, "cpu")
        (found,) = loaded.run(None, {"x": given})
    except Exception:  # noqa: BLE001, whatever it lacks, float32 is what is left
        return False
    return bool((found == np.prod(_LARGEST) * _TERMS).all())


def written(weight: int) -> bytes:
    """Return a file that multiplies ``x``, (64, 64) of whole numbers from 0 to 255.

    Args:
        weight: each number of the other matrix, from -127 to 127.

    """
    graph = Graph()
    nothing = graph.constant(np.array(0, np.uint8))
    one = graph.constant(np.array(1, np.float32))
    counted = graph.add("QuantizeLinear", "x", one, nothing)
    weights = graph.constant(np.full((_TERMS, _TERMS), weight, np.int8))
    product = graph.add("MatMulInteger", counted, weights, nothing)
    return graph.written({"x": (_TERMS, _TERMS)}, graph.add("Cast", product, to=1))

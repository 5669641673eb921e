#!/usr/bin/env bash
# onnxruntime 1.32.0: an LSTM that `quantize_dynamic` made of one in float32 (DynamicQuantizeLSTM)
# counts its input in 256 steps of the range that the whole batch has, and the state of all sequences
# in steps of one range, at each moment. So what a quiet window of sound is answered depends on the
# loudest of those that happen to be asked about together with it, whereas one in float32 gives each
# the same as by itself. Detectors of speech and segmentations are LSTMs over batches of windows: with
# another size of the batch, or from another window on, they draw other borders. A sequence that is a
# copy of the quiet one changes nothing.
#
# Seen:
#   float32: beside a copy 0.000, beside one a hundred times as loud 0.000
#   eight bits: beside a copy 0.000, beside one a hundred times as loud more than 0.05
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    onnxruntime==1.32.0 onnx==1.21.0 numpy==2.4.6 sympy==1.14.0
seen=$(cd "$folder" && "$folder/venv/bin/python" -W ignore - 2>/dev/null <<'PYTHON'
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

hidden, taken, frames = 32, 16, 50
numbers = np.random.default_rng(7)
weights = {
    "W": numbers.standard_normal((1, 4 * hidden, taken)) * 0.3,
    "R": numbers.standard_normal((1, 4 * hidden, hidden)) * 0.3,
    "B": np.zeros((1, 8 * hidden)),
}
graph = helper.make_graph(
    [helper.make_node("LSTM", ["x", *weights], ["y"], hidden_size=hidden)],
    "network",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, [frames, "batch", taken])],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
    [numpy_helper.from_array(array.astype(np.float32), name) for name, array in weights.items()],
)
opsets = [helper.make_opsetid("", 17)]
onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=8), "float32.onnx")
quantize_dynamic("float32.onnx", "eight.onnx", weight_type=QuantType.QInt8)

quiet = (numbers.standard_normal((frames, 1, taken)) * 0.1).astype(np.float32)
for name, file in (("float32", "float32.onnx"), ("eight bits", "eight.onnx")):
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    alone = session.run(None, {"x": quiet})[0][:, :, 0]
    moved = []
    for neighbour in (quiet, 100 * quiet[::-1]):
        both = session.run(None, {"x": np.concatenate([quiet, neighbour], axis=1)})[0][:, :, 0]
        moved.append(float(np.abs(both - alone).max()))
    said = ["more than 0.05" if far > 0.05 else f"{far:.3f}" for far in moved]
    print(f"{name}: beside a copy {said[0]}, beside one a hundred times as loud {said[1]}")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "float32: beside a copy 0.000, beside one a hundred times as loud 0.000
eight bits: beside a copy 0.000, beside one a hundred times as loud more than 0.05" ] \
    || { echo "This is no longer so."; exit 1; }

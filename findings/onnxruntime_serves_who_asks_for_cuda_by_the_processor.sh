#!/usr/bin/env bash
# onnxruntime 1.32.0 (the usual wheel, without CUDA): a session that asks for CUDAExecutionProvider
# and nothing else is made all the same, without an error, and served by the processor; a warning of
# Python is all. `disable_fallback()` does not prevent it, as it is about runs that fail later. The
# same is reported of onnxruntime-gpu where CUDA is missing (microsoft/onnxruntime#17801, #23372).
# Two things tell: `get_providers()` afterwards, and the setting session.disable_cpu_ep_fallback,
# which makes the session fail; with CPUExecutionProvider in the list it is refused as a contradiction.
#
# Seen:
#   asked for CUDA, without a word: ['CPUExecutionProvider'], sum 8.0
#   with the way back closed: Fail
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    onnxruntime==1.32.0 onnx==1.21.0 numpy==2.4.6
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import onnxruntime
from onnx import TensorProto, helper

shape = [2, 2]
graph = helper.make_graph(
    [helper.make_node("MatMul", ["x", "x"], ["y"])],
    "product",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, shape)],
)
opsets = [helper.make_opsetid("", 17)]
file = helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString()

session = onnxruntime.InferenceSession(file, providers=["CUDAExecutionProvider"])
session.disable_fallback()
found = session.run(None, {"x": np.ones(shape, np.float32)})[0].sum()
print(f"asked for CUDA, without a word: {session.get_providers()}, sum {found}")
options = onnxruntime.SessionOptions()
options.log_severity_level = 4
options.add_session_config_entry("session.disable_cpu_ep_fallback", "1")
try:
    onnxruntime.InferenceSession(
        file, options, providers=["CUDAExecutionProvider"], enable_fallback=0
    )
    print("with the way back closed: made")
except Exception as error:
    print(f"with the way back closed: {type(error).__name__}")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "asked for CUDA, without a word: ['CPUExecutionProvider'], sum 8.0
with the way back closed: Fail" ] || { echo "This is no longer so."; exit 1; }

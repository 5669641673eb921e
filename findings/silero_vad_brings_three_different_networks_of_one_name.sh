#!/usr/bin/env bash
# silero-vad 6.2.3: the files of its wheel are not one network in several precisions. The ONNX
# files of 16 kHz (`silero_vad.onnx`, `_16k_op15`, `_16k_sequence`, `_op18_ifless`, `_openvino_16k`)
# agree to 1e-4; `silero_vad_16k.safetensors` and `silero_vad_half.onnx`, by their names the same
# weights and the same in half precision, were trained apart from it and from one another: the first
# layer differs by 4.0 and 15.3 where its largest weight is 14.5, and half precision stores its
# weights as float32. Whoever takes a file because it is smaller, or loads without onnxruntime, has
# another detector than the published figures are about.
#
# Seen (the largest difference of a weight of the first layer to silero_vad_16k_op15.onnx):
#   silero_vad_16k_sequence.onnx 0.0 float32
#   silero_vad_half.onnx 15.3 float32
#   silero_vad_16k.safetensors 4.0 float32
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  onnx==1.19.1 safetensors==0.7.0 numpy==2.3.5
# Only the files: the package itself would ask for torch.
"$folder/venv/bin/python" -m pip download --quiet --disable-pip-version-check --no-deps \
  --dest "$folder" silero-vad==6.2.3
"$folder/venv/bin/python" -m zipfile -e "$folder"/silero_vad-6.2.3-*.whl "$folder/wheel"
seen=$("$folder/venv/bin/python" - "$folder/wheel/silero_vad/data" <<'PYTHON'
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx.numpy_helper import to_array
from safetensors.numpy import load_file

data = Path(sys.argv[1])
FIRST_LAYER = (128, 129, 3)


def first_layer(path):
    if path.suffix == ".safetensors":
        weights = load_file(path).values()
    else:
        graph = onnx.load(path).graph
        constants = [node.attribute[0].t for node in graph.node if node.op_type == "Constant"]
        weights = map(to_array, [*graph.initializer, *constants])
    return next(weight for weight in weights if weight.shape == FIRST_LAYER)


published = first_layer(data / "silero_vad_16k_op15.onnx")
for name in ("silero_vad_16k_sequence.onnx", "silero_vad_half.onnx", "silero_vad_16k.safetensors"):
    weight = first_layer(data / name)
    print(name, round(float(np.abs(weight - published).max()), 1), weight.dtype)
PYTHON
)
echo "$seen"
wanted='silero_vad_16k_sequence.onnx 0.0 float32
silero_vad_half.onnx 15.3 float32
silero_vad_16k.safetensors 4.0 float32'
[ "$seen" = "$wanted" ] || { echo "This has changed." >&2; exit 1; }

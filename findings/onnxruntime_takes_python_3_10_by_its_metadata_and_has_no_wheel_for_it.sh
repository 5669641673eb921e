#!/usr/bin/env bash
# onnxruntime 1.24.3: its metadata says Requires-Python >=3.10, and among its files there is no wheel
# for Python 3.10 (cp310), nor a source. pip passes over it and takes 1.23.2. Who locks one version for
# a project that begins with Python 3.10, as pdm does, chooses 1.24.3 by the metadata, and its
# installation fails there: "No candidate is found for `onnxruntime` that matches the environment".
#
# Seen:
#   Requires-Python: >=3.10
#   for 3.11: found
#   for 3.10: none
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
fetch() {
  "$folder/venv/bin/python" -m pip download --quiet --disable-pip-version-check --no-deps \
    --only-binary=:all: --platform manylinux_2_28_x86_64 --implementation cp \
    --python-version "$1" --dest "$folder/$1" onnxruntime==1.24.3 2>/dev/null
}
seen=""
for version in 3.11 3.10; do
  fetch "$version" && seen+="for $version: found"$'\n' || seen+="for $version: none"$'\n'
done
asked=$("$folder/venv/bin/python" - "$folder/3.11" <<'PYTHON'
import sys
import zipfile
from pathlib import Path

(wheel,) = Path(sys.argv[1]).glob("*.whl")
with zipfile.ZipFile(wheel) as archive:
    (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    lines = archive.read(metadata).decode("utf-8").splitlines()
print(next(line for line in lines if line.startswith("Requires-Python")))
PYTHON
)
printf '%s\n%s' "$asked" "$seen"
[ "$asked" = "Requires-Python: >=3.10" ]
[ "$seen" = $'for 3.11: found\nfor 3.10: none\n' ]

#!/usr/bin/env bash
# soxr 1.1.0 (Python-SoXR): where the samples are int16, the result is dithered before it is rounded.
# Digital silence comes out with about a quarter of its samples at +1 or -1, and speech differs from the
# rounded float result in as many; float32 in and out, silence stays silence. Nothing in the
# arguments of `resample` says so or turns it off. Whoever looks for dropped packets, muted sides of
# a call or padding by looking for zeros has to look before resampling, or resample floats.
#
# Seen (largest sample; share that is not zero):
#   int16 silence: 1 0.2
#   float32 silence: 0 0.0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check soxr==1.1.0 numpy==2.4.6
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import soxr

for kind in ("int16", "float32"):
    out = soxr.resample(np.zeros(48_000, kind), 48_000, 16_000)
    print(f"{kind} silence: {abs(out).max():g} {np.count_nonzero(out) / out.size:.1f}")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "int16 silence: 1 0.2
float32 silence: 0 0.0" ] || { echo "This is no longer so."; exit 1; }

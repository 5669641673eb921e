#!/usr/bin/env bash
# kaldiio 2.18.1: `load_mat`, `load_scp` and with them a wav.scp read the WAV of telephones (mu-law, A-law: 8000 Hz,
# 8 bits, as call centres keep it and `sph2pipe -f wav` makes it of the telephone corpora) without unpacking it.
# What comes is the codes themselves, as uint8: silence is 255 or 213, and a quiet tone jumps over the whole range.
# Rate, length and number of channels are right, nothing is said, and detectors and networks take any number.
# soundfile 0.14.0 reads the same files as samples. The same sound in 16 bits is read as it should be.
#
# Seen (silence; lowest and highest value of a quiet tone):
#   PCM_16: kaldiio int16 0, -2048 to 2048; soundfile 0, -2048 to 2048
#   ULAW: kaldiio uint8 255, 62 to 255; soundfile 0, -2108 to 2108
#   ALAW: kaldiio uint8 213, 21 to 254; soundfile 8, -2112 to 2112
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  kaldiio==2.18.1 soundfile==0.14.0 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import kaldiio
import numpy as np
import soundfile


def told(samples):
    return f"{samples[-1]}, {samples[:4000].min()} to {samples[:4000].max()}"


time = np.arange(8000) / 8000
sound = np.where(time < 0.5, np.sin(2 * np.pi * 440 * time) / 16, 0)  # half a second each: a tone, silence
for kind in ("PCM_16", "ULAW", "ALAW"):
    soundfile.write("call.wav", sound, 8000, subtype=kind)
    rate, samples = kaldiio.load_mat("call.wav")
    assert rate == 8000 and samples.shape == (8000,)
    right, _ = soundfile.read("call.wav", dtype="int16")
    print(f"{kind}: kaldiio {samples.dtype} {told(samples)}; soundfile {told(right)}")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "PCM_16: kaldiio int16 0, -2048 to 2048; soundfile 0, -2048 to 2048
ULAW: kaldiio uint8 255, 62 to 255; soundfile 0, -2108 to 2108
ALAW: kaldiio uint8 213, 21 to 254; soundfile 8, -2112 to 2112" ] || { echo "This is no longer so."; exit 1; }

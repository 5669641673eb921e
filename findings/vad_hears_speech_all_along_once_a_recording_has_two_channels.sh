#!/usr/bin/env bash
# vad 1.0.2 (`EnergyVAD`) weakens the low tones of a recording before it measures its loudness, so that the hum of the
# mains and of air conditioning is not taken for speech. Of two channels it takes the first, which it says, and keeps
# it as an array of one row: the filter then runs over the rows and not over the samples, and changes nothing. The
# same samples are one second of speech as a recording of one channel, and speech from beginning to end as the first
# of two. One channel in an array of one row is the same.
#
# For whom: who gives what soundfile or torchaudio has read (channels first) to it; whoever tries it with one channel
# chooses a threshold that means another thing with two. Here a detector only ever gets one channel in one dimension.
#
# Seen (four seconds with a hum of 50 Hz, one of them with a tone of 900 Hz):
#   one channel: speech in 26 % of the frames
#   the same as the first of two: speech in 100 % of the frames
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check vad==1.0.2 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON' | grep -v '^Warning: stereo'
import numpy as np
from vad import EnergyVAD

time = np.arange(64_000) / 16_000
samples = 0.05 * np.sin(2 * np.pi * 50 * time)
samples[16_000:32_000] += 0.3 * np.sin(2 * np.pi * 900 * time[:16_000])
detector = EnergyVAD(sample_rate=16_000)
for name, given in (("one channel", samples), ("the same as the first of two", np.stack([samples, samples]))):
    print(f"{name}: speech in {detector(given).mean():.0%} of the frames".replace("%", " %"))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "one channel: speech in 26 % of the frames
the same as the first of two: speech in 100 % of the frames" ] || { echo "This is no longer so."; exit 1; }

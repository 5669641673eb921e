#!/usr/bin/env bash
# rvadfast 0.10.0 says for each hundredth of a second whether somebody speaks, and returns the times with it. The step
# is rounded down to whole samples: at 22050 Hz a hundredth is 220.5 of them, and 220 are taken. The times are counted
# in full hundredths all the same, so they run ahead of the recording, by 0.23 %: here a voice at 290 s is found at
# 290.66 s, and after an hour it is eight seconds. 11025 Hz is the same; 8, 16, 32, 44.1 and 48 kHz are exact. Nothing
# is said, and the last time lies behind the end of the recording. The program `rVADfast` cuts by the same times.
#
# For whom: recordings and corpora of 22050 Hz, as LJ Speech is. Here a recording is brought to 16 kHz before anything
# looks at it, and a step is a whole number of samples.
#
# Seen (two voices, at 10 s and at 290 s of 300 s):
#   16000 Hz: 10 s is found at 9.9 s, 290 s is found at 289.9 s, the last time is 300.0 s
#   22050 Hz: 10 s is found at 9.9 s, 290 s is found at 290.6 s, the last time is 300.7 s
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  rvadfast==0.10.0 scipy==1.17.1 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from rVADfast import rVADfast

VOICES = (10, 290)  # s, two seconds each
for rate in (16_000, 22_050):
    time = np.arange(rate * 300) / rate
    samples = 1e-4 * np.random.default_rng(0).standard_normal(len(time))
    for start in VOICES:
        heard = (time >= start) & (time < start + 2)
        samples[heard] += sum(0.1 / k * np.sin(2 * np.pi * 150 * k * time[heard]) for k in range(1, 20))
    speaks, times = rVADfast()(samples, rate)
    speech = times[speaks > 0]
    found = [f"{start} s is found at {speech[speech > start - 5][0]:.1f} s" for start in VOICES]
    print(f"{rate} Hz: {', '.join(found)}, the last time is {times[-1]:.1f} s")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "16000 Hz: 10 s is found at 9.9 s, 290 s is found at 289.9 s, the last time is 300.0 s
22050 Hz: 10 s is found at 9.9 s, 290 s is found at 290.6 s, the last time is 300.7 s" ] || { echo "This is no longer so."; exit 1; }

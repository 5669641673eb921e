#!/usr/bin/env bash
# vader 0.0.3 joins the frames in which somebody speaks to segments. A segment gets its end where the next one begins to
# be; the last one never does, and `None` is made the end of the recording at last. Whoever speaks last speaks on for as
# long as the recording lasts, a room that is silent for twenty seconds included. `raw=True` gives the frames, which
# are right. Nothing is said, and the longer the silence at the end, the more of it is speech.
#
# For whom: who cuts the silence off at the end of a recording, or counts how long each person spoke. Here the end of a
# recording closes a turn only where there is speech up to it.
#
# Seen (a voice at 0 to 4 s and at 10 to 13 s of 33 s):
#   segments: 0.0 to 4.0 s, 10.0 to 33.0 s
#   frames with speech: the last one at 13.0 s
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  vader==0.0.3 sonopy==0.1.2 scikit-learn==1.3.2 joblib==1.3.2 scipy==1.11.4 numpy==1.26.4
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - 2>/dev/null <<'PYTHON'
import numpy as np
import scipy.io.wavfile
import vader

RATE, SECONDS = 16_000, 33
time = np.arange(RATE * SECONDS) / RATE
voice = sum(np.sin(2 * np.pi * 150 * k * time) * np.exp(-k / 6) for k in range(1, 25))
voice *= 3000 * np.sin(2 * np.pi * 4 * time) ** 2  # it comes and goes as syllables do
speaks = (time < 4) | ((time >= 10) & (time < 13))
samples = 3 * np.random.default_rng(0).standard_normal(len(time)) + voice * speaks
scipy.io.wavfile.write("talk.wav", RATE, samples.astype(np.int16))
found = vader.vad("talk.wav", method="logistic")
print("segments:", ", ".join(f"{start:.1f} to {end:.1f} s" for start, end in found))
frames = vader.vad("talk.wav", method="logistic", raw=True)
last = np.flatnonzero(frames >= 0.5)[-1] * SECONDS / len(frames)
print(f"frames with speech: the last one at {last:.1f} s")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "segments: 0.0 to 4.0 s, 10.0 to 33.0 s
frames with speech: the last one at 13.0 s" ] || { echo "This is no longer so."; exit 1; }

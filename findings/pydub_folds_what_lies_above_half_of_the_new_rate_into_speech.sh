#!/usr/bin/env bash
# pydub 0.25.1: `set_frame_rate`, by which recordings are brought to the 16 kHz of speech models, draws lines
# between the samples (`audioop.ratecv`) and filters nothing before. What lies above half of the new rate does not
# go away, it is folded into the band of speech at its full strength: a tone of 14 kHz, as a power supply or a
# screen gives, is one of 2 kHz afterwards, and the hiss above 8 kHz lies on top of the voices. soxr 1.1.0 leaves
# nothing of it. The documentation of `set_frame_rate` speaks of an equivalent version with another rate; which
# algorithm it is has been asked since 2024 (jiaaro/pydub#817). The `low_pass_filter` of pydub at 7 kHz before it is
# of the first order and leaves more than a third.
#
# Seen (the strongest frequency after 48 to 16 kHz, and how strong it is against the tone before):
#   1000 Hz: pydub 1000 Hz at 100 %, soxr 1000 Hz at 100 %
#   14000 Hz: pydub 2000 Hz at 100 %, soxr nothing
#   14000 Hz, filtered by pydub: 2000 Hz at 38 %
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  pydub==0.25.1 soxr==1.1.0 numpy==2.4.6 "audioop-lts==0.2.2; python_version >= '3.13'"
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import soxr
from pydub import AudioSegment

BEFORE, AFTER, LOUD = 48_000, 16_000, 8000


def heard(samples):
    strengths = 2 * np.abs(np.fft.rfft(samples)) / len(samples) / LOUD
    at = int(strengths.argmax())
    if strengths[at] < 0.01:
        return "nothing"
    return f"{at * AFTER / len(samples):.0f} Hz at {100 * strengths[at]:.0f} %"


for tone in (1000, 14_000):
    samples = np.round(LOUD * np.sin(2 * np.pi * tone * np.arange(BEFORE) / BEFORE)).astype("int16")
    segment = AudioSegment(samples.tobytes(), frame_rate=BEFORE, sample_width=2, channels=1)
    theirs = np.array(segment.set_frame_rate(AFTER).get_array_of_samples(), float)
    filtered = soxr.resample(samples.astype("float32"), BEFORE, AFTER)
    print(f"{tone} Hz: pydub {heard(theirs)}, soxr {heard(filtered)}")
lower = segment.low_pass_filter(7000).set_frame_rate(AFTER)
print(f"{tone} Hz, filtered by pydub: {heard(np.array(lower.get_array_of_samples(), float))}")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "1000 Hz: pydub 1000 Hz at 100 %, soxr 1000 Hz at 100 %
14000 Hz: pydub 2000 Hz at 100 %, soxr nothing
14000 Hz, filtered by pydub: 2000 Hz at 38 %" ] || { echo "This is no longer so."; exit 1; }

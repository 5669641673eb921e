#!/usr/bin/env bash
# FFmpeg 8 as PyAV 18.1.0 brings it: a WAV with a microphone per person says how many channels it has and not
# where loudspeakers would stand ("6 channels"). Asked for mono, FFmpeg takes six for 5.1, eight for 7.1 and
# three for 2.1 all the same, and leaves the channel for low tones out, which `lfe_mix_level` is 0 for. So the
# fourth of six persons, the fourth of eight and the third of three are not in the mono at all, and the others
# are in it by unlike shares, with no warning. Where the rows of a frame are averaged, all are heard alike.
#
# Seen (the share of each microphone in the mono):
#   3 microphones: 0.7 0.7 0.0
#   4 microphones: 0.7 0.7 1.0 0.5
#   6 microphones: 0.7 0.7 1.0 0.0 0.5 0.5
#   8 microphones: 0.7 0.7 1.0 0.0 0.5 0.5 0.5 0.5
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check av==18.1.0 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import wave

import av
import numpy as np

LOUD = 8192


def share(microphones, speaks):
    samples = np.zeros((8000, microphones), "<i2")
    samples[:, speaks] = LOUD
    with wave.open("meeting.wav", "wb") as file:
        file.setparams((microphones, 2, 16_000, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    resampler = av.AudioResampler(format="flt", layout="mono", rate=16_000)
    with av.open("meeting.wav") as container:
        mono = [one.to_ndarray() for frame in container.decode(audio=0) for one in resampler.resample(frame)]
    return abs(np.concatenate(mono, axis=1)).max() * 32_768 / LOUD


for microphones in (3, 4, 6, 8):
    shares = (f"{share(microphones, speaks):.1f}" for speaks in range(microphones))
    print(f"{microphones} microphones:", *shares)
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "3 microphones: 0.7 0.7 0.0
4 microphones: 0.7 0.7 1.0 0.5
6 microphones: 0.7 0.7 1.0 0.0 0.5 0.5
8 microphones: 0.7 0.7 1.0 0.0 0.5 0.5 0.5 0.5" ] || { echo "This is no longer so."; exit 1; }

#!/usr/bin/env bash
# FFmpeg (libavformat 62.12.102, in PyAV 18.1.0): ALAC that it writes into CAF comes back shorter by up
# to a tenth of a second, without an error; into M4A the same packets come back whole. The header
# still gives the full duration. 384 samples are missing for each second at 16 kHz, up to a frame of
# 4096; at other lengths and rates it is another share of the last frame, or none.
#
# Seen, samples decoded of those written:
#   1 s at 16000: caf 15616 of 16000, m4a 16000 of 16000
#   3 s at 16000: caf 46848 of 48000, m4a 48000 of 48000
#   1 s at 44100: caf 43144 of 44100, m4a 44100 of 44100
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check av==18.1.0 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import av
import numpy as np


def returned(ending, tone, rate):
    """Write a tone and count what comes back."""
    with av.open(f"tone.{ending}", "w") as made:
        track = made.add_stream("alac", rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(tone[None], format="s16", layout="mono")
        frame.sample_rate, frame.pts = rate, 0
        made.mux([*track.encode(frame), *track.encode(None)])
    with av.open(f"tone.{ending}") as file:
        return sum(frame.samples for frame in file.decode(audio=0))


for seconds, rate in ((1, 16000), (3, 16000), (1, 44100)):
    tone = (np.sin(np.arange(seconds * rate) * 0.05) * 8000).astype(np.int16)
    back = [f"{kind} {returned(kind, tone, rate)} of {len(tone)}" for kind in ("caf", "m4a")]
    print(f"{seconds} s at {rate}: {', '.join(back)}")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "1 s at 16000: caf 15616 of 16000, m4a 16000 of 16000
3 s at 16000: caf 46848 of 48000, m4a 48000 of 48000
1 s at 44100: caf 43144 of 44100, m4a 44100 of 44100" ] || { echo "This is no longer so."; exit 1; }

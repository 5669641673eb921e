#!/usr/bin/env bash
# AMR as phones send it (3GPP TS 26.093): where nobody speaks there are frames that only describe the
# noise, and frames without data. PyAV 18.1.0 (FFmpeg 8) writes such a file with the option dtx of its
# libopencore_amrnb. Its own decoder, amrnb, answers to each of those frames with an error ("invalid
# data", "not yet implemented") and makes no sound of it: of 6 s, of which 2 s are a tone, 2.3 s come
# out, and who puts the frames together hears what is said after a pause too early. Without dtx it is
# whole.
#
# Seen:
#   dtx 0: 301 frames of 20 ms, 6.02 s decoded, 0 refused
#   dtx 1: 301 frames of 20 ms, 2.32 s decoded, 185 refused
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check av==18.1.0 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import av
import numpy as np

RATE = 8000
av.logging.set_level(None)
time = np.arange(6 * RATE) / RATE
tone = 0.3 * np.sin(2 * np.pi * 440 * time) * (np.floor(time) % 3 == 0)
for dtx in "01":
    with av.open("a.amr", "w") as made:
        track = made.add_stream("libopencore_amrnb", rate=RATE, layout="mono", options={"dtx": dtx})
        track.bit_rate = 12_200
        frame = av.AudioFrame.from_ndarray((tone[None] * 32767).astype(np.int16), "s16", "mono")
        frame.sample_rate = RATE
        made.mux([*track.encode(frame), *track.encode(None)])
    frames = samples = refused = 0
    with av.open("a.amr") as file:
        for packet in file.demux(audio=0):
            frames += packet.size > 0
            try:
                samples += sum(each.samples for each in packet.decode())
            except av.FFmpegError:
                refused += 1
    print(
        f"dtx {dtx}: {frames} frames of 20 ms, {samples / RATE:.2f} s decoded,"
        f" {refused} refused"
    )
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "dtx 0: 301 frames of 20 ms, 6.02 s decoded, 0 refused
dtx 1: 301 frames of 20 ms, 2.32 s decoded, 185 refused" ] || { echo "This is no longer so."; exit 1; }

#!/usr/bin/env bash
# PyAV 18.1.0: the packet without data that `demux` hands out last for every stream, so that its
# decoder can be emptied, has the right `stream`, and `stream_index` 0. Who sorts packets by
# `stream_index` empties the decoder of the first stream twice and never that of the second, and loses
# the end of a second audio track without an error; `packet.stream.index` is right everywhere.
#
# Seen:
#   with data: stream 1, stream_index 1
#   the last: stream 1, stream_index 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check av==18.1.0 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import av
import numpy as np

RATE = 16000
with av.open("two.mp4", "w") as made:
    tracks = [made.add_stream("aac", rate=RATE, layout="mono") for _ in range(2)]
    for number, track in enumerate(tracks):
        tone = np.sin(np.arange(RATE) * 0.05 * (number + 1)).astype(np.float32)[None]
        frame = av.AudioFrame.from_ndarray(tone, format="fltp", layout="mono")
        frame.sample_rate = RATE
        made.mux([*track.encode(frame), *track.encode(None)])
with av.open("two.mp4") as file:
    packets = list(file.demux(file.streams.audio[1]))
    for name, packet in (("with data", packets[0]), ("the last", packets[-1])):
        print(f"{name}: stream {packet.stream.index}, stream_index {packet.stream_index}")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "with data: stream 1, stream_index 1
the last: stream 1, stream_index 0" ] || { echo "This is no longer so."; exit 1; }

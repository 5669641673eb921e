#!/usr/bin/env bash
# FFmpeg 8 as PyAV 18.1.0 brings it: of an ADX (games, old consoles) that FFmpeg itself has just written, every
# packet of the last kilobyte has the mark of a corrupt one (`Packet.is_corrupt`; "corrupt input packet" of the
# command), and decodes without a fault. `fflags=+discardcorrupt`, or a program that leaves such packets out,
# loses the end: 69 pieces of 32 samples, a twentieth of a second at 44.1 kHz. A file that really was cut looks
# the same, so the mark tells nothing here.
#
# Seen:
#   packets: 2758, called corrupt: 70, all of them the last ones: True
#   samples decoded: 88224; with discardcorrupt: 86016
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check av==18.1.0 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import av
import numpy as np

samples = (9000 * np.sin(np.arange(88_200) / 20)).astype("int16")
with av.open("talk.adx", "w") as container:
    stream = container.add_stream("adpcm_adx", rate=44_100, layout="mono")
    frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
    frame.sample_rate, frame.pts = 44_100, 0
    queue = av.AudioFifo()
    queue.write(frame)
    while (piece := queue.read(32, partial=True)) is not None:
        container.mux(stream.encode(piece))
    container.mux(stream.encode(None))
with av.open("talk.adx") as container:
    marks = [packet.is_corrupt for packet in container.demux(audio=0) if packet.size]
last = all(marks[-sum(marks) :])
print(f"packets: {len(marks)}, called corrupt: {sum(marks)}, all of them the last ones: {last}")
counts = []
for options in ({}, {"fflags": "+discardcorrupt"}):
    with av.open("talk.adx", options=options) as container:
        counts.append(sum(frame.samples for frame in container.decode(audio=0)))
print(f"samples decoded: {counts[0]}; with discardcorrupt: {counts[1]}")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "packets: 2758, called corrupt: 70, all of them the last ones: True
samples decoded: 88224; with discardcorrupt: 86016" ] || { echo "This is no longer so."; exit 1; }

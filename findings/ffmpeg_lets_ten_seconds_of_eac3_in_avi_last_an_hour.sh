#!/usr/bin/env bash
# FFmpeg 8 as PyAV 18.1.0 brings it: E-AC-3 (Dolby Digital Plus, of broadcasts and recorders) in an AVI that FFmpeg
# wrote itself. Its header says blocks of 2 bytes (3840 for AC-3), and reading it, FFmpeg takes every two bytes of a
# packet for a step of 32 ms, which a whole packet is: the second begins at 6 or 12 seconds, by the bit rate, and
# ten seconds end after half an hour or an hour. The samples are all there, so decoding one after the other is
# right; who places a frame by its time, copies the packets into MKV or seeks gets that scale. No warning.
#
# Seen (begin of the second packet; end of the last; length in MKV; decoded; where a seek to 5 s begins):
#   ac3, 96 kbit/s: 0.032 s; 10 s; 10 s; 10 s; 5.0 s
#   eac3, 96 kbit/s: 6.144 s; 1917 s; 1917 s; 10 s; 0.0 s
#   eac3, 192 kbit/s: 12.288 s; 3834 s; 3834 s; 10 s; 0.0 s
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check av==18.1.0 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import av
import numpy as np


def write(codec, bit_rate):
    with av.open("talk.avi", "w") as file:
        stream = file.add_stream(codec, rate=48_000, layout="mono")
        stream.bit_rate = bit_rate
        for start in range(0, 10 * 48_000, 1536):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1536), np.float32), format="fltp", layout="mono")
            frame.sample_rate, frame.pts = 48_000, start
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))


def copied():
    with av.open("talk.avi") as source, av.open("talk.mkv", "w") as target:
        stream = target.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(audio=0):
            if packet.size:
                packet.stream = stream
                target.mux(packet)
    with av.open("talk.mkv") as file:
        return file.duration / av.time_base


for codec, bit_rate in (("ac3", 96_000), ("eac3", 96_000), ("eac3", 192_000)):
    write(codec, bit_rate)
    with av.open("talk.avi") as file:
        packets = [packet for packet in file.demux(audio=0) if packet.size]
        times = [float(packet.pts * packet.time_base) for packet in packets]
    with av.open("talk.avi") as file:
        seconds = sum(frame.samples for frame in file.decode(audio=0)) / 48_000
    with av.open("talk.avi") as file:
        file.seek(5 * av.time_base)
        found = next(file.decode(audio=0)).time
    print(
        f"{codec}, {bit_rate // 1000} kbit/s: {times[1]:.3f} s; {times[-1] + 0.032:.0f} s; {copied():.0f} s;"
        f" {seconds:.0f} s; {found:.1f} s"
    )
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "ac3, 96 kbit/s: 0.032 s; 10 s; 10 s; 10 s; 5.0 s
eac3, 96 kbit/s: 6.144 s; 1917 s; 1917 s; 10 s; 0.0 s
eac3, 192 kbit/s: 12.288 s; 3834 s; 3834 s; 10 s; 0.0 s" ] || { echo "This is no longer so."; exit 1; }

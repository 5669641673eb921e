#!/usr/bin/env bash
# soundfile 0.14.0 (libsndfile 1.2.2) with a FLAC that FFmpeg (PyAV 18.1.0) wrote to a pipe: where
# the output cannot be wound back, STREAMINFO states 0 samples, which the format defines as
# "unknown". libsndfile says 9223372036854775807 frames, `soundfile.read` asks numpy for an array of
# that size and raises ValueError, and reading it block by block ends with an error 0.1 s early.
# PyAV reads the whole of it.
#
# Seen:
#   frames 9223372036854775807
#   read: ValueError
#   blocks: LibsndfileError after 9.9 s
#   PyAV: 10.0 s
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  soundfile==0.14.0 av==18.1.0 numpy==2.4.6
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import io

import av
import numpy as np
import soundfile

RATE = 16_000


class Pipe(io.RawIOBase):
    """What cannot be wound back."""

    def __init__(self):
        self.written = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.written += bytes(data)
        return len(data)


tone = 0.3 * np.sin(2 * np.pi * 220 * np.arange(10 * RATE) / RATE)
pipe = Pipe()
with av.open(pipe, "w", format="flac") as container:
    stream = container.add_stream("flac", rate=RATE)
    stream.layout = "mono"
    samples = (tone * 32767).astype(np.int16)[None]
    frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
    frame.rate = RATE
    for piece in (frame, None):  # each packet leaves as it comes, as in any stream
        for packet in stream.encode(piece):
            container.mux(packet)
flac = bytes(pipe.written)

with soundfile.SoundFile(io.BytesIO(flac)) as file:
    print("frames", file.frames)
try:
    print("read:", len(soundfile.read(io.BytesIO(flac))[0]))
except ValueError as error:
    print("read:", type(error).__name__)
count = 0
try:
    with soundfile.SoundFile(io.BytesIO(flac)) as file:
        while len(block := file.read(RATE // 10)):
            count += len(block)
except soundfile.SoundFileError as error:
    print(f"blocks: {type(error).__name__} after {count / RATE:.1f} s")
with av.open(io.BytesIO(flac)) as container:
    print(f"PyAV: {sum(frame.samples for frame in container.decode(audio=0)) / RATE:.1f} s")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "frames 9223372036854775807
read: ValueError
blocks: LibsndfileError after 9.9 s
PyAV: 10.0 s" ]

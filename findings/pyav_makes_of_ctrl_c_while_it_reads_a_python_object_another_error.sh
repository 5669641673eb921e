#!/usr/bin/env bash
# PyAV 18.1.0 reads from an object of Python (a buffer, an upload, a member of an archive) through functions
# that FFmpeg calls. An exception in one of them is kept and raised later, but a Ctrl-C, which is no
# Exception, is printed with its traceback and dropped; FFmpeg gets 0 bytes instead. Of a WAV that becomes an
# ArgumentError about a packet, which `except Exception` takes for a damaged file, so that a program goes on
# with the next one. Who reads this way has to look at sys.unraisablehook, and keep sys.excepthook still.
#
# Seen:
#   without: 100 frames
#   Ctrl-C in the third read: ArgumentError, and KeyboardInterrupt printed
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check av==18.1.0 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" - 2>said.txt <<'PYTHON'
import io

import av
import numpy as np

with av.open("a.wav", "w") as made:
    track = made.add_stream("pcm_s16le", rate=16_000, layout="mono")
    for _ in range(100):
        frame = av.AudioFrame.from_ndarray(np.ones((1, 4096), np.int16), "s16", "mono")
        frame.sample_rate = 16_000
        made.mux(track.encode(frame))
    made.mux(track.encode(None))


class Interrupted(io.BytesIO):
    reads = 0

    def read(self, size=-1):
        self.reads += 1
        if self.reads == self.at:
            raise KeyboardInterrupt
        return super().read(size)


for at in (None, 3):
    file = Interrupted(open("a.wav", "rb").read())
    file.at = at
    try:
        with av.open(file) as container:
            frames = sum(frame.samples for frame in container.decode(audio=0)) // 4096
        print(f"without: {frames} frames")
    except BaseException as error:
        print(f"Ctrl-C in the third read: {type(error).__name__}", end="")
PYTHON
)
seen="$seen, and $(grep -o '^KeyboardInterrupt' said.txt | head -n 1) printed"
printf '%s\n' "$seen"
[ "$seen" = "without: 100 frames
Ctrl-C in the third read: ArgumentError, and KeyboardInterrupt printed" ] \
    || { echo "This is no longer so."; exit 1; }

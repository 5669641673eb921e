#!/usr/bin/env bash
# FFmpeg 8 as PyAV 18.1.0 brings it: the sampling rate of a VOC (Creative Voice, old telephone systems) with
# one channel of 8 bits is written into a single byte, as 256 - 1000000 / rate. 44100 Hz becomes 43478 Hz and
# 16000 Hz becomes 15873 Hz, without a word: the samples are the same, the file plays slower, and its times are
# off by 51 and 29 seconds in an hour. 8000 Hz fits exactly. With 16 bits the newer block is written, which
# holds the rate as a number, and all is well.
#
# Seen:
#   8000 Hz, pcm_u8: read as 8000 Hz, 2.000 s of 2
#   16000 Hz, pcm_u8: read as 15873 Hz, 2.016 s of 2
#   44100 Hz, pcm_u8: read as 43478 Hz, 2.029 s of 2
#   44100 Hz, pcm_s16le: read as 44100 Hz, 2.000 s of 2
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check av==18.1.0 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import av
import numpy as np

for rate, codec, kind in (
    (8000, "pcm_u8", "u8"),
    (16000, "pcm_u8", "u8"),
    (44100, "pcm_u8", "u8"),
    (44100, "pcm_s16le", "s16"),
):
    samples = np.full((1, 2 * rate), 128 if kind == "u8" else 0, "uint8" if kind == "u8" else "int16")
    with av.open("talk.voc", "w") as container:
        stream = container.add_stream(codec, rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(samples, format=kind, layout="mono")
        frame.sample_rate, frame.pts = rate, 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with av.open("talk.voc") as container:
        frames = list(container.decode(audio=0))
    seconds = sum(frame.samples for frame in frames) / frames[0].sample_rate
    print(f"{rate} Hz, {codec}: read as {frames[0].sample_rate} Hz, {seconds:.3f} s of 2")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "8000 Hz, pcm_u8: read as 8000 Hz, 2.000 s of 2
16000 Hz, pcm_u8: read as 15873 Hz, 2.016 s of 2
44100 Hz, pcm_u8: read as 43478 Hz, 2.029 s of 2
44100 Hz, pcm_s16le: read as 44100 Hz, 2.000 s of 2" ] || { echo "This is no longer so."; exit 1; }

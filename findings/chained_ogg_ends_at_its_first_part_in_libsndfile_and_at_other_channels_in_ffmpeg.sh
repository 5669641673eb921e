#!/usr/bin/env bash
# A chained Ogg, which RFC 3533 allows ("grouped bitstreams may be chained"): 2 s and 2 s, one behind
# the other, as a streaming server records them. soundfile 0.14.0 (libsndfile 1.2.2) reads the first
# part and reports its length as that of the file, without an error. FFmpeg 8 (PyAV 18.1.0) goes on
# where codec and channels stay the same, and ends with an error at the seam where they change; the
# program ffmpeg prints that error and exits with 0.
#
# Seen (seconds):
#   VORBIS 1 + VORBIS 1: libsndfile 2.0, FFmpeg 4.0
#   VORBIS 1 + VORBIS 2: libsndfile 2.0, FFmpeg 2.0 PatchWelcomeError
#   OPUS 1 + OPUS 1: libsndfile 2.0, FFmpeg 4.0
#   OPUS 1 + OPUS 2: libsndfile 2.0, FFmpeg 2.0 PatchWelcomeError
#   OPUS 1 + VORBIS 1: libsndfile 2.0, FFmpeg 2.0 ArgumentError
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

RATE = 48_000
av.logging.set_level(None)


def part(codec, channels):
    tone = 0.3 * np.sin(2 * np.pi * 440 * np.arange(2 * RATE) / RATE)
    file = io.BytesIO()
    samples = np.stack([tone] * channels, axis=1)
    soundfile.write(file, samples, RATE, format="OGG", subtype=codec)
    return file.getvalue()


def heard_by_ffmpeg(content):
    seconds = 0.0
    try:
        with av.open(io.BytesIO(content)) as container:
            for frame in container.decode(audio=0):
                seconds += frame.samples / frame.sample_rate
    except av.FFmpegError as error:
        return f"{seconds:.1f} {type(error).__name__}"
    return f"{seconds:.1f}"


for one, other in (
    (("VORBIS", 1), ("VORBIS", 1)),
    (("VORBIS", 1), ("VORBIS", 2)),
    (("OPUS", 1), ("OPUS", 1)),
    (("OPUS", 1), ("OPUS", 2)),
    (("OPUS", 1), ("VORBIS", 1)),
):
    content = part(*one) + part(*other)
    samples, rate = soundfile.read(io.BytesIO(content))
    print(
        f"{one[0]} {one[1]} + {other[0]} {other[1]}:"
        f" libsndfile {len(samples) / rate:.1f}, FFmpeg {heard_by_ffmpeg(content)}"
    )
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "VORBIS 1 + VORBIS 1: libsndfile 2.0, FFmpeg 4.0
VORBIS 1 + VORBIS 2: libsndfile 2.0, FFmpeg 2.0 PatchWelcomeError
OPUS 1 + OPUS 1: libsndfile 2.0, FFmpeg 4.0
OPUS 1 + OPUS 2: libsndfile 2.0, FFmpeg 2.0 PatchWelcomeError
OPUS 1 + VORBIS 1: libsndfile 2.0, FFmpeg 2.0 ArgumentError" ]

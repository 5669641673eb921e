#!/usr/bin/env bash
# sphfile 1.0.3 reads NIST SPHERE, in which the two sides of a telephone call lie sample by sample beside each other,
# and `write_wav` cuts a piece of it out. The place is `int(seconds * rate * channels)`: where it comes out odd, the
# piece begins with the second side, and both sides of the WAV are swapped: Anna is Boris from there on. 2.01 s of
# 8000 Hz is 32159.999999999996 in floating point, and so 32159. Of all starts to the hundredth of a second within
# ten minutes one in a hundred is like that, and of those to the millisecond as many; nothing tells which.
#
# For whom: Switchboard, Fisher and CALLHOME are such calls, and their turns are cut out by times of a transcript. Here
# samples are counted in frames of all channels, and the sides are parted before anything is cut.
#
# Seen (Anna is 1000 on the first side, Boris 2000 on the second):
#   from 2.00 s: first side 1000, second side 2000
#   from 2.01 s: first side 2000, second side 1000
#   swapped of 60000 starts: 590
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphfile==1.0.3 numpy==1.26.4
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import wave

import numpy as np
from sphfile import SPHFile

RATE, SECONDS = 8000, 10
fields = {
    "channel_count": "-i 2",
    "sample_rate": f"-i {RATE}",
    "sample_n_bytes": "-i 2",
    "sample_sig_bits": "-i 16",
    "sample_count": f"-i {RATE * SECONDS}",
    "sample_byte_format": "-s2 01",
    "sample_coding": "-s3 pcm",
}
head = "NIST_1A\n   1024\n" + "".join(f"{key} {said}\n" for key, said in fields.items()) + "end_head\n"
sides = np.tile(np.array([1000, 2000], dtype="<i2"), (RATE * SECONDS, 1))
with open("call.sph", "wb") as file:
    file.write(head.ljust(1024).encode() + sides.tobytes())
call = SPHFile("call.sph")
for start in (2.00, 2.01):
    call.write_wav("piece.wav", start, start + 1)
    with wave.open("piece.wav") as piece:
        first, second = np.frombuffer(piece.readframes(1), dtype="<i2")
    print(f"from {start:.2f} s: first side {first}, second side {second}")
odd = sum(call.seconds_to_offset(hundredth / 100) % 2 for hundredth in range(60_000))
print("swapped of 60000 starts:", odd)
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "from 2.00 s: first side 1000, second side 2000
from 2.01 s: first side 2000, second side 1000
swapped of 60000 starts: 590" ] || { echo "This is no longer so."; exit 1; }

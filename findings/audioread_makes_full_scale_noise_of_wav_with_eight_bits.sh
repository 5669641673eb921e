#!/usr/bin/env bash
# audioread 3.1.0: a WAV of 8 bits, as older telephone systems and dictation machines record, holds unsigned
# samples, in which 128 is silence. `audio_open` takes them for signed ones when it widens them to 16 bits:
# silence becomes the lowest value there is, and a quiet tone jumps between both ends of the range. No error,
# no warning, the length is right. soundfile 0.14.0 reads the same file as it should, and audioread itself
# reads the same sound right where it has 16 bits. Reported in 2016 (beetbox/audioread#38), still open.
#
# Seen (lowest and highest sample):
#   silence, 16 bits: audioread 0 to 0, soundfile 0 to 0
#   silence, 8 bits: audioread -32768 to -32768, soundfile 0 to 0
#   quiet tone, 16 bits: audioread -3072 to 3072, soundfile -3072 to 3072
#   quiet tone, 8 bits: audioread -32768 to 32256, soundfile -3072 to 3072
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  audioread==3.1.0 soundfile==0.14.0 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import audioread
import numpy as np
import soundfile

RATE = 8000
tone = np.round(12 * np.sin(2 * np.pi * 250 * np.arange(RATE) / RATE)) * 256  # whole steps of 8 bits
for name, sound in (("silence", np.zeros(RATE, "int16")), ("quiet tone", tone.astype("int16"))):
    for bits, subtype in ((16, "PCM_16"), (8, "PCM_U8")):
        soundfile.write("call.wav", sound, RATE, subtype=subtype)
        with audioread.audio_open("call.wav") as opened:
            theirs = np.frombuffer(b"".join(opened), "int16")
        whole, _ = soundfile.read("call.wav", dtype="int16")
        print(
            f"{name}, {bits} bits: audioread {theirs.min()} to {theirs.max()},"
            f" soundfile {whole.min()} to {whole.max()}"
        )
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "silence, 16 bits: audioread 0 to 0, soundfile 0 to 0
silence, 8 bits: audioread -32768 to -32768, soundfile 0 to 0
quiet tone, 16 bits: audioread -3072 to 3072, soundfile -3072 to 3072
quiet tone, 8 bits: audioread -32768 to 32256, soundfile -3072 to 3072" ] || { echo "This is no longer so."; exit 1; }

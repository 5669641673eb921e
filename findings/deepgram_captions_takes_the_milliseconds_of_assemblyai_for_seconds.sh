#!/usr/bin/env bash
# deepgram-captions 2.0.0: `AssemblyAIConverter` is made for the answers of AssemblyAI, whose times are in
# milliseconds, as its documentation says of each word. It hands them on as they are, to writers that take them
# for seconds: what is said at a quarter of a second stands at four minutes. The clock of the writers has 24
# hours, so that from 86.4 s of the recording on the times begin anew, and a later cue can stand before another.
# Dividing each `start` and `end` by 1000 beforehand gives the right ones.
#
# Seen (of words at 0.25 s and at 87 s):
#   as answered: 00:04:10.000 --> 00:10:50.000 | 00:10:00.000 --> 00:16:40.000
#   divided by 1000: 00:00:00.250 --> 00:00:00.650 | 00:01:27.000 --> 00:01:27.400
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check deepgram-captions==2.0.0
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
from deepgram_captions import AssemblyAIConverter, webvtt


def answer(unit):
    utterances = []
    for speaker, said, start in (("A", "Hello.", 250), ("B", "Goodbye.", 87_000)):
        times = {"start": start / unit, "end": (start + 400) / unit}
        word = {"text": said, "confidence": 0.98, "speaker": speaker, **times}
        utterances.append({**word, "words": [word]})
    return {"status": "completed", "utterances": utterances}


for name, unit in (("as answered", 1), ("divided by 1000", 1000)):
    written = webvtt(AssemblyAIConverter(answer(unit)))
    print(f"{name}:", " | ".join(line for line in written.splitlines() if "-->" in line))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "as answered: 00:04:10.000 --> 00:10:50.000 | 00:10:00.000 --> 00:16:40.000
divided by 1000: 00:00:00.250 --> 00:00:00.650 | 00:01:27.000 --> 00:01:27.400" ] || { echo "This is no longer so."; exit 1; }

#!/usr/bin/env bash
# pylangacq 0.23.0 (with rustling 0.9.0): `to_textgrid` of a CHAT transcript writes one tier for each speaker, and
# in it the utterances alone. In Praat an interval tier covers the whole recording, so that a pause is an interval
# without a text; here the intervals have holes between them, and a tier ends with its last utterance. Praat
# (praat-parselmouth 0.4.7) reads the file without a word and searches it as if there were no holes: asked what is
# said in a pause, it gives the words that come after it. Two utterances of one speaker that overlap are written as
# they are, too. Reading all intervals by number is right; asking for a moment is not.
#
# Seen (what is said at a moment, by the transcript and by Praat):
#   0.5 s: transcript "good morning .", Praat "good morning ."
#   2.5 s: transcript "", Praat "how are you ."
#   5.5 s: transcript "", Praat "bye ."
#   6.5 s: transcript "bye .", Praat "bye ."
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  pylangacq==0.23.0 rustling==0.9.0 praat-parselmouth==0.4.7 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
from pathlib import Path

import parselmouth
import pylangacq
from parselmouth.praat import call

SAID = ((0, 1500, "good morning ."), (3000, 4500, "how are you ."), (6000, 7000, "bye ."))
lines = [
    "@UTF8",
    "@Begin",
    "@Languages:\teng",
    "@Participants:\tANN Anna Adult",
    "@ID:\teng|talk|ANN|||||Adult|||",
    *(f"*ANN:\t{words} \x15{start}_{end}\x15" for start, end, words in SAID),
    "@End",
]
(grid,) = pylangacq.CHAT.from_strs(["\n".join(lines) + "\n"]).to_textgrid_strs()
Path("talk.TextGrid").write_text(grid, encoding="utf-8")
read = parselmouth.read("talk.TextGrid")
for moment in (0.5, 2.5, 5.5, 6.5):
    true = [words for start, end, words in SAID if start <= 1000 * moment < end]
    number = call(read, "Get interval at time", 1, moment)
    praat = call(read, "Get label of interval", 1, number)
    print(f'{moment} s: transcript "{"".join(true)}", Praat "{praat}"')
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = '0.5 s: transcript "good morning .", Praat "good morning ."
2.5 s: transcript "", Praat "how are you ."
5.5 s: transcript "", Praat "bye ."
6.5 s: transcript "bye .", Praat "bye ."' ] || { echo "This is no longer so."; exit 1; }

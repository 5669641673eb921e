#!/usr/bin/env bash
# pyannote.database 6.1.1: `load_stm` reads who speaks when out of an STM, and has pandas part its lines at blanks. For
# pandas a word that begins with a double quote goes on up to the next quote, over the ends of lines: what is said is
# the last column of STM, so a quotation that Anna begins in one turn and ends in a later one makes one line of all of
# them. The turns between are gone, without a word: here two of four, and all that Boris says in between. Quotes within
# one turn, and quotes behind a letter, do no harm. `meeteval` 0.4.3 has all four.
#
# For whom: references of interviews and of read speech. Whoever measures by such a reference gets speech that counts as
# invented. Here quotes are letters in STM, read and written (`tests/diarizer/formats/test_other_tools.py`); RTTM holds
# no words, and is what pyannote is best given.
#
# Seen:
#   pyannote.database: anna 0 to 2, boris 6 to 8
#   meeteval: anna 0 to 2, boris 2 to 4, anna 4 to 6, boris 6 to 8
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  pyannote.database==6.1.1 pyannote.core==6.1.0 meeteval==0.4.3 pandas==3.1.1 numpy==2.4.6
cd "$folder"
cat > talk.stm <<'STM'
talk 1 anna 0.00 2.00 <o,f0,female> so he said "i will not
talk 1 boris 2.00 4.00 <o,f0,male> did he
talk 1 anna 4.00 6.00 <o,f0,female> come today" and left
talk 1 boris 6.00 8.00 <o,f0,male> i see
STM
seen=$("$folder/venv/bin/python" -W ignore - 2>/dev/null <<'PYTHON'
from meeteval.io import STM
from pyannote.database.util import load_stm

turns = load_stm("talk.stm")["talk"].itertracks(yield_label=True)
print("pyannote.database:", ", ".join(f"{who} {span.start:g} to {span.end:g}" for span, _, who in turns))
lines = STM.load("talk.stm")
print("meeteval:", ", ".join(f"{one.speaker_id} {float(one.begin_time):g} to {float(one.end_time):g}" for one in lines))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "pyannote.database: anna 0 to 2, boris 6 to 8
meeteval: anna 0 to 2, boris 2 to 4, anna 4 to 6, boris 6 to 8" ] || { echo "This is no longer so."; exit 1; }

#!/usr/bin/env bash
# pyannote.database 6.1.1: `load_rttm` takes the lines that begin with ";;", NIST's comments (and what
# md-eval and the LDC's own reference files begin with), for rows, and ends in a ValueError that
# names a word of the comment as a number. Rows of other kinds (SPKR-INFO, LEXEME) are passed over as
# one expects. A reader of RTTM for it has to take the comments out first.
#
# Seen:
#   without: ['A', 'B']
#   with: ValueError: could not convert string to float: 'scored'
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyannote.database==6.1.1
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
from pathlib import Path

from pyannote.database.util import load_rttm

ROWS = """SPKR-INFO meeting 1 <NA> <NA> <NA> unknown A <NA> <NA>
SPEAKER meeting 1 0.00 1.00 <NA> <NA> A <NA> <NA>
SPEAKER meeting 1 2.00 1.00 <NA> <NA> B <NA> <NA>
"""
for kind, text in (("without", ROWS), ("with", ";; to be scored without overlap\n" + ROWS)):
    Path("meeting.rttm").write_text(text, encoding="utf-8")
    try:
        print(f"{kind}: {load_rttm('meeting.rttm')['meeting'].labels()}")
    except Exception as error:
        print(f"{kind}: {type(error).__name__}: {error}")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "without: ['A', 'B']
with: ValueError: could not convert string to float: 'scored'" ] || { echo "This is no longer so."; exit 1; }

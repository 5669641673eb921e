#!/usr/bin/env bash
# pyannote.database 6.1.1 (with pandas 3.1.1): `load_rttm` turns the speakers "NA" and "null" of a
# valid RTTM into the number NaN, since pandas takes those words for missing values. Two people
# become one label, which is no string, and a diarization error rate against such a reference
# counts them as one person.
#
# Seen:
#   ['anna', nan]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  pyannote.database==6.1.1 pandas==3.1.1
cat > "$folder/talk.rttm" <<'RTTM'
SPEAKER talk 1 0.0 1.0 <NA> <NA> NA <NA> <NA>
SPEAKER talk 1 1.0 1.0 <NA> <NA> null <NA> <NA>
SPEAKER talk 1 2.0 1.0 <NA> <NA> anna <NA> <NA>
RTTM
seen=$("$folder/venv/bin/python" - "$folder/talk.rttm" <<'PYTHON'
import sys

from pyannote.database.util import load_rttm

print(load_rttm(sys.argv[1])["talk"].labels())
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "['anna', nan]" ]

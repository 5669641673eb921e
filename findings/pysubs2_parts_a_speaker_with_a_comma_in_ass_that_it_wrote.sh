#!/usr/bin/env bash
# pysubs2 1.8.1: ASS parts the fields of a line by commas, and only the last one, the text, may hold any; there is
# no sign that would protect them. The name of who speaks is written as it is, and a name as transcripts have it
# ("Smith, Anna") takes two fields: read again, Smith is the speaker, Anna is a margin, which she cannot be, and
# the text begins with the rest of the line. With a second comma a part of the name is said aloud. The writer says
# nothing; reading warns of a margin and of no name. Replacing commas before saving, as Aegisub does, keeps both.
#
# Seen (speaker and text after `to_string` and `from_string`):
#   'Anna Smith': 'Anna Smith' 'Good morning.'
#   'Smith, Anna': 'Smith' ',Good morning.'
#   'Smith, Anna, chair': 'Smith' '0,,Good morning.'
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pysubs2==1.8.1
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import pysubs2

for name in ("Anna Smith", "Smith, Anna", "Smith, Anna, chair"):
    talk = pysubs2.SSAFile()
    talk.append(pysubs2.SSAEvent(start=1000, end=2000, name=name, text="Good morning."))
    (read,) = pysubs2.SSAFile.from_string(talk.to_string("ass"))
    print(f"{name!r}: {read.name!r} {read.text!r}")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "'Anna Smith': 'Anna Smith' 'Good morning.'
'Smith, Anna': 'Smith' ',Good morning.'
'Smith, Anna, chair': 'Smith' '0,,Good morning.'" ] || { echo "This is no longer so."; exit 1; }

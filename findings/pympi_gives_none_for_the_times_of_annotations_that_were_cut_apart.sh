#!/usr/bin/env bash
# pympi-ling 1.71: the EAF of ELAN leaves the value of a time slot out where an annotation was only cut apart, as
# the schema allows; ELAN shows such pieces evenly between the times that are known. pympi gives None for these
# times, and nothing warns, so that arithmetic with them fails later. Questions about a moment do so at once: a
# TypeError that names no tier, and what is said there is not told.
#
# Seen:
#   all: [(0, None, 'one'), (None, None, 'two'), (None, 3000, 'three')]
#   at 1.5 s: TypeError
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pympi-ling==1.71
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
from pathlib import Path

from pympi import Eaf

slots = {"ts1": "0", "ts2": None, "ts3": None, "ts4": "3000"}
order = "".join(
    f'<TIME_SLOT TIME_SLOT_ID="{name}"' + (f' TIME_VALUE="{value}"' if value else "") + "/>"
    for name, value in slots.items()
)
pieces = "".join(
    f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{at}" TIME_SLOT_REF1="ts{at}"'
    f' TIME_SLOT_REF2="ts{at + 1}"><ANNOTATION_VALUE>{word}</ANNOTATION_VALUE>'
    "</ALIGNABLE_ANNOTATION></ANNOTATION>"
    for at, word in enumerate(("one", "two", "three"), 1)
)
Path("talk.eaf").write_text(
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<ANNOTATION_DOCUMENT AUTHOR="" DATE="2024-01-01T00:00:00+00:00" FORMAT="3.0" VERSION="3.0"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">'
    '<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>'
    f"<TIME_ORDER>{order}</TIME_ORDER>"
    f'<TIER LINGUISTIC_TYPE_REF="default-lt" TIER_ID="anna">{pieces}</TIER>'
    '<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true"'
    ' GRAPHIC_REFERENCES="false"/></ANNOTATION_DOCUMENT>',
    encoding="utf-8",
)
talk = Eaf("talk.eaf")
print("all:", talk.get_annotation_data_for_tier("anna"))
try:
    print("at 1.5 s:", talk.get_annotation_data_at_time("anna", 1500))
except TypeError as error:
    print("at 1.5 s:", type(error).__name__)
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "all: [(0, None, 'one'), (None, None, 'two'), (None, 3000, 'three')]
at 1.5 s: TypeError" ] || { echo "This is no longer so."; exit 1; }

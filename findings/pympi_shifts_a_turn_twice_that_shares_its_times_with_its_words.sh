#!/usr/bin/env bash
# pympi-ling 1.71: in the EAF of ELAN a turn and its words (Time_Subdivision) share their times: the turn begins at
# the time slot of its first word and ends at that of its last. `shift_annotations`, which moves everything by an
# offset, moves the slots of each annotation in turn, so that a slot is moved as often as it is used. Ten seconds
# bring a turn with words to 21 s and one without to 13.5 s, behind which it was spoken; nothing is said, and the
# lists of what was cut or lost are empty. To the left, what begins before zero keeps its old end besides, so that
# a turn of 1 s to 3 s is not cut to 0 to 1 s but overlaps with the next one.
#
# Seen (s):
#   as it is: good morning 1.0 to 3.0 | so 3.5 to 5.0
#   10 s later, with words: good morning 21.0 to 23.0 | so 13.5 to 15.0
#   10 s later, without: good morning 11.0 to 13.0 | so 13.5 to 15.0
#   2 s earlier, without: good morning 0.0 to 3.0 | so 1.5 to 3.0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pympi-ling==1.71
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
from pympi import Eaf

TIMES = {"t1": 1000, "t2": 1600, "t3": 3000, "t4": 3500, "t5": 5000}
TURNS = (("t1", "t3", "good morning"), ("t4", "t5", "so"))
WORDS = (("t1", "t2", "good"), ("t2", "t3", "morning"))


def tier(name, kind, annotations, parent=""):
    inside = "".join(
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{name}{number}" TIME_SLOT_REF1="{start}"'
        f' TIME_SLOT_REF2="{end}"><ANNOTATION_VALUE>{said}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>'
        for number, (start, end, said) in enumerate(annotations)
    )
    return f'<TIER LINGUISTIC_TYPE_REF="{kind}"{parent} TIER_ID="{name}">{inside}</TIER>'


def talk(words):
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="{slot}" TIME_VALUE="{at}"/>' for slot, at in TIMES.items())
    below = tier("words", "word", WORDS, ' PARENT_REF="anna"') if words else ""
    with open("talk.eaf", "w") as file:
        file.write(
            '<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT AUTHOR="" DATE="2026-01-01T00:00:00+00:00"'
            ' FORMAT="3.0" VERSION="3.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
            ' xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">'
            '<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>'
            f'<TIME_ORDER>{slots}</TIME_ORDER>{tier("anna", "turn", TURNS)}{below}'
            '<LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="turn" TIME_ALIGNABLE="true"/>'
            '<LINGUISTIC_TYPE CONSTRAINTS="Time_Subdivision" GRAPHIC_REFERENCES="false"'
            ' LINGUISTIC_TYPE_ID="word" TIME_ALIGNABLE="true"/>'
            '<CONSTRAINT DESCRIPTION="words without gaps" STEREOTYPE="Time_Subdivision"/></ANNOTATION_DOCUMENT>'
        )
    return Eaf("talk.eaf")


for name, words, offset in (
    ("as it is", True, 0),
    ("10 s later, with words", True, 10_000),
    ("10 s later, without", False, 10_000),
    ("2 s earlier, without", False, -2_000),
):
    eaf = talk(words)
    cut, lost = eaf.shift_annotations(offset)
    assert bool(cut) == (offset < 0) and not lost
    turns = sorted(eaf.get_annotation_data_for_tier("anna"), key=lambda turn: turn[2])
    print(f"{name}:", " | ".join(f"{said} {start / 1000} to {end / 1000}" for start, end, said in turns))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "as it is: good morning 1.0 to 3.0 | so 3.5 to 5.0
10 s later, with words: good morning 21.0 to 23.0 | so 13.5 to 15.0
10 s later, without: good morning 11.0 to 13.0 | so 13.5 to 15.0
2 s earlier, without: good morning 0.0 to 3.0 | so 1.5 to 3.0" ] || { echo "This is no longer so."; exit 1; }

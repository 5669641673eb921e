#!/usr/bin/env bash
# textgrid-convert 1.2.0 makes TextGrids of Rev's JSON, with a tier for each person. That they have tiers of their own,
# so that they may speak at once, is forgotten before: the end of every entry is moved in front of the next one by
# whoever it is. Anna speaks from 1 s to 9 s, Boris says "Mm." at 3 s, and Anna's turn ends at 2.999 s: six seconds are
# nobody's. And `to_darla_textgrid(speaker_id=1)`, "ID of the speaker to keep", keeps what Boris says and then puts
# everybody else back: the one tier holds Anna's words, too. Nothing is said of either.
#
# For whom: who measures vowels or overlap of one person by such a file. Here Rev's JSON is read with the times that
# stand in it, and a TextGrid is written with a tier for each person and turns as long as they are.
#
# Seen:
#   tiers: Boris 3.0 to 3.5 "Mm." | Anna 1.0 to 2.999 "So we went to the sea."
#   Boris alone: sentence 1.0 to 2.999 "So we went to the sea." | sentence 3.0 to 3.5 "Mm."
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip() { "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"; }
pip pandas==3.1.1 numpy==2.4.6 pytest==9.0.2 textgrid==1.6.1
pip --no-deps textgrid-convert==1.2.0
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - 2>/dev/null <<'PYTHON'
import json

from textgrid import TextGrid
from textgrid_convert.revParser import revParser


def says(number, name, said, start, end):
    element = {"type": "text", "value": said, "timestamp": start, "end_timestamp": end}
    return {"speaker": number, "speaker_id": number, "speaker_name": name, "elements": [element]}


rev = {
    "speakers": [{"id": 0, "name": "Anna"}, {"id": 1, "name": "Boris"}],
    "monologues": [
        says(0, "Anna", "So we went to the sea.", "00:00:01,000", "00:00:09,000"),
        says(1, "Boris", "Mm.", "00:00:03,000", "00:00:03,500"),
    ],
}


def tell(name, written):
    with open("talk.TextGrid", "w") as file:
        file.write(written)
    tiers = sorted(TextGrid.fromFile("talk.TextGrid"), key=lambda tier: tier.name, reverse=True)
    shown = [f'{tier.name} {one.minTime} to {one.maxTime} "{one.mark}"' for tier in tiers for one in tier if one.mark]
    print(f"{name}:", " | ".join(shown))


tell("tiers", revParser(json.dumps(rev)).to_textgrid())
tell("Boris alone", revParser(json.dumps(rev)).to_darla_textgrid(speaker_id=1))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = 'tiers: Boris 3.0 to 3.5 "Mm." | Anna 1.0 to 2.999 "So we went to the sea."
Boris alone: sentence 1.0 to 2.999 "So we went to the sea." | sentence 3.0 to 3.5 "Mm."' ] || { echo "This is no longer so."; exit 1; }

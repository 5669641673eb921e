#!/usr/bin/env bash
# asrtoolkit 0.2.4: its JSON has the name of a speaker as a string ("speakerInfo": "anna"), and its reader wants an
# object with the key "ID" there. Whether it is one is asked with `"ID" in ...`, which of a string is true where
# the letters occur in it. So an STM that is converted to JSON and read again has no speakers any more: all turns
# are of one "UnknownSpeaker", and, as no channel is written, on channel 1. The turns of DAVID are not there at
# all, since his name is asked for its "ID"; that fails, is logged, and the turn passed over. An STM that it wrote
# is read whole.
#
# Seen:
#   stm: anna on 1: good morning | DAVID on 1: hello anna | boris on 2: me too
#   json: UnknownSpeaker on 1: good morning | UnknownSpeaker on 1: me too
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip() { "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"; }
pip fire==0.7.1 num2words==0.5.14 regex==2026.11.19 editdistance==0.8.1 termcolor==3.3.0 tqdm==4.70.1 webvtt-py==0.6.0
pip --no-deps asrtoolkit==0.2.4
cat > "$folder/talk.stm" <<'STM'
talk 1 anna 0.00 1.00 <o,f0,female> good morning
talk 1 DAVID 1.00 2.00 <o,f0,male> hello anna
talk 2 boris 2.00 3.00 <o,f0,male> me too
STM
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - 2>/dev/null <<'PYTHON'
from asrtoolkit.data_structures.time_aligned_text import time_aligned_text

talk = time_aligned_text("talk.stm")
for kind in ("stm", "json"):
    talk.write(f"again.{kind}")
    read = time_aligned_text(f"again.{kind}")
    print(f"{kind}:", " | ".join(f"{turn.speaker} on {turn.channel}: {turn.text}" for turn in read.segments))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "stm: anna on 1: good morning | DAVID on 1: hello anna | boris on 2: me too
json: UnknownSpeaker on 1: good morning | UnknownSpeaker on 1: me too" ] || { echo "This is no longer so."; exit 1; }

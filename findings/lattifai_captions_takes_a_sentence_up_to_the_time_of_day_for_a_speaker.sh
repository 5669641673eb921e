#!/usr/bin/env bash
# lattifai-captions 0.4.17: subtitles mark that another person speaks by ">>", with a name and a colon behind it or
# without. Where any colon follows, all in front of the first one is taken for the name, however long it is: of
# ">> We meet at 10:30 today." the speaker is ">> We meet at 10:" and says "30 today.". Each such line adds a person
# to `get_speakers()`, and a TextGrid or a count of speakers has one more. A line without ">>" needs a name in
# capitals or one that comes back, and is read as it should be. Written again, the time has a blank in it.
#
# Seen (speaker: text):
#   ">>": "Good morning."
#   ">> ANNA:": "Shall we begin?"
#   ">> We meet at 10:": "30 today."
#   none: "Until 11:15 then."
#   3 speakers
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip() { "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"; }
pip pysubs2==1.8.1
pip --no-deps lattifai-captions==0.4.17
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
from lattifai.caption import Caption

LINES = (">> Good morning.", ">> ANNA: Shall we begin?", ">> We meet at 10:30 today.", "Until 11:15 then.")
with open("talk.srt", "w") as file:
    for number, line in enumerate(LINES, 1):
        file.write(f"{number}\n00:00:0{number},000 --> 00:00:0{number},900\n{line}\n\n")
talk = Caption.read("talk.srt")
for said in talk.supervisions:
    print(f'"{said.speaker}"' if said.speaker else "none", f'"{said.text}"', sep=": ")
print(len(talk.get_speakers()), "speakers")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = '">>": "Good morning."
">> ANNA:": "Shall we begin?"
">> We meet at 10:": "30 today."
none: "Until 11:15 then."
3 speakers' ] || { echo "This is no longer so."; exit 1; }

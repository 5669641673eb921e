#!/usr/bin/env bash
# webvtt-py 0.6.0: a cue may hold several voices, one per line, as players show two people who speak
# at once. `caption.voice` is the first of them and `caption.text` the words of all, so that the
# second person's words are the first one's; where the first line has no voice, `voice` is None and
# the named person of the second line is lost. Only `raw_text` still has both.
#
# Seen:
#   voice Anna text 'Shall we? / Yes.'
#   voice None text 'Shall we? / Yes.'
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check webvtt-py==0.6.0
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import webvtt

for first in ("<v Anna>Shall we?</v>", "Shall we?"):
    source = f"WEBVTT\n\n00:01.000 --> 00:02.000\n{first}\n<v Bruno>Yes.</v>\n"
    caption = webvtt.from_string(source).captions[0]
    print(f"voice {caption.voice} text {' / '.join(caption.text.splitlines())!r}")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "voice Anna text 'Shall we? / Yes.'
voice None text 'Shall we? / Yes.'" ] || { echo "This is no longer so."; exit 1; }

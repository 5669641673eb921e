#!/usr/bin/env bash
# webvtt-py 0.6.0: `from_srt` writes the text of an SRT into the WebVTT as it stands. There `<` begins a tag and
# `&` an entity, so what was text is none any more: read again by the same library, "if a < b and c > d" is
# "if a  d", and "<Anna>" before a sentence is gone. The SRT is read as it should be, by the raw text; nothing
# warns on the way. Escaping `&`, `<` and `>` in each caption before saving keeps the words.
#
# Seen:
#   in the SRT: ['if a < b and c > d', '<Anna> yes']
#   in the WebVTT, read again: ['if a  d', ' yes']
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check webvtt-py==0.6.0
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
from pathlib import Path

import webvtt

Path("talk.srt").write_text(
    "1\n00:00:01,000 --> 00:00:02,000\nif a < b and c > d\n\n"
    "2\n00:00:02,000 --> 00:00:03,000\n<Anna> yes\n",
    encoding="utf-8",
)
subtitles = webvtt.from_srt("talk.srt")
print("in the SRT:", [caption.raw_text for caption in subtitles])
subtitles.save("talk.vtt")
print("in the WebVTT, read again:", [caption.text for caption in webvtt.read("talk.vtt")])
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "in the SRT: ['if a < b and c > d', '<Anna> yes']
in the WebVTT, read again: ['if a  d', ' yes']" ] || { echo "This is no longer so."; exit 1; }

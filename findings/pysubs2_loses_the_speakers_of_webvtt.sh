#!/usr/bin/env bash
# pysubs2 1.8.1: the voice of a WebVTT cue, `<v Anna>`, which is how the format says who speaks, is
# taken for markup and dropped. The event's `name`, where pysubs2 keeps the actor of an SSA line,
# stays empty, and written back as VTT the file has no speakers any more; italics survive. A
# transcript with speakers that passes through it (to shift times, to convert) has lost them.
#
# Seen:
#   name '' text 'Good morning.'
#   voices left after writing: 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pysubs2==1.8.1
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import pysubs2

source = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>Good morning.</v>\n"
read = pysubs2.SSAFile.from_string(source, format_="vtt")
print(f"name {read[0].name!r} text {read[0].text!r}")
print("voices left after writing:", read.to_string("vtt").count("<v"))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "name '' text 'Good morning.'
voices left after writing: 0" ] || { echo "This is no longer so."; exit 1; }

#!/usr/bin/env bash
# pysubs2 1.8.1: whatever stands between `<` and `>`, or between `{` and `}`, in a cue of an SRT is taken for a
# tag and is gone when it is read and written again, without a warning: "{laughs}" and "<coughs>", as
# transcribers write sounds, and the middle of "a < b and c > d". srt 3.5.3 keeps all of
# it. `keep_unknown_html_tags=True` on reading saves what stands between `<` and `>`, and not what stands in
# braces.
#
# Seen:
#   srt: ['{laughs} if a < b and c > d', '<coughs> yes']
#   pysubs2: ['if a  d', 'yes']
#   pysubs2, unknown tags kept: ['if a < b and c > d', '<coughs> yes']
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pysubs2==1.8.1 srt==3.5.3
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import pysubs2
import srt

SUBTITLES = """1
00:00:01,000 --> 00:00:02,000
{laughs} if a < b and c > d

2
00:00:02,000 --> 00:00:03,000
<coughs> yes
"""


def told(content):
    return [cue.content for cue in srt.parse(content)]


print("srt:", told(srt.compose(srt.parse(SUBTITLES))))
print("pysubs2:", told(pysubs2.SSAFile.from_string(SUBTITLES).to_string("srt")))
kept = pysubs2.SSAFile.from_string(SUBTITLES, keep_unknown_html_tags=True)
print("pysubs2, unknown tags kept:", told(kept.to_string("srt")))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "srt: ['{laughs} if a < b and c > d', '<coughs> yes']
pysubs2: ['if a  d', 'yes']
pysubs2, unknown tags kept: ['if a < b and c > d', '<coughs> yes']" ] || { echo "This is no longer so."; exit 1; }

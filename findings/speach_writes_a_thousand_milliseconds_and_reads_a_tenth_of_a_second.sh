#!/usr/bin/env bash
# speach 0.1a15.post1: `vtt.sec2ts` cuts the whole seconds off and rounds the rest to milliseconds by itself. Where
# the rest rounds to a whole second, nothing is carried: 1.9996 s becomes "00:00:01.1000", with four digits, which
# WebVTT does not have. `vtt.ts2sec` of the same module takes the first three of them and gives 1.1 s, nine tenths
# of a second too early, without an error; webvtt-py 0.6.0 passes over a cue with such a time, so that its words
# are gone. One time in two thousand is like that where times have more than three decimals, as those of
# recognisers have. Rounding to three decimals before makes both right.
#
# Seen:
#   1.9994 s: 00:00:01.999, read 1.999; a cue with it: 1
#   1.9996 s: 00:00:01.1000, read 1.100; a cue with it: 0
#   1.9996 s, rounded before: 00:00:02.000, read 2.000; a cue with it: 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip() { "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"; }
pip chirptext==0.2a6.post2 puchikarui==0.1 webvtt-py==0.6.0
pip --no-deps speach==0.1a15.post1
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import webvtt
from speach import vtt

for name, seconds in (("1.9994 s", 1.9994), ("1.9996 s", 1.9996), ("1.9996 s, rounded before", round(1.9996, 3))):
    written = vtt.sec2ts(seconds)
    cues = webvtt.from_string(f"WEBVTT\n\n{written} --> 00:00:05.000\nHello.\n")
    print(f"{name}: {written}, read {vtt.ts2sec(written):.3f}; a cue with it: {len(cues)}")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "1.9994 s: 00:00:01.999, read 1.999; a cue with it: 1
1.9996 s: 00:00:01.1000, read 1.100; a cue with it: 0
1.9996 s, rounded before: 00:00:02.000, read 2.000; a cue with it: 1" ] || { echo "This is no longer so."; exit 1; }

#!/usr/bin/env bash
# tgt 1.5 (TextGridTools): a text with " = " in it is written into Praat's long format, which is Praat's own when
# it saves, as it should be; reading it back, tgt takes what stands between the first two " = " of the line and
# strikes the last letter of it. "so x = 3 holds" becomes "so"; of "E = mc" nothing is left, and an interval
# without a text is passed over by default, so that the turn itself is gone. The name of a tier is cut in the
# same way. Nothing is said. The short format is read whole.
#
# Seen:
#   short: Anna = host: 0-2 good morning | 2-4 so x = 3 holds | 4-6 E = mc
#   long: Ann: 0-2 good morning | 2-4 so
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check tgt==1.5 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import tgt

tier = tgt.IntervalTier(0, 6, "Anna = host")
for start, said in ((0, "good morning"), (2, "so x = 3 holds"), (4, "E = mc")):
    tier.add_interval(tgt.Interval(start, start + 2, said))
grid = tgt.TextGrid()
grid.add_tier(tier)
for kind in ("short", "long"):
    tgt.write_to_file(grid, "talk.TextGrid", format=kind)
    (read,) = tgt.read_textgrid("talk.TextGrid")
    turns = (f"{one.start_time:.0f}-{one.end_time:.0f} {one.text}" for one in read)
    print(f"{kind}: {read.name}:", " | ".join(turns))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "short: Anna = host: 0-2 good morning | 2-4 so x = 3 holds | 4-6 E = mc
long: Ann: 0-2 good morning | 2-4 so" ] || { echo "This is no longer so."; exit 1; }

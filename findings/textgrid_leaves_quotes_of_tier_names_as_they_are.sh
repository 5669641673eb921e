#!/usr/bin/env bash
# textgrid 1.6.1: a quotation mark in the name of a tier is neither doubled when it is written nor
# made single when it is read, although Praat's manual ("Praat text files") doubles it in every
# string, and the package does so for the text of an interval. Praat and every other reader stop at
# what it writes for a speaker such as `Anna "Ann" B`, and of a file that Praat wrote the name comes
# back with two marks for one.
#
# Seen:
#   name = "Anna "Ann" B"
#   Anna ""Ann"" B
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check textgrid==1.6.1
cat > "$folder/praat.TextGrid" <<'TEXTGRID'
File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0 
xmax = 1 
tiers? <exists> 
size = 1 
item []: 
    item [1]:
        class = "IntervalTier" 
        name = "Anna ""Ann"" B" 
        xmin = 0 
        xmax = 1 
        intervals: size = 1 
        intervals [1]:
            xmin = 0 
            xmax = 1 
            text = "hi" 
TEXTGRID
seen=$("$folder/venv/bin/python" - "$folder" <<'PYTHON'
import sys
from pathlib import Path

import textgrid

folder = Path(sys.argv[1])
grid = textgrid.TextGrid(maxTime=1)
tier = textgrid.IntervalTier('Anna "Ann" B', 0, 1)
tier.add(0, 1, "hi")
grid.append(tier)
grid.write(str(folder / "ours.TextGrid"))
lines = (folder / "ours.TextGrid").read_text(encoding="utf-8").splitlines()
print(next(line.strip() for line in lines if "name =" in line))
print(textgrid.TextGrid.fromFile(str(folder / "praat.TextGrid")).tiers[0].name)
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = 'name = "Anna "Ann" B"
Anna ""Ann"" B' ]

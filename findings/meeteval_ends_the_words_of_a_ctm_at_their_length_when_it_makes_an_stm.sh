#!/usr/bin/env bash
# meeteval 0.4.3: `CTMGroup.to_stm` puts the duration of each word where STM has its end. A word from 10.0 s to
# 10.5 s ends at 0.5 s, before it begins, and one at the start of a recording keeps a right one by chance; the
# channel is 1 for all. Nothing is said, and what is written is read again. `STM.new` of the same words is right,
# so it depends on which of two ways leads from the words of one speaker per file to a reference.
#
# Seen:
#   to_stm: talk 1 anna 10.00 0.50 good
#   STM.new: talk 1 anna 10.00 10.50 good
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check meeteval==0.4.3 numpy==2.4.6
cd "$folder"
printf 'talk 1 10.00 0.50 good\n' > anna.ctm
seen=$("$folder/venv/bin/python" -W ignore - 2>/dev/null <<'PYTHON'
from meeteval.io import CTM, STM, CTMGroup

words = CTMGroup({"anna": CTM.load("anna.ctm")})
print("to_stm:", words.to_stm().dumps().strip())
print("STM.new:", STM.new(words).dumps().strip())
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "to_stm: talk 1 anna 10.00 0.50 good
STM.new: talk 1 anna 10.00 10.50 good" ] || { echo "This is no longer so."; exit 1; }

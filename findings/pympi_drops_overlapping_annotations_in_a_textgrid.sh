#!/usr/bin/env bash
# pympi-ling 1.71: `Eaf.add_annotation` takes annotations that overlap on one tier, and `to_file`
# writes them; ELAN itself never has them. `to_textgrid` then leaves out each that begins before the
# one before it has ended, without a warning: of two turns of one person that overlap by a tenth of a
# second, the second is gone from the TextGrid.
#
# Seen:
#   in the EAF: 3
#   in the TextGrid: ['good', 'yes']
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pympi-ling==1.71
seen=$("$folder/venv/bin/python" - <<'PYTHON'
from pympi import Eaf

eaf = Eaf()
eaf.add_tier("Anna")
for start, end, word in ((0, 1000, "good"), (900, 1800, "morning"), (2000, 2500, "yes")):
    eaf.add_annotation("Anna", start, end, word)
print("in the EAF:", len(eaf.get_annotation_data_for_tier("Anna")))
tier = eaf.to_textgrid().get_tier("Anna")
print("in the TextGrid:", [word for _, _, word in tier.get_intervals() if word])
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "in the EAF: 3
in the TextGrid: ['good', 'yes']" ] || { echo "This is no longer so."; exit 1; }

#!/usr/bin/env bash
# pympi-ling 1.71: `TextGrid.to_eaf` rounds the times of Praat, which are fractions of a second, to the
# milliseconds of ELAN. A label that is shorter than one, as a boundary that was set twice leaves it, then has
# no length, and the whole conversion ends in a ValueError that names neither the tier nor the time; nothing is
# written. Pieces without a label are passed over before that.
#
# Seen:
#   a label of 0.4 ms: ValueError: Annotation length is zero...
#   a label of 1 ms: 3 annotations
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pympi-ling==1.71
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
from pympi import TextGrid

for label in (0.0004, 0.001):
    grid = TextGrid(xmax=2.0)
    tier = grid.add_tier("anna")
    tier.add_interval(0.0, 1.0, "good")
    tier.add_interval(1.0, 1.0 + label, "(breath)")
    tier.add_interval(1.0 + label, 2.0, "morning")
    try:
        eaf = grid.to_eaf()
        made = f"{len(eaf.get_annotation_data_for_tier('anna'))} annotations"
    except ValueError as error:
        made = f"ValueError: {error}"
    print(f"a label of {1000 * label:g} ms: {made}")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "a label of 0.4 ms: ValueError: Annotation length is zero...
a label of 1 ms: 3 annotations" ] || { echo "This is no longer so."; exit 1; }

#!/usr/bin/env bash
# pyannote.metrics 4.2.0 (`SegmentationCoverage`): pauses of one speaker below `tolerance`, half a second unless
# told otherwise, are filled before the reference is compared, and only in the reference. A result that is the
# reference itself still has these pauses, so each turn with one counts as cut in pieces: coverage is 50 % here,
# and the F-measure of purity and coverage 67 %. A result that has no pauses within turns gets 100 %, and so the
# better detector of pauses has the worse coverage. `tolerance=0` gives 100 % for what is the same.
#
# Seen (coverage, F-measure):
#   the reference itself: 50 %, 67 %
#   without the pauses: 100 %, 100 %
#   the reference itself, tolerance 0: 100 %, 100 %
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  pyannote.metrics==4.2.0 pyannote.core==6.1.0 numpy==2.4.6
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
from pyannote.core import Annotation, Segment
from pyannote.metrics.segmentation import SegmentationCoverage, SegmentationPurityCoverageFMeasure


def talk(*turns):
    made = Annotation()
    for start, end, speaker in turns:
        made[Segment(start, end)] = speaker
    return made


reference = talk((0, 4, "anna"), (4.25, 8, "anna"), (9, 12, "boris"), (12.25, 15, "boris"))
unbroken = talk((0, 8, "anna"), (9, 15, "boris"))
for name, result, options in (
    ("the reference itself", reference, {}),
    ("without the pauses", unbroken, {}),
    ("the reference itself, tolerance 0", reference, {"tolerance": 0}),
):
    shares = [
        metric(**options)(reference, result)
        for metric in (SegmentationCoverage, SegmentationPurityCoverageFMeasure)
    ]
    print(f"{name}:", ", ".join(f"{100 * share:.0f} %" for share in shares))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "the reference itself: 50 %, 67 %
without the pauses: 100 %, 100 %
the reference itself, tolerance 0: 100 %, 100 %" ] || { echo "This is no longer so."; exit 1; }

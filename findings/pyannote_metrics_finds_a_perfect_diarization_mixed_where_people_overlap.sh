#!/usr/bin/env bash
# pyannote.metrics 4.2.0 (`DiarizationHomogeneity`, `DiarizationCompleteness`): both say how pure the clusters are,
# 1 where each holds one person. They are made from how long each speaker and each cluster talk at once. Where two
# people speak together, the cluster of either is heard with the other person, too, and counts as mixed. So the
# reference itself does not get 1: with 30 of 600 s together it has 0.57, and with 3 s in between 0.92. Purity,
# coverage and the DER of the same are perfect, and what two results lose by it differs. `skip_overlap=True`, which
# is not the default, gives 1.
#
# Seen (homogeneity, completeness, purity, DER of the reference itself):
#   nobody speaks together: 1.00, 1.00, 1.00, 0.00
#   30 s together: 0.57, 0.57, 1.00, 0.00
#   3 s in between: 0.92, 0.92, 1.00, 0.00
#   30 s together, skip_overlap: 1.00, 1.00, 1.00, 0.00
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  pyannote.metrics==4.2.0 pyannote.core==6.1.0 numpy==2.4.6
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
from pyannote.core import Annotation, Segment
from pyannote.metrics.diarization import (
    DiarizationCompleteness,
    DiarizationErrorRate,
    DiarizationHomogeneity,
    DiarizationPurity,
)

METRICS = (DiarizationHomogeneity, DiarizationCompleteness, DiarizationPurity, DiarizationErrorRate)


def tell(name, *turns, **options):
    talk = Annotation()
    for start, end, speaker in turns:
        talk[Segment(start, end)] = speaker
    print(f"{name}:", ", ".join(f"{metric(**options)(talk, talk):.2f}" for metric in METRICS))


apart = (0, 300, "anna"), (300, 600, "boris")
together = (0, 330, "anna"), (300, 600, "boris")
tell("nobody speaks together", *apart)
tell("30 s together", *together)
tell("3 s in between", *apart, (100, 103, "boris"))
tell("30 s together, skip_overlap", *together, skip_overlap=True)
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "nobody speaks together: 1.00, 1.00, 1.00, 0.00
30 s together: 0.57, 0.57, 1.00, 0.00
3 s in between: 0.92, 0.92, 1.00, 0.00
30 s together, skip_overlap: 1.00, 1.00, 1.00, 0.00" ] || { echo "This is no longer so."; exit 1; }

#!/usr/bin/env bash
# pyannote.metrics 4.2.0 and simpleder 0.0.8: both give the Jaccard error rate of DIHARD, after an optimal pairing
# of the speakers. simpleder pairs them so that the rate is smallest, as DIHARD's own scoring does (dscore,
# metrics.py); `JaccardErrorRate` of pyannote.metrics pairs by the most seconds in common, as for the DER. Where a
# cluster holds most of one person and all of a person who says little, that leaves the latter without a partner,
# at 100 %. So one result has two JERs, without overlap, collar or a fault in the files, and that of
# pyannote.metrics is never the lower one. Its documentation says "optimal", and not of what.
#
# Seen:
#   the short one has a cluster: pyannote.metrics 33.3 %, simpleder 33.3 %
#   the short one is with others: pyannote.metrics 73.7 %, simpleder 69.0 %
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  pyannote.metrics==4.2.0 simpleder==0.0.8 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import simpleder
from pyannote.core import Annotation, Segment
from pyannote.metrics.diarization import JaccardErrorRate


def annotation(turns):
    made = Annotation(uri="talk")
    for track, (name, start, end) in enumerate(turns):
        made[Segment(start, end), track] = name
    return made


reference = [("anna", 0.0, 45.0), ("boris", 45.0, 57.0)]
for name, hypothesis in (
    ("the short one has a cluster", [("1", 0.0, 15.0), ("2", 45.0, 57.0)]),
    ("the short one is with others", [("1", 0.0, 15.0), ("2", 15.0, 57.0)]),
):
    theirs = JaccardErrorRate()(annotation(reference), annotation(hypothesis))
    least = simpleder.JER(reference, hypothesis)
    print(f"{name}: pyannote.metrics {100 * theirs:.1f} %, simpleder {100 * least:.1f} %")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "the short one has a cluster: pyannote.metrics 33.3 %, simpleder 33.3 %
the short one is with others: pyannote.metrics 73.7 %, simpleder 69.0 %" ] || { echo "This is no longer so."; exit 1; }

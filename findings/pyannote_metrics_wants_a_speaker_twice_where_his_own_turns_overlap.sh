#!/usr/bin/env bash
# pyannote.metrics 4.2.0 (DiarizationErrorRate): two turns of ONE speaker that overlap, as forced
# alignment and merged annotation layers give them, count as two speakers at once. A perfect
# hypothesis then misses the doubled stretch: 2 of 12 seconds here, and the DER is 16.7 %, without a
# warning. The same overlap in the hypothesis is a false alarm. `Annotation.support()` on both sides
# first makes it 0.
#
# Seen (missed detection, total, DER in %):
#   as annotated: 2.0 12.0 16.7
#   after support(): 0.0 10.0 0.0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyannote.metrics==4.2.0
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
from pyannote.core import Annotation, Segment
from pyannote.metrics.diarization import DiarizationErrorRate

reference, hypothesis = Annotation(uri="talk"), Annotation(uri="talk")
reference[Segment(0, 6)] = "Anna"
reference[Segment(4, 10)] = "Anna"
hypothesis[Segment(0, 10)] = "speaker_1"
for name, truth in (("as annotated", reference), ("after support()", reference.support())):
    told = DiarizationErrorRate()(truth, hypothesis, detailed=True)
    print(
        f"{name}: {told['missed detection']:.1f} {told['total']:.1f}"
        f" {100 * told['diarization error rate']:.1f}"
    )
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "as annotated: 2.0 12.0 16.7
after support(): 0.0 10.0 0.0" ] || { echo "This is no longer so."; exit 1; }

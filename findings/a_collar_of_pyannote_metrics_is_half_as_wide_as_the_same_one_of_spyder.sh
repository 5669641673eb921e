#!/usr/bin/env bash
# pyannote.metrics 4.2.0 and spy-der 0.4.1 (which counts as NIST's md-eval does): both take `collar=0.25`, the
# number of the CALLHOME and DIHARD papers. spyder leaves out a quarter of a second on each side of a boundary
# of the reference; pyannote.metrics leaves out an eighth on each side, a quarter altogether. So one system has
# two DERs at "a collar of 0.25", and pyannote.metrics has to be given 0.5 for the figure of the papers. The
# defaults differ by nothing: both are 0.
#
# Seen:
#   collar 0.00: spyder 10.00 %, pyannote.metrics 10.00 %
#   collar 0.25: spyder 8.33 %, pyannote.metrics 9.21 %
#   collar 0.50: spyder 6.25 %, pyannote.metrics 8.33 %
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check spy-der==0.4.1 pyannote.metrics==4.2.0 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import spyder
from pyannote.core import Annotation, Segment
from pyannote.metrics.diarization import DiarizationErrorRate


def annotation(turns):
    made = Annotation(uri="talk")
    for track, (name, start, end) in enumerate(turns):
        made[Segment(start, end), track] = name
    return made


reference = [("anna", 0.0, 5.0), ("boris", 5.0, 10.0)]
hypothesis = [("1", 0.0, 6.0), ("2", 6.0, 10.0)]
for collar in (0.0, 0.25, 0.5):
    theirs = DiarizationErrorRate(collar=collar)(annotation(reference), annotation(hypothesis))
    nist = spyder.DER(reference, hypothesis, collar=collar).der
    print(f"collar {collar:.2f}: spyder {100 * nist:.2f} %, pyannote.metrics {100 * theirs:.2f} %")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "collar 0.00: spyder 10.00 %, pyannote.metrics 10.00 %
collar 0.25: spyder 8.33 %, pyannote.metrics 9.21 %
collar 0.50: spyder 6.25 %, pyannote.metrics 8.33 %" ] || { echo "This is no longer so."; exit 1; }

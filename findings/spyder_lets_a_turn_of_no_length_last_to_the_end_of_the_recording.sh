#!/usr/bin/env bash
# spy-der 0.4.1 (`spyder.DER`, and its command): a turn that ends where it begins, as times rounded to
# hundredths of a second give them, is taken to begin and never to end. One such turn of another speaker at 2 s
# of ten, in a hypothesis without a fault, makes the DER 80 %; in the reference it makes it 44 %. A region of the
# UEM without length opens scoring up to the end in the same way: seven seconds are scored where three were
# asked for, and a mistake after them counts. pyannote.metrics 4.2.0 and simpleder 0.0.8 pass over all three.
#
# Seen:
#   perfect: spyder 0.0 %, pyannote.metrics 0.0 %, simpleder 0.0 %
#   one empty turn in the hypothesis: spyder 80.0 %, pyannote.metrics 0.0 %, simpleder 0.0 %
#   one empty turn in the reference: spyder 44.4 %, pyannote.metrics 0.0 %, simpleder 0.0 %
#   scored, of a UEM 0-3: 3 s
#   scored, of a UEM 0-3 and 6-6: 7 s
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check spy-der==0.4.1 pyannote.metrics==4.2.0 simpleder==0.0.8 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import simpleder
import spyder
from pyannote.core import Annotation, Segment
from pyannote.metrics.diarization import DiarizationErrorRate


def annotation(turns):
    made = Annotation(uri="talk")
    for track, (name, start, end) in enumerate(turns):
        made[Segment(start, end), track] = name
    return made


whole = [("anna", 0.0, 10.0)]
for name, reference, hypothesis in (
    ("perfect", whole, whole),
    ("one empty turn in the hypothesis", whole, [*whole, ("boris", 2.0, 2.0)]),
    ("one empty turn in the reference", [*whole, ("boris", 2.0, 2.0)], whole),
):
    ders = {
        "spyder": spyder.DER(reference, hypothesis).der,
        "pyannote.metrics": DiarizationErrorRate()(annotation(reference), annotation(hypothesis)),
        "simpleder": simpleder.DER(reference, hypothesis),
    }
    print(f"{name}:", ", ".join(f"{who} {100 * der:.1f} %" for who, der in ders.items()))
for uem in ([(0.0, 3.0)], [(0.0, 3.0), (6.0, 6.0)]):
    spans = " and ".join(f"{start:.0f}-{end:.0f}" for start, end in uem)
    print(f"scored, of a UEM {spans}: {spyder.DER(whole, whole, uem=uem).duration:.0f} s")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "perfect: spyder 0.0 %, pyannote.metrics 0.0 %, simpleder 0.0 %
one empty turn in the hypothesis: spyder 80.0 %, pyannote.metrics 0.0 %, simpleder 0.0 %
one empty turn in the reference: spyder 44.4 %, pyannote.metrics 0.0 %, simpleder 0.0 %
scored, of a UEM 0-3: 3 s
scored, of a UEM 0-3 and 6-6: 7 s" ] || { echo "This is no longer so."; exit 1; }

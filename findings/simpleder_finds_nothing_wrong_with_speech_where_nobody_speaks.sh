#!/usr/bin/env bash
# simpleder 0.0.8: where the reference is empty, since nobody speaks in that recording, the DER is 0, whatever the
# result holds: four seconds of invented speech are as good as none. With a single word in the reference the same
# seconds count as false alarm. pyannote.metrics 4.2.0 gives 100 % for it, which is what an average over files
# needs to tell a detector that hears speech in noise from one that does not; spy-der 0.4.1 ends in an error of
# Python, even where both are empty. The rate has no value there by its definition; none of the three says so.
#
# Seen (simpleder; pyannote.metrics; spy-der):
#   nobody speaks, nobody heard: 0 %; 0 %; ValueError
#   nobody speaks, 4 s heard: 0 %; 100 %; IndexError
#   a second is spoken, 4 s more heard: 400 %; 400 %; 400 %
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  simpleder==0.0.8 pyannote.metrics==4.2.0 pyannote.core==6.1.0 spy-der==0.4.1 numpy==2.4.6
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import simpleder
import spyder
from pyannote.core import Annotation, Segment
from pyannote.metrics.diarization import DiarizationErrorRate


def pyannote(*sides):
    talks = []
    for turns in sides:
        talk = Annotation()
        for speaker, start, end in turns:
            talk[Segment(start, end)] = speaker
        talks.append(talk)
    return DiarizationErrorRate()(*talks)


def told(rate, *sides):
    try:
        return f"{100 * rate(*sides):.0f} %"
    except (IndexError, ValueError) as error:
        return type(error).__name__


heard = [("a", 10.0, 14.0)]
spoken = [("anna", 0.0, 1.0)]
for name, reference, result in (
    ("nobody speaks, nobody heard", [], []),
    ("nobody speaks, 4 s heard", [], heard),
    ("a second is spoken, 4 s more heard", spoken, [("b", 0.0, 1.0), *heard]),
):
    rates = simpleder.DER, pyannote, lambda *sides: spyder.DER(*sides).der
    print(f"{name}:", "; ".join(told(rate, reference, result) for rate in rates))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "nobody speaks, nobody heard: 0 %; 0 %; ValueError
nobody speaks, 4 s heard: 0 %; 100 %; IndexError
a second is spoken, 4 s more heard: 400 %; 400 %; 400 %" ] || { echo "This is no longer so."; exit 1; }

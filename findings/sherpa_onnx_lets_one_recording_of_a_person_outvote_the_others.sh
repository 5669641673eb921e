#!/usr/bin/env bash
# sherpa-onnx 2.0.1: `SpeakerEmbeddingManager.add(name, [voice, voice, voice])` keeps the mean of several voices of a
# person. Everything else there compares directions only (`score` and `search` are cosines), and so do the networks
# whose voices it is for: how long a voice is as a vector says little, and differs between recordings. The mean is
# taken of the vectors as they are, so the longest one counts for all. Here Anna was recorded three times, once into
# a vector that is ten times as long; a fourth voice that is close to two of the three is not hers, and is hers when
# each is brought to length one before.
#
# For whom: who enrols a person with several recordings. Here each voice has length one before it is averaged
# (`diarizer/people/enrolment.py`), and so has the mean.
#
# Seen:
#   as they are: score 0.25, found ''
#   of length one: score 0.73, found 'anna'
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  sherpa-onnx==2.0.1 sherpa-onnx-core==2.0.1 numpy==2.4.6
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import sherpa_onnx

quiet = np.array([0.5, 0.866], dtype=np.float32)  # 60 degrees from the first: voices of one person often are
voices = [np.array([10, 0], dtype=np.float32), quiet, quiet]
heard = np.array([0.1, 0.995], dtype=np.float32)
for name, given in (("as they are", voices), ("of length one", [one / np.linalg.norm(one) for one in voices])):
    people = sherpa_onnx.SpeakerEmbeddingManager(2)
    assert people.add("anna", given)
    print(f"{name}: score {people.score('anna', heard):.2f}, found {people.search(heard, threshold=0.5)!r}")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "as they are: score 0.25, found ''
of length one: score 0.73, found 'anna'" ] || { echo "This is no longer so."; exit 1; }

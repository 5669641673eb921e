#!/usr/bin/env bash
# simple-diarizer 0.0.13: `match_diarization_to_transcript` gives each turn what was recognised in it. It looks for
# the first piece that ends after the turn, and takes one off, although a slice of Python leaves its end out
# anyway. So the last piece of every turn goes to whoever speaks next: of words that is one, and of sentences a
# question is in the mouth of the one who answers it, and the first turn is empty. The last turn takes all that is
# left, so that no word is missing, and nothing warns. `match_diarization_to_transcript_ctm` counts in the same
# way. The times here leave no doubt: each piece lies well within its turn.
#
# Only this function is run, which needs numpy alone: what its module imports beside it is replaced by nothing.
#
# Seen:
#   words: 0 "how are" | 1 "you fine" | 0 "thanks and you all good"
#   sentences: 0 "" | 1 "how are you" | 0 "fine thanks and you all good"
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip() { "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"; }
pip numpy==2.4.6
pip --no-deps simple-diarizer==0.0.13
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys
from unittest.mock import MagicMock

for unused in (
    "IPython IPython.display matplotlib matplotlib.pyplot pandas scipy scipy.cluster scipy.cluster.hierarchy"
    " scipy.ndimage scipy.sparse scipy.sparse.csgraph sklearn sklearn.cluster sklearn.metrics"
    " speechbrain speechbrain.pretrained torch torchaudio tqdm tqdm.autonotebook"
).split():
    sys.modules[unused] = MagicMock()
from simple_diarizer.diarizer import Diarizer

SAID = ("how are you", "fine thanks", "and you all good")  # 0 to 4 s, 4 to 8 s, 8 to 12 s
sentences = [
    {"start": 4 * at + 0.25, "end": 4 * at + 3.75, "text": said} for at, said in enumerate(SAID)
]
words = [
    {"start": 4 * at + 0.25 + 0.75 * number, "end": 4 * at + 0.75 + 0.75 * number, "text": word}
    for at, said in enumerate(SAID)
    for number, word in enumerate(said.split())
]
for name, recognised in (("words", words), ("sentences", sentences)):
    turns = [{"start": 4.0 * at, "end": 4.0 * at + 4.0, "label": at % 2} for at in range(3)]
    matched = Diarizer.match_diarization_to_transcript(turns, recognised)
    print(f"{name}:", " | ".join(f'{turn["label"]} "{turn["words"]}"' for turn in matched))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = 'words: 0 "how are" | 1 "you fine" | 0 "thanks and you all good"
sentences: 0 "" | 1 "how are you" | 0 "fine thanks and you all good"' ] || { echo "This is no longer so."; exit 1; }

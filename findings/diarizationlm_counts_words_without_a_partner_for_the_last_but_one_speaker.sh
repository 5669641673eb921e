#!/usr/bin/env bash
# diarizationlm 0.1.5 (Google): `transcript_preserving_speaker_transfer` brings the speakers of one transcript to
# the words of another, and then calls them as the other does, by how often two of them share a word. A word that
# the first one lacks (a "uh" that only one recogniser wrote) has no partner, which is noted as -1; the table of
# shared words is asked for row -1 - 1, which Python counts from the end: such words are counted for the last but
# one speaker, for the first of two. Where one of two people says "uh" often enough, the two change their names,
# although both transcripts agree on every speaker. Nothing is said. With one speaker alone there is no such row,
# and it is an IndexError. Taking the words that are lacking out of both first gives the right speakers.
#
# Seen (the speakers of the words; both transcripts say 1 1 1 2 for the words in common):
#   good morning all hello: 1 1 1 2
#   good morning all hello uh uh uh: 1 1 1 2 2 2 2
#   good morning all hello uh uh uh uh: 2 2 2 1 2 2 2 2
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip() { "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"; }
pip numpy==2.4.6 scipy==1.17.1 numba==0.68.1 tqdm==4.70.1 word-levenshtein==0.0.3
pip --no-deps diarizationlm==0.1.5 colortimelog==0.0.9
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
from diarizationlm.utils import transcript_preserving_speaker_transfer

for fillers in (0, 3, 4):
    heard = "good morning all hello" + " uh" * fillers
    speakers = transcript_preserving_speaker_transfer(
        src_text="good morning all hello",
        src_spk="1 1 1 2",
        tgt_text=heard,
        tgt_spk="1 1 1 2" + " 2" * fillers,
    )
    print(f"{heard}: {speakers}")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "good morning all hello: 1 1 1 2
good morning all hello uh uh uh: 1 1 1 2 2 2 2
good morning all hello uh uh uh uh: 2 2 2 1 2 2 2 2" ] || { echo "This is no longer so."; exit 1; }

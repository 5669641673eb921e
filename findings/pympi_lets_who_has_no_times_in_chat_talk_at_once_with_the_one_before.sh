#!/usr/bin/env bash
# pympi-ling 1.71: in CHAT (CHILDES, TalkBank) the times of an utterance may be left out, and in most transcripts
# some are. `eaf_from_chat` needs times for ELAN and takes those of the utterance before. So whoever answers without
# times talks at once with the person who asked: with as much overlap as there are such answers, where there is
# none. Of one speaker, two annotations lie upon each other on one tier, which ELAN itself never has. Before the
# first times it is a millisecond at the beginning. Nothing in the EAF tells such times from those of the
# transcript.
#
# Seen (ms):
#   CHI: 0 to 1 mommy .
#   CHI: 2500 to 6000 yes .
#   CHI: 9000 to 9800 ball .
#   CHI: 9000 to 9800 more ball .
#   MOT: 2500 to 6000 did you see the dog ?
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pympi-ling==1.71
cd "$folder"
{
  printf '@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tCHI Target_Child, MOT Mother\n'
  printf '@ID:\teng|home|CHI|||||Target_Child|||\n@ID:\teng|home|MOT|||||Mother|||\n@Media:\thome, audio\n'
  printf '*CHI:\tmommy .\n*MOT:\tdid you see the dog ? \0252500_6000\025\n*CHI:\tyes .\n'
  printf '*CHI:\tball . \0259000_9800\025\n*CHI:\tmore ball .\n@End\n'
} > home.cha
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
from pympi.Elan import eaf_from_chat

talk = eaf_from_chat("home.cha")
for speaker in ("CHI", "MOT"):
    for start, end, said in sorted(talk.get_annotation_data_for_tier(speaker)):
        print(f"{speaker}: {start} to {end} {said.strip()}")
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "CHI: 0 to 1 mommy .
CHI: 2500 to 6000 yes .
CHI: 9000 to 9800 ball .
CHI: 9000 to 9800 more ball .
MOT: 2500 to 6000 did you see the dog ?" ] || { echo "This is no longer so."; exit 1; }

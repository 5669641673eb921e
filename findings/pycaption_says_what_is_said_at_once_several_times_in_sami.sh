#!/usr/bin/env bash
# pycaption 2.3.14 makes SAMI (.smi) of SRT and WebVTT. In SAMI all that is shown is named anew at each moment at which
# something changes, so where Boris says a word while Anna speaks, what she says is written three times: before his
# word, beside it, and behind it. A player shows it well. Nothing marks the second and third time as the same, and
# pycaption's own reader makes captions of them: two become four, and Anna has said her sentence three times. What
# counts words, or joins SAMI to a transcript, is wrong as often as people speak at once.
#
# For whom: who keeps subtitles of talks in SAMI, or goes from one format to another by way of it. Here a paragraph that
# stands again at the next moment, where one of the two moments holds several paragraphs, is one that goes on, and that
# is said (`diarizer/transcripts/sami.py`); each paragraph is somebody's own.
#
# Seen:
#   in SRT: 1-4 Anna: Good morning. | 2-3 Boris: Hello.
#   in SAMI: 1-2 Anna: Good morning. | 2-3 Anna: Good morning. | 2-3 Boris: Hello. | 3-4 Anna: Good morning.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pycaption==2.3.14
cd "$folder"
cat > talk.srt <<'SRT'
1
00:00:01,000 --> 00:00:04,000
Anna: Good morning.

2
00:00:02,000 --> 00:00:03,000
Boris: Hello.
SRT
seen=$("$folder/venv/bin/python" -W ignore - 2>/dev/null <<'PYTHON'
from pycaption import SAMIReader, SAMIWriter, SRTReader


def tell(name, read):
    captions = [one for language in read.get_languages() for one in read.get_captions(language)]
    shown = [f"{one.start / 1e6:g}-{one.end / 1e6:g} {one.get_text()}" for one in captions]
    print(f"{name}:", " | ".join(shown))


subtitles = SRTReader().read(open("talk.srt").read())
tell("in SRT", subtitles)
tell("in SAMI", SAMIReader().read(SAMIWriter().write(subtitles)))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "in SRT: 1-4 Anna: Good morning. | 2-3 Boris: Hello.
in SAMI: 1-2 Anna: Good morning. | 2-3 Anna: Good morning. | 2-3 Boris: Hello. | 3-4 Anna: Good morning." ] || { echo "This is no longer so."; exit 1; }

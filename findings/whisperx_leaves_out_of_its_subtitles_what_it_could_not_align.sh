#!/usr/bin/env bash
# whisperx 3.8.6: a segment whose letters the alignment does not know, such as "1984.", is kept with its text and
# no words ("resorting to original", alignment.py). The writers of SRT and WebVTT go through the words alone, so
# that it is in neither; TXT, TSV and JSON have it. Nothing is said while they are written. Whoever needs all that
# was said takes the JSON, or makes subtitles of its segments.
#
# Only the writers are run, with a result as `whisperx.align` returns it: they need neither torch nor a model.
#
# Seen:
#   srt: In which year? / Thanks.
#   vtt: In which year? / Thanks.
#   txt: In which year? / 1984. / Thanks.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps whisperx==3.8.6
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
from pathlib import Path

from whisperx.utils import get_writer


def segment(start, text):
    """A segment, with times for its words unless they are digits."""
    words = [] if "1984" in text else [
        {"word": word, "start": start + at / 4, "end": start + at / 4 + 0.2, "score": 0.9}
        for at, word in enumerate(text.split())
    ]
    return {"start": start, "end": start + 1.0, "text": text, "words": words, "chars": None}


said = ["In which year?", "1984.", "Thanks."]
result = {"language": "en", "segments": [segment(float(at), text) for at, text in enumerate(said)]}
options = {"max_line_width": None, "max_line_count": None, "highlight_words": False}
for form in ("srt", "vtt", "txt"):
    get_writer(form, ".")(result, "talk.wav", options)
    lines = Path(f"talk.{form}").read_text(encoding="utf-8").splitlines()
    print(f"{form}:", " / ".join(line for line in lines if line.endswith((".", "?"))))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "srt: In which year? / Thanks.
vtt: In which year? / Thanks.
txt: In which year? / 1984. / Thanks." ] || { echo "This is no longer so."; exit 1; }

#!/usr/bin/env bash
# whisperx 3.8.6: with --highlight_words a line is repeated for each of its words, which is underlined, and shown
# plain between two words. In Chinese and Japanese, whose words are its letters, the plain line has no blanks, as
# it should; the one with a mark has one before each letter. So the line jumps at each word, and who takes equal
# lines for one sees a new line each time. Without the option there are no blanks.
#
# Only the writer is run, with a result as `whisperx.align` returns it: it needs neither torch nor a model.
#
# Seen:
#   plain: 你好吗
#   highlighted: <u>你</u> 好 吗 | 你好吗 | 你 <u>好</u> 吗 | 你好吗 | 你 好 <u>吗</u>
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps whisperx==3.8.6
cd "$folder"
seen=$(PYTHONUTF8=1 "$folder/venv/bin/python" -W ignore - <<'PYTHON'
from pathlib import Path

from whisperx.utils import get_writer

words = [
    {"word": word, "start": 0.1 + 0.3 * at, "end": 0.3 + 0.3 * at, "score": 0.9}
    for at, word in enumerate("你好吗")
]
segment = {"start": 0.0, "end": 1.0, "text": "你好吗", "words": words, "chars": None}
for name, highlighted in (("plain", False), ("highlighted", True)):
    options = {"max_line_width": None, "max_line_count": None, "highlight_words": highlighted}
    get_writer("srt", ".")({"language": "zh", "segments": [segment]}, "talk.wav", options)
    lines = Path("talk.srt").read_text(encoding="utf-8").splitlines()
    print(f"{name}:", " | ".join(lines[2::4]))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "plain: 你好吗
highlighted: <u>你</u> 好 吗 | 你好吗 | 你 <u>好</u> 吗 | 你好吗 | 你 好 <u>吗</u>" ] || { echo "This is no longer so."; exit 1; }

#!/usr/bin/env bash
# tscribe 1.3.1 makes tables, WebVTT and documents of the answers of Amazon Transcribe. Where the channels of a call
# were told apart (`channel_labels`), a turn gets the end of its first word, and the words that follow are added
# without moving it: seven seconds of Anna become one, and are pauses to whoever looks at the times alone. Where
# speakers were told apart (`speaker_labels`) the end is right. Both times are cut down to whole seconds, in WebVTT
# as well, where a turn within one second is a cue without any length.
#
# Only the function that reads an answer is run: what its module imports for documents and charts is replaced by
# nothing.
#
# Seen:
#   speakers: spk_0 00:00:01 to 00:00:08 "Good morning everybody." | spk_1 00:00:09 to 00:00:09 "Hello."
#   channels: ch_0 00:00:01 to 00:00:02 "Good morning everybody." | ch_1 00:00:09 to 00:00:09 "Hello."
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip() { "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"; }
pip pandas==3.1.1 numpy==2.4.6 webvtt-py==0.6.0
pip --no-deps tscribe==1.3.1
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys
from unittest.mock import MagicMock

for unused in "docx docx.shared docx.enum docx.enum.text matplotlib matplotlib.pyplot".split():
    sys.modules[unused] = MagicMock()
import tscribe

SAID = (("Good", 1.2, 2.1), ("morning", 4.0, 4.9), ("everybody", 7.3, 8.6), ("Hello", 9.1, 9.8))


def item(kind, said, **times):
    times = {key: f"{second:.2f}" for key, second in times.items()}
    return {"type": kind, "alternatives": [{"confidence": "0.99", "content": said}], **times}


items = []
for word, start, end in SAID:
    items.append(item("pronunciation", word, start_time=start, end_time=end))
    if word in ("everybody", "Hello"):
        items.append(item("punctuation", "."))
anna, boris = items[:4], items[4:]
segments = []
for number, said in enumerate((anna, boris)):
    words = [one for one in said if one["type"] == "pronunciation"]
    times = {"start_time": words[0]["start_time"], "end_time": words[-1]["end_time"]}
    segments.append({"speaker_label": f"spk_{number}", "items": words, **times})
channels = [{"channel_label": f"ch_{number}", "items": said} for number, said in enumerate((anna, boris))]
for name, labels in (
    ("speakers", {"speaker_labels": {"speakers": 2, "segments": segments}}),
    ("channels", {"channel_labels": {"number_of_channels": 2, "channels": channels}}),
):
    table = tscribe.decode_transcript({"results": {"items": items, **labels}})
    turns = (f'{row.speaker} {row.start_time} to {row.end_time} "{row.comment}"' for row in table.itertuples())
    print(f"{name}:", " | ".join(turns))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = 'speakers: spk_0 00:00:01 to 00:00:08 "Good morning everybody." | spk_1 00:00:09 to 00:00:09 "Hello."
channels: ch_0 00:00:01 to 00:00:02 "Good morning everybody." | ch_1 00:00:09 to 00:00:09 "Hello."' ] || { echo "This is no longer so."; exit 1; }

#!/usr/bin/env bash
# deepgram-captions 2.0.0: with `multichannel=true` Deepgram answers with a list of words for each channel, one
# person of a call on each. `DeepgramConverter` takes the first list and passes over the others; the NOTE at the
# head of the WebVTT still says "Channels: 2". What the other side of the call said is in neither SRT nor WebVTT,
# without a warning. Where the answer has `utterances` (another option of the request) all words are there, and
# nothing tells the two apart, as the channel of an utterance is not looked at.
#
# Seen:
#   channels: Hello? | Fine.
#   channels and utterances: Hello? | Speaking. | Fine.
#   voices: 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check deepgram-captions==2.0.0
cd "$folder"
seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
from deepgram_captions import DeepgramConverter, srt, webvtt

said = [(0, "Hello?", 0.0), (1, "Speaking.", 1.5), (0, "Fine.", 3.0)]
rows = [
    (channel, {"word": one.lower(), "punctuated_word": one, "start": start, "end": start + 1.0, "confidence": 0.99})
    for channel, one, start in said
]
channels = []
for number in (0, 1):
    words = [word for channel, word in rows if channel == number]
    transcript = " ".join(word["punctuated_word"] for word in words)
    channels.append({"alternatives": [{"transcript": transcript, "confidence": 0.99, "words": words}]})
utterances = [
    {"channel": channel, "transcript": word["punctuated_word"], "words": [word]} for channel, word in rows
]
metadata = {"duration": 4.0, "channels": 2}
for name, results in (
    ("channels", {"channels": channels}),
    ("channels and utterances", {"channels": channels, "utterances": utterances}),
):
    converter = DeepgramConverter({"metadata": metadata, "results": results})
    print(f"{name}:", " | ".join(block.splitlines()[2] for block in srt(converter, 1).split("\n\n")))
print("voices:", webvtt(converter).count("<v"))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "channels: Hello? | Fine.
channels and utterances: Hello? | Speaking. | Fine.
voices: 0" ] || { echo "This is no longer so."; exit 1; }

"""Which format a text is in, where no ending says so."""

from __future__ import annotations

import re
from contextlib import suppress

from diarizer.errors import FormatError
from diarizer.formats import _clock, _files, _lines
from diarizer.formats._turns_gate import Gate, SeveralRecordings
from diarizer.messages.text import text

_SEEN = 400  # letters that tell
_SIGNS = (
    ("vtt", re.compile(r"WEBVTT")),
    ("textgrid", re.compile(r'(?:File type = )?"(?:ooTextFile|Praat chronological)')),
    (
        "eaf",
        re.compile(
            r"(?![^\0]*?<(?:\w+:)?(?:tt|Trans|basic-transcription|timedtext|transcript)\b)<(?:\?xml|!--|ANNOTATION_DOCUMENT)"
        ),
    ),
    ("json", re.compile(r"[\[{](?! *\d+:\d)")),
    ("srt", re.compile(rf"(?:\d+\s+)?{_clock.TIME}\s*{_clock.ARROW}")),
    ("rttm", re.compile(r"(?:;;.*\n)*(?:SPEAKER|SPKR-INFO)\s")),
)
# What has no beginning of its own is tried, the stricter one first.
_TRIED = ("csv", "uem", "ctm", "stm", "audacity")


def recognised(content: str) -> str:
    """Name the format of a text.

    Raises:
        FormatError: it is in none of them.

    """
    beginning = _lines.normal(content).lstrip()[:_SEEN]
    for name, sign in _SIGNS:
        if sign.match(beginning):
            return name
    for name in _TRIED:
        with suppress(FormatError):
            with suppress(SeveralRecordings):
                _files.loads(content, name, Gate(repair=True))
            return name
    raise FormatError(
        text("The format of standard input was not recognised."),
        context=text("It begins with: {beginning!r}", beginning=beginning[:60]),
        hint=text("Name it with --from."),
    )

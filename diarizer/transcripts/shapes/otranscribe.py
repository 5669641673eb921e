"""oTranscribe's files (.otr): a page of text with its times, in JSON.

oTranscribe, src/js/app/export.js and timestamps.js: ``text`` is HTML in which
``<span class="timestamp" data-timestamp="5.2">0:05</span>`` stands before what is said; ``media`` names
the recording. Who speaks is written as in any text.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import dialogue
from diarizer.transcripts.raw import NotThisShape, seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diarizer.transcripts.raw import RawTranscript

NAME = "oTranscribe"
STEP = text("Put a time before what each says (Ctrl+J), and save it again.")

_STAMP = re.compile(r"<span\b[^<>]*\bdata-timestamp=[\"']?([\d.]{1,12})[^<>]*>[^<>]*</span>\s*")
_BREAK = re.compile(r"</?(?:p|div|br|li|h\d)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def fits(document: Mapping[str, Any]) -> bool:
    """Whether there is such a text."""
    said = document.get("text")
    return isinstance(said, str) and bool(_STAMP.search(said))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the text as a dialogue.

    Raises:
        NotThisShape: it is none.

    """
    plain = _TAG.sub("", _BREAK.sub("\n", _STAMP.sub(_written, document["text"])))
    lines = (" ".join(line.split()) for line in html.unescape(plain).split("\n"))
    content = "\n".join(filter(None, lines))
    if not dialogue.fits(content):
        raise NotThisShape(text("Its lines do not begin with times."))
    return dialogue.read(content)


def _written(match: re.Match[str]) -> str:
    minutes, rest = divmod(seconds(match[1]) or 0.0, 60)
    hours, minutes = divmod(minutes, 60)
    return f"[{hours:02.0f}:{minutes:02.0f}:{min(rest, 59.999):06.3f}] "

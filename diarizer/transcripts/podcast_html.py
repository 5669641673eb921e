"""Transcripts of podcasts as a part of a page: a name, a time, and a paragraph for each who speaks.

The podcast namespace (transcripts.md) has ``<cite>Anna:</cite> <time>0:05</time> <p>...</p>``, and hosts of
podcasts little else. They are read as any text with a name and a time above what is said.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from diarizer.messages.text import text
from diarizer.transcripts import dialogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diarizer.transcripts.raw import RawTranscript

NAME = "HTML of a podcast"
STEP = text("Export it again as SRT, VTT or JSON.")

_TOKEN = re.compile(
    r"<(/?)([a-z]{1,10}\d?)\b[^<>]{0,300}>|<![^<>]{0,300}>|([^<]+|<)", re.IGNORECASE
)
_WITHIN = frozenset({"a", "b", "em", "i", "q", "small", "span", "strong", "u"})  # of a line
_TAGS = tuple(re.compile(rf"<{name}\b", re.IGNORECASE) for name in ("cite", "time"))
_ASIDE = frozenset({"head", "title", "script", "style"})


def fits(content: str) -> bool:
    """Whether it is markup in which somebody is cited at a time."""
    if content.lstrip()[:1] != "<" or not all(tag.search(content) for tag in _TAGS):
        return False
    return dialogue.fits("\n".join(_lines(content)))


def read(content: str) -> RawTranscript:
    """Take what each says.

    Raises:
        NotThisShape: it is a log, a chat or a list of headings.

    """
    return dialogue.read("\n".join(_lines(content)))


def _lines(content: str) -> Iterator[str]:
    """Yield a name and its time in one line, and what is said in the next."""
    held: dict[str, str] = {}
    tag, line = "", ""
    for closing, name, said in _TOKEN.findall(f"{content}<p>"):
        if not name or name.lower() in _WITHIN:
            line += said
            continue
        plain, line = " ".join(html.unescape(line).split()), ""
        if tag in {"cite", "time"}:
            held[tag] = plain.removesuffix(":")
        elif plain and tag not in _ASIDE:
            if held:
                yield "  ".join(held[each] for each in ("cite", "time") if each in held)
                held = {}
            yield plain
        tag = "" if closing else name.lower()

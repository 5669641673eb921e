"""Transcripts of podcasts as a part of a page: a name, a time, and a paragraph for each who speaks.

The podcast namespace (transcripts.md) has ``<cite>Anna:</cite> <time>0:05</time> <p>...</p>``, and hosts of
podcasts little else. They are read as any text with a name and a time above what is said.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from diarizer.messages.text import text
from diarizer.transcripts import dialogue, dialogue_heads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diarizer.transcripts.raw import RawTranscript

NAME = "HTML of a podcast"
STEP = text("Export it again as SRT, VTT or JSON.")

_TOKEN = re.compile(
    r"<(/?)([a-z][a-z\d]{0,20})\b(?:(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*|[^<>]*)>|<![^<>]*>|([^<]+|<)",
    re.IGNORECASE,
)
_WITHIN = frozenset({"a", "b", "em", "i", "q", "small", "span", "strong", "u"})  # of a line
_TAGS = tuple(re.compile(rf"<{name}\b", re.IGNORECASE) for name in ("cite", "time"))
_HEADS = frozenset({"cite", "time"})
_ASIDE = frozenset({"head", "title", "script", "style"})
_CODE = frozenset({"script", "style"})
_PAIR = 2  # heads
_EARLY = 6 * 60.0  # seconds: comments below a page have the time of the day


def fits(content: str) -> bool:
    """Whether it is markup in which somebody is cited at a time."""
    if content.lstrip()[:1] != "<" or not all(tag.search(content) for tag in _TAGS):
        return False
    lines = list(_lines(content))
    found = [one for one in dialogue_heads.heads(lines) if one.speaker]
    # Of several events or songs each is called once.
    again = len({one.speaker for one in found}) < len(found) or len(found) == _PAIR
    return again and found[0].start < _EARLY and dialogue.fits("\n".join(lines))


def read(content: str) -> RawTranscript:
    """Take what each says.

    Raises:
        NotThisShape: it is a log, a chat or a list of headings.

    """
    return dialogue.read("\n".join(_lines(content)))


def _lines(content: str) -> Iterator[str]:
    """Yield a name and its time in one line, and what is said in the next."""
    held: dict[str, str] = {}
    tag, line, code = "", "", ""
    for closing, token, said in _TOKEN.findall(f"{_without_comments(content)}<p>"):
        name = token.lower()
        if code or (name in _CODE and not closing):
            code = "" if closing and name == code else code or name
            continue
        # A work or an hour of which somebody speaks stands within a line.
        within = name in _HEADS and (tag != name if closing else bool(line.strip()))
        if not name or name in _WITHIN or within:
            line += said
            continue
        plain, line = " ".join(html.unescape(line).split()), ""
        if tag in _HEADS:
            held[tag] = plain.removesuffix(":")
        elif plain and tag not in _ASIDE:
            if held:
                yield "  ".join(held[each] for each in ("cite", "time") if each in held)
                held = {}
            yield plain
        tag = "" if closing else name


def _without_comments(content: str) -> str:
    first, *others = content.split("<!--")
    return first + "".join(one.partition("-->")[2] for one in others)

"""YouTube's captions as XML: srv1, srv2 and srv3, which yt-dlp saves under these endings.

srv1: ``<transcript>`` of ``<text start dur>`` in seconds. srv2: ``<timedtext>`` of ``<text t d>`` in
milliseconds. srv3: ``<timedtext format="3">`` with a ``<body>`` of ``<p t d>``, whose words, where a
machine heard them, are ``<s t>`` after the beginning of their ``p``; one with ``a="1"`` only breaks
the line. A machine's captions stand until the one after the next begins.
"""

from __future__ import annotations

import html
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from diarizer.messages.text import text
from diarizer.transcripts import markup
from diarizer.transcripts.raw import RawSegment, RawTranscript, RawWord, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET

NAME = "YouTube srv"
STEP = text("Take the captions as VTT: yt-dlp --sub-format vtt.")

_MILLI = 1000.0


def fits(content: str) -> bool:
    """Whether it is such a document."""
    return markup.begins(content, "timedtext") or (
        markup.begins(content, "transcript") and "<text start=" in content
    )


def read(content: str) -> RawTranscript:
    """Take the captions that say something.

    Raises:
        NotThisShape: not XML.

    """
    found = markup.root(content)
    listed = [*found.iter("text"), *found.iter("p")]
    captions = [one for one in map(_caption, listed) if one.text]
    ended = [_until(one, other) for one, other in pairwise(captions)]
    return RawTranscript((*ended, *captions[-1:]))


def _caption(one: ET.Element) -> RawSegment:
    start, length = (_time(one, *names) for names in (("start", "t"), ("dur", "d")))
    end = None if start is None or length is None else start + length
    said = " ".join(html.unescape("".join(one.itertext())).split())
    timed = start is not None and any("t" in each.attrib for each in one.iter("s"))
    return RawSegment(said, start, end, words=tuple(_words(one, start or 0.0)) if timed else ())


def _words(one: ET.Element, start: float) -> Iterator[RawWord]:
    for each in one.iter("s"):
        said = html.unescape(each.text or "")
        later = seconds(each.get("t", "0"))
        if said.strip():
            yield RawWord(said, None if later is None else start + later / _MILLI)


def _time(one: ET.Element, whole: str, parts: str) -> float | None:
    """Read seconds, or milliseconds, under the names that each has."""
    if whole in one.attrib:
        return seconds(one.get(whole))
    value = seconds(one.get(parts))
    return None if value is None else value / _MILLI


def _until(one: RawSegment, other: RawSegment) -> RawSegment:
    """End a caption where the next one begins, below which it is still shown."""
    if one.end is None or other.start is None or not (one.start or 0.0) < other.start < one.end:
        return one
    return replace(one, end=other.start)

"""Letters that were cut in two: put together where both halves are there, told where they are not.

A token of whisper.cpp is bytes, and so is what it writes: half a letter may end one word, segment or
subtitle (with -ml), and the other half begin the next. Python reads such a byte as a lone surrogate.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.messages.text import text
from diarizer.transcripts.raw import NotThisShape, RawSegment, RawTranscript, RawWord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_LONE = re.compile("[\ud800-\udfff]")
_LOST = "\ufffd"
_WRONG = 0.1  # of the letters beyond ASCII: more broken ones are another encoding
# Formats of turns know no halves, so that these stand for the bytes while one reads.
_STAND_INS = {0xDC00 + byte: 0xEE00 + byte for byte in range(0x80, 0x100)}
_BYTES = {stand_in: byte for byte, stand_in in _STAND_INS.items()}


class AnotherEncoding(NotThisShape):
    """What is broken is no half of a letter."""


def is_half(letter: str) -> bool:
    """Whether it is half a letter."""
    return bool(_LONE.match(letter))


def completed(said: str) -> str:
    """Put halves together that stand beside each other."""
    if not _LONE.search(said):
        return said
    data = said.encode("utf-8", "surrogateescape" if _is_bytes(said) else "replace")
    return data.decode("utf-8", "surrogateescape")


def joined(segments: Iterable[RawSegment]) -> list[RawSegment]:
    """Make one segment of two where a letter lies between them.

    Raises:
        AnotherEncoding: what is broken is not halves, but another encoding.

    """
    found: list[RawSegment] = []
    for one in segments:
        whole = replace(one, text=completed(one.text))
        if found and is_half(found[-1].text[-1:]):
            whole = _together(found.pop(), one)
        found.append(whole)
    _check([one.text for one in found])
    return found


def checked(read: Callable[[str], RawTranscript], content: str) -> RawTranscript:
    """Read a text, if its letters are of UTF-8.

    Raises:
        AnotherEncoding: they are of another encoding.

    """
    raw = read(content)
    _check([one.text for one in raw.segments])
    return raw


def hidden(content: str) -> str:
    """Put letters that any format takes in the place of halves."""
    return content.translate(_STAND_INS)


def shown(content: str) -> str:
    """Put the halves back."""
    return content.translate(_BYTES)


def shown_in(segment: RawSegment) -> RawSegment:
    """Put the halves back in a segment and its words."""
    words = tuple(replace(word, text=shown(word.text)) for word in segment.words)
    return replace(segment, text=shown(segment.text), words=words)


def marked(raw: RawTranscript) -> tuple[RawTranscript, int]:
    """Put U+FFFD where half a letter is left; count the segments and words that hold one."""
    loose = tuple(map(_without, raw.loose))
    segments = tuple(
        replace(
            one,
            text=_LONE.sub(_LOST, one.text),
            speaker=_LONE.sub(_LOST, one.speaker),
            words=tuple(map(_without, one.words)),
        )
        for one in raw.segments
    )
    texts = [one.text + "".join(word.text for word in one.words) for one in segments]
    count = sum(_LOST in said for said in (*texts, *(word.text for word in loose)))
    whole = _LONE.sub(_LOST, raw.text)
    return replace(raw, segments=segments, loose=loose, text=whole), count


def _without(word: RawWord) -> RawWord:
    return replace(word, text=_LONE.sub(_LOST, word.text))


def _together(one: RawSegment, other: RawSegment) -> RawSegment:
    whole = completed(one.text + other.text)
    return RawSegment(whole, one.start, other.end, one.speaker, one.words + other.words)


def _is_bytes(said: str) -> bool:
    return all("\udc80" <= one <= "\udcff" for one in _LONE.findall(said))


def _check(texts: Sequence[str]) -> None:
    beyond = [one for said in texts for one in said if not one.isascii()]
    broken = sum(map(is_half, beyond))
    if broken > _WRONG * len(beyond):
        raise AnotherEncoding(text("Its letters are not in UTF-8. Save it again as UTF-8."))

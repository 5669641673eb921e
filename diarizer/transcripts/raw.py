"""A transcript as its file has it, before anything is settled: times may lack, words may be loose.

The readers of `shapes` bring every file to these values; `settling` makes turns of them. What
stands in a file is taken through the functions below, so that a null is never the word None, and
a time that cannot be one is a time that lacks.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diarizer.messages.text import Text

LONGEST = 1e7
"""Seconds (115 days): what is later is no time of a recording."""

_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:[.,]\d+)?)")


class NotThisShape(ValueError):  # noqa: N818, it says what is wrong
    """What stands there is not what the shape has there.

    Attributes:
        said: what was found, for the reader.

    """

    def __init__(self, said: Text) -> None:
        super().__init__(str(said))
        self.said = said


@dataclass(frozen=True, slots=True)
class RawWord:
    """A word as the file has it.

    Attributes:
        text: with the blanks around it, which tell whether the language parts words by blanks.
        start: in seconds; None where it lacks.
        end: likewise.

    """

    text: str
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class RawSegment:
    """A segment as the file has it.

    Attributes:
        text: what is said in it; empty where only its words tell.
        start: in seconds; None where it lacks.
        end: likewise.
        speaker: that the file names; empty where it names none.
        words: of the segment; empty where there are none, or where they lie beside the segments.

    """

    text: str
    start: float | None = None
    end: float | None = None
    speaker: str = ""
    words: tuple[RawWord, ...] = ()


@dataclass(frozen=True, slots=True)
class RawTranscript:
    """A file as it is.

    Attributes:
        segments: in the order of the file.
        loose: words that lie beside the segments.
        text: of the whole, where the file has it.
        duration: of the recording in seconds, where the file has it.

    """

    segments: tuple[RawSegment, ...] = ()
    loose: tuple[RawWord, ...] = ()
    text: str = ""
    duration: float | None = None

    @property
    def parts(self) -> tuple[RawSegment | RawWord, ...]:
        """Everything in it that can have a text and times."""
        words = (word for segment in self.segments for word in segment.words)
        return (*self.segments, *self.loose, *words)


def seconds(value: Any) -> float | None:
    """Read a time; None for what is none: null, NaN, infinity, a negative number, a word.

    NeMo writes -1 where it does not know. Some tools write "00:01:02.5" or "3.2s".

    >>> seconds("00:01:02.5"), seconds("3.2s"), seconds(-1), seconds(None), seconds(True)
    (62.5, 3.2, None, None, None)
    """
    if isinstance(value, str):
        value = _of_text(value.strip())
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    # Compared first: an integer of a thousand digits does not become a float.
    return float(value) if 0 <= value <= LONGEST and not math.isnan(value) else None


def _of_text(value: str) -> float | None:
    if match := _CLOCK.fullmatch(value):
        hours, minutes, rest = match.groups()
        return int(hours or 0) * 3600 + int(minutes) * 60 + float(rest.replace(",", "."))
    try:
        return float(value.removesuffix("s"))
    except ValueError:
        return None


def content(value: Any, *, halves: bool = False) -> str:
    """Read what is said; nothing for null.

    Half a letter, which no file could hold, becomes U+FFFD unless ``halves`` are wanted.

    >>> content(None), content(2266), content(" word")
    ('', '2266', ' word')
    """
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:g}" if isinstance(value, float) else str(value)[:40]
    if not isinstance(value, str):
        raise NotThisShape(text("A text is {kind}.", kind=type(value).__name__))
    whole = value
    if not halves:
        whole = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return re.sub(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", " ", whole)


def entries(value: Any, name: str) -> Iterator[Mapping[str, Any]]:
    """Go through a list of objects; nulls are passed over.

    Raises:
        NotThisShape: no list, or something else in it, which might hold words.

    """
    if value is None:
        return
    if not isinstance(value, list):
        raise NotThisShape(text("{name!r} is no list.", name=name))
    for number, one in enumerate(value):
        if isinstance(one, Mapping):
            yield one
        elif one is not None:
            raise NotThisShape(
                text("Entry {number} of {name!r} is no object.", number=number, name=name)
            )


def segments_of(value: Any, name: str = "segments") -> Iterator[RawSegment]:
    """Read segments of ``start``, ``end``, ``text``, ``speaker`` and ``words``, as most have them."""
    for one in entries(value, name):
        words = tuple(words_of(one.get("words")))
        speaker = content(one.get("speaker")) or _speaker_of(one.get("words"))
        span = seconds(one.get("start")), seconds(one.get("end"))
        yield RawSegment(content(one.get("text")), *span, speaker.strip(), words)


def words_of(value: Any, name: str = "words") -> Iterator[RawWord]:
    """Read words of ``start``, ``end`` and ``word``, or ``text`` as whisper-timestamped has it."""
    for one in entries(value, name):
        said = content(one.get("word", one.get("text")))
        if said.strip():
            yield RawWord(said, seconds(one.get("start")), seconds(one.get("end")))


def _speaker_of(words: Any) -> str:
    """Name the speaker of the first word that has one; WhisperX may name only those."""
    named = (content(word.get("speaker")) for word in entries(words, "words"))
    return next(filter(None, named), "")

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
from diarizer.transcripts.field_names import (
    CLOCKS,
    ENDS,
    LISTED,
    MILLI,
    PEOPLE,
    SPEAKERS,
    STARTS,
    TEXTS,
    WORDS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diarizer.messages.text import Text

LONGEST = 1e8
"""Seconds (three years): what is later is no time of a recording, nor are so many milliseconds (27 h)."""

_SEEKS = 100  # Whisper counts hundredths of a second in ``seek``
_SPECIAL = re.compile(r"<\|[^|<>\n]{0,40}\|>")  # tokens of Whisper that nobody says
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{1,2}(?:[.,]\d+)?)")


class NotThisShape(ValueError):  # noqa: N818, it says what is wrong
    """What stands there is not what the shape has there.

    Attributes:
        said: what was found, for the reader.
        step: what to do; None for what the shape says.

    """

    step: Text | None = None
    reference = ""  # of the error

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
        window: when the window begins in which Whisper heard it; None where the file has no ``seek``.
        channel: of the recording, that the file names.

    """

    text: str
    start: float | None = None
    end: float | None = None
    speaker: str = ""
    words: tuple[RawWord, ...] = ()
    window: float | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True)
class RawTranscript:
    """A file as it is.

    Attributes:
        segments: in the order of the file.
        loose: words that lie beside the segments.
        text: of the whole, where the file has it.
        duration: of the recording in seconds, where the file has it.
        remarks: what was read otherwise than it stands.

    """

    segments: tuple[RawSegment, ...] = ()
    loose: tuple[RawWord, ...] = ()
    text: str = ""
    duration: float | None = None
    remarks: tuple[Text, ...] = ()

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
    value = value.get("original") if isinstance(value, Mapping) else value  # CHiME-5's devices
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
        return float(value.removesuffix("s").replace(",", "."))
    except ValueError:
        return None


def content(value: Any) -> str:
    """Read what is said; nothing for null and NaN. Half a letter stays one: see `halves`.

    >>> content(None), content(2266), content(" word")
    ('', '2266', ' word')
    """
    if value is None or value != value:  # noqa: PLR0124, only NaN is not itself
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:g}" if isinstance(value, float) else str(value)[:40]
    if not isinstance(value, str):
        raise NotThisShape(text("A text is {kind}.", kind=type(value).__name__))
    if "<|" in value:
        value = _SPECIAL.sub("", value)
    return re.sub(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", " ", value)


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
        said, listed = content(_first(one, TEXTS)), _first(one, LISTED)
        if isinstance(listed, str) and not said:  # SegLST calls the text so
            said, listed = content(listed), None
        words = tuple(words_of(listed))
        speaker = (speaker_of(one) or _speaker_of(listed)).strip()
        seek = seconds(one.get("seek"))
        window = None if seek is None else seek / _SEEKS
        side = one.get("channel")
        side = str(side) if isinstance(side, (str, int)) else ""
        yield RawSegment(said, *_times(one), speaker, words, window, side)


def words_of(value: Any, name: str = "words") -> Iterator[RawWord]:
    """Read words of ``start``, ``end`` and ``word``, or ``text`` as whisper-timestamped has it."""
    for one in entries(value, name):
        if (said := content(_first(one, WORDS))).strip():
            yield RawWord(said, *_times(one))


def is_segment(one: Any) -> bool:
    """Whether an entry has a text and a time, whatever they are called."""
    known = (*STARTS, *ENDS, *MILLI["start"], *CLOCKS.values())
    timed = isinstance(one, Mapping) and any(name in one for name in known)
    return timed and (any(name in one for name in TEXTS) or bool(_first(one, LISTED)))


def _times(one: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Read start and end; a length stands for an end, as youtube-transcript-api has it."""
    start, end = (seconds(_time(one, side)) for side in MILLI)
    if end is None and start is not None and _time(one, "end") is None:
        length = seconds(one.get("duration"))
        end = None if length is None else round(start + length, 6)
    return start, end


def _time(one: Mapping[str, Any], side: str) -> Any:
    """Return what stands for a time, in seconds."""
    if (value := _first(one, STARTS if side == "start" else ENDS)) is not None:
        return value
    if (counted := seconds(_first(one, MILLI[side]))) is not None:
        return counted / 1000
    clock = one.get(CLOCKS[side])
    return clock if isinstance(clock, str) and ":" in clock else None


def _first(one: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((one[name] for name in names if one.get(name) is not None), None)


def _speaker_of(words: Any) -> str:
    """Name the speaker of the first word that has one; WhisperX may name only those."""
    return next(filter(None, map(speaker_of, entries(words, "words"))), "")


def speaker_of(one: Mapping[str, Any]) -> str:
    """Return who speaks; empty for nobody. Some services give an object of ``name`` and ``id``."""
    who = _first(one, SPEAKERS)
    return content(_first(who, PEOPLE) if isinstance(who, Mapping) else who).strip()

"""Words of services, each with its speaker: segments are made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import loose_words, scripts
from diarizer.transcripts.raw import LONGEST, NotThisShape, RawSegment, RawWord, content, seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_FAR = 5.0  # seconds: recognisers place a word too early, or too late, by less


class SeveralRecordings(NotThisShape):
    """The document holds the texts of several recordings, whose times are of several clocks."""

    def __init__(self) -> None:
        super().__init__(text("It holds the texts of several recordings."))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word and who says it; a mark has no speaker and no time of its own.

    Attributes:
        word: without blanks around it.
        speaker: that the service names; empty where it names none.
        is_mark: punctuation, which belongs to the word before it.

    """

    word: RawWord
    speaker: str = ""
    is_mark: bool = False


def segments(words: Iterable[Spoken]) -> Iterator[RawSegment]:
    """Part words where the speaker changes, and at sentences and pauses."""
    for speaker, some in groupby(_with_marks(words), key=lambda one: one.speaker):
        spaced = [replace(one.word, text=scripts.apart(one.word.text)) for one in some]
        for segment in loose_words.sentences(spaced):
            yield replace(segment, speaker=speaker)


def _with_marks(words: Iterable[Spoken]) -> Iterator[Spoken]:
    held: Spoken | None = None
    for one in words:
        if not one.word.text.strip():
            continue
        if held and one.is_mark:
            whole = held.word.text + one.word.text.strip()
            held = replace(held, word=replace(held.word, text=whole))
            continue
        if held:
            yield held
        held = replace(one, word=replace(one.word, text=one.word.text.strip()))
    if held:
        yield held


def first(holder: Mapping[str, Any], *names: str) -> Any:
    """Return what stands under the first of these names that is there; None for none."""
    return next((holder[name] for name in names if holder.get(name) is not None), None)


def parts(value: Any, whole: float) -> float | None:
    """Read a time that counts parts of a second, so many in one."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return seconds(value / whole) if is_number and abs(value) < LONGEST * whole else None


def speaker(value: Any) -> str:
    """Read a name, or a number, as a name."""
    return "" if isinstance(value, (bool, dict, list)) else content(value).strip()


def dicts(value: Any) -> list[Mapping[str, Any]]:
    """Return the objects of a list; none where there is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def beside(segments: Sequence[RawSegment], words: Iterable[RawWord]) -> tuple[RawWord, ...]:
    """Return the words that stand beside segments of which some have none; none that are of another time.

    Where one of them lies far from all segments, they are of another unit, or of what was cut off.
    """
    known = [at for one in segments for at in (one.start, one.end) if at is not None]
    if not known or all(one.words for one in segments):
        return ()
    found = tuple(words)
    early, late = min(known) - _FAR, max(known) + _FAR
    whole = all(early <= word.start <= late for word in found if word.start is not None)
    return found if whole else ()

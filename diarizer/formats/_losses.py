"""What a format has not kept of what was written: told by reading it back, not from memory."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from diarizer.messages.text import Text, joined, plural, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diarizer.types import Annotation, Turn

_NEAR = 0.0015  # seconds; most formats write milliseconds


def lost(before: Annotation, after: Annotation, name: str) -> Text | None:
    """Say in one sentence what is not there any more; None where all is.

    Args:
        before: what was to be written.
        after: what is read from the document.
        name: of the format.

    """
    facts = [*_of_turns(before, after), *_of_the_recording(before, after)]
    if not facts:
        return None
    return text("{name} does not keep: {lost}.", name=name, lost=joined(*facts, between=", "))


def _of_turns(before: Annotation, after: Annotation) -> list[Text]:
    spans = _missing(map(_when, before.turns), map(_when, after.turns))
    if spans and not after.turns:
        return [text("the turns")]
    facts = [plural("{count} turn", "{count} turns", count=spans)] if spans else []
    if short := _short(before) - _short(after):
        facts.append(
            plural(
                "the length of {count} turn, below a millisecond",
                "the length of {count} turns, below a millisecond",
                count=sum(short.values()),
            )
        )
    who = _missing(map(_who, before.turns), map(_who, after.turns))
    # Turns of two people that became one are two turns less; that nobody is named any more is more.
    if who > spans or set(before.speakers) - set(after.speakers) - {""}:
        facts.append(text("who speaks"))
    if _missing(_sides(before), _sides(after)) > spans:
        facts.append(text("on which channel each speaks"))
    said = _missing(_texts(before), _texts(after))
    if said > spans:
        facts.append(plural("the text of {count} turn", "the text of {count} turns", count=said))
    if _missing(_words(before), _words(after)):
        facts.append(text("the times of the words"))
    if any(t.confidence is not None for t in before.turns) and not any(
        t.confidence is not None for t in after.turns
    ):
        facts.append(text("the confidence"))
    return facts


def _of_the_recording(before: Annotation, after: Annotation) -> list[Text]:
    facts = []
    if before.uri and after.uri != before.uri:
        facts.append(text("the name of the recording"))
    if before.duration and abs(before.duration - after.duration) > _NEAR:
        facts.append(text("how long the recording is"))
    return facts


def _missing(before: Iterable[object], after: Iterable[object]) -> int:
    return sum((Counter(before) - Counter(after)).values())


def _when(turn: Turn) -> tuple[int, int]:
    return round(turn.span.start * 1000), round(turn.span.end * 1000)


def _short(found: Annotation) -> Counter[int]:
    """Count the turns that last, and less than half a millisecond, by where they are."""
    ends = ((_when(turn), turn) for turn in found.turns if turn.span.end > turn.span.start)
    return Counter(start for (start, end), _ in ends if start == end)


def _who(turn: Turn) -> tuple[tuple[int, int], str]:
    return _when(turn), turn.speaker


def _sides(found: Annotation) -> list[object]:
    return [(_when(turn), turn.channel) for turn in found.turns if turn.channel]


def _texts(found: Annotation) -> list[object]:
    return [(_when(turn), " ".join(turn.text.split())) for turn in found.turns if turn.text.strip()]


def _words(found: Annotation) -> list[object]:
    return [
        (round(word.span.start * 1000), round(word.span.end * 1000), word.text)
        for turn in found.turns
        for word in turn.words
    ]

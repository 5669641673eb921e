"""Who said what: the speakers of an annotation, put on the words of a transcript.

Rules, in this order:

1. A word is the speaker's who speaks during most of it.
2. On a tie it is the speaker's of the word before; else of the turn that begins first.
3. Where nobody speaks, it is the speaker's of the nearest turn, up to ``reach`` seconds away:
   recognisers place words late or early by some tenths of a second. Farther away it is nobody's.
4. A segment whose words have no times is treated as one word.

A segment is cut where the speaker changes, and the text of each piece is that of its words.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from diarizer.types import Annotation, Span, Turn, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REACH = 1.0
"""Seconds: what Whisper's words are misplaced by at most, but for a few."""


def assign_speakers(
    transcript: Annotation, annotation: Annotation, *, reach: float = REACH
) -> Annotation:
    """Put speakers on a transcript.

    Args:
        transcript: turns with text, from :func:`diarizer.transcripts.load`; speakers that it names
            are not believed.
        annotation: who speaks when in the same recording.
        reach: seconds between a word in silence and the turn that it belongs to.

    Returns:
        the transcript, cut where speakers change; ``speaker`` is empty where nobody is near.

    >>> said = Annotation((Turn(Span(0.0, 2.0), "", text="Hello."),))
    >>> who = Annotation((Turn(Span(0.1, 1.9), "SPEAKER_00"),), "talk", 2.5)
    >>> assign_speakers(said, who).turns[0].speaker
    'SPEAKER_00'

    """
    turns: list[Turn] = []
    found = _Speakers(annotation.turns, reach)
    before = ""
    for turn in transcript.turns:
        words = turn.words or (Word(turn.span, turn.text),)
        named = []
        for word in words:
            before = found.of(word.span, before)
            named.append((before, word))
        turns += _cut(turn, named) if turn.words else [replace(turn, speaker=before)]
    duration = max(transcript.duration, annotation.duration)
    return Annotation(tuple(turns), annotation.uri or transcript.uri, duration)


def _cut(turn: Turn, named: Sequence[tuple[str, Word]]) -> Iterator[Turn]:
    pieces = [(who, [word for _, word in some]) for who, some in groupby(named, lambda one: one[0])]
    if len(pieces) == 1:  # its own text, because a language may not part words by blanks
        yield replace(turn, speaker=pieces[0][0])
        return
    blank = " " if " " in turn.text.strip() else ""
    for who, words in pieces:
        span = Span(words[0].span.start, max(word.span.end for word in words))
        content = blank.join(word.text for word in words)
        yield Turn(span, who, text=content, words=tuple(words))


class _Speakers:
    """The turns of an annotation, to be asked about one span after the other."""

    def __init__(self, turns: Sequence[Turn], reach: float) -> None:
        self._turns = sorted(turns, key=lambda turn: turn.span)
        self._starts = [turn.span.start for turn in self._turns]
        self._longest = max((turn.span.duration for turn in self._turns), default=0.0)
        self._reach = reach

    def of(self, span: Span, before: str) -> str:
        """Name who speaks in ``span``; see the rules above."""
        near = self._near(span)
        shared: dict[str, float] = {}
        for turn in near:
            shared[turn.speaker] = shared.get(turn.speaker, 0.0) + (turn.span & span).duration
        most = max(shared.values(), default=0.0)
        if most > 0.0:
            best = [name for name, seconds in shared.items() if seconds == most]
            return before if before in best else best[0]
        nearest = min(near, key=lambda turn: _between(turn.span, span), default=None)
        return nearest.speaker if nearest else ""

    def _near(self, span: Span) -> list[Turn]:
        """Return the turns within reach of ``span``, in order of start."""
        first = bisect_left(self._starts, span.start - self._longest - self._reach)
        last = bisect_left(self._starts, max(span.end, span.start) + self._reach, lo=first)
        later = last + 1  # one that begins exactly at the end of the reach
        return [t for t in self._turns[first:later] if _between(t.span, span) <= self._reach]


def _between(one: Span, other: Span) -> float:
    """Return the seconds of the gap between two spans; 0 where they touch."""
    return max(0.0, one.start - other.end, other.start - one.end)

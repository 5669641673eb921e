"""Who said what: the speakers of an annotation, put on the words of a transcript.

Rules, in this order:

1. A word is the speaker's who speaks during most of it.
2. On a tie it is the speaker's of the word before; else of the turn that begins first.
3. Where nobody speaks, it is the speaker's of the nearest turn, up to ``reach`` seconds away:
   recognisers place words late or early by some tenths of a second. Farther away it is nobody's.
4. A segment whose words have no times is treated as one word.

A segment is cut where the speaker changes and a cut helps (:mod:`diarizer.transcripts.pieces`), and
the text of each piece is what the segment's has for its words, so that none is lost.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from diarizer.transcripts import alignment
from diarizer.transcripts.pieces import Guard, Named, guarded
from diarizer.transcripts.raw import RawWord
from diarizer.types import Annotation, Span, Turn, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GUARD = Guard()
REACH = 1.0
"""Seconds: what Whisper's words are misplaced by at most, but for a few."""


def assign_speakers(
    transcript: Annotation,
    annotation: Annotation,
    *,
    reach: float = REACH,
    guard: Guard = _GUARD,
) -> Annotation:
    """Put speakers on a transcript.

    Args:
        transcript: turns with text, from :func:`diarizer.transcripts.load`; speakers that it names
            are not believed.
        annotation: who speaks when in the same recording.
        reach: seconds between a word in silence and the turn that it belongs to.
        guard: what a cut within a segment has to come up to.

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
            before, sure = found.of(word.span, before)
            named.append(Named(word, before, sure))
        names = guarded(named, guard)
        before = names[-1]
        turns += _cut(turn, names) if turn.words else [replace(turn, speaker=before)]
    duration = max(transcript.duration, annotation.duration)
    return Annotation(tuple(turns), annotation.uri or transcript.uri, duration)


def _cut(turn: Turn, names: Sequence[str]) -> Iterator[Turn]:
    if len(set(names)) == 1:
        yield replace(turn, speaker=names[0])
        return
    texts = _texts(turn)
    for who, some in groupby(range(len(names)), lambda at: names[at]):
        places = list(some)
        words = [turn.words[at] for at in places]
        span = Span(words[0].span.start, max(word.span.end for word in words))
        said = "".join(texts[at] for at in places).strip()
        yield Turn(span, who, text=said, words=tuple(words))


def _texts(turn: Turn) -> list[str]:
    """Return what the text has for each word, with the blanks and marks between them."""
    numbered = [RawWord(word.text, float(at)) for at, word in enumerate(turn.words)]
    texts = [""] * len(numbered)
    at = 0
    for piece in alignment.spread(turn.text, numbered):
        at = at if piece.start is None else int(piece.start)
        texts[at] += piece.text
    return texts


class _Speakers:
    """The turns of an annotation, to be asked about one span after the other."""

    def __init__(self, turns: Sequence[Turn], reach: float) -> None:
        self._turns = sorted(turns, key=lambda turn: turn.span)
        self._starts = [turn.span.start for turn in self._turns]
        self._longest = max((turn.span.duration for turn in self._turns), default=0.0)
        self._reach = reach

    def of(self, span: Span, before: str) -> tuple[str, float]:
        """Name who speaks in ``span``, and say how sure that is; see the rules above."""
        near = self._near(span)
        shared: dict[str, float] = {}
        for turn in near:
            shared[turn.speaker] = shared.get(turn.speaker, 0.0) + (turn.span & span).duration
        most = max(shared.values(), default=0.0)
        if most > 0.0:
            best = [name for name, seconds in shared.items() if seconds == most]
            name = before if before in best else best[0]
            return name, (2 * most - sum(shared.values())) / span.duration
        nearest = min(near, key=lambda turn: _between(turn.span, span), default=None)
        return (nearest.speaker if nearest else ""), 0.0

    def _near(self, span: Span) -> list[Turn]:
        """Return the turns within reach of ``span``, in order of start."""
        first = bisect_left(self._starts, span.start - self._longest - self._reach)
        last = bisect_left(self._starts, max(span.end, span.start) + self._reach, lo=first)
        later = last + 1  # one that begins exactly at the end of the reach
        return [t for t in self._turns[first:later] if _between(t.span, span) <= self._reach]


def _between(one: Span, other: Span) -> float:
    """Return the seconds of the gap between two spans; 0 where they touch."""
    return max(0.0, one.start - other.end, other.start - one.end)

"""The parts of a recording in which one person is heard, put one after another."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np

from diarizer.types import Audio, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from diarizer.types import Annotation, Recording

ENOUGH = 60.0
"""Seconds of speech after which more of it hardly turns the direction of a voice."""


def excerpt(recording: Recording, spans: Sequence[Span], enough: float = ENOUGH) -> Audio:
    """Join spans of a recording, the longest of them when that is enough.

    Args:
        recording: of any length; nothing but the spans is read.
        spans: what is wanted of it.
        enough: seconds, which are never exceeded.

    >>> import numpy as np
    >>> sound = Audio(np.arange(10, dtype=np.float32), 1)
    >>> excerpt(sound, [Span(7.0, 9.0), Span(1.0, 4.0)], enough=4.0).samples.tolist()
    [1.0, 2.0, 3.0, 7.0]

    """
    chosen = sorted(_longest(spans, enough))
    rate = recording.sample_rate
    pieces = [recording.read(round(s.start * rate), round(s.end * rate)) for s in chosen]
    samples = np.concatenate([np.empty(0, np.float32), *pieces])
    return Audio(samples, rate, recording.uri)


def _longest(spans: Sequence[Span], enough: float) -> Iterator[Span]:
    left = enough
    for span in sorted(spans, key=lambda span: (-span.duration, span.start)):
        if left <= 0.0:
            return
        yield Span(span.start, min(span.end, span.start + left))
        left -= span.duration


def pieces(audio: Audio, seconds: float) -> list[NDArray[np.float32]]:
    """Cut into equal pieces of about ``seconds``, and at least one."""
    count = max(1, round(audio.duration / seconds))
    return list(np.array_split(audio.samples, count))


def alone(annotation: Annotation, speaker: str) -> list[Span]:
    """Return when nobody but the speaker speaks; when the speaker does, if that is never.

    >>> from diarizer.types import Annotation, Turn
    >>> talk = Annotation((Turn(Span(0.0, 3.0), "a"), Turn(Span(2.0, 5.0), "b")))
    >>> alone(talk, "a")
    [Span(start=0.0, end=2.0)]

    """
    own = [turn.span for turn in annotation.turns if turn.speaker == speaker]
    taken = _joined(turn.span for turn in annotation.turns if turn.speaker != speaker)
    ends = [span.end for span in taken]
    return [part for span in own for part in _without(span, taken, ends)] or own


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Lay spans together, which are in order of time, so that none of them meets another."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _without(span: Span, taken: Sequence[Span], ends: Sequence[float]) -> Iterator[Span]:
    """Yield what is left of a span; of what is taken, none but the neighbours is looked at."""
    start = span.start
    for at in range(bisect_right(ends, start), len(taken)):
        other = taken[at]
        if other.start >= span.end:
            break
        if start < other.start:
            yield Span(start, other.start)
        start = other.end
    if start < span.end:
        yield Span(start, span.end)

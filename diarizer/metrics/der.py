"""The diarization error rate: how much of the speech is attributed wrongly.

As NIST's md-eval-22 scores it (Fiscus et al., "The Rich Transcription 2006
Spring Meeting Recognition Evaluation"), and pyannote.metrics after it (Bredin,
"pyannote.metrics: a toolkit for reproducible evaluation, diagnostic, and error
analysis of speaker diarization systems", Interspeech 2017): overlapped speech
counts once per speaker, and hypothesised speakers are mapped one to one onto
true ones so that they share the most time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diarizer.metrics import optimal_assignment
from diarizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from diarizer.types import Annotation


@dataclass(frozen=True, slots=True)
class Errors:
    """What was scored, all in seconds of speech.

    Attributes:
        missed: spoken, but nobody was found speaking.
        false_alarm: found speaking, but not spoken.
        confusion: attributed to another speaker.
        total: spoken, every speaker of an overlap counted.

    >>> (Errors(1.0, 0.0, 0.0, 4.0) + Errors(0.0, 1.0, 0.0, 4.0)).rate
    0.25
    """

    missed: float
    false_alarm: float
    confusion: float
    total: float

    @property
    def rate(self) -> float:
        """The three errors over the total; infinite when nobody spoke and somebody was found."""
        wrong = self.missed + self.false_alarm + self.confusion
        if self.total:
            return wrong / self.total
        return float("inf") if wrong else 0.0

    def __add__(self, other: Errors) -> Errors:
        """Pool two recordings, so that a longer one weighs more."""
        return Errors(
            self.missed + other.missed,
            self.false_alarm + other.false_alarm,
            self.confusion + other.confusion,
            self.total + other.total,
        )


def diarization_error(
    reference: Annotation,
    hypothesis: Annotation,
    *,
    uem: Sequence[Span] | None = None,
    collar: float = 0.0,
    skip_overlap: bool = False,
) -> Errors:
    """Compare ``hypothesis`` with the truth.

    Args:
        reference: the truth.
        hypothesis: what was found; its speakers may have any names.
        uem: the spans to be scored; everything when None.
        collar: seconds left out on each side of every boundary of the reference, as md-eval's
            ``-c`` has it. `pyannote.metrics` takes the whole width, twice this number.
        skip_overlap: leave out where the reference has two speakers at once.

    Returns:
        seconds of each error.

    """
    around = [_around(edge, collar) for turn in reference.turns for edge in _edges(turn.span)]
    spans = [turn.span for turn in (*reference.turns, *hypothesis.turns)]
    times = np.unique([edge for span in (*spans, *around, *(uem or ())) for edge in _edges(span)])
    true, found = _activity(reference, times), _activity(hypothesis, times)
    weight = np.diff(times)  # (k,) seconds
    if uem is not None:
        weight = weight * _covered(uem, times)
    if collar:
        weight = weight * ~_covered(around, times)
    if skip_overlap:
        weight = weight * (true.sum(axis=0) < 2)  # noqa: PLR2004, two at once is what overlap means
    return _count(true, found, weight)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A stretch of time in which something is wrong.

    Attributes:
        span: when.
        kind: ``missed``, ``false_alarm`` or ``confusion``, as in :class:`Errors`.
        speakers: to how many at once it happens.

    """

    span: Span
    kind: str
    speakers: int = 1


def mistakes(reference: Annotation, hypothesis: Annotation) -> list[Mistake]:
    """Find when ``hypothesis`` is wrong; the seconds are those of :func:`diarization_error`.

    >>> from diarizer.types import Annotation, Turn
    >>> true = Annotation((Turn(Span(0.0, 2.0), "a"),))
    >>> mistakes(true, Annotation((Turn(Span(0.0, 1.5), "x"),)))
    [Mistake(span=Span(start=1.5, end=2.0), kind='missed', speakers=1)]

    """
    spans = [turn.span for turn in (*reference.turns, *hypothesis.turns)]
    times = np.unique([edge for span in spans for edge in _edges(span)])
    true, found = _activity(reference, times), _activity(hypothesis, times)
    rows, columns = _matched((true * np.diff(times)) @ found.T.astype(float))
    correct = (true[rows] & found[columns]).sum(axis=0)  # (k,) speakers
    n_true, n_found = true.sum(axis=0), found.sum(axis=0)
    kinds = {
        "missed": np.maximum(n_true - n_found, 0),
        "false_alarm": np.maximum(n_found - n_true, 0),
        "confusion": np.minimum(n_true, n_found) - correct,
    }
    return sorted(
        (
            Mistake(Span(float(times[at]), float(times[at + 1])), kind, int(counts[at]))
            for kind, counts in kinds.items()
            for at in np.flatnonzero(counts)
        ),
        key=lambda mistake: mistake.span,
    )


def matching(reference: Annotation, hypothesis: Annotation) -> dict[str, str]:
    """Name the true speaker of each found one, so that they share the most time.

    Returns:
        found speaker to true speaker; who shares no time with anybody is left out.

    """
    spans = [turn.span for turn in (*reference.turns, *hypothesis.turns)]
    times = np.unique([edge for span in spans for edge in _edges(span)])
    true, found = _activity(reference, times), _activity(hypothesis, times)
    shared = (true * np.diff(times)) @ found.T.astype(float)
    rows, columns = _matched(shared)
    return {
        hypothesis.speakers[column]: reference.speakers[row]
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        if shared[row, column] > 0.0
    }


def _matched(shared: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pair true speakers (rows) with found ones (columns), one to one as in NIST's scoring."""
    return optimal_assignment.best(shared)


def _edges(span: Span) -> tuple[float, float]:
    return span.start, span.end


def _around(edge: float, collar: float) -> Span:
    return Span(edge - collar, edge + collar)


def _covered(spans: Iterable[Span], times: NDArray[np.float64]) -> NDArray[np.bool_]:
    covered = np.zeros(max(len(times) - 1, 0), bool)
    for span in spans:
        start, end = np.searchsorted(times, _edges(span))
        covered[start:end] = True
    return covered


def _activity(annotation: Annotation, times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return (speakers, k): who is active between each time and the next."""
    rows = [
        _covered([turn.span for turn in annotation.turns if turn.speaker == speaker], times)
        for speaker in annotation.speakers
    ]
    return np.array(rows, bool).reshape(len(rows), max(len(times) - 1, 0))


def _count(
    true: NDArray[np.bool_], found: NDArray[np.bool_], weight: NDArray[np.float64]
) -> Errors:
    shared = (true * weight) @ found.T.astype(float)  # (true speakers, found speakers) seconds
    correct = shared[_matched(shared)].sum()
    n_true, n_found = true.sum(axis=0), found.sum(axis=0)  # (k,) each
    return Errors(
        missed=float(np.maximum(n_true - n_found, 0) @ weight),
        false_alarm=float(np.maximum(n_found - n_true, 0) @ weight),
        confusion=float(np.minimum(n_true, n_found) @ weight - correct),
        total=float(n_true @ weight),
    )

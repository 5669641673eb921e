"""The stages: windows, stretches, voices, people, turns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.backends.open import clustering, identities, listening, silence, windows
from diarizer.types import Annotation, Span, Turn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.backends.open.listening import Stretches
    from diarizer.types import Progress, Recording


@dataclass(frozen=True, slots=True)
class Options:
    """The options of every stage.

    Attributes:
        gap: seconds of silence within one speaker's turn that are filled; 0.3 to 0.4.
        shortest: seconds; a shorter turn is dropped. What makes a person is longer.

    """

    gap: float = 0.35
    shortest: float = 0.1
    listening: listening.Options = field(default_factory=listening.Options)
    clustering: clustering.Options = field(default_factory=clustering.Options)
    identities: identities.Options = field(default_factory=identities.Options)
    silence: silence.Options = field(default_factory=silence.Options)


def run(
    networks: tuple[Any, Any],
    recording: Recording,
    bounds: clustering.Bounds = (1, None),
    options: Options | None = None,
    progress: Progress | None = None,
) -> Annotation:
    """Find who speaks when.

    Args:
        networks: for segmentation, and for voices.
        recording: at 16 kHz.
        bounds: the fewest and the most people; None for any number.
        options: of every stage.
        progress: told the stage, what is done of it, and its whole.

    Returns:
        turns, which overlap where two speak at once; none when nobody speaks.

    """
    options = options or Options()
    samples = recording.read(0, len(recording))
    heard = listening.listen(networks, samples, options.listening, progress)
    if not len(heard.first):
        return Annotation((), recording.uri, recording.duration)
    people = identities.identify(heard, bounds, options.identities, options.clustering)
    total = int(heard.last.max(initial=0))
    spoken = _frames(heard.first, heard.last, total)
    silent = silence.silent(samples, spoken, options.silence)
    turns = [
        Turn(span, str(person))
        for person in np.unique(people)
        for span in _spans(_of(heard, people == person, total), silent, recording.duration, options)
    ]
    return Annotation(tuple(turns), recording.uri, recording.duration).renamed()


def _of(heard: Stretches, own: NDArray[np.bool_], total: int) -> NDArray[np.bool_]:
    return _frames(heard.first[own], heard.last[own], total)


def _frames(first: NDArray[np.int64], last: NDArray[np.int64], total: int) -> NDArray[np.bool_]:
    """Mark (total,) the frames of all stretches."""
    active = np.zeros(total, bool)
    for start, end in zip(first.tolist(), last.tolist(), strict=True):
        active[start:end] = True
    return active


def _spans(
    active: NDArray[np.bool_], silent: NDArray[np.bool_], duration: float, options: Options
) -> list[Span]:
    """Cut pauses out, join what is left across short gaps, and drop what is too short.

    Who would be left with nothing, being so much softer than the others, keeps the pauses.
    """
    for frames in (active & ~silent, active):
        joined = _joined(frames, duration, options.gap)
        spans = [span for span in joined if span.duration >= options.shortest]
        if spans:
            return spans
    return []


def _joined(active: NDArray[np.bool_], duration: float, gap: float) -> list[Span]:
    changes = np.flatnonzero(np.diff(active, prepend=False, append=False)).tolist()
    spans: list[Span] = []
    for first, last in zip(changes[::2], changes[1::2], strict=True):
        start, end = windows.time(first), min(windows.time(last), duration)
        if spans and start - spans[-1].end <= gap:
            start = spans.pop().start
        spans.append(Span(start, end))
    return spans

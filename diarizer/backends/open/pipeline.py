"""The stages: windows, stretches, voices, people, turns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.backends.open import clustering, identities, listening, windows
from diarizer.types import Annotation, Span, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from diarizer.backends.open.listening import Stretches
    from diarizer.types import Audio, Progress


@dataclass(frozen=True, slots=True)
class Options:
    """The options of every stage.

    Attributes:
        gap: seconds of silence within one speaker's turn that are filled.
        shortest: seconds; a shorter turn is dropped, unless it is all that somebody says.

    """

    gap: float = 0.3
    shortest: float = 0.1
    listening: listening.Options = field(default_factory=listening.Options)
    clustering: clustering.Options = field(default_factory=clustering.Options)
    identities: identities.Options = field(default_factory=identities.Options)


def run(
    networks: tuple[Any, Any],
    audio: Audio,
    bounds: clustering.Bounds = (1, None),
    options: Options | None = None,
    progress: Progress | None = None,
) -> Annotation:
    """Find who speaks when.

    Args:
        networks: for segmentation, and for voices.
        audio: at 16 kHz.
        bounds: the fewest and the most people; None for any number.
        options: of every stage.
        progress: told the stage, what is done of it, and its whole.

    Returns:
        turns, which overlap where two speak at once; none when nobody speaks.

    """
    options = options or Options()
    heard = listening.listen(networks, audio.samples, options.listening, progress)
    people = identities.identify(heard, bounds, options.identities, options.clustering)
    turns = tuple(_turns(heard, people, audio.duration, options))
    return Annotation(turns, audio.uri, audio.duration).renamed()


def _turns(
    heard: Stretches, people: NDArray[np.int64], duration: float, options: Options
) -> Iterator[Turn]:
    for person in np.unique(people):
        own = people == person
        spans = list(_joined(heard.first[own], heard.last[own], duration, options.gap))
        long = [span for span in spans if span.duration >= options.shortest]
        for span in long or [max(spans, key=lambda span: span.duration)]:
            yield Turn(span, str(person))


def _joined(
    first: NDArray[np.int64], last: NDArray[np.int64], duration: float, gap: float
) -> Iterator[Span]:
    """Join the stretches of one person that touch, or nearly do."""
    now: Span | None = None
    for at in np.argsort(first, kind="stable").tolist():
        start = windows.time(int(first[at]))
        span = Span(start, min(windows.time(int(last[at])), duration))
        if now is None:
            now = span
        elif span.start - now.end <= gap:
            now = Span(now.start, max(now.end, span.end))
        else:
            yield now
            now = span
    if now is not None and now:
        yield now

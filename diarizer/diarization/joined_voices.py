"""Whether a number that was asked for has made one speaker of people who sound different."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diarizer import backends
from diarizer.audio.excerpt import alone
from diarizer.messages.text import text
from diarizer.types.coverage import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diarizer.backends import Backend
    from diarizer.diarization.speaker_bounds import Bounds
    from diarizer.types import Annotation, Recording, Span

_SHORT = 1.5  # seconds of a stretch that are hardly a voice
_MOST = 12  # stretches of a speaker that are compared, the longest
_LEAST = 3.0  # seconds of each of two voices
# Below the threshold of the backend: of one person two such voices are no less alike than it.
_SURE = 0.13


def told(
    engine: Backend, recording: Recording, found: Annotation, bounds: Bounds
) -> Iterator[Remark]:
    """Say where a speaker is heard with two voices, and no more speakers were allowed."""
    most = bounds.num_speakers or bounds.max_speakers
    limit = backends.threshold_of(engine)
    if limit is None or most is None or len(found.speakers) < most:
        return
    for name in found.speakers:
        if _two(engine, recording, alone(found, name), limit - _SURE):
            said = text(
                "Speakers asked for: {asked}; {name} is heard with two voices that are unlike each"
                " other. If more people speak, ask for more, or leave the number out.",
                asked=most,
                name=name,
            )
            yield Remark("speakers.joined", said)
            return


def _two(engine: Backend, recording: Recording, spans: list[Span], limit: float) -> bool:
    """Whether stretches fall into two groups that are less alike than ``limit``."""
    longest = sorted(spans, key=lambda span: -span.duration)[:_MOST]
    heard = [(span, engine.voice(recording, [span])) for span in longest if span.duration >= _SHORT]
    known = [(span, voice) for span, voice in heard if voice is not None]
    if len(known) < 2:  # noqa: PLR2004
        return False
    voices = np.stack([voice for _, voice in known])
    alike = voices @ voices.T
    one, other = np.unravel_index(int(alike.argmin()), alike.shape)
    nearer = alike[one] >= alike[other]
    groups = [
        [span for (span, _), near in zip(known, nearer, strict=True) if near == side]
        for side in (True, False)
    ]
    if any(sum(span.duration for span in group) < _LEAST for group in groups):
        return False
    first, second = (engine.voice(recording, sorted(group)) for group in groups)
    return first is not None and second is not None and float(first @ second) < limit

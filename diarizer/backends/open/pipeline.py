"""The stages: windows, stretches, voices, people, turns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diarizer.backends.open import (
    clustering,
    silence,
    turns,
)
from diarizer.backends.open import (
    segments_and_voices as listening,
)
from diarizer.backends.open import (
    speaker_assignment as identities,
)
from diarizer.measuring import stage_timings
from diarizer.types import Annotation

if TYPE_CHECKING:
    from diarizer.backends.open.networks import Networks
    from diarizer.types import Progress, Recording, Turn


@dataclass(frozen=True, slots=True)
class Options:
    """The options of every stage."""

    listening: listening.Options = field(default_factory=listening.Options)
    clustering: clustering.Options = field(default_factory=clustering.Options)
    identities: identities.Options = field(default_factory=identities.Options)
    silence: silence.Options = field(default_factory=silence.Options)
    turns: turns.Options = field(default_factory=turns.Options)


def run(
    networks: Networks,
    recording: Recording,
    bounds: clustering.Bounds = (1, None),
    options: Options | None = None,
    progress: Progress | None = None,
) -> Annotation:
    """Find who speaks when.

    Args:
        networks: of :func:`diarizer.backends.open.engines.load`.
        recording: at 16 kHz.
        bounds: the fewest and the most people; None for any number.
        options: of every stage.
        progress: told the stage, what is done of it, and its whole.

    Returns:
        turns, which overlap where two speak at once; none when nobody speaks.

    """
    options = options or Options()
    heard = listening.segment_and_embed(networks, recording, options.listening, progress)
    with stage_timings.stage("clustering"):
        found = told(heard, recording.duration, bounds, options)
    return Annotation(found, recording.uri, recording.duration).renamed()


def told(
    heard: listening.SegmentsAndVoices, duration: float, bounds: clustering.Bounds, options: Options
) -> tuple[Turn, ...]:
    """Find who speaks when, once the whole recording has been heard.

    Args:
        heard: what was heard.
        duration: of the recording, in seconds.
        bounds: the fewest and the most people; None for any number.
        options: of every stage.

    """
    if not len(heard.stretches.first):
        return ()
    who = identities.identify(heard.stretches, bounds, options.identities, options.clustering)
    silent = silence.silent(heard.powers, turns.spoken(heard), options.silence)
    return turns.turns(heard.stretches, who, silent, duration, options.turns)

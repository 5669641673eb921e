"""The stages: windows, stretches, voices, people, turns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from diarizer.backends.open import (
    clustering_options,
    second_opinion,
    segment_voices,
    segments_and_voices,
    silence,
    speaker_assignment,
    turns,
)
from diarizer.backends.shared.memory_given_back import give_back
from diarizer.measuring import stage_timings
from diarizer.types import Annotation

if TYPE_CHECKING:
    from diarizer.backends.open.networks import Networks
    from diarizer.types import Progress, Recording, Turn


@dataclass(frozen=True, slots=True)
class Options:
    """The options of every stage."""

    segments_and_voices: segments_and_voices.Options = field(
        default_factory=segments_and_voices.Options
    )
    clustering: clustering_options.Options = field(default_factory=clustering_options.Options)
    speaker_assignment: speaker_assignment.Options = field(
        default_factory=speaker_assignment.Options
    )
    silence: silence.Options = field(default_factory=silence.Options)
    turns: turns.Options = field(default_factory=turns.Options)
    second_opinion: second_opinion.Options = field(default_factory=second_opinion.Options)


def adapted(options: Options, onset: float | None, bridge: float | None) -> Options:
    """Return the options with another threshold of silero-vad and other pauses; None leaves one.

    Half of what decides in each frame is silero-vad's, so that half of the difference is felt there.
    """
    if onset is not None:
        heard, more = options.segments_and_voices, (onset - options.second_opinion.onset) / 2
        options = replace(
            options,
            segments_and_voices=replace(
                heard, speech=heard.speech + more, unheard=min(heard.unheard, onset)
            ),
            second_opinion=replace(options.second_opinion, onset=onset),
        )
    return options if bridge is None else replace(options, turns=replace(options.turns, gap=bridge))


def run(
    networks: Networks,
    recording: Recording,
    bounds: clustering_options.Bounds = (1, None),
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
    hearing = options.segments_and_voices
    tell = segment_voices.by(networks, hearing.shortest)
    heard = segments_and_voices.segment_and_embed(networks, tell, recording, hearing, progress)
    with stage_timings.stage("clustering"):
        found = told(heard, recording.duration, bounds, options)
    return Annotation(found, recording.uri, recording.duration).renamed()


def told(
    heard: segments_and_voices.SegmentsAndVoices,
    duration: float,
    bounds: clustering_options.Bounds,
    options: Options,
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
    give_back()
    if heard.second is not None and heard.own < options.second_opinion.least:
        return ()  # one of two detectors hears somebody; the other one nowhere
    who = speaker_assignment.identify(
        heard.stretches, bounds, options.speaker_assignment, options.clustering
    )
    silent = silence.silent(heard.powers, turns.spoken(heard), options.silence)
    found = turns.turns(heard.stretches, who, silent, duration, options.turns)
    if heard.second is None:
        return found
    kept = second_opinion.kept(found, heard.second, options.second_opinion)
    return second_opinion.restored(kept, found, bounds[0])

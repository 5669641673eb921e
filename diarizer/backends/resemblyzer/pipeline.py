"""The stages: speech, windows, voices, speakers, changes, turns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open import pipeline as stages_of_open
from diarizer.backends.resemblyzer import (
    clustering,
    confidence,
    detectors,
    embedding,
    resegmentation,
    single_voice_windows,
    window_grid,
    with_segmentation,
)
from diarizer.backends.shared.embeddings import means
from diarizer.measuring import stage_timings
from diarizer.types import Annotation
from diarizer.types.coverage import Coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diarizer.backends.resemblyzer.detectors import Detect, Speech
    from diarizer.backends.resemblyzer.embedding import Encoder
    from diarizer.backends.resemblyzer.window_grid import WindowGrid
    from diarizer.backends.shared.embeddings import Embeddings
    from diarizer.types import Progress, Recording, Span, Turn


@dataclass(frozen=True, slots=True)
class Options:
    """The options of every stage.

    Attributes:
        rounds: of joining voices that are alike, and placing the changes anew.
        bridge: seconds of silence of one speaker that split no turn, as silero-vad hears pauses
            that annotators do not; nearly the same from 0.2 to 0.3, and at 0.5 the built
            recordings lose a point of DER.
        together: of the stages that take the place of all but ``detectors`` where the segmentation
            of `open` is used.

    """

    rounds: int = 2
    bridge: float = 0.25
    detectors: detectors.Options = field(default_factory=detectors.Options)
    embedding: embedding.Options = field(default_factory=embedding.Options)
    single_voice_windows: single_voice_windows.Options = field(
        default_factory=single_voice_windows.Options
    )
    clustering: clustering.Options = field(default_factory=clustering.Options)
    resegmentation: resegmentation.Options = field(default_factory=resegmentation.Options)
    confidence: confidence.Options = field(default_factory=confidence.Options)
    together: stages_of_open.Options = field(default_factory=with_segmentation.defaults)


def adapted(options: Options, onset: float | None, bridge: float | None) -> Options:
    """Return the options with another threshold of silero-vad and other pauses; None leaves one."""
    options = replace(options, together=stages_of_open.adapted(options.together, onset, bridge))
    if onset is not None:
        spans = replace(options.detectors.speech_spans, onset=onset)
        options = replace(options, detectors=replace(options.detectors, speech_spans=spans))
    return options if bridge is None else replace(options, bridge=bridge)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many speakers there may be."""

    at_least: int = 1
    at_most: int | None = None


def run(
    detect: Detect,
    encoder: Encoder,
    recording: Recording,
    bounds: Bounds | None = None,
    options: Options | None = None,
    progress: Progress | None = None,
) -> Annotation:
    """Find who speaks when.

    Args:
        detect: of :func:`diarizer.backends.resemblyzer.detectors.load`.
        encoder: of :func:`diarizer.backends.resemblyzer.engines.load`.
        recording: at 16 kHz.
        bounds: on the number of speakers.
        options: of every stage.
        progress: told the stage, what is done of it, and its whole.

    Returns:
        turns that do not overlap; none when nobody speaks. Its coverage says what was passed over.

    """
    bounds, options = bounds or Bounds(), options or Options()
    speech = _speech(detect, recording, options, progress)
    grid, rows = _embedded(encoder, recording, speech.spans, options, progress)
    with stage_timings.stage("clustering"):
        turns = told(grid, rows, bounds, options)
    found = Annotation(turns, recording.uri, recording.duration).renamed()
    if not speech.remarks:
        return found
    whole = Coverage(recording.duration, recording.duration, warnings=speech.remarks)
    return replace(found, coverage=whole)


def told(grid: WindowGrid, rows: Embeddings, bounds: Bounds, options: Options) -> tuple[Turn, ...]:
    """Find who speaks when, once the whole recording has been heard.

    Args:
        grid: n windows in which somebody speaks.
        rows: (n, 256) of unit length, the voice in each.
        bounds: on the number of speakers.
        options: of every stage.

    """
    if not len(grid):
        return ()
    labels = _speakers(rows, bounds, options)  # (n,)
    chances = confidence.chances(rows, labels, options.confidence)
    return window_grid.turns(grid, labels, chances, options.bridge)


def mean_voice(
    detect: Detect, encoder: Encoder, recording: Recording, options: Options | None = None
) -> NDArray[np.float32] | None:
    """Average the voice over all speech.

    Returns:
        (256,) of unit length; None when nobody speaks.

    """
    grid, rows = hear(detect, encoder, recording, options or Options())
    return means(rows, np.zeros(len(rows), np.int64))[0] if len(grid) else None


def hear(
    detect: Detect,
    encoder: Encoder,
    recording: Recording,
    options: Options,
    progress: Progress | None = None,
) -> tuple[WindowGrid, NDArray[np.float16]]:
    """Return the windows in which somebody speaks, and (n, 256) the voice in each."""
    speech = _speech(detect, recording, options, progress)
    return _embedded(encoder, recording, speech.spans, options, progress)


def _speech(
    detect: Detect, recording: Recording, options: Options, progress: Progress | None
) -> Speech:
    with stage_timings.stage("speech"):
        return detect(recording, options.detectors, progress)


def _embedded(
    encoder: Encoder,
    recording: Recording,
    spans: Sequence[Span],
    options: Options,
    progress: Progress | None,
) -> tuple[WindowGrid, NDArray[np.float16]]:
    grid = window_grid.lay(spans, options.embedding.hop)
    rows = embedding.embed_windows(encoder, recording, grid.number, options.embedding, progress)
    embedding.steady_shortest(rows, grid.number, options.embedding)
    return grid, rows


def _speakers(rows: Embeddings, bounds: Bounds, options: Options) -> NDArray[np.int64]:
    """Return (n,) the speaker of each row."""
    own = clustering.calibrated(rows, options.clustering)
    chosen = single_voice_windows.steady(rows, options.single_voice_windows)
    some = rows[chosen] if len(chosen) >= bounds.at_least else rows
    labels = clustering.cluster(some, at_least=bounds.at_least, at_most=bounds.at_most, options=own)
    labels = _resegmented(rows, means(some, labels), bounds, options)
    for _ in range(options.rounds):
        # The means of all windows are truer than those of the clustered ones: some are one voice.
        labels = clustering.merge(rows, labels, bounds.at_least, own)
        labels = _resegmented(rows, means(rows, labels), bounds, options)
    return labels


def _resegmented(
    rows: Embeddings, voices: NDArray[np.float32], bounds: Bounds, options: Options
) -> NDArray[np.int64]:
    return resegmentation.resegment(
        rows, voices, at_least=bounds.at_least, options=options.resegmentation
    )

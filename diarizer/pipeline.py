"""The stages: speech, windows, voices, speakers, changes, turns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from diarizer import clustering, embedding, resegmentation, selection, vad, voicing
from diarizer.types import Annotation, Audio, Span, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from diarizer.embedding import Encoder
    from diarizer.types import Progress, Recording


@dataclass(frozen=True, slots=True)
class Options:
    """The options of every stage.

    Attributes:
        hop: seconds between the centres of two windows; a change is placed as finely.
        rounds: of joining voices that are alike, and placing the changes anew.

    """

    hop: float = 0.2
    rounds: int = 2
    vad: vad.Options = field(default_factory=vad.Options)
    voicing: voicing.Options = field(default_factory=voicing.Options)
    selection: selection.Options = field(default_factory=selection.Options)
    clustering: clustering.Options = field(default_factory=clustering.Options)
    resegmentation: resegmentation.Options = field(default_factory=resegmentation.Options)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many speakers there may be."""

    at_least: int = 1
    at_most: int | None = None


def run(
    encoder: Encoder,
    recording: Recording,
    bounds: Bounds | None = None,
    options: Options | None = None,
    progress: Progress | None = None,
) -> Annotation:
    """Find who speaks when.

    Args:
        encoder: of :func:`diarizer.engines.load`.
        recording: at 16 kHz.
        bounds: on the number of speakers.
        options: of every stage.
        progress: told the stage, what is done of it, and its whole.

    Returns:
        turns that do not overlap; none when nobody speaks.

    """
    bounds, options = bounds or Bounds(), options or Options()
    cells, rows = _voices(encoder, recording, options, progress)  # n of them, (n, 256)
    if not cells:
        return Annotation((), recording.uri, recording.duration)
    labels = _speakers(rows, bounds, options)  # (n,)
    return Annotation(_turns(cells, labels), recording.uri, recording.duration).renamed()


def mean_voice(
    encoder: Encoder, recording: Recording, options: Options | None = None
) -> NDArray[np.float32] | None:
    """Average the voice over all speech.

    Returns:
        (256,) of unit length; None when nobody speaks.

    """
    cells, rows = _voices(encoder, recording, options or Options(), None)
    if not cells:
        return None
    mean = rows.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), np.float32)


def _voices(
    encoder: Encoder, recording: Recording, options: Options, progress: Progress | None
) -> tuple[list[Span], NDArray[np.float32]]:
    """Return the cells in which somebody speaks, and (n, 256) the voice in each."""
    audio = Audio(recording.read(0, len(recording)), recording.sample_rate, recording.uri)
    cells = tuple(_cells(vad.detect(audio, options.vad, progress), options.hop))
    rows = embedding.embed_windows(encoder, audio, _centres(cells), progress)
    voiced = voicing.voiced(rows, options.voicing)
    return [cell for cell, voice in zip(cells, voiced, strict=True) if voice], rows[voiced]


def _cells(speech: Sequence[Span], hop: float) -> Iterator[Span]:
    """Cut each span of speech into equal cells of about ``hop`` seconds."""
    for span in speech:
        count = max(1, round(span.duration / hop))
        edges = np.linspace(span.start, span.end, count + 1).tolist()
        yield from map(Span, edges[:-1], edges[1:])


def _centres(cells: Sequence[Span]) -> NDArray[np.float64]:
    return np.array([(cell.start + cell.end) / 2 for cell in cells])


def _speakers(rows: NDArray[np.float32], bounds: Bounds, options: Options) -> NDArray[np.int64]:
    """Return (n,) the speaker of each row."""
    chosen = selection.steady(rows, options.selection)
    some = rows[chosen] if len(chosen) >= bounds.at_least else rows
    labels = clustering.cluster(
        some, at_least=bounds.at_least, at_most=bounds.at_most, options=options.clustering
    )
    labels = _resegmented(rows, clustering.centres(some, labels), bounds, options)
    for _ in range(options.rounds):
        # The means of all windows are truer than those of the clustered ones: some are one voice.
        labels = clustering.merge(rows, labels, bounds.at_least, options.clustering)
        labels = _resegmented(rows, clustering.centres(rows, labels), bounds, options)
    return labels


def _resegmented(
    rows: NDArray[np.float32], voices: NDArray[np.float32], bounds: Bounds, options: Options
) -> NDArray[np.int64]:
    return resegmentation.resegment(
        rows, voices, at_least=bounds.at_least, options=options.resegmentation
    )


def _turns(cells: Sequence[Span], labels: NDArray[np.int64]) -> tuple[Turn, ...]:
    """Join neighbouring cells of one speaker."""
    turns: list[Turn] = []
    for cell, label in zip(cells, labels.tolist(), strict=True):
        span, speaker = cell, str(label)
        if turns and turns[-1].speaker == speaker and turns[-1].span.end == cell.start:
            span = Span(turns.pop().span.start, cell.end)
        turns.append(Turn(span, speaker))
    return tuple(turns)

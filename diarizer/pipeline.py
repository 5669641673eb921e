"""The stages: speech, windows, voices, speakers, changes, turns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer import clustering, embedding, resegmentation, vad
from diarizer.types import Annotation, Span, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from diarizer.types import Audio, Progress


@dataclass(frozen=True, slots=True)
class Options:
    """The options of every stage.

    Attributes:
        hop: seconds between the centres of two windows; a change is placed as finely.
        clustered: every which window is clustered; all of them are resegmented.

    """

    hop: float = 0.2
    clustered: int = 2
    vad: vad.Options = field(default_factory=vad.Options)
    clustering: clustering.Options = field(default_factory=clustering.Options)
    resegmentation: resegmentation.Options = field(default_factory=resegmentation.Options)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many speakers there may be."""

    at_least: int = 1
    at_most: int | None = None


def run(
    encoder: Any,
    audio: Audio,
    bounds: Bounds | None = None,
    options: Options | None = None,
    progress: Progress | None = None,
) -> Annotation:
    """Find who speaks when.

    Args:
        encoder: from :func:`diarizer.embedding.load_encoder`.
        audio: at 16 kHz.
        bounds: on the number of speakers.
        options: of every stage.
        progress: told the stage, what is done of it, and its whole.

    Returns:
        turns that do not overlap; none when nobody speaks.

    """
    bounds, options = bounds or Bounds(), options or Options()
    speech = vad.detect(audio, options.vad, progress)
    cells = tuple(_cells(speech, options.hop))
    if not cells:
        return Annotation((), audio.uri, audio.duration)
    rows = embedding.embed_windows(encoder, audio, _centres(cells), progress)  # (n, 256)
    labels = _speakers(rows, bounds, options)  # (n,)
    return Annotation(_turns(cells, labels), audio.uri, audio.duration).renamed()


def mean_voice(
    encoder: Any, audio: Audio, options: Options | None = None
) -> NDArray[np.float32] | None:
    """Average the voice over all speech.

    Returns:
        (256,) of unit length; None when nobody speaks.

    """
    options = options or Options()
    cells = tuple(_cells(vad.detect(audio, options.vad), options.hop * options.clustered))
    if not cells:
        return None
    mean = embedding.embed_windows(encoder, audio, _centres(cells)).mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), np.float32)


def _cells(speech: Sequence[Span], hop: float) -> Iterator[Span]:
    """Cut each span of speech into equal cells of about ``hop`` seconds."""
    for span in speech:
        count = max(1, round(span.duration / hop))
        edges = np.linspace(span.start, span.end, count + 1).tolist()
        yield from map(Span, edges[:-1], edges[1:])


def _centres(cells: Sequence[Span]) -> NDArray[np.float64]:
    return np.array([(cell.start + cell.end) / 2 for cell in cells])


def _speakers(rows: NDArray[np.float32], bounds: Bounds, options: Options) -> NDArray[np.int64]:
    some = rows[:: options.clustered]
    if len(some) < bounds.at_least:
        some = rows
    found = clustering.cluster(
        some, at_least=bounds.at_least, at_most=bounds.at_most, options=options.clustering
    )
    step = 1 if len(some) == len(rows) else options.clustered
    labels = np.repeat(found, step)[: len(rows)]
    return resegmentation.resegment(rows, labels, options.resegmentation)


def _turns(cells: Sequence[Span], labels: NDArray[np.int64]) -> tuple[Turn, ...]:
    """Join neighbouring cells of one speaker."""
    turns: list[Turn] = []
    for cell, label in zip(cells, labels.tolist(), strict=True):
        span, speaker = cell, str(label)
        if turns and turns[-1].speaker == speaker and turns[-1].span.end == cell.start:
            span = Span(turns.pop().span.start, cell.end)
        turns.append(Turn(span, speaker))
    return tuple(turns)

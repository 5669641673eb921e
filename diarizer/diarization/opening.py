"""What a user calls a recording: a file, samples, or what was loaded before."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diarizer import audio
from diarizer.audio import samples
from diarizer.types import Audio

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from diarizer.audio import Choice
    from diarizer.types import Progress, Recording

    Source = str | Path | Audio | NDArray[Any] | Mapping[str, Any] | Any
    """A file, or samples: see :func:`diarizer.diarize`."""


@contextmanager
def opened(
    recording: Source,
    progress: Progress | None = None,
    sample_rate: int | None = None,
    choice: Choice | None = None,
) -> Iterator[Recording]:
    """Open what a user calls a recording; see :func:`diarizer.diarize`."""
    if isinstance(recording, (str, Path)):
        with audio.opened(recording, progress, choice) as sound:
            yield sound
    elif isinstance(recording, Audio):
        yield audio.conformed(recording)
    else:
        with audio.from_memory(samples.given(recording, sample_rate), choice) as sound:
            yield sound

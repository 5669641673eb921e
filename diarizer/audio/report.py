"""What decoders find out about a recording while they decode it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diarizer.types.coverage import Remark

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from diarizer.messages.text import Text
    from diarizer.types import Span


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The next piece of a recording.

    Attributes:
        samples: (n, channels) float32.
        rate: samples per second.
        track: which of the audio tracks, counted from 0.

    """

    samples: NDArray[np.float32]
    rate: int
    track: int = 0


@dataclass(frozen=True, slots=True)
class Track:
    """What a container says of one of its audio tracks.

    Attributes:
        language: as the container names it; empty where it does not.
        default: whether a player takes it first.

    """

    language: str = ""
    default: bool = False


@dataclass(slots=True)
class Report:
    """What is known so far; decoders fill it in.

    Attributes:
        container: seconds that the file promises.
        tracks: the audio tracks.
        holes: of each track that has some.
        warnings: each reference once.
        notes: each reference once, too.
        reached: bytes of the file up to which pieces were read; None where that is not known.
        last: where the last of these pieces begins.
        alone: whether there is nothing but sound.
        cut: whether the last piece is not there as a whole.
        passed_over: bytes that no decoder takes, from where to where, and the seconds of sound
            in their place; None where there was none.

    """

    container: float | None = None
    tracks: tuple[Track, ...] = (Track(),)
    holes: dict[int, list[Span]] = field(default_factory=dict)
    warnings: dict[str, Remark] = field(default_factory=dict)
    notes: dict[str, Remark] = field(default_factory=dict)
    reached: int | None = None
    last: int | None = None
    alone: bool = False
    cut: bool = False
    passed_over: list[tuple[int, int, float | None]] = field(default_factory=list)

    def note(self, reference: str, said: Text) -> None:
        """Keep what is to be known of a recording with which all is well."""
        self.notes[reference] = Remark(reference, said)

    def warn(self, reference: str, said: Text) -> None:
        """Keep a warning; a later one about the same takes its place."""
        self.warnings[reference] = Remark(reference, said)

"""The samples that pass between the stages; numpy is not loaded here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Recording(Protocol):
    """One recording of one channel, wherever its samples lie; it may be longer than memory."""

    @property
    def uri(self) -> str:
        """The name of the recording."""
        ...

    @property
    def sample_rate(self) -> int:
        """Samples per second."""
        ...

    @property
    def duration(self) -> float:
        """Seconds."""
        ...

    def __len__(self) -> int:
        """Count the samples."""
        ...

    def read(self, first: int, last: int) -> NDArray[np.float32]:
        """Return (last - first,) samples; fewer where that reaches over an end."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """One recording in memory, one channel: a :class:`Recording`.

    Attributes:
        samples: (n,) float32, nominally in [-1, 1].
        sample_rate: samples per second.
        uri: the name of the recording.

    """

    samples: NDArray[np.float32]
    sample_rate: int
    uri: str = ""

    @property
    def duration(self) -> float:
        """Seconds."""
        return len(self.samples) / self.sample_rate

    def __len__(self) -> int:
        """Count the samples."""
        return len(self.samples)

    def read(self, first: int, last: int) -> NDArray[np.float32]:
        """Return (last - first,) samples; fewer where that reaches over an end."""
        return self.samples[max(first, 0) : max(last, 0)]

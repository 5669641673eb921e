"""What a backend is: the seam between `diarize` and an engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from diarizer.messages.text import Text
    from diarizer.types import Annotation, Progress, Recording, Span


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether a backend can be used now.

    Attributes:
        name: of the backend.
        ready: importable and answering, not just installed.
        reason: why not, one sentence; what was found when ready.
        told: the same, for a reader who may want it in another language.

    """

    name: str
    ready: bool
    reason: str
    told: Text | str = field(default="", repr=False, compare=False)

    @classmethod
    def of(cls, name: str, told: Text | str, *, ready: bool = False) -> Availability:
        """Give the reason in English, and as it was told."""
        return cls(name, ready, str(told), told)


class Backend(Protocol):
    """An engine that is loaded and can be asked again and again.

    One that knows on which device it calculates says so in ``device``: ``cpu``, ``cuda``, ``mps``.
    """

    def diarize(
        self,
        recording: Recording,
        *,
        num_speakers: int | None = None,
        min_speakers: int | None = None,
        max_speakers: int | None = None,
        progress: Progress | None = None,
    ) -> Annotation:
        """Who spoke when in ``recording``, which is 16 kHz mono; nobody is an empty annotation.

        The bounds are already checked: each is at least 1, ``num_speakers`` comes alone, and
        ``min_speakers`` does not exceed ``max_speakers``.
        """
        ...

    def voice(
        self, recording: Recording, spans: Sequence[Span] | None = None
    ) -> NDArray[np.float32] | None:
        """Describe one voice by a direction: voices that sound alike point alike.

        Args:
            recording: at 16 kHz.
            spans: when this person speaks, best alone; all speech when None.

        Returns:
            (d,) of unit length; None when there is too little speech to tell.

        """
        ...


@dataclass(frozen=True, slots=True)
class Heard:
    """What one step of a listener has found out.

    Attributes:
        settled: (frames, people) who speaks in the frames that follow those settled before; the
            number of a person stays.
        now: who speaks at the end of what was heard; -1 for somebody who is not known yet.
        merged: pairs of people who turned out to be one: (who is no more, who it is).

    """

    settled: NDArray[np.bool_]
    now: tuple[int, ...] = ()
    merged: tuple[tuple[int, int], ...] = ()


class Listener(Protocol):
    """An engine that hears a recording while it grows; it holds no more the longer that is.

    Attributes:
        step: seconds of new sound that are worth a step.
        longest: seconds that a step may have, where the machine does not keep up.
        latency: seconds after which what was heard is settled.
        frame: seconds of a frame.
        origin: seconds before the first frame.

    """

    step: float
    longest: float
    latency: float
    frame: float
    origin: float

    def hear(self, recording: Recording, until: int, *, end: bool = False) -> Heard:
        """Hear what is new in ``recording`` up to the sample ``until``.

        Args:
            recording: at 16 kHz, as far as it is there.
            until: one that is not before that of the last step.
            end: whether nothing will follow, so that everything is settled.

        """
        ...


class BackendModule(Protocol):
    """A file of this folder. Importing it loads neither numpy nor torch.

    Attributes:
        NAME: of the backend.
        THRESHOLD: cosine similarity from which two of its voices are one person's.

    One that cannot do all says so in a third, ``LACKS``: ``voices`` where it describes none, and
    ``numbers`` where no number of speakers can be imposed on it.

    """

    NAME: str
    THRESHOLD: float

    def availability(self) -> Availability:
        """Look whether the engine answers; never raises."""
        ...

    def load(self, **options: Any) -> Backend:
        """Load the engine and its weights.

        Args:
            options: ``device`` where one was asked for (see :mod:`diarizer.backends.devices`), and
                what only some of them know.

        Raises:
            BackendUnavailable: the engine is not there or does not answer.
            ModelError: its weights are missing or damaged.

        """
        ...

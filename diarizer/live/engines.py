"""Which backends can listen while somebody speaks; the seam for further ones.

A backend that can has ``listener(max_speakers)``, which returns a
:class:`diarizer.backends.base.Listener`, and a place here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer import backends
from diarizer.errors import InvalidArgument
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from diarizer.backends.base import Listener
    from diarizer.messages.text import Text

LIVE = ("open", "nemotron")
"""The names of those that can; `auto` takes the first, which needs no torch and was measured."""


def resolve(backend: str) -> str:
    """Name the backend that listens.

    Raises:
        InvalidArgument: it cannot.

    """
    if backend == "auto":
        return LIVE[0]
    if backend not in LIVE:
        raise InvalidArgument(
            text("The backend {backend!r} cannot listen live.", backend=backend),
            context=text("Known: {known}", known=", ".join(LIVE)),
            hint=f"diarize --live --backend {LIVE[0]}",
        )
    return backend


def load(
    backend: str,
    engine: str,
    max_speakers: int | None = None,
    tell: Callable[[Text], object] | None = None,
    device: str = "auto",
) -> Listener:
    """Load what listens.

    Args:
        backend: of :func:`resolve`.
        engine: that runs its networks.
        max_speakers: how many people there are at most.
        tell: see :func:`diarizer.backends.choose`.
        device: as there.

    Raises:
        BackendUnavailable: it is not installed, or does not answer.
        ModelError: its weights are missing or damaged.

    """
    if max_speakers and tell and "numbers" in backends.lacks(backend):
        tell(
            text("{name} hears by itself how many speak: no number is imposed on it.", name=backend)
        )
    loaded: Any = backends.choose(backend, engine, tell, device=device)
    listener: Listener = loaded.listener(max_speakers)
    return listener

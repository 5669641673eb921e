"""The engines: one file each, found by looking into this folder."""

from __future__ import annotations

import logging
import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from diarizer.backends.base import Availability, Backend, BackendModule
from diarizer.errors import BackendUnavailable, InvalidArgument, UnknownBackend

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "BACKENDS",
    "Availability",
    "Backend",
    "available",
    "check",
    "choose",
    "load",
    "pick",
    "resolve",
    "threshold",
]

_LOG = logging.getLogger("diarizer")

# The most accurate first, as benchmarks/accuracy.py finds them; a file not named here comes last.
_PREFERENCE = ("pyannote", "open", "resemblyzer")


_WITH_ENGINES = ("resemblyzer", "open")


def _discover() -> tuple[str, ...]:
    found = {module.name for module in pkgutil.iter_modules(__path__)} - {"base"}
    ranks = {name: rank for rank, name in enumerate(_PREFERENCE)}
    return tuple(sorted(found, key=lambda name: (ranks.get(name, len(ranks)), name)))


BACKENDS = _discover()
"""The names of all backends, in order of preference."""


def available() -> tuple[Availability, ...]:
    """Look at every backend, in order of preference; never raises."""
    return tuple(_module(name).availability() for name in BACKENDS)


def load(name: str, **options: Any) -> Backend:
    """Load the backend ``name``.

    Raises:
        UnknownBackend: no file of this folder has that name.
        BackendUnavailable: it is not installed, or does not answer.
        ModelError: its weights are missing or damaged.

    """
    return _module(name).load(**options)


def choose(
    backend: str = "auto", engine: str = "auto", tell: Callable[[str], object] | None = None
) -> Backend:
    """Load the backend and the engine that were asked for.

    Args:
        backend: one of :data:`BACKENDS`, or ``auto``: see :func:`pick`.
        engine: what runs the networks of ``resemblyzer``, see :func:`diarizer.engines.load`, or of
            ``open``, see :func:`diarizer.backends.open.loading.find`; the others leave no choice.
            To name one without a backend chooses ``resemblyzer``.
        tell: gets a line for each thing that ``auto`` passed over; the log ``diarizer`` by
            default.

    Raises:
        InvalidArgument: there is no such engine, or the backend does not have it.
        DiarizerError: as :func:`load` and :func:`pick` do.

    """
    name = resolve(backend, engine, tell)
    return load(name, engine=engine, tell=tell) if name in _WITH_ENGINES else load(name)


def resolve(
    backend: str = "auto", engine: str = "auto", tell: Callable[[str], object] | None = None
) -> str:
    """Name the backend that :func:`choose` loads.

    Raises:
        InvalidArgument: the backend does not have that engine.
        BackendUnavailable: none is ready.

    """
    if backend not in {"auto", *_WITH_ENGINES} and engine != "auto":
        raise InvalidArgument(
            f"The backend {backend!r} has no engines to choose from.",
            context=f"Given: {engine!r}",
            hint=f"Leave the engine out, or choose the backend {_WITH_ENGINES[0]!r}.",
        )
    if backend != "auto":
        return backend
    return _WITH_ENGINES[0] if engine != "auto" else pick(tell or _LOG.info)


def check(name: str) -> None:
    """Make sure that the backend ``name`` is ready.

    Raises:
        UnknownBackend: no file of this folder has that name.
        BackendUnavailable: it is not installed, or does not answer.

    """
    found = _module(name).availability()
    if not found.ready:
        raise BackendUnavailable(
            f"The backend {name!r} is not ready.",
            context=found.reason,
            hint=f"setup-doctor fix --backend {name}",
        )


def threshold(name: str) -> float:
    """Return the cosine similarity from which two voices of the backend are one person's.

    Raises:
        UnknownBackend: no file of this folder has that name.

    """
    return _module(name).THRESHOLD


def pick(tell: Callable[[str], object] = _LOG.info) -> str:
    """Name the most accurate backend that is ready.

    Args:
        tell: gets one line with the reasons where a more accurate one is passed over; the log
            ``diarizer`` by default.

    Raises:
        BackendUnavailable: none is ready; the reason of each stands in the context.

    """
    looked: list[str] = []
    for name in BACKENDS:
        found = _module(name).availability()
        if found.ready:
            if looked:
                tell(f"{name} is used. Not ready: {'; '.join(looked)}")
            return name
        looked.append(f"{name}: {found.reason}")
    raise BackendUnavailable(
        "No diarization backend is ready.", context="\n".join(looked), hint="setup-doctor setup"
    )


def _module(name: str) -> BackendModule:
    if name not in BACKENDS:
        raise UnknownBackend(
            f"There is no backend named {name!r}.",
            context=f"Known: {', '.join(('auto', *BACKENDS))}",
            hint="Choose one of them, or leave the choice to backend='auto'.",
        )
    return cast("BackendModule", import_module(f"{__name__}.{name}"))

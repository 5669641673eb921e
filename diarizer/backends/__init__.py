"""The engines: one file each, found by looking into this folder."""

from __future__ import annotations

import logging
import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from diarizer.backends.base import Availability, Backend, BackendModule
from diarizer.errors import BackendUnavailable, InvalidArgument, UnknownBackend
from diarizer.messages.text import Text, joined, text

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
    "threshold_of",
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
    backend: str = "auto", engine: str = "auto", tell: Callable[[Text], object] | None = None
) -> Backend:
    """Load the backend and the engine that were asked for.

    Args:
        backend: one of :data:`BACKENDS`, or ``auto``: see :func:`pick`.
        engine: what runs the networks of ``resemblyzer``, see
            :func:`diarizer.backends.resemblyzer.engines.load`, or of ``open``, see
            :func:`diarizer.backends.open.engines.find`; the others leave no choice.
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
    backend: str = "auto", engine: str = "auto", tell: Callable[[Text], object] | None = None
) -> str:
    """Name the backend that :func:`choose` loads.

    Raises:
        InvalidArgument: the backend does not have that engine.
        BackendUnavailable: none is ready.

    """
    if backend not in {"auto", *_WITH_ENGINES} and engine != "auto":
        raise InvalidArgument(
            text("The backend {backend!r} has no engines to choose from.", backend=backend),
            context=text("Given: {engine!r}", engine=engine),
            hint=text(
                "Leave the engine out, or choose the backend {name!r}.", name=_WITH_ENGINES[0]
            ),
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
            text("The backend {name!r} is not ready.", name=name),
            context=found.told or found.reason,
            hint=f"setup-doctor fix --backend {name}",
        )


def threshold(name: str) -> float:
    """Return the cosine similarity from which two voices of the backend are one person's.

    Raises:
        UnknownBackend: no file of this folder has that name.

    """
    return _module(name).THRESHOLD


def threshold_of(engine: Backend) -> float | None:
    """Return :func:`threshold` of an engine that is loaded; None where it is no file of this folder."""
    package, _, rest = type(engine).__module__.partition(f"{__name__}.")
    name = rest.partition(".")[0]
    return threshold(name) if not package and name in BACKENDS else None


def pick(tell: Callable[[Text], object] = _LOG.info) -> str:
    """Name the most accurate backend that is ready.

    Args:
        tell: gets one line with the reasons where a more accurate one is passed over; the log
            ``diarizer`` by default.

    Raises:
        BackendUnavailable: none is ready; the reason of each stands in the context.

    """
    looked: list[Text] = []
    for name in BACKENDS:
        found = _module(name).availability()
        if found.ready:
            if looked:
                tell(
                    text(
                        "{name} is used. Not ready: {reasons}",
                        name=name,
                        reasons=joined(*looked, between="; "),
                    )
                )
            return name
        looked.append(
            Text("{name}: {reason}", {"name": name, "reason": found.told or found.reason})
        )
    raise BackendUnavailable(
        text("No diarization backend is ready."),
        context=joined(*looked),
        hint="setup-doctor setup",
    )


def _module(name: str) -> BackendModule:
    if name not in BACKENDS:
        raise UnknownBackend(
            text("There is no backend named {name!r}.", name=name),
            context=text("Known: {known}", known=", ".join(("auto", *BACKENDS))),
            hint=text("Choose one of them, or leave the choice to backend='auto'."),
        )
    return cast("BackendModule", import_module(f"{__name__}.{name}"))

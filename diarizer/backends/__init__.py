"""The engines: one module each, found in this folder and among the entry points of its name."""

from __future__ import annotations

import logging
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

from diarizer import discovery
from diarizer.backends import devices, of_others, preference
from diarizer.backends.base import Availability, Backend, BackendModule
from diarizer.errors import BackendUnavailable, UnknownBackend
from diarizer.messages.text import Text, in_a_row, joined, text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from diarizer.discovery import PlugIn

__all__ = [
    "BACKENDS",
    "Availability",
    "Backend",
    "available",
    "check",
    "choose",
    "examined",
    "load",
    "names",
    "pick",
    "plug_ins",
    "resolve",
    "threshold",
    "threshold_of",
]

_LOG = logging.getLogger("diarizer")
_NO_BACKENDS = {"base", "devices", "of_others", "preference", "shared"}
_WITH_ENGINES = ("resemblyzer", "open")


def _discover() -> tuple[str, ...]:
    return preference.ordered(discovery.own(__name__, hidden=_NO_BACKENDS))


BACKENDS = _discover()
"""The names of our backends, in order of preference."""


def names() -> tuple[str, ...]:
    """Return the names of all backends in order of preference, those of other distributions last."""
    return (*BACKENDS, *discovery.usable(plug_ins()))


def plug_ins() -> tuple[PlugIn, ...]:
    """Return the backends of other distributions, those whose name is taken included."""
    return discovery.plug_ins(__name__, taken=("auto", *BACKENDS))


def examined(plug_in: PlugIn) -> BackendModule:
    """Import a plug-in, and see that it is a backend.

    Raises:
        BrokenPlugIn: it cannot be imported, or is none.

    """
    return of_others.examined(plug_in)


def available() -> tuple[Availability, ...]:
    """Look at every backend, in order of preference; never raises."""
    return tuple(_look(name) for name in names())


def load(name: str, **options: Any) -> Backend:
    """Load the backend ``name``.

    Raises:
        UnknownBackend: there is none of that name.
        BackendUnavailable: it is not installed, or does not answer.
        ModelError: its weights are missing or damaged.

    """
    return _module(name).load(**options)


def choose(
    backend: str = "auto",
    engine: str = "auto",
    tell: Callable[[Text], object] | None = None,
    wanted: Collection[str] = (),
    device: str = devices.AUTO,
) -> Backend:
    """Load the backend and the engine that were asked for.

    Args:
        backend: one of :func:`names`, or ``auto``: see :func:`pick`.
        engine: what runs the networks of ``resemblyzer``, see
            :func:`diarizer.backends.resemblyzer.engines.load`, or of ``open``, see
            :func:`diarizer.backends.open.engines.find`; the others leave no choice.
            To name one without a backend chooses ``open`` where that has it, else ``resemblyzer``.
        tell: gets a line for each thing that ``auto`` passed over; the log ``diarizer`` by
            default.
        wanted: see :func:`resolve`.
        device: one of :data:`diarizer.backends.devices.NAMES`.

    Raises:
        InvalidArgument: there is no such engine or device, or the backend does not have it.
        DiarizerError: as :func:`load` and :func:`pick` do.

    """
    devices.check(device)
    name = resolve(backend, engine, tell, wanted)
    options: dict[str, Any] = {"tell": tell} if name in BACKENDS else {}
    options |= {"engine": engine} if name in _WITH_ENGINES else {}
    options |= {"device": device} if device != devices.AUTO else {}
    return devices.obeyed(load(name, **options), name, device)


def resolve(
    backend: str = "auto",
    engine: str = "auto",
    tell: Callable[[Text], object] | None = None,
    wanted: Collection[str] = (),
) -> str:
    """Name the backend that :func:`choose` loads.

    Of ``LACKS`` in :class:`BackendModule`, what is wanted: one without ``voices`` is refused, and
    ``auto`` asks one without ``numbers`` last.

    Raises:
        InvalidArgument: the backend does not have that engine, or describes no voices.
        BackendUnavailable: none is ready.

    """
    if backend not in {"auto", *_WITH_ENGINES} and engine != "auto":
        raise preference.engineless(backend, engine, _WITH_ENGINES[0])
    if backend != "auto":
        if "voices" in wanted and "voices" in lacks(backend):
            raise preference.voiceless(backend)
        return backend
    return preference.of(engine, _module) if engine != "auto" else pick(tell or _LOG.info, wanted)


def check(name: str) -> None:
    """Make sure that the backend ``name`` is ready.

    Raises:
        UnknownBackend: there is none of that name.
        BackendUnavailable: it is not installed, or does not answer.

    """
    found = _module(name).availability()
    if not found.ready:
        raise BackendUnavailable(
            text("The backend {name!r} is not ready.", name=name),
            context=found.told or found.reason,
            hint=f"setup-doctor fix --backend {name}" if name in BACKENDS else _origin(name),
        )


def threshold(name: str) -> float:
    """Return the cosine similarity from which two voices of the backend are one person's.

    Raises:
        UnknownBackend: there is none of that name.

    """
    return _module(name).THRESHOLD


def threshold_of(engine: Backend) -> float | None:
    """Return :func:`threshold` of a loaded engine; None where it is not of this folder, or has none."""
    package, _, rest = type(engine).__module__.partition(f"{__name__}.")
    name = rest.partition(".")[0]
    known = not package and name in BACKENDS and "voices" not in lacks(name)
    return threshold(name) if known else None


def lacks(name: str) -> frozenset[str]:
    """Return what the backend cannot; see ``LACKS`` in :class:`BackendModule`."""
    return frozenset(getattr(_module(name), "LACKS", ()))


def pick(tell: Callable[[Text], object] = _LOG.info, wanted: Collection[str] = ()) -> str:
    """Name the most accurate backend that is ready.

    Args:
        tell: gets one line with the reasons where a more accurate one is passed over; the log
            ``diarizer`` by default.
        wanted: see :func:`resolve`.

    Raises:
        BackendUnavailable: none is ready; the reason of each stands in the context.

    """
    looked: list[Text] = []
    # Other distributions are asked last, and only where none of ours is ready.
    for name in chain(preference.able_first(BACKENDS, lacks, wanted), _others()):
        found = _look(name, wanted)
        if found.ready:
            if looked:
                tell(
                    text(
                        "{name} is used. Not ready: {reasons}",
                        name=name,
                        reasons=in_a_row(*looked),
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


def _look(name: str, wanted: Collection[str] = ()) -> Availability:
    try:
        if "voices" in lacks(name).intersection(wanted):
            return Availability.of(name, text("it describes no voices"))
        return _module(name).availability()
    except BackendUnavailable as error:  # a plug-in that is broken
        return Availability.of(name, joined(error.told.message, error.told.context, between=" "))


def _others() -> Iterator[str]:
    yield from discovery.usable(plug_ins())


def _origin(name: str) -> str:
    """What tells where a plug-in comes from, and what it requires."""
    return f"python -m pip show {discovery.usable(plug_ins())[name].distribution}"


def _module(name: str) -> BackendModule:
    if name in BACKENDS:
        return cast("BackendModule", import_module(f"{__name__}.{name}"))
    if name in (others := discovery.usable(plug_ins())):
        return of_others.module(others[name])
    raise UnknownBackend(
        text("There is no backend named {name!r}.", name=name),
        context=text("Known: {known}", known=", ".join(("auto", *names()))),
        hint=text("Choose one of them, or leave the choice to backend='auto'."),
    )

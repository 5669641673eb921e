"""Backends of other distributions: what is wrong with one of them is an error that names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from diarizer import discovery
from diarizer.backends.base import Availability
from diarizer.discovery import BrokenPlugIn
from diarizer.errors import BackendUnavailable, DiarizerError
from diarizer.messages.text import text

if TYPE_CHECKING:
    from diarizer.backends.base import Backend, BackendModule
    from diarizer.discovery import PlugIn

_WANTED = ("NAME", "THRESHOLD", "availability", "load")


def module(plug_in: PlugIn) -> BackendModule:
    """Import a plug-in.

    Raises:
        BackendUnavailable: it cannot be imported, or is no backend.

    """
    try:
        return examined(plug_in)
    except BrokenPlugIn as broken:
        raise _unusable(plug_in, broken.said) from broken


def examined(plug_in: PlugIn) -> BackendModule:
    """Import a plug-in, and see that it is a backend.

    Raises:
        BrokenPlugIn: it cannot be imported, or is none.

    """
    found = discovery.load(plug_in, _WANTED)
    if plug_in.name != found.NAME:
        raise BrokenPlugIn(
            plug_in,
            text(
                "its NAME is {name!r}, and that of its entry point {wanted!r}",
                name=found.NAME,
                wanted=plug_in.name,
            ),
        )
    if not isinstance(found.THRESHOLD, (int, float)):
        raise BrokenPlugIn(plug_in, text("its {name} is no number", name="THRESHOLD"))
    return cast("BackendModule", _OfOthers(plug_in, found.NAME, found.THRESHOLD, found))


@dataclass(frozen=True, slots=True)
class _OfOthers:
    """A :class:`diarizer.backends.base.BackendModule` that keeps what we promise of ours."""

    plug_in: PlugIn
    NAME: str
    THRESHOLD: float
    found: BackendModule

    def availability(self) -> Availability:
        """Look whether the engine answers; never raises."""
        try:
            answer = self.found.availability()
        except (Exception, SystemExit) as error:  # noqa: BLE001, it may raise whatever it likes
            return Availability(self.NAME, ready=False, reason=discovery.shown(error))
        if not isinstance(answer, Availability):
            told = text("{function}() gave no {kind}", function="availability", kind="Availability")
            return Availability.of(self.NAME, told)
        return answer

    def load(self, **options: Any) -> Backend:
        """Load the engine and its weights.

        Raises:
            DiarizerError: as the plug-in has it; BackendUnavailable for anything else.

        """
        try:
            return self.found.load(**options)
        except DiarizerError:
            raise
        except (Exception, SystemExit) as error:
            raise _unusable(self.plug_in, discovery.shown(error)) from error


def _unusable(plug_in: PlugIn, said: Any) -> BackendUnavailable:
    facts = {"name": plug_in.name, "distribution": plug_in.origin}
    return BackendUnavailable(
        text("The backend {name!r} of {distribution} cannot be used.", **facts),
        context=said,
        hint=plug_in.removal,
    )

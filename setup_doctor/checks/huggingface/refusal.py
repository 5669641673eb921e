"""From an error of the library to a finding: what is wrong, and what could not be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.errors import DownloadFailed, NetworkFailed
from diarizer.models import MODELS, State, verify
from setup_doctor.machine.look_anew import look_anew
from setup_doctor.messages.text import lines, text
from setup_doctor.model.findings import failed, ok, unknown
from setup_doctor.repair.common_remedies import by_hand

if TYPE_CHECKING:
    from setup_doctor.model import Finding


def finding(error: DownloadFailed, trail: list[tuple[str, str]]) -> Finding:
    """A network that fails says nothing about the token; everything else is something to mend."""
    page = error.page if error.page in error.hint else ""
    remedy = by_hand(text("{hint}", hint=error.told.hint), page)
    said = [*trail, *(("said", line) for line in lines(error.told.context))]
    make = unknown if isinstance(error, NetworkFailed) else failed
    return make(error.reference, text("{message}", message=error.told.message), said, remedy)


def weights_are_here() -> bool:
    """Whether a pipeline is complete on this machine: then nobody has to be asked."""
    look_anew()
    return any(
        all(file.state is State.WHOLE for file in verify(model))
        for model in MODELS.values()
        if model.backend == "pyannote"
    )


def nobody_asked() -> Finding:
    """All is here: no network, no account and no token is needed any more."""
    return ok(text("Not asked: pyannote's models are on this machine already"))

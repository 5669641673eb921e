"""Two installations in one process: packages of the user's or of another program before our own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.diagnosis import import_failure
from setup_doctor.machine.shared_probes import COUPLED, PROBES
from setup_doctor.messages.text import label, text
from setup_doctor.model import check
from setup_doctor.model.findings import ok, unknown, warning
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Finding, Remedy


@dataclass(frozen=True, slots=True)
class _SearchPath:
    """Where this Python looks, in its order, and what it finds there.

    Attributes:
        folders: each with the names of the packages in it.
        user: the site-packages of the user; empty where it takes no part.
    """

    folders: tuple[tuple[str, tuple[str, ...]], ...]
    user: str

    def loaded_from(self) -> dict[str, str]:
        """The folder that each package comes from."""
        return {name: path for path, names in reversed(self.folders) for name in names}

    def hidden(self, machine: Machine) -> dict[str, str]:
        """Packages of this Python's own folders that one of another folder comes before."""
        loaded = self.loaded_from()
        return {
            name: loaded[name]
            for path, names in self.folders
            if _is_own(path, machine)
            for name in names
            if not _is_own(loaded[name], machine)
        }


@check()
def site_packages(machine: Machine) -> Finding:
    """The packages come from this environment alone.

    Looks at: the folders in which this Python looks for packages, in its order, and which of torch,
    torchaudio, torchcodec, numpy and others lie in each.
    Why: a torch of the user's own site-packages beside a torchaudio of the environment are two
    installations in one process. Their libraries were built for others, and loading one fails with
    WinError 127, "the specified procedure could not be found", or "undefined symbol".
    Usual causes: `pip install --user`, or a pip outside any environment, which fell back to it;
    conda, whose environments let the user's site-packages go first; a PYTHONPATH that another
    program set.
    Fix: PYTHONNOUSERSITE=1, or no PYTHONPATH, and a new window.
    """
    answer = import_failure.ask(machine, PROBES["python.site-packages"])
    if answer.value is None:
        message = text("This Python could not be asked where it looks for packages.")
        return unknown("python.search-path", message, [("sys.path", answer.error)])
    folders = tuple((path, tuple(names)) for path, names in answer.value["folders"])
    found = _SearchPath(folders, answer.value["user"])
    trail: list[tuple[str, Text | str]] = [
        (path, ", ".join(names)) for path, names in folders if names
    ]
    trail += [("PYTHONPATH", machine.environ.get("PYTHONPATH") or label("not set"))]
    trail += [(label("site-packages of the user"), found.user or label("takes no part"))]
    return _mixed(found, machine, trail) or _hiding(found, machine, trail) or _fine(trail)


def _mixed(
    found: _SearchPath, machine: Machine, trail: list[tuple[str, Text | str]]
) -> Finding | None:
    loaded = found.loaded_from()
    places = {name: loaded[name] for name in COUPLED if name in loaded}
    foreign = [name for name in places if not _is_own(places[name], machine)]
    apart = [name for name in places if foreign and places[name] != places[foreign[0]]]
    if not apart:
        return None
    message = text(
        "{one} comes from {here}, {other} from {there}: two installations in one process (WinError 127).",
        one=foreign[0],
        here=places[foreign[0]],
        other=apart[0],
        there=places[apart[0]],
    )
    way_out = _without(places[foreign[0]], found, machine)
    return warning("python.two-site-packages", message, trail, way_out)


def _hiding(
    found: _SearchPath, machine: Machine, trail: list[tuple[str, Text | str]]
) -> Finding | None:
    hidden = found.hidden(machine)
    if not hidden:
        return None
    folder = next(iter(hidden.values()))
    message = text(
        "Not used, as {folder} comes before this environment: {names}.",
        names=", ".join(hidden),
        folder=folder,
    )
    return warning("python.hidden-packages", message, trail, _without(folder, found, machine))


def _fine(trail: list[tuple[str, Text | str]]) -> Finding:
    return ok(text("The packages come from one installation"), trail)


def _is_own(path: str, machine: Machine) -> bool:
    places = (machine.interpreter.prefix, machine.interpreter.base_prefix)
    # The user's own lies below the home folder, and so may the Python itself, as with pyenv.
    return any(Path(path).is_relative_to(place) for place in places)


def _without(folder: str, found: _SearchPath, machine: Machine) -> Remedy:
    """How to take `folder` out of the path: it is the user's, or stands in PYTHONPATH."""
    if folder == found.user:
        if machine.platform == "windows":
            again = text("setx PYTHONNOUSERSITE 1, then open a new window and look again")
        else:
            again = text("export PYTHONNOUSERSITE=1, and look again")
        return common_remedies.by_hand(again)
    between = ";" if machine.platform == "windows" else ":"
    named = machine.environ.get("PYTHONPATH", "").split(between)
    if folder in named:
        return common_remedies.by_hand(text("Unset PYTHONPATH and open a new window"))
    return common_remedies.by_hand(
        text("Take {folder} out of PYTHONPATH or of the .pth file that names it", folder=folder)
    )

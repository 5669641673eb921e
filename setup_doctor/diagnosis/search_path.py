"""In which folders a Python looks for packages, and what it finds there before its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.diagnosis import import_failure
from setup_doctor.machine.shared_probes import PROBES
from setup_doctor.messages.text import text
from setup_doctor.model import Evidence, Status
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Finding, Remedy


@dataclass(frozen=True, slots=True)
class SearchPath:
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
            if is_own(path, machine)
            for name in names
            if not is_own(loaded[name], machine)
        }


def asked(machine: Machine) -> SearchPath | Text | str:
    """Where the Python of `machine` looks; what it said instead, where it could not be asked."""
    answer = import_failure.ask(machine, PROBES["python.site-packages"])
    if answer.value is None:
        return answer.error
    folders = tuple((path, tuple(names)) for path, names in answer.value["folders"])
    return SearchPath(folders, answer.value["user"])


def hiding(hidden: dict[str, str]) -> Text:
    """Which packages of the environment are not used, and what comes before them."""
    return text(
        "Not used, as {folder} comes before this environment: {names}.",
        names=", ".join(hidden),
        folder=next(iter(hidden.values())),
    )


def blamed(machine: Machine, finding: Finding) -> Finding:
    """The same failure, blamed on the search path, where it speaks of a package that is hidden.

    What such a package lacks is no reason to install anything: it is not the one of the environment.

    Args:
        machine: whose search path.
        finding: what is said of the failure; stays as it is unless it failed.
    """
    if finding.status is not Status.FAILED:
        return finding
    found = asked(machine)
    if not isinstance(found, SearchPath):
        return finding
    said = " ".join(str(each.seen) for each in finding.evidence)
    hidden = {
        name: folder
        for name, folder in found.hidden(machine).items()
        if re.search(rf"\b{re.escape(name.replace('/', '.'))}\b", said)
    }
    if not hidden:
        return finding
    return replace(
        finding,
        cause="python.hidden-packages",
        message=hiding(hidden),
        evidence=(*finding.evidence, *(Evidence(*each) for each in hidden.items())),
        remedies=(without(next(iter(hidden.values())), found, machine),),
    )


def is_own(path: str, machine: Machine) -> bool:
    """Whether `path` belongs to the environment that is looked after, or to what it was made of."""
    places = (machine.interpreter.prefix, machine.interpreter.base_prefix)
    # The user's own lies below the home folder, and so may the Python itself, as with pyenv.
    return any(Path(path).is_relative_to(place) for place in places)


def without(folder: str, found: SearchPath, machine: Machine) -> Remedy:
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

"""What is loaded in place of a package: another installation's, a file of the user's, half of two versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.diagnosis import own_files
from setup_doctor.diagnosis.search_path import SearchPath, asked, hiding, is_own, without
from setup_doctor.diagnosis.written_twice import remedy, written_twice
from setup_doctor.machine.shared_probes import COUPLED
from setup_doctor.messages.text import label, text
from setup_doctor.model import check
from setup_doctor.model.findings import ok, unknown, warning
from setup_doctor.symptoms.shared_remedies import RENAME_OWN

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Finding


@check()
def site_packages(machine: Machine) -> Finding:
    """The packages come from this environment alone.

    Looks at: the folders in which this Python looks for packages, in its order, and which of torch,
    torchaudio, torchcodec, numpy and others lie in each; whether one is written down twice; files of
    your own that are called like one, or like a part of Python, where programs are started.
    Why: a torch of the user's own site-packages beside a torchaudio of the environment are two
    installations in one process. Their libraries were built for others, and loading one fails with
    WinError 127, "the specified procedure could not be found", or "undefined symbol". Of two versions
    in one folder half the files are each one's, and a torch.py of your own is all that is found of torch.
    Usual causes: `pip install --user`, or a pip outside any environment, which fell back to it;
    conda, whose environments let the user's site-packages go first; a PYTHONPATH that another
    program set; an upgrade that was stopped; a first try that was saved as torch.py or random.py.
    Fix: PYTHONNOUSERSITE=1, or no PYTHONPATH, and a new window; another name for your file.
    """
    found = asked(machine)
    if not isinstance(found, SearchPath):
        message = text("This Python could not be asked where it looks for packages.")
        return unknown("python.search-path", message, [("sys.path", found)])
    trail: list[tuple[str, Text | str]] = [
        (path, ", ".join(names)) for path, names in found.folders if names
    ]
    trail += [("PYTHONPATH", machine.environ.get("PYTHONPATH") or label("not set"))]
    trail += [(label("site-packages of the user"), found.user or label("takes no part"))]
    return (
        _mixed(found, machine, trail)
        or _hiding(found, machine, trail)
        or _twice(machine, trail)
        or _own(machine, trail)
        or _fine(trail)
    )


def _mixed(
    found: SearchPath, machine: Machine, trail: list[tuple[str, Text | str]]
) -> Finding | None:
    loaded = found.loaded_from()
    places = {name: loaded[name] for name in COUPLED if name in loaded}
    foreign = [name for name in places if not is_own(places[name], machine)]
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
    way_out = without(places[foreign[0]], found, machine)
    return warning("python.two-site-packages", message, trail, way_out)


def _hiding(
    found: SearchPath, machine: Machine, trail: list[tuple[str, Text | str]]
) -> Finding | None:
    hidden = found.hidden(machine)
    if not hidden:
        return None
    way_out = without(next(iter(hidden.values())), found, machine)
    return warning("python.hidden-packages", hiding(hidden), trail, way_out)


def _twice(machine: Machine, trail: list[tuple[str, Text | str]]) -> Finding | None:
    found = written_twice(machine)
    if not found:
        return None
    seen = [(str(path), version) for each in found for path, version in each.records]
    message = text(
        "Written down more than once, so that files of several versions lie over each other: {names}.",
        names=", ".join(f"{each.name} ({', '.join(v for _, v in each.records)})" for each in found),
    )
    # One after the other: what is done for the first may be all that is needed for the next.
    ways_out = (remedy(each, machine) for each in found)
    return warning("packages.two-versions", message, [*trail, *seen], *ways_out)


def _own(machine: Machine, trail: list[tuple[str, Text | str]]) -> Finding | None:
    found = own_files.hiding(machine)
    if found is None:
        return None
    folder, files = found
    message = text(
        "In {folder} programs find {files} of your own in place of the packages of these names.",
        folder=str(folder),
        files=", ".join(files),
    )
    return warning(
        "packages.own-name", message, [*trail, (str(folder), ", ".join(files))], RENAME_OWN
    )


def _fine(trail: list[tuple[str, Text | str]]) -> Finding:
    return ok(text("The packages come from one installation"), trail)

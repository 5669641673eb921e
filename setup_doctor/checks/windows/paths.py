"""Long paths and links, by making one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.checks.windows.drives import drives
from setup_doctor.checks.windows.places import concerned, elsewhere
from setup_doctor.messages.text import text
from setup_doctor.model import Needs, Remedy, check
from setup_doctor.model.findings import note, ok, warning

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding

_KEY = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\FileSystem"
_LIMIT = 260  # MAX_PATH, with the zero at its end
# The deepest file of torch below the environment, a licence: Lib\site-packages\ and 171 more.
DEEPEST = 190


@check(platforms=("windows",))
def long_paths(machine: Machine) -> Finding:
    r"""Paths may be longer than 260 characters, or none is.

    Looks at: a file that is written 300 characters deep in the temporary folder, read and removed;
    the length of the environment's path; the setting LongPathsEnabled.
    Why: torch's files lie 190 characters below the environment. pip then stops in the middle, with
    a hint about "Windows Long Path support".
    Usual causes: a project deep inside Documents; a Windows as it is delivered.
    Fix: a short folder such as C:\d; or, as administrator, allow long paths and restart.
    """
    places = concerned(machine)
    problem = machine.try_long_path(places["TEMP"])
    key = machine.registry(_KEY)
    setting = key.number("LongPathsEnabled") if key else None
    deepest = len(str(places["environment"])) + DEEPEST
    trail = [
        (f"300 characters below {places['TEMP']}", problem or "written, read, removed"),
        ("LongPathsEnabled", "not set" if setting is None else str(setting)),
        (str(places["environment"]), f"its longest path will have {deepest} characters"),
    ]
    if not problem:
        return ok(text("Paths may be longer than 260 characters"), trail)
    if deepest < _LIMIT:
        message = text("Long paths are off, and none is needed: {deepest} of 260", deepest=deepest)
        return note("windows.long-paths-off", message, trail)
    message = text(
        "Windows cuts paths at 260 characters here, and the environment's will have {deepest}.",
        deepest=deepest,
    )
    return warning(
        "windows.long-paths", message, trail, elsewhere("environment"), _allow_long_paths()
    )


def _allow_long_paths() -> Remedy:
    value = ("/v", "LongPathsEnabled", "/t", "REG_DWORD", "/d", "1", "/f")
    return Remedy(
        text("Allow long paths"),
        (("reg", "add", _KEY, *value),),
        needs=frozenset({Needs.ADMINISTRATOR, Needs.RESTART}),
    )


@check(requires=(drives,), platforms=("windows",))
def links(machine: Machine) -> Finding:
    """Links can be made, or files are copied in their place.

    Looks at: a symbolic link in the folder of the models, made, read through and removed.
    Why: the Hub's client links its files. Where links need a privilege that the account lacks
    (WinError 1314) it copies them, which takes room; some other programs fail.
    Usual causes: the ordinary account of a Windows without the developer mode.
    Fix: none needed; HF_HUB_DISABLE_SYMLINKS_WARNING=1 silences the warning.
    """
    folder = concerned(machine)["HF_HOME"]
    trial = machine.try_folder(folder)
    if trial.problem:
        trail = [(str(folder), trial.problem)]
        message = text("Links could not be tried: {problem}", problem=trial.problem)
        return warning("models.cache", message, trail, elsewhere("HF_HOME"))
    trail = [(f"a link in {folder}", trial.link_problem or "made, and read through")]
    if trial.links:
        return ok(text("Links can be made"), trail)
    message = text("Links cannot be made; models are stored without them, which works")
    return note("windows.links", message, trail)

"""Where a Python on Windows comes from, and which one a bare `python` or `py` would start."""

from __future__ import annotations

from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

from setup_doctor.checks.python.interpreter import NEWEST, OLDEST
from setup_doctor.machine import installed_pythons
from setup_doctor.messages.text import text
from setup_doctor.model import check
from setup_doctor.model.findings import note, ok, warning
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.machine.installed_pythons import Choice
    from setup_doctor.model import Finding, Remedy


@check(platforms=("windows",))
def store(machine: Machine) -> Finding:
    """This Python does not come from the Microsoft Store.

    Looks at: whether the interpreter stands below WindowsApps; and whether a bare `python` leads
    to the empty file there, behind which there may be no Python at all.
    Why: the Store's Python redirects what it writes to places that other programs do not see, and
    the alias of that name starts a shop window where no Python is installed.
    Usual causes: typing `python` on a fresh Windows.
    Fix: Python from python.org; switch the alias off under Settings > Apps > App execution aliases.
    """
    places = [machine.interpreter.executable, machine.interpreter.base_prefix]
    trail = [("looked at", str(place)) for place in places]
    if any("windowsapps" in str(place).lower() for place in places):
        return warning(
            "python.store",
            text("This Python comes from the Microsoft Store, which keeps its files apart."),
            trail,
            common_remedies.new_python(),
        )
    first = machine.which("python")
    trail.append(("python on PATH", str(first or "not there")))
    if first is not None and "windowsapps" in str(first).lower() and not machine.size(first):
        answer = machine.run([first, "-c", "import sys; print(sys.version)"])
        trail.append(("what it answers", "a Python" if answer.ok else "no Python is behind it"))
        if not answer.ok:
            return note("python.store-alias", _ALIAS, trail, _SWITCH_OFF)
    return ok(text("Not the Microsoft Store's"), trail)


_ALIAS = text("A bare `python` opens the Microsoft Store in this window; this Python is another.")
_SWITCH_OFF = common_remedies.by_hand(
    text("Settings > Apps > Advanced app settings > App execution aliases: switch python.exe off")
)


@check(platforms=("windows",))
def embeddable(machine: Machine) -> Finding:
    r"""This Python is a whole one, not the embeddable.

    Looks at: a file python3*._pth beside it, and Include\Python.h.
    Why: the embeddable Python is made to be packed into other programs (ComfyUI, for one). It has
    no headers, no venv and no pip of its own, and it passes over PYTHONPATH.
    Usual causes: the "embeddable package" of python.org; a program that brought its own Python.
    Fix: the installer of python.org.
    """
    folder, header = machine.interpreter.base_prefix, machine.interpreter.include / "Python.h"
    marks = [n for n in machine.entries(folder) if n.startswith("python") and n.endswith("._pth")]
    trail = [
        (str(folder), ", ".join(marks) or "no python3*._pth"),
        (str(header), "there" if machine.is_file(header) else "not there"),
    ]
    if marks:
        return warning(
            "python.embeddable",
            text("This is the embeddable Python, which has no headers, no venv and no own pip."),
            trail,
            common_remedies.new_python(),
        )
    return ok(text("A whole Python, not the embeddable one"), trail)


@check(platforms=("windows",))
def launcher(machine: Machine) -> Finding:
    """`py` starts a Python that suits.

    Looks at: the Pythons of the registry (PEP 514), what `py -0p` says, and where it says nothing
    the variable PY_PYTHON, py.ini and the newest, in this order.
    Why: a guide says `py -m venv`, and py takes the newest Python, which may be one without wheels.
    Usual causes: a Python that another program brought; one that came out a few weeks ago.
    Fix: name the version: `py -3.12`. Inside the environment nothing changes.
    """
    known = installed_pythons.registered(machine)
    choice = installed_pythons.chosen(machine, known)
    trail = [(each.key, each.path or "does not say where") for each in known]
    if choice is None:
        seen = "not on PATH" if machine.which("py") is None else "starts none of them"
        message = text("No `py` that would start another Python ({count} known)", count=len(known))
        return ok(message, [*trail, ("py", seen)])
    trail.append(("py", f"{choice.tag}, {choice.path} ({choice.reason})"))
    if not _suits(choice):
        message = text("`py` starts Python {tag}, for which there are no wheels.", tag=choice.tag)
        return note("python.launcher-unsuited", message, trail, _name_it(known))
    if not _is_running(choice, machine):
        message = text(
            "`py` starts another Python, {tag}; this is {running}. Known to Windows: {count}.",
            tag=choice.tag,
            running=machine.interpreter.dotted,
            count=len(known),
        )
        return note("python.several", message, trail)
    return ok(text("`py` starts this Python"), trail)


def _suits(choice: Choice) -> bool:
    python = installed_pythons.Registered(
        "", installed_pythons.CORE, choice.tag.rpartition("/")[2], choice.path
    )
    # A tag without a version is somebody else's; nothing can be said against it.
    return python.version == (0, 0) or (OLDEST <= python.version <= NEWEST and python.kind == "")


def _is_running(choice: Choice, machine: Machine) -> bool:
    place = PureWindowsPath(choice.path).parent
    base = PureWindowsPath(str(machine.interpreter.base_prefix))
    return place in {base, PureWindowsPath(str(machine.interpreter.executable)).parent}


def _name_it(known: tuple[installed_pythons.Registered, ...]) -> Remedy:
    fitting = [
        each
        for each in known
        if OLDEST <= each.version <= NEWEST
        and each.kind == ""
        and each.company == installed_pythons.CORE
    ]
    if not fitting:
        return common_remedies.new_python()
    newest = max(fitting, key=lambda each: each.version)
    return common_remedies.by_hand(text("Where a guide says py, type py -{tag}", tag=newest.tag))

"""The user's own folder: whether what lies in it can be opened by everybody who has to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.checks.windows.drives import drives
from setup_doctor.checks.windows.places import concerned, elsewhere
from setup_doctor.diagnosis import import_failure
from setup_doctor.messages.text import text
from setup_doctor.model import Cost, check
from setup_doctor.model.findings import failed, note, ok, unknown, warning

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding


@check(requires=(drives,), platforms=("windows",))
def user_folder(machine: Machine) -> Finding:
    r"""The folders can be written to, and their names are ones that every program can read.

    Looks at: a file written and read in the environment, TEMP, HF_HOME and pip's cache; which
    letters of their paths the code page of this Windows lacks.
    Why: programs that know no Unicode get a question mark for such a letter, and say "not found"
    of a file that is there.
    Usual causes: a Cyrillic user name on a Windows whose language is English, and the reverse.
    Fix: HF_HOME, TEMP and the project in a folder of Latin letters: `setx HF_HOME C:\d\hf`.
    """
    page = f"cp{machine.code_pages().ansi or 1252}"
    trail, foreign, refused = [], [], []
    for name, folder in concerned(machine).items():
        problem = machine.try_folder(folder).problem
        lacking = lacks(str(folder), page)
        seen = text("written and read; every letter is in {page}", page=page)
        if lacking:
            seen = text("written and read; without {letters} in {page}", letters=lacking, page=page)
        trail.append((f"{name}: {folder}", problem or seen))
        refused += [name] if problem else []
        foreign += [name] if lacking else []
    if refused:
        message = text("{name} cannot be written to.", name=refused[0])
        return warning("windows.folder", message, trail, elsewhere(refused[0]))
    if foreign:
        message = text(
            "Letters that {page} lacks are in the path of {names}",
            page=page,
            names=", ".join(foreign),
        )
        return note("windows.foreign-letters", message, trail)
    return ok(text("The user's folders can be written to and read"), trail)


def lacks(path: str, page: str) -> str:
    r"""The letters of `path` that the code page lacks, each once.

    >>> lacks("C:\\Users\\Женя", "cp1252"), lacks("C:\\Users\\Женя", "cp1251")
    ('Женя', '')
    """
    return "".join(dict.fromkeys(letter for letter in path if not _has(page, letter)))


def _has(page: str, letter: str) -> bool:
    try:
        letter.encode(page)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


@check(requires=(user_folder,), platforms=("windows",), cost=Cost.HEAVY)
def user_folder_answers(machine: Machine) -> Finding:
    r"""Models load and recordings decode through the user's folders.

    Looks at: a small model that torch writes and loads, and a recording that is decoded as the
    diarizer does it, in TEMP and in HF_HOME, removed again; in a process of its own.
    Why: native libraries take a path for bytes of the code page, and cannot open what Python can.
    Usual causes: letters in the user's name that are no Latin ones; a blank.
    Fix: HF_HOME, TEMP and the project in a folder of Latin letters: `setx HF_HOME C:\d\hf`.
    """
    places = concerned(machine)
    folders = {name: str(places[name]) for name in ("TEMP", "HF_HOME")}
    code = f"from diarizer.probes import folder; answer = folder.walk({folders!r})"
    answer = import_failure.ask(machine, code)
    if answer.value is None:
        message = text("The folders could not be tried: {error}", error=answer.error)
        return unknown("windows.folder-unknown", message, [("the trial", answer.error)])
    trail = [
        (f"{name}, {step}", seen or "works")
        for name, steps in answer.value.items()
        for step, seen in steps.items()
    ]
    bad = [(name, seen) for name, steps in answer.value.items() for seen in steps.values() if seen]
    real = [(name, seen) for name, seen in bad if not seen.startswith("not tried")]
    if real:
        message = text(
            "{name} cannot be used by native libraries: {error}", name=real[0][0], error=real[0][1]
        )
        return failed("windows.user-folder", message, trail, elsewhere(real[0][0]))
    if bad:
        message = text("The folders work as far as they could be tried ({why})", why=bad[0][1])
        return ok(message, trail)
    return ok(text("A model loads and a recording decodes in the user's folders"), trail)

"""The code pages: what a pipe and a console make of Russian words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.messages.text import text
from setup_doctor.model import check
from setup_doctor.model.findings import note, ok, unknown

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding

_WORD = "Евгений"
_UTF8 = 65001
# Without the variables of Python, as another program would start it; in ASCII, whatever the pipe.
_PIPE = (
    "import json, sys; e = sys.stdout.encoding; print(json.dumps([e, "
    "ascii(chr(0x415).encode(e, 'replace').decode(e))]))"
)


@check(platforms=("windows",))
def code_page(machine: Machine) -> Finding:
    """Russian words survive a console and a pipe.

    Looks at: the code pages of Windows, of `cmd` and of this console; what a Python writes into a
    pipe when nobody tells it to speak UTF-8.
    Why: a program that prints a letter which its code page lacks ends with a UnicodeEncodeError, and
    what one writes in cp866 another reads in cp1251. The doctor speaks UTF-8 to what it starts, and
    ASCII signs to a console that lacks the others.
    Usual causes: a Russian name on an English Windows; old programs.
    Fix: none for the doctor; for other Python programs `setx PYTHONUTF8 1`, and a new window.
    """
    pages = machine.code_pages()
    done = machine.run([str(machine.interpreter.executable), "-E", "-c", _PIPE])
    trail = [
        ("programs without Unicode", _told(pages.ansi)),
        ("cmd", _told(pages.oem)),
        ("this console", _told(pages.console)),
        ("a Python's pipe", done.last_line or "nothing"),
    ]
    try:
        encoding, letter = done.document()
    except ValueError:
        return unknown(
            "windows.code-page-unknown", text("The code page could not be tried."), trail
        )
    if letter != ascii(_WORD[0]):
        message = text("Pipes speak {encoding}, which has no Cyrillic letters", encoding=encoding)
        return note("windows.code-page", message, trail)
    return ok(text("Pipes speak {encoding}, which has Cyrillic letters", encoding=encoding), trail)


def _told(page: int) -> str:
    return {0: "none", _UTF8: "UTF-8"}.get(page, f"cp{page}")

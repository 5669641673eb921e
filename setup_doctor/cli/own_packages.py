"""What to say where the doctor cannot be loaded itself, as what it is made of lacks or is cut."""

from __future__ import annotations

import os
import re
import shlex
import sys

from diarizer.messages.powershell import called
from setup_doctor.messages.language import ENGLISH, UnknownLanguageError, choose
from setup_doctor.messages.text import Text, text

# No more is imported than what is needed: this Python may lack parts of itself.
_OURS = ("setup_doctor", "diarizer")
# What pip calls otherwise than Python does; under the same name it has a package of somebody else's, or none.
_CALLED = {"markdown_it": "markdown-it-py", "yaml": "PyYAML"}
_PLACE = re.compile(r"(?:site|dist)-packages[\\/]+(\w+)")


def lacking(error: ImportError | SyntaxError | ValueError) -> str:
    """The sentences for the user, in his language.

    Raises:
        ImportError: it is a module of the doctor's own that does not load; so of the others.
    """
    name = _package(error)
    if not name or name in _OURS:
        raise error
    try:
        said = choose()
    except UnknownLanguageError:
        said = ENGLISH
    return "\n".join((said(_meaning(name, error)), said(_way_out(name))))


def _package(error: Exception) -> str:
    named = getattr(error, "name", None) or ""
    frames, trace = [str(getattr(error, "filename", None) or "")], error.__traceback__
    while trace is not None:
        frames.append(trace.tb_frame.f_code.co_filename)
        trace = trace.tb_next
    places = [found[1] for frame in frames if (found := _PLACE.search(frame)) is not None]
    return named.partition(".")[0] or (places[-1] if places else "")


def _meaning(name: str, error: Exception) -> Text:
    if name in sys.stdlib_module_names:
        return text(
            "setup-doctor cannot be loaded: this Python lacks {name}, a part of itself.", name=name
        )
    facts = {"name": name, "error": f"{type(error).__name__}: {error}"}
    return text(
        "setup-doctor cannot be loaded: its package {name} lacks or is cut ({error}).", **facts
    )


def _way_out(name: str) -> Text:
    if home := os.environ.get("PYTHONHOME"):
        return text(
            "PYTHONHOME is set to {home}, and this Python looks for its packages there: unset it, and open a "
            "new window.",
            home=home,
        )
    if name in sys.stdlib_module_names:
        return text(
            "Install Python anew, then make the environment anew: delete the folder .venv and run the "
            "installer again"
        )
    command = f"{_python()} -m pip install --force-reinstall {_CALLED.get(name, name)}"
    return text("To bring it back: {command}", command=command)


def _python() -> str:
    if sys.platform != "win32":
        return shlex.quote(sys.executable)
    return called(sys.executable)

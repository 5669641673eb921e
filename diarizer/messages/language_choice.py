"""Which language a program speaks: as asked for, else as the system does."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from diarizer.messages.language import LOCALE, known, load, shortened
from diarizer.messages.option_anywhere import taken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from diarizer.messages.language import Language

OPTION = "--lang"
VARIABLE = "SETUP_DOCTOR_LANG"
# As gettext asks them; LANGUAGE may name several, parted by colons.
_OF_THE_SYSTEM = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_PRIMARY = 0x3FF  # of a Windows language identifier: the language without the country
# https://learn.microsoft.com/openspecs/windows_protocols/ms-lcid: of those, what may be translated.
_WINDOWS = {
    0x04: "zh",
    0x07: "de",
    0x09: "en",
    0x0A: "es",
    0x0C: "fr",
    0x10: "it",
    0x11: "ja",
    0x12: "ko",
    0x15: "pl",
    0x16: "pt",
    0x19: "ru",
    0x1F: "tr",
    0x22: "uk",
    0x23: "be",
    0x3F: "kk",
}


def windows_language() -> int:
    """The identifier of the language in which Windows shows its menus; 0 elsewhere."""
    if sys.platform != "win32":
        return 0
    import ctypes  # noqa: PLC0415, only Windows needs it

    return int(ctypes.windll.kernel32.GetUserDefaultUILanguage())


def preferred(environ: Mapping[str, str], windows: Callable[[], int], locale: Path = LOCALE) -> str:
    """The code of the first known language that the system asks for; ``en`` where it asks for none.

    Args:
        environ: the environment.
        windows: gives the language identifier of Windows, 0 elsewhere.
        locale: the folder of the catalogues.
    """
    codes = known(locale)
    for variable in _OF_THE_SYSTEM:
        names = [shortened(name) for name in environ.get(variable, "").split(":") if name]
        if names:
            # An unknown one is answered in English, as by any other program.
            return next((name for name in names if name in codes), "en")
    code = _WINDOWS.get(windows() & _PRIMARY, "en")
    return code if code in codes else "en"


def asked(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """What ``--lang`` asks for, wherever it stands before a ``--``, and the arguments without it.

    The help is put together while the arguments are parsed, so this has to be known before.

    >>> asked(["check", "--lang", "ru", "--verbose"])
    ('ru', ['check', '--verbose'])
    """
    return taken(arguments, OPTION)


def choose(
    wanted: str | None = None,
    environ: Mapping[str, str] | None = None,
    windows: Callable[[], int] = windows_language,
) -> Language:
    """The language of this run: `wanted`, else ``SETUP_DOCTOR_LANG``, else the system's.

    Raises:
        UnknownLanguageError: when one was asked for by name that nobody has translated into.
    """
    environ = os.environ if environ is None else environ
    name = wanted if wanted is not None else environ.get(VARIABLE) or None
    return load(preferred(environ, windows) if name is None else name)

"""How a command is spelled so that PowerShell takes it as it is meant.

Needs nothing but `re`: a Python that lacks parts of itself says by it what to paste.
"""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[A-Za-z0-9_./\\:=+-]+")


def is_plain(word: str) -> bool:
    r"""Whether PowerShell leaves a word whole; `-x.y` it cuts in two.

    >>> [is_plain(word) for word in (r"C:\venv\python.exe", "a b", "-x.y", "")]
    [True, False, False, False]
    """
    return bool(_PLAIN.fullmatch(word)) and not (word.startswith("-") and "." in word)


def quoted(word: str) -> str:
    """Return a word in quotes, in which nothing means anything but itself.

    >>> quoted("it's")
    "'it''s'"
    """
    # PowerShell takes the curly ones for quotes, too.
    return "'" + re.sub("(['\u2018-\u201b])", r"\1\1", word) + "'"


def called(program: str) -> str:
    """Return a program as the first word of a line.

    >>> called("C:/my venv/python.exe")
    "& 'C:/my venv/python.exe'"
    """
    # A quoted first word is a string to print, unless it is called with `&`.
    return program if is_plain(program) else f"& {quoted(program)}"

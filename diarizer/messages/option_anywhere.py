"""An option that has to be known before the arguments are parsed, wherever it stands among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def taken(arguments: Sequence[str], option: str) -> tuple[str | None, list[str]]:
    """What follows `option` before a ``--``, and the arguments without it; None where it is not there.

    >>> taken(["check", "--lang", "ru", "--verbose"], "--lang")
    ('ru', ['check', '--verbose'])
    """
    value: str | None = None
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word == option:
            value = next(words, "")
        elif word.startswith(f"{option}="):
            value = word.partition("=")[2]
        else:
            rest.append(word)
    return value, rest

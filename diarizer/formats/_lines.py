"""Lines of text, whichever system ended them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


_FENCE = re.compile(r"\s*```\w*[ \t]*\n(.*?)\n?```\s*", re.DOTALL)


def normal(content: str) -> str:
    r"""End every line with ``\n``; an old Mac's ``\r`` is one end, a Windows' ``\r\n`` one, too."""
    return content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def unfenced(content: str) -> str:
    r"""Take away the fence in which chat programs hand over a file; the numbers of lines stay.

    >>> unfenced("```json\n[1]\n```\n")
    '\n[1]'
    """
    fenced = _FENCE.fullmatch(content)
    return f"\n{fenced[1]}" if fenced else content


def numbered(content: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold something, with their numbers in the file.

    Not by `splitlines`, which also ends a line at letters that may stand in a name.
    """
    for number, line in enumerate(normal(content).split("\n"), 1):
        if line.strip():
            yield number, line

"""The letters of a file or a pipe whose encoding nobody says.

PowerShell's ``>`` writes UTF-16, programs in a pipe write the code page of Windows or that of
the console, and everything else is UTF-8.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RUSSIAN = ("cp866", "cp1251")
_COMMON = re.compile("[оеаинтсрвлкмдпу]")
_SAMPLE = 4096


def decoded(data: bytes) -> str:
    """`data` as text; a byte that no encoding explains becomes a mark of replacement.

    >>> decoded("Не найден указанный модуль".encode("cp866"))
    'Не найден указанный модуль'
    >>> decoded("Error: x".encode("utf-16"))
    'Error: x'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if (wide := _wide(data[:_SAMPLE])) is not None:
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if data[error.start :].isascii() or error.start > len(data) - 4:
            return data.decode("utf-8", errors="replace")  # cut at its end
    return max((data.decode(name, errors="replace") for name in _RUSSIAN), key=_likely)


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte is zero for Latin letters, four for Russian ones."""
    odd, even = (part.count(0) + part.count(4) for part in (data[1::2], data[::2]))
    if max(odd, even) * 4 < len(data) or b"\0" not in data:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _likely(text: str) -> int:
    # Read in the other of the two, Russian is full of capitals, signs and lines of boxes.
    return len(_COMMON.findall(text))

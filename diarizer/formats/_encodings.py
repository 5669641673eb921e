"""From the bytes of a file to its text."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats import _lines
from diarizer.messages.text import text

if TYPE_CHECKING:
    from pathlib import Path

# Praat saves UTF-16 as soon as there is one letter beyond ASCII, Excel for "Unicode text". The mark
# of UTF-32 begins with that of UTF-16.
_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_SEEN = 200  # bytes that are looked at


def decoded(data: bytes, path: Path | str) -> str:
    r"""Return the text of a file, its lines ended by ``\n``.

    Args:
        data: UTF-8, or UTF-16 with its mark or so plain that it can be seen.
        path: for the error.

    Raises:
        FormatError: another encoding.

    """
    try:
        return _lines.normal(data.decode(_encoding(data)))
    except UnicodeDecodeError as error:
        raise FormatError(
            text("The file is not text in UTF-8."),
            context=text("File: {path}\n{said}", path=path, said=str(error)),
            hint=text("Save it again as UTF-8."),
        ) from error


def _encoding(data: bytes) -> str:
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return name
    # Without a mark: what begins with Latin letters has a zero in each of their pairs.
    even, odd = data[0:_SEEN:2], data[1:_SEEN:2]
    if odd and odd.count(0) > 0.9 * len(odd) and not even.count(0):
        return "utf-16-le"
    if even and even.count(0) > 0.9 * len(even) and not odd.count(0):
        return "utf-16-be"
    return "utf-8-sig"

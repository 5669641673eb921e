"""From the bytes of a file to its text."""

from __future__ import annotations

import codecs
import re
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
_NO_TEXT = {
    b"ooBinaryFile": text("Save it in Praat with: Save > Save as text file."),
    b"\x1f\x8b": text("Unpack it first: python -m gzip -d FILE"),
    b"PK\x03\x04": text("Save the sheet as CSV, or take the file out of the archive."),
}
_SEEN = 200  # bytes that are looked at
_ZEROS = 0.3  # of the first or of the second bytes; in UTF-8 there are none
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")

# Letters of Russian and of its neighbours, and the signs that stand beside them.
_TAIL = re.compile(r"(?:\x1a[\x00\x1a]*|\x00{1,2})\Z")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[А-ЯЁІЇЄЎҐ]?[а-яёіїєўґ]*|[А-ЯЁІЇЄЎҐ]+")
_SIGNS = frozenset("«»“”„‘’–—…№°€\u00a0")
_WESTERN = "cp1252"
_NEIGHBOURS = ("cp1250", "cp1254", "cp1257")  # of Central Europe, Turkey and the Baltic
_VOWELS = frozenset("аеёиоуыэюяіїє")
_FEW = 0.2  # of the letters: every text has more vowels, one that is read wrongly has not


def decoded(data: bytes, path: Path | str) -> str:
    r"""Return the text of a file, its lines ended by ``\n``.

    Args:
        data: UTF-8, or UTF-16 with its mark or so plain that it can be seen.
        path: for the error.

    Raises:
        FormatError: another encoding.

    """
    for beginning, step in _NO_TEXT.items():
        if data.startswith(beginning):
            raise FormatError(
                text("The file is no text, but in a format for machines."),
                context=text("File: {path}", path=path),
                hint=step,
            )
    try:
        return _lines.normal(without_tail(data.decode(_encoding(data))))
    except UnicodeError as error:
        raise FormatError(
            text("The file is not text in UTF-8."),
            context=text("File: {path}\n{said}", path=path, said=str(error)),
            hint=text("Save it again as UTF-8."),
        ) from error


def without_tail(content: str) -> str:
    """Return a text without the mark that ends it in DOS, and a zero or two, which end it in C.

    Many zeros stay: they stand where a disk has lost what was written.
    """
    return _TAIL.sub("", content)


def _encoding(data: bytes) -> str:
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return name
    if (declared := _DECLARED.match(data)) and _is_known(declared[1].decode()):
        return declared[1].decode()
    # Without a mark: digits and Latin letters have a zero in each of their pairs, Cyrillic ones have not.
    even, odd = data[0:_SEEN:2], data[1:_SEEN:2]
    if odd and odd.count(0) > _ZEROS * len(odd) and not even.count(0):
        return "utf-16-le"
    if even and even.count(0) > _ZEROS * len(even) and not odd.count(0):
        return "utf-16-be"
    return "utf-8-sig"


def _is_known(name: str) -> bool:
    """Whether Python has that encoding, and ASCII letters are ASCII in it, as they were just read."""
    try:
        return "<?xml".encode(name) == b"<?xml"
    except (LookupError, UnicodeError, TypeError):
        return False


def in_code_page(data: bytes, name: str) -> str | None:
    """Return the text in an old encoding of Windows; None where it may be in another."""
    return western(data) if name == _WESTERN else cyrillic(data, name)


def western(data: bytes) -> str | None:
    """Return the text in the encoding of Western Europe; None where it may be in another.

    That of its neighbours has the same letters there, as the German ones are in all of them, and each
    stands in a word with Latin ones: read so, words in other letters hold nothing else, or signs.
    """
    try:
        content, *others = [data.decode(name) for name in (_WESTERN, *_NEIGHBOURS)]
    except UnicodeDecodeError:
        return None
    beyond = [word for word in _WORD.findall(content) if not word.isascii()]
    among = all(any(map(str.isascii, word)) for word in beyond)
    signs = {sign for sign in content if not sign.isascii() and not sign.isalpha()}
    sure = beyond and among and not signs - _SIGNS and all(other == content for other in others)
    return _lines.normal(content) if sure else None


def cyrillic(data: bytes, name: str) -> str | None:
    """Return the text in an old encoding of Cyrillic; None where it may be in another.

    Read in the wrong one of them, words have capitals inside and hardly a vowel; a letter of Western
    Europe stands among Latin ones.
    """
    try:
        content = data.decode(name)
    except UnicodeDecodeError:
        return None
    beyond = [word for word in _WORD.findall(content) if not word.isascii()]
    signs = {sign for sign in content if not sign.isascii() and not sign.isalpha()}
    if not beyond or signs - _SIGNS or not all(map(_CYRILLIC.fullmatch, beyond)):
        return None
    letters = "".join(beyond)
    vowels = sum(letter in _VOWELS for letter in letters.lower())
    small = sum(letter.islower() for letter in letters)
    likely = vowels >= _FEW * len(letters) and 2 * small > len(letters)
    return _lines.normal(content) if likely else None

"""The text of a document of Word, as Teams, Otter and Rev give people their transcripts.

ECMA-376: a ZIP whose ``word/document.xml`` has paragraphs (``w:p``) of texts (``w:t``), tabulators and
breaks. What was deleted while changes were tracked has another name there; what was moved stands twice, and so
does a box with a text, for programs that know fewer shapes. Strict documents have another namespace.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from diarizer.errors import FormatError
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = "word/document.xml"
_BETWEEN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_AGAIN = frozenset(
    {"pPr", "moveFrom", "Fallback", "txbxContent"}
)  # a form, the same once more, a box
_MOST = 100_000_000  # bytes: of a hundred hours
_WRONG = (
    *(
        LookupError,
        ET.ParseError,
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        OSError,
    ),
    *(RuntimeError, NotImplementedError, ValueError),  # locked, or packed in another way
)


def text_of(data: bytes, name: str) -> str:
    """Return the lines of a document.

    Args:
        data: of the file.
        name: of the file, for the error.

    Raises:
        FormatError: it is packed, and no document of Word, or damaged.

    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open(_PART) as part:
            content = part.read(_MOST + 1)
        if len(content) > _MOST:
            raise ValueError(f"{_PART} is larger than {_MOST} bytes")
        # expat itself stops documents that grow when they are read (since 2.4.1).
        root = ET.fromstring(content)  # noqa: S314
    except _WRONG as error:
        raise FormatError(
            text("The file is packed, and holds no text of Word that can be read."),
            context=text("File: {path}\n{said}", path=name, said=str(error)),
            hint=text("Unpack it; or save it as plain text in UTF-8, and pass that."),
        ) from error
    return "\n".join("".join(_pieces(one)) for one in _paragraphs(root))


def _paragraphs(holder: ET.Element) -> Iterator[ET.Element]:
    """Yield the paragraphs in their order; one in a box behind the one that holds it."""
    for one in holder:
        name = _name(one)
        if name == "p":
            yield one
        if name not in _AGAIN or name == "txbxContent":
            yield from _paragraphs(one)


def _pieces(holder: ET.Element) -> Iterator[str]:
    for one in holder:
        name = _name(one)
        if name == "t":
            yield one.text or ""
        elif name in _BETWEEN:
            yield _BETWEEN[name]
        elif name not in _AGAIN:
            yield from _pieces(one)


def _name(one: ET.Element) -> str:
    return str(one.tag).rpartition("}")[2]

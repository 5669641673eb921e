"""The text of a document of Word, as Teams, Otter and Rev give people their transcripts.

ECMA-376: a ZIP whose ``word/document.xml`` has paragraphs (``w:p``) of texts (``w:t``), tabulators and
breaks. What was deleted while changes were tracked has another name there.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from diarizer.errors import FormatError
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BETWEEN = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}
_MOST = 100_000_000  # bytes: of a hundred hours
_WRONG = (
    *(KeyError, ET.ParseError, zipfile.BadZipFile, zlib.error, EOFError),
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
    return "\n".join("".join(_pieces(paragraph)) for paragraph in root.iter(f"{_W}p"))


def _pieces(paragraph: ET.Element) -> Iterator[str]:
    for one in paragraph.iter():
        if one.tag == f"{_W}t":
            yield one.text or ""
        elif one.tag in _BETWEEN:
            yield _BETWEEN[one.tag]

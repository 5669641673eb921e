"""XML as programs leave it, whatever its declaration says of its encoding."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from diarizer.messages.text import text
from diarizer.transcripts import documents
from diarizer.transcripts.raw import NotThisShape

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_SEEN = 4000  # letters in which the first element stands


def begins(content: str, element: str) -> bool:
    """Whether a text is XML whose first element is called so, in any namespace."""
    return content.lstrip().startswith("<") and first(content) == element


def first(content: str) -> str:
    """Return the name of the first element of XML, without its namespace; empty where there is none."""
    found = re.search(r"<((?:[\w.-]+:)?[\w.-]+)[\s/>]", content[:_SEEN])
    return found[1].rpartition(":")[2] if found else ""


def root(content: str) -> ET.Element:
    """Parse a document; bytes that are no UTF-8 are in the encoding that it declares.

    Raises:
        NotThisShape: it is not XML, or not whole.

    """
    if documents.has_halves(content):
        data = content.lstrip().encode("utf-8", "surrogateescape")
    else:
        data = _DECLARATION.sub("", content, count=1).encode("utf-8", "replace")
    try:
        # expat itself stops documents that grow when they are read (since 2.4.1).
        return ET.fromstring(data)  # noqa: S314
    except (ET.ParseError, ValueError, LookupError) as error:
        raise NotThisShape(text("It is no whole XML: {error}", error=str(error))) from error


def plain(name: str) -> str:
    """Return the name of an element or an attribute without its namespace.

    >>> plain("{http://www.w3.org/ns/ttml}p")
    'p'
    """
    return name.rpartition("}")[2]

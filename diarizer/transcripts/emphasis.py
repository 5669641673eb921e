"""What tags make stand out in a line of a subtitle: a word as it is said, or a line by its colour."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TAGGED = re.compile(r"<(u|b|font)\b[^>]*>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_TAGGED_NAME = re.compile(r"^<(b|i|font)\b[^>\n]{0,80}>([^<>\n]{1,60}:)</\1>[ \t]+", re.MULTILINE)


def marked(content: str, mark: Callable[[re.Match[str]], str]) -> str:
    """Put marks around what tags make stand out in its line; whole lines are coloured by who speaks."""
    content = _TAGGED_NAME.sub(r"\2 ", content)
    parts = [match for match in _TAGGED.finditer(content) if not _is_line(content, match)]
    return _TAGGED.sub(mark, content) if parts else content


def _is_line(content: str, match: re.Match[str]) -> bool:
    before = content.rfind("\n", 0, match.start()) + 1
    after = content.find("\n", match.end())
    beside = (
        content[before : match.start()]
        + content[match.end() : len(content) if after < 0 else after]
    )
    return not beside.strip()

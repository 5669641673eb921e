"""A name that joins two others, "Anna, Bob": perhaps both at once, perhaps what a firm is called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diarizer.messages.text import Text

_BETWEEN = re.compile(r"\s*[,;&+/|]\s*|\s+(?:and|und|et|y|e|и)\s+", re.IGNORECASE)


def told(speakers: Iterable[str]) -> Text | None:
    """Say which names are made of others that speak alone, too; None where none is.

    Nothing is split: only who wrote the file knows whether that is two people.

    >>> print(told(["Anna", "Bob", "Anna, Bob"]))
    Taken for one more speaker, and not for several at once: "Anna, Bob".
    >>> told(["Anna", "Anna, Bob"])
    """
    known = set(speakers)
    joint = sorted(name for name in known if _is_joint(name, known))
    if not joint:
        return None
    return text(
        "Taken for one more speaker, and not for several at once: {names}.",
        names=", ".join(f'"{name}"' for name in joint),
    )


def _is_joint(name: str, known: set[str]) -> bool:
    parts = _BETWEEN.split(name.strip())
    return len(parts) > 1 and known.issuperset(parts) and name not in parts

"""Patterns, taken apart: which letters a text must hold for one to match, and where it may break.

The letters are asked for first, since that is cheap: hundreds of patterns over thousands of lines
take seconds; a word that is not there takes none.
"""

from __future__ import annotations

import re
from functools import cache

# A file that is only named may be there: a word of trouble beside it, or one line, as somebody asks.
TROUBLE = (
    r"(?<!\bno\s)(?<!\b0\s)(?:error|fail)|could|cannot|can ?n?['’]?t\b|unable|missing"
    r"|invalid|crash|abort"
    r"|not (?:be )?(?:found|load|locat|find)|отсутств|не (?:найд|удал|удает|обнаруж|может)|ошибк"
    r"|відсутн|не знайд|fehl|nicht|introuvable|manqu|no se |falta|ausente|não|manca|brak"
    r"|找不到|缺|没有|無法|无法|見つか|없"
    r"|znalezion|nebyl|nenalezen|bulunama|адсутн|жоқ|табылма|lipse"
    r"|hiány|nem tal|saknas|mangler|puuttu|ontbr|tidak"
    r"|\A(?![^\n]*(?:\b(?:loaded|adding|copying|info|brings?|needs|contains?|includes?"
    r"|ships|comes)\b|\[I\]))[^\n]{1,110}\s*\Z"
)
_SHORTEST = 3
_TOKEN = re.compile(
    r"(?P<escape>\\.)|(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\()|(?P<close>\))"
    r"|(?P<many>[?*]|\{[^}]*\})|(?P<blank> +[?*+]?)|(?P<stop>[+.^$])|(?P<bar>\|)|(?P<letter>.)",
    re.DOTALL,
)


@cache
def keys(pattern: str) -> tuple[str, ...]:
    r"""One of these is in every :func:`squeezed` text that `pattern` matches; ``""`` is in any.

    >>> keys(r"No module named '(?P<module>\w+)'|WinError 126\b|b?")
    ("no module named '", 'winerror 126', '')
    """
    alternatives: list[list[str]] = [[""]]
    depth = 0
    for token in _TOKEN.finditer(pattern):
        kind, letters, runs = token.lastgroup, token.group(), alternatives[-1]
        depth += (kind == "open") - (kind == "close")
        if kind == "bar" and not depth:
            alternatives.append([""])
        elif depth or kind == "close":
            runs.append("")  # what stands in a group is one of several, or may be missing
        elif kind == "blank" and letters.strip() in {"", "+"}:
            runs[-1] += " "
        elif kind == "letter" or (kind == "escape" and not letters[1].isalnum()):
            runs[-1] += letters[-1]
        elif letters != r"\b":
            # The letter before a star may be missing.
            runs[-1] = runs[-1][:-1] if kind == "many" else runs[-1]
            runs.append("")
    return tuple(_key(runs) for runs in alternatives)


def squeezed(text: str) -> str:
    """`text` in small letters, its lines and blanks parted by one blank each."""
    return " ".join(text.lower().split())


def _key(runs: list[str]) -> str:
    longest = max((run.strip() for run in runs), key=len)
    return longest.lower() if len(longest) >= _SHORTEST else ""


def blanks_as_breaks(pattern: str) -> str:
    r"""`pattern` with each blank standing for any white space, as consoles break lines where they end.

    >>> blanks_as_breaks("is not [a b] +available")
    'is\\s+not\\s+[a b]\\s+available'
    """
    return "".join(
        (r"\s*" if token.group()[-1] in "?*" else r"\s+") if token["blank"] else token.group()
        for token in _TOKEN.finditer(pattern)
    )

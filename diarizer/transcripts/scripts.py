"""Where words begin, in languages that part them by blanks and in those that do not."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Kana, Han, Thai, Lao, Tibetan, Burmese and Khmer are written without blanks between words.
_UNPARTED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_ONE = re.compile(f"[{_UNPARTED}]")
_UNIT = re.compile(f"\\s*(?:[{_UNPARTED}][^\\w\\s{_UNPARTED}]*|[^\\s{_UNPARTED}]+)")


@lru_cache(maxsize=65_536)  # the words of an hour, and letters
def key(content: str) -> str:
    """Return letters and digits alone: what has to agree for two spellings to be one.

    >>> key(" $2,500.") == key("2500")
    True
    """
    return "".join(one.casefold() for one in content if one.isalnum())


def units(content: str) -> list[str]:
    """Cut a text into words, or into letters where a language has no blanks; nothing is lost.

    >>> units(" Well, yes. 你好")
    [' Well,', ' yes.', ' 你', '好']
    """
    found = [match.group() for match in _UNIT.finditer(content)]
    kept = sum(map(len, found))
    if found and kept < len(content):
        found[-1] += content[kept:]
    return found


def is_unparted(letter: str) -> bool:
    """Whether a letter is of a script without blanks between words."""
    return bool(_ONE.match(letter))


def is_mark(letter: str) -> bool:
    """Whether a letter belongs to the one before it: an accent, or punctuation."""
    return unicodedata.category(letter)[0] in "MP" and not is_opening(letter)


def is_opening(letter: str) -> bool:
    """Whether punctuation belongs to the word after it."""
    return letter in "¿¡" or unicodedata.category(letter) in ("Ps", "Pi")


def apart(word: str) -> str:
    """Put a blank before a word that has none and needs one."""
    return word if word[:1].isspace() or is_unparted(word[:1]) else f" {word}"


def joined(words: list[str]) -> str:
    """Join words as their language does: by their own blanks if they have any.

    >>> joined(["is", "it"]), joined([" is", " it"]), joined(["你", "好"])
    ('is it', ' is it', '你好')
    """
    if any(word[:1].isspace() or word[-1:].isspace() for word in words[1:] or words):
        return "".join(words)
    text = ""
    for word in words:
        touching = text and word and is_unparted(text[-1]) and is_unparted(word[0])
        text += word if touching or not text else f" {word}"
    return text

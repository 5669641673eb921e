"""Names in formats whose syntax has no place for every letter.

Such a letter is written as in a web address: ``%20`` for a blank. It comes back when it is read,
two names stay two, and a percent sign that is no such spelling stays what it is.
"""

from __future__ import annotations

import re

# Control characters and ends of lines, which no line of text can hold; blanks at the edges and in
# rows, which readers drop, and any that is no plain one; and what would be taken for a letter
# spelled so.
_USUAL = (
    r"[\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff]|[^\S ]"
    r"|^ | $|(?<=\s) | (?=\s)|%(?=[0-9A-Fa-f]{2})"
)
# Half a letter of UTF-16, which JSON can spell, and a byte of a file's name that is no letter.
_HALF = re.compile("[\ud800-\udfff]")
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
_SPELLED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


def packed(name: str, forbidden: str = "") -> str:
    r"""Spell the letters that a format cannot hold.

    Args:
        name: of a speaker or a recording.
        forbidden: a pattern of further letters, such as ``\s``.

    >>> packed("Anna Maria", r"\s")
    'Anna%20Maria'
    >>> packed("100 %")
    '100 %'

    """
    pattern = f"{_USUAL}|{forbidden}" if forbidden else _USUAL
    return re.sub(pattern, lambda match: spelled(match[0]), name)


def spelled(letters: str) -> str:
    """Spell every one of these letters."""
    return "".join(f"%{byte:02X}" for byte in letters.encode("utf-8", "surrogatepass"))


def file_name(name: str) -> str:
    """Spell what no file name holds, on any system; a name leads into no other folder.

    >>> file_name("../talks/may")
    '%2E%2E%2Ftalks%2Fmay'
    """
    return re.sub(r"^\.+", lambda match: spelled(match[0]), packed(name, r'[\\/:*?"<>|]'))


def unpacked(name: str) -> str:
    """Return the name that was packed; what spells no letter stays.

    >>> unpacked("Anna%20Maria, 100%")
    'Anna Maria, 100%'
    """
    return _SPELLED.sub(_letters, name)


def _letters(match: re.Match[str]) -> str:
    try:
        return bytes.fromhex(match[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return match[0]


def whole(text: str) -> str:
    """Put U+FFFD where half a letter stands, which no file can hold."""
    return _HALF.sub("\ufffd", text)


def whole_name(name: str) -> str:
    r"""Spell halves of letters, so that two names stay two.

    >>> whole_name("Anna \udcff")
    'Anna %ED%B3%BF'
    """
    return _HALF.sub(lambda match: spelled(match[0]), name)


def shown(text: str) -> str:
    """Put what is said into one line; a control character is no letter, and XML forbids it.

    >>> shown(" one two ")
    'one two'
    """
    return _UNSHOWN.sub("\ufffd", " ".join(text.split()))

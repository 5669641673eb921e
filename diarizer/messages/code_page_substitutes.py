"""Signs that a code page lacks, written with those that every one has.

Code page 866, in which a Russian console writes, has the letters and neither the quotes « » nor
the dash.
"""

from __future__ import annotations

import codecs
import contextlib
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

ERRORS = "diarizer.plain"
_PLAIN = {
    "«": '"',
    "»": '"',
    "“": '"',
    "”": '"',
    "’": "'",
    "—": "-",
    "–": "-",
    "…": "...",
    "×": "x",
    # What pip, uv and tqdm draw: bars, gutters and arrows.
    **dict.fromkeys("─━╸╺╴╶", "-"),
    **dict.fromkeys("│┃║├┤╎", "|"),
    **dict.fromkeys("╭╮╰╯└┌", "+"),
    **dict.fromkeys("█▉▊▋▌▍▎▏░▒▓", "#"),
    **dict.fromkeys("▶→❱", ">"),
    "✓": "+",
    "✗": "x",
    "•": "*",
    "\u2010": "-",
    "\u2011": "-",
    "\u202f": " ",
    "\u00a0": " ",
}


def plain(error: UnicodeError) -> tuple[str, int]:
    """What stands for letters that cannot be encoded, as a handler of :mod:`codecs`.

    Raises:
        UnicodeError: it was decoding that failed.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(_PLAIN.get(letter, "?") for letter in letters), error.end


def loses(words: str, encoding: str | None) -> bool:
    """Whether a letter of `words` becomes a question mark in `encoding`.

    >>> loses("═ Проект", "cp1252"), loses("━━ 12 MB", "cp1252"), loses("Проект", "cp866")
    (True, False, False)
    """
    lacking = {letter for letter in words if not letter.isascii() and letter not in _PLAIN}
    try:
        "".join(lacking).encode(encoding or "ascii")
    except UnicodeEncodeError:
        return True
    except LookupError:
        return False
    return False


def soften(*streams: TextIO) -> None:
    """Let `streams` write a plainer sign, or a question mark, in place of raising an error."""
    codecs.register_error(ERRORS, plain)
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(OSError, ValueError):
                stream.reconfigure(errors=ERRORS)

"""Lines as they were before a console broke them at its edge, or a picture was read as text."""

from __future__ import annotations

import re

# The usual widths of consoles: a single line that ends there was broken; of others it takes two.
_WIDTHS = frozenset({80, 120})
_NARROWEST = 60
_ROWS = 30
# What begins a line of its own, however long the one before it is.
_OWN = re.compile(
    r"[A-Za-z_][\w.]*(?:Error|Exception|Warning)\b|(?:ERROR|WARNING|error|warning|note|hint|FATAL|fatal)\b"
    r"|File \"|Traceback |Collecting |Downloading |Requirement |PS [A-Z]:|[A-Z]:\\|\$ "
)
# A word with 1 or 0 within it; those of programs (conv1d) are few and end otherwise.
_DIGITS = re.compile(r"(?<![\w./\\-])(?=[A-Za-z]*[10])[A-Za-z10]*[A-Za-z][A-Za-z10]*(?![\w/\\])")
_WITHIN = re.compile(r"(?:[A-Za-z]+[10][a-z]+|1[a-z]{2,})(?<!1d)(?<!1x)")
_FEWEST = 2
# No picture of a screen holds as many letters.
_PICTURE = 100_000
# One of these is enough.
_USUAL = frozenset(
    (
        *("file", "line", "module", "call", "called", "install", "installed", "fail", "failed"),
        *("build", "available", "please", "could", "while", "loading", "load", "loaded", "false"),
        *("else", "likely", "local", "old", "model", "models", "tool", "tools", "visual"),
        *(
            "following",
            "library",
            "libraries",
            "invalid",
            "illegal",
            "compile",
            "compiled",
            "wheel",
        ),
        *("error", "not", "found", "for", "from", "to", "of", "torch", "executable", "killed"),
        "include",
    )
)
_LETTERS = (
    (re.compile(r"(?<=[A-Za-z])1(?=[a-z1])|(?<=[a-z1])1(?=[A-Za-z])|\b1(?=[a-z]{2})"), "l"),
    (re.compile(r"(?<=[A-Za-z])1(?=\b)(?<=[a-z]{2}1)"), "l"),
    (re.compile(r"(?<=[A-Za-z])0(?=[a-z])"), "o"),
    (re.compile(r"(?<=\d[.,])O\b|(?<=\d)O(?=\d|\b)"), "0"),
)


def rejoined(lines: list[str], *, any_width: bool = False) -> list[str]:
    """`lines`, with the words put together again that the edge of a console has parted.

    Args:
        lines: as they were pasted.
        any_width: take the end of a single longest line for an edge, however wide it is.

    >>> rejoined(["x" * 73 + " module", "s follow", "and more"])[0][-15:]
    ' modules follow'
    >>> rejoined(["x" * 64 + " module", "s follow"], any_width=True)[0][-15:]
    ' modules follow'
    """
    lengths = [len(line) for line in lines]
    width = max(lengths, default=0)
    several = any_width or lengths.count(width) > 1
    broken = width in _WIDTHS or (width >= _NARROWEST and several)
    if not broken:
        return lines
    joined: list[list[str]] = []
    open_end = False
    for line in lines:
        if open_end and line and not line[0].isspace() and not _OWN.match(line):
            joined[-1].append(line)
        else:
            joined.append([line])
        # What is as wide for longer than any sentence was made so, and not broken.
        open_end = len(line) == width and len(joined[-1]) < _ROWS
    return ["".join(parts) for parts in joined]


def reread(text: str) -> str:
    """`text` with l for 1 and o for 0, where a picture of it was read by a program.

    >>> reread("Modu1eNotFoundError: No modu1e named 'torch'")
    "ModuleNotFoundError: No module named 'torch'"
    >>> reread("in conv1d, in batch_norm1d, in a1b")
    'in conv1d, in batch_norm1d, in a1b'
    >>> reread("p1ano.wav: 10 lines")
    'p1ano.wav: 10 lines'
    """
    if len(text) > _PICTURE:
        return text
    words = set(_DIGITS.findall(text))
    several = sum(_WITHIN.fullmatch(word) is not None for word in words) >= _FEWEST
    if not several and not any(_read(word).lower() in _USUAL for word in words):
        return text
    return _read(text)


def _read(text: str) -> str:
    for misread, letter in _LETTERS:
        text = misread.sub(letter, text)
    return text

"""What NIST's formats share: lines of fields that are parted by blanks, and comments."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats import _lines
from diarizer.formats._names import packed, spelled, unpacked
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diarizer.formats._turns_gate import Row
    from diarizer.types import Turn

COMMENT = ";;"
# Of Python and shells; a recording may be called `#1`, so that a blank has to follow.
_REMARK = re.compile(r"\s*(?:;;|#+(?:\s|$))")
NOBODY = "_"

_SEVERAL = 4  # turns that are needed, so that nothing is taken for a rule that happened once
_MOST = 0.8  # of them have ended when the next one begins
_AT_ONCE = 0.05  # seconds: an end and the next start may be rounded

_BLANKS = re.compile(r"[ \t]+")
_COMMA = re.compile(r"^([-+]?\d+),(\d+)$")
_CHANNEL = re.compile(r"\d{1,2}|[A-Za-z]")
# What programs write where there is nothing to say; a name may be called so, and is spelled then.
NOTHING = frozenset({"<na>", "na", "n/a", "null", "none", "nan", "-", "--"})
# What these formats take for something else than a name.
# pandas, with which pyannote reads them, takes these for nothing, too.
_OF_PANDAS = frozenset({"#n/a", "#na", "-nan"})
_TAKEN = frozenset({NOBODY, "inter_segment_gap", "excluded_region"}) | NOTHING | _OF_PANDAS


def field(name: str, nobody: str = NOBODY) -> str:
    """Make one field of a name.

    >>> field("board meeting 1")
    'board%20meeting%201'
    """
    if not name:
        return nobody
    whole = packed(name, r"\s")
    if whole.lower() in _TAKEN or whole.startswith(COMMENT) or not whole.strip("#"):
        return spelled(whole[0]) + whole[1:]
    return whole


def name(content: str) -> str:
    """Return the name that a field holds; empty where it stands for nobody."""
    return "" if content in {NOBODY, "<NA>", "<na>"} else unpacked(content)


def channel(turn: Turn) -> str:
    """Make the field of its channel; where the file that was read named none, there is one."""
    return field(turn.channel, "1")


def lines(content: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the fields of each line that is no comment.

    Where tabs part the fields, a blank belongs to one.
    """
    for number, line in _lines.numbered(content):
        if not is_comment(line):
            yield number, fields(line)


def is_comment(line: str) -> bool:
    """Whether a line is none of the format: NIST's own comments, and those of scripts.

    >>> is_comment(";; made by hand"), is_comment("# made by hand"), is_comment("#1 1 0.5 0.5 hi")
    (True, True, False)
    """
    return bool(_REMARK.match(line))


def fields(line: str) -> list[str]:
    """Take a line apart."""
    parts = [part.strip(" ") for part in line.strip("\t ").split("\t")]
    if len(parts) > 3 and all(parts):  # noqa: PLR2004, fewer are no line of any of these
        return parts
    return _BLANKS.split(line.strip("\t "))


def number(content: str) -> float:
    """Read a time, ``nan`` and ``inf`` too, so that the gate can tell what is the matter.

    A comma is a decimal one: programs write it where the language of their computer has it.

    Raises:
        ValueError: no number; `1_000` is one for Python only.

    >>> number("0,5")
    0.5
    """
    if "_" in content:
        raise ValueError(f"no number: {content!r}")
    return float(_COMMA.sub(r"\1.\2", content))


def is_number(content: str) -> bool:
    """Whether :func:`number` reads it.

    >>> is_number("0.5"), is_number("Anna")
    (True, False)
    """
    try:
        return not math.isnan(number(content)) or content.lower().lstrip("+-") == "nan"
    except ValueError:
        return False


def is_channel(content: str) -> bool:
    """Whether it looks like a channel: ``1``, ``A``."""
    return bool(_CHANNEL.fullmatch(content))


def check_lengths(rows: Sequence[Row]) -> None:
    """Refuse ends that stand where lengths are meant.

    Then each is at least its start, and at most the next start but for those who speak at once;
    as lengths, all of them would speak at once with the next.

    Raises:
        FormatError: so it is.

    """
    times = sorted((row.start, row.end - row.start) for row in rows if math.isfinite(row.end))
    pairs = list(pairwise(times))
    later = [length >= start for start, length in times]
    at_once = [start + length > other for (start, length), (other, _) in pairs]
    apart = sum(length <= other + _AT_ONCE for (_, length), (other, _) in pairs)
    if len(times) >= _SEVERAL and all(later) and all(at_once) and apart >= _MOST * len(pairs):
        row = rows[-1]
        raise FormatError(
            text("Ends seem to stand where lengths are meant."),
            context=text(
                "{place}: from {start} to {end}, if it is a length",
                place=row.place,
                start=row.start,
                end=row.end,
            ),
            hint=text("Write the length of each turn or word: its end less its start."),
        )


def timed_at(parts: Sequence[str], first: int) -> int:
    """Find the first two numbers that stand beside each other, from ``first`` on.

    Raises:
        ValueError: there are none.

    """
    for at in range(first, len(parts) - 1):
        if is_number(parts[at]) and is_number(parts[at + 1]):
            return at
    raise ValueError("no two times")

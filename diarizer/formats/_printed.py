"""Turns as pyannote shows them: what a script prints is kept in files, too.

pyannote.core, ``print(annotation)``: "[ 00:00:00.497 -->  00:00:01.780] A SPEAKER_00", the track before
the label. The loops in the readme of pyannote.audio: "start=0.2s stop=1.5s speaker_SPEAKER_00", and
"SPEAKER_00 speaks between t=0.2s and t=1.5s".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diarizer.formats import _lines, _numbers
from diarizer.formats._turns_gate import Row
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOCK = r"\d{1,4}:\d{2}:\d{2}\.\d{3}"
_NUMBER = r"\d+(?:\.\d+)?"
_LINES = (
    re.compile(rf"\[ +(?P<start>{_CLOCK}) -->  ?(?P<end>{_CLOCK})\]\s+\S+\s+(?P<who>\S.*)"),
    re.compile(
        rf"start=(?P<start>{_NUMBER})s?,? (?:stop|end)=(?P<end>{_NUMBER})s?,?"
        r" (?:speaker_(?=SPEAKER_))?(?P<who>\S.*)"
    ),
    re.compile(rf"(?P<who>\S.*?) speaks between t=(?P<start>{_NUMBER})s and t=(?P<end>{_NUMBER})s"),
)


def rows(content: str) -> list[Row]:
    """Return the turns; none where a line is another one."""
    lines = list(_lines.numbered(content))
    for pattern in _LINES:
        if lines and all(pattern.fullmatch(line.strip()) for _, line in lines):
            return list(_rows(pattern, lines))
    return []


def _rows(pattern: re.Pattern[str], lines: list[tuple[int, str]]) -> Iterator[Row]:
    for number, line in lines:
        if match := pattern.fullmatch(line.strip()):
            start, end = (_numbers.seconds(match[name]) for name in ("start", "end"))
            yield Row(text("Line {number}", number=number), start, end, match["who"].strip())

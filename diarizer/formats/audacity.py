"""Labels of Audacity: start, end and a label, parted by tabs (Audacity's manual, "Labels").

A label is the speaker; where something is said it is ``[speaker]: text``. whisperx 3.8.6 writes
``[[speaker]]text`` (whisperx/utils.py, WriteAudacity), and a text alone where nobody is named.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats import _labels, _lines, _numbers
from diarizer.formats._names import packed, unpacked
from diarizer.formats._turns_gate import Gate, Row
from diarizer.messages.text import text

if TYPE_CHECKING:
    from diarizer.types import Annotation, Turn

EXTENSION = ".txt"
HOLDS = frozenset({"turns", "text"})

_DOUBLED = re.compile(r"\[\[([^\]]+)\]\]\s*(.*)", re.DOTALL)
_FREQUENCIES = "\\"


def dumps(annotation: Annotation) -> str:
    """Write a line for each turn."""
    return "".join(
        f"{turn.span.start:.6f}\t{turn.span.end:.6f}\t{_label(turn)}\n" for turn in annotation.turns
    )


def loads(content: str, gate: Gate | None = None) -> Annotation:
    """Read the turns; the lines with the frequencies of a label are left out.

    Args:
        content: of the file.
        gate: what may be mended.

    Raises:
        FormatError: a line without a time before its label.

    """
    doubled = any(_doubled(line.rpartition("\t")[2]) for line in content.splitlines())
    return (gate or Gate()).admit(
        _row(number, line, doubled)
        for number, line in _lines.numbered(content)
        if not line.startswith(_FREQUENCIES)
    )


def _label(turn: Turn) -> str:
    said = " ".join(turn.text.split())
    name = packed(turn.speaker)
    if said or _labels.read(name):
        return _labels.written(turn.speaker, said) if turn.speaker else f"[]: {said}"
    return name


def _doubled(label: str) -> re.Match[str] | None:
    return _DOUBLED.fullmatch(label.strip())


def _row(number: int, line: str, doubled: bool) -> Row:
    try:
        start, end, label = _fields(line)
    except ValueError as error:
        raise FormatError(
            text("Line {number} is not a label of Audacity.", number=number),
            context=line,
            hint=text(
                "Wanted: <start> TAB <end> TAB <speaker>, as File > Export > Labels writes it."
            ),
        ) from error
    if doubled:
        match = _doubled(label)
        speaker, said = (match[1].strip(), match[2]) if match else ("", label)
    elif _labels.MARKED.fullmatch(label):
        speaker, said = _labels.read(label) or ("", "")
    else:
        speaker, said = unpacked(label), ""
    return Row(text("Line {number}", number=number), start, end, speaker, said)


def _fields(line: str) -> tuple[float, float, str]:
    """Take a line apart; a moment may have one time only, as old versions wrote it.

    Raises:
        ValueError: no tabs, or no times.

    """
    first, mark, rest = line.partition("\t")
    if not mark:
        raise ValueError("no tab")
    start = _numbers.seconds(first)
    second, mark, label = rest.partition("\t")
    try:
        end = _numbers.seconds(second)
    except ValueError:
        if mark:
            raise
        end, label = start, second
    return start, end, " ".join(label.replace("\t", " ").split())

"""Labels of Audacity: start, end and a label, parted by tabs (Audacity's manual, "Labels").

A label is the speaker; where something is said it is ``[speaker]: text``. whisperx 3.8.6 writes
``[[speaker]]text`` (whisperx/utils.py, WriteAudacity), and a text alone where nobody is named.
"""

from __future__ import annotations

import math
import re
from statistics import median
from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats import (
    _blank_rows,
    _clock,
    _elan_table,
    _headless,
    _labels,
    _lines,
    _numbers,
    _printed,
    _sounds,
    _tier_columns,
    csv_,
)
from diarizer.formats._names import packed, unpacked
from diarizer.formats._turns_gate import Gate, Row
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diarizer.types import Annotation, Turn

EXTENSION = ".txt"
HOLDS = frozenset({"turns", "text"})

_CHAT = re.compile(r"\s*From \S.{0,99}? ?:(?:\s|$)")
_DOUBLED = re.compile(r"\[\[([^\]]+)\]\](?!:[ \t])\s*(.*)", re.DOTALL)
_FREQUENCIES = "\\"
_MANY = 5  # names that labels may have without anything that is said
_LONG = 100.0  # seconds that every second label lasts at least, if its numbers are milliseconds


def dumps(annotation: Annotation) -> str:
    """Write a line for each turn."""
    return "".join(
        f"{turn.span.start:.6f}\t{turn.span.end:.6f}\t{label}\n"
        for turn, label in zip(annotation.turns, _labelled(annotation.turns), strict=True)
    )


def loads(content: str, gate: Gate | None = None) -> Annotation:
    """Read the turns; the lines with the frequencies of a label are left out.

    Args:
        content: of the file.
        gate: what may be mended.

    Raises:
        FormatError: a line without a time before its label.

    """
    gate = gate or Gate()
    if printed := _printed.rows(content):
        gate.say(text("The lines are those that pyannote prints; they are read as turns."))
        return gate.admit(printed)
    if exported := _elan_table.rows(content):
        gate.say(text("The file is a table that ELAN exports; it is read as one."))
        return gate.admit(exported)
    if rows := _blank_rows.rows(content, gate):
        return gate.admit(rows)
    is_table = csv_.has_names(content) or _tier_columns.fits(content)
    if is_table or _headless.begins_with_range(content):
        gate.say(text("The file is a table; it is read as one."))
        return csv_.loads(content, gate)
    lines = [one for one in _lines.numbered(content) if not one[1].startswith(_FREQUENCIES)]
    lines = _with_names(lines, gate)
    doubled = any(_doubled(line.rpartition("\t")[2]) for _, line in lines)
    taken = [(number, *_fields(number, line)) for number, line in lines]
    _check_chat([label for *_, label in taken])
    names = [] if doubled else _names([label for *_, label in taken])
    if names:
        said = ", ".join(names)
        gate.say(text("Names before what is said are taken for who speaks: {names}.", names=said))
    rows = [_row(*one, doubled=doubled, names=names) for one in taken]
    _tell(rows, gate)
    return gate.admit(_sounds.heard(rows, gate))


def _with_names(lines: list[tuple[int, str]], gate: Gate) -> list[tuple[int, str]]:
    """Put names that have a column of their own, before what is said, in brackets before it."""
    rows = [line.split("\t") for _, line in lines]
    if not rows or any(len(row) != len(("start", "end", "who", "said")) for row in rows):
        return lines
    names = list(dict.fromkeys(row[2].strip() for row in rows))
    if len(rows) < 2 * len(names) or not all(names) or any("]" in name for name in names):
        return lines
    shown = ", ".join(names)
    gate.say(text("Names before what is said are taken for who speaks: {names}.", names=shown))
    return [
        (number, f"{start}\t{end}\t[{who.strip()}]: {said}")
        for (number, _), (start, end, who, said) in zip(lines, rows, strict=True)
    ]


def _check_chat(labels: Sequence[str]) -> None:
    """Refuse what people write to each other in a meeting of Zoom, which has times before it.

    Raises:
        NoPeople: it is a chat.

    """
    if labels and all(map(_CHAT.match, labels)):
        raise _blank_rows.NoPeople(
            text("It is a chat, and not what is said in a recording."),
            context=labels[0].strip(),
            hint=text("Pass what a recogniser wrote of the recording: JSON, SRT or VTT."),
        )


def _names(labels: Sequence[str]) -> list[str]:
    """Return the names before what is said; "Dr: Who" is one name, however often he speaks."""
    names = _labels.before_colons(labels)
    several = len(names) > 1 or all(map(str.isdigit, names))
    return names if several and len(set(labels)) > len(names) else []


def _tell(rows: Sequence[Row], gate: Gate) -> None:
    """Say where labels may be what is said rather than who says it."""
    labels = {row.speaker for row in rows}
    if len(labels) > max(_MANY, len(rows) / 2) and not any(row.text for row in rows):
        gate.say(
            text(
                "Each label is taken for who speaks, and there are {count} of them; if they are what"
                " is said, pass the file to diarize with --transcript.",
                count=len(labels),
            )
        )
    if rows and all(row.start == row.end for row in rows):
        gate.say(
            text(
                "Every label is a moment, so that no turn lasts any time; if each lasts until the next"
                " one, its end has to be written there."
            )
        )
    times = [time for row in rows for time in (row.start, row.end)]
    lengths = [row.end - row.start for row in rows]
    whole = all(map(math.isfinite, times)) and all(time == round(time) for time in times)
    if rows and whole and median(lengths) >= _LONG:
        gate.say(
            text(
                "The times are whole numbers, and taken for seconds: a label lasts {length:.0f} s.",
                length=median(lengths),
            )
        )


def _labelled(turns: Sequence[Turn]) -> list[str]:
    """Return the label of each; names that could be taken for others stand in brackets."""
    labels = list(map(_label, turns))
    if _names(labels):
        labels[0] = _labels.written(turns[0].speaker, " ".join(turns[0].text.split()))
    return labels


def _label(turn: Turn) -> str:
    said = " ".join(turn.text.split())
    name = packed(turn.speaker)
    if said or _labels.read(name):
        return _labels.written(turn.speaker, said) if turn.speaker else f"[]: {said}"
    return name


def _doubled(label: str) -> re.Match[str] | None:
    return _DOUBLED.fullmatch(label.strip())


def _fields(number: int, line: str) -> tuple[float, float, str]:
    try:
        return _parted(line)
    except ValueError as error:
        if _clock.FRAMES.match(line.strip()):
            hint = text("Export it again as SRT or JSON, or with times such as 0:01:02.500.")
            raise _clock.counts_frames("text", number, line.strip(), hint) from error
        raise FormatError(
            text("Line {number} is not a label of Audacity.", number=number),
            context=line,
            hint=text(
                "Wanted: <start> TAB <end> TAB <speaker>, as File > Export > Labels writes it."
            ),
        ) from error


def _row(
    number: int, start: float, end: float, label: str, *, doubled: bool, names: Sequence[str]
) -> Row:
    if doubled:
        match = _doubled(label)
        speaker, said = (match[1].strip(), match[2]) if match else ("", label)
    elif (named := _labels.read(label)) and (named[1] or _labels.MARKED.fullmatch(label)):
        speaker, said = named
    elif names:
        speaker, said = next(_labels.of_cues([label], names))
    else:
        speaker, said = unpacked(label), ""
    return Row(text("Line {number}", number=number), start, end, speaker, said)


def _parted(line: str) -> tuple[float, float, str]:
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

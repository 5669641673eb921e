"""Which column of a table, or field of a list, tells several recordings apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from diarizer.formats import _columns
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from diarizer.formats._turns_gate import Gate

    Spans = Sequence[tuple[float, float]]

_SEVERAL = 2
_AT_ONCE = 0.5  # of what is said, beside another recording: turns of one lie beside each other less
_RARELY = 0.5  # of the time that chance would give
_LUCK = 0.03  # the chance that people of several recordings look as those of one
_SURE = 3  # times that somebody speaks at once with himself
_TOLD = 5  # names


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of each row: when, in any unit, and who; an end that is not known is the start."""

    spans: Spans
    speakers: Sequence[str]


def come_again(names: Sequence[str]) -> bool:
    """Whether these are recordings, most of them of several rows, and no clip for each row.

    >>> come_again(["a", "b", "a"]), come_again(["a1", "a2", "b1"])
    (True, False)
    """
    counts = Counter(names)
    return len(counts) > 1 and 2 * sum(counts[name] > 1 for name in names) >= len(names)


def are_recordings(names: Sequence[str], starts: Sequence[object], column: str, gate: Gate) -> bool:
    """Whether what a column names are recordings; that clips are taken for parts of one, is told.

    Clips that were cut out for a row each have the clock of the whole; where most rows begin at once,
    as at 0, each has its own.

    Args:
        names: of the rows; not of those that have none.
        starts: of the rows, seconds.
        column: as the file calls it.
        gate: is told.

    """
    if len(set(names)) < _SEVERAL:
        return False
    if come_again(names) or _columns.is_meeting(column):
        return True
    counts = Counter(map(str, starts))
    if 2 * sum(count for count in counts.values() if count > 1) >= len(starts):
        return True
    gate.say(
        text(
            "Nearly each row has its own {column}, taken for a clip of one recording; if they are"
            " recordings, call the column uri.",
            column=column,
        )
    )
    return False


def parting(columns: Mapping[str, Sequence[str]], said: Said, gate: Gate) -> str:
    """Return the column whose values have a clock each, whatever it is called; "" where none has.

    Turns of two recordings lie over each other as those of one never do. Which column it is, is told;
    and of one that is called as if it named recordings, that it is not taken so.

    Args:
        columns: what each row has in them.
        said: the rows.
        gate: is told.

    """
    found = {
        name: _within(cells, said.spans) for name, cells in columns.items() if _parts(cells, said)
    }
    if found:
        column = min(found, key=lambda name: found[name])
        gate.say(
            text(
                "The column {column} names several recordings: their times lie over each other, as"
                " those of one do not.",
                column=column,
            )
        )
        return column
    for name in filter(_columns.may_name_recordings, columns):
        several = list(dict.fromkeys(filter(None, columns[name])))
        if len(several) >= _SEVERAL and come_again(columns[name]):
            more = ", …" if len(several) > _TOLD else ""
            gate.say(
                text(
                    "What the column {column} names ({names}) is taken for one recording; if they are"
                    " several, call the column uri.",
                    column=name,
                    names=", ".join(several[:_TOLD]) + more,
                )
            )
    return ""


def _parts(names: Sequence[str], said: Said) -> bool:
    """Whether what has the same name has a clock of its own."""
    if not all(names) or not come_again(names):
        return False
    in_order = _begins_anew(names, said.spans)
    if _describes_people(names, said.speakers) and not (in_order and _hold_several(names, said)):
        return False
    if all(start == end for start, end in said.spans):
        return in_order
    if not in_order and (told := _by_people(names, said)) is not None:
        return told
    return _beside(names, said.spans) >= _AT_ONCE and _apart(names, said.spans)


def _describes_people(names: Sequence[str], speakers: Sequence[str]) -> bool:
    """Whether each speaker has one of the names alone: his sex, his seat."""
    return len(set(zip(speakers, names, strict=True))) == len(set(speakers))


def _hold_several(names: Sequence[str], said: Said) -> bool:
    pairs = {(name, who) for name, who in zip(names, said.speakers, strict=True) if who}
    return all(count >= _SEVERAL for count in Counter(name for name, _ in pairs).values())


def _begins_anew(names: Sequence[str], spans: Spans) -> bool:
    """Whether the rows of a name stand together, in order, and each lot begins before the last ends."""
    rows = zip(names, (start for start, _ in spans), strict=True)
    lots = [[start for _, start in lot] for _, lot in groupby(rows, lambda row: row[0])]
    ordered = all(one <= other for lot in lots for one, other in pairwise(lot))
    anew = all(one[-1] > other[0] for one, other in pairwise(lots))
    return len(lots) == len(set(names)) and ordered and anew


def _by_name(names: Sequence[str], spans: Spans) -> dict[str, list[tuple[float, float]]]:
    found: dict[str, list[tuple[float, float]]] = {}
    for name, span in zip(names, spans, strict=True):
        found.setdefault(name, []).append(span)
    return found


def _within(names: Sequence[str], spans: Spans) -> float:
    """Return the share of what is said that lies beside something else of the same name."""
    alone = sum(_length(_joined(some)) for some in _by_name(names, spans).values())
    return 1.0 - alone / (_length(spans) or 1.0)


def _beside(names: Sequence[str], spans: Spans) -> float:
    """Return the share of what is said that lies beside another name, while two of them go on."""
    parts = [_joined(some) for some in _by_name(names, spans).values()]
    last = sorted(part[-1][1] for part in parts)[-_SEVERAL]
    edges = sorted(
        (min(at, last), step)
        for part in parts
        for span in part
        for at, step in zip(span, (1, -1), strict=True)
    )
    beside, whole, depth, before = 0.0, 0.0, 0, 0.0
    for at, step in edges:
        whole += (at - before) * depth
        beside += (at - before) * depth * (depth >= _SEVERAL)
        depth, before = depth + step, at
    return beside / (whole or 1.0)


def _apart(names: Sequence[str], spans: Spans) -> bool:
    """Whether rows that lie over each other share a name for less time than they would by chance."""
    still: list[tuple[float, str]] = []
    shared = same = 0.0
    for (start, end), name in sorted(zip(spans, names, strict=True)):
        still = [(until, one) for until, one in still if until > start]
        for until, one in still:
            over = min(until, end) - start
            shared += over
            same += over if one == name else 0.0
        still.append((end, name))
    chance = sum(count**2 for count in Counter(names).values()) / len(names) ** 2
    return same <= _RARELY * chance * shared


def _by_people(names: Sequence[str], said: Said) -> bool | None:
    """Tell by people who speak at once with themselves; None where that does not tell.

    In one talk nobody does, however lively it is. In several he does wherever he is in two of them, and
    he would sooner or later if the names were recordings.
    """
    still: list[tuple[float, str, str]] = []
    apart = together = others = 0
    for (start, end), name, who in sorted(zip(said.spans, names, said.speakers, strict=True)):
        still = [each for each in still if each[0] > start]
        for _, other, speaker in still:
            if who and speaker:
                together += who == speaker and name == other
                apart += who == speaker and name != other
                others += who != speaker and name != other
        still.append((end, name, who))
    if apart:
        return True if apart >= _SURE and not together else None
    count = Counter(filter(None, said.speakers))
    alike = sum(one**2 for one in count.values()) / (count.total() or 1) ** 2
    return False if others and (1.0 - alike) ** others <= _LUCK else None


def _length(spans: Iterable[tuple[float, float]]) -> float:
    return sum(end - start for start, end in spans)


def _joined(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return what is covered.

    >>> _joined([(3, 4), (0, 2), (1, 2.5)])
    [(0, 2.5), (3, 4)]
    """
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found

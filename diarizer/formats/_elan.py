"""When the annotations of a tier begin and end.

ELAN keeps times in slots of their own. A slot between two annotations that were only cut apart has
no value; ELAN shows such annotations evenly between the times that are known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

# Seconds of one unit of a document.
_UNITS = {"milliseconds": 0.001, "PAL-frames": 1 / 25, "NTSC-frames": 1001 / 30000}


class NoSuchSlot(Exception):  # noqa: N818, it says what is wrong
    """An annotation refers to a slot that is not there."""

    def __init__(self, name: str, slot: str) -> None:
        super().__init__(f"{name}: {slot}")
        self.name, self.slot = name, slot


class NoTimes(Exception):  # noqa: N818, as above
    """A tier has annotations, and none of their slots has a time."""

    def __init__(self, name: str, count: int) -> None:
        super().__init__(f"{name}: {count}")
        self.name, self.count = name, count


@dataclass(frozen=True, slots=True)
class Aligned:
    """One annotation; ``spread`` where one of its times stands in no slot."""

    name: str
    start: float
    end: float
    value: str
    spread: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """The slots of a document.

    Attributes:
        times: of the slots in seconds, None where ELAN has written no value.
        order: of the slots in the document.

    """

    times: dict[str, float | None]
    order: dict[str, int]

    @classmethod
    def of(cls, root: Element) -> Clock:
        """Read the slots.

        Raises:
            ValueError: a unit that is not known, or a time that is no number.
            KeyError: a slot without a name.

        """
        header = root.find("HEADER")
        unit = "milliseconds" if header is None else header.get("TIME_UNITS") or "milliseconds"
        if unit not in _UNITS:
            raise ValueError(f"TIME_UNITS={unit!r}, known: {', '.join(_UNITS)}")
        # What stands at 0 in the document is heard so late in the recording.
        media = root.find("HEADER/MEDIA_DESCRIPTOR")
        origin = 0.0 if media is None else float(media.get("TIME_ORIGIN") or 0) / 1000
        slots = {slot.attrib["TIME_SLOT_ID"]: slot for slot in root.iter("TIME_SLOT")}
        times = {
            name: None if (value := slot.get("TIME_VALUE")) is None else _time(value, unit, origin)
            for name, slot in slots.items()
        }
        return cls(times, {name: number for number, name in enumerate(slots)})

    def annotations(self, tier: Element) -> Iterator[Aligned]:
        """Yield the annotations of a tier that can be placed, in the order of their slots.

        Raises:
            NoSuchSlot: one refers to a slot that is not there.
            KeyError: one refers to none.
            NoTimes: no slot of the tier has one.

        """
        for one in tier.iter("ALIGNABLE_ANNOTATION"):
            for slot in (one.attrib["TIME_SLOT_REF1"], one.attrib["TIME_SLOT_REF2"]):
                if slot not in self.order:
                    raise NoSuchSlot(one.get("ANNOTATION_ID", ""), slot)
        found = sorted(tier.iter("ALIGNABLE_ANNOTATION"), key=self._place)
        slots = [one.attrib[f"TIME_SLOT_REF{side}"] for one in found for side in (1, 2)]
        points, of = self._points(slots)
        if found and all(point is None for point in points):
            raise NoTimes(tier.get("TIER_ID", ""), len(found))
        spread = _spread(points)
        for number, one in enumerate(found):
            first, last = of[2 * number], of[2 * number + 1]
            guessed = points[first] is None or points[last] is None
            value = "".join("".join(each.itertext()) for each in one.findall("ANNOTATION_VALUE"))
            name = one.get("ANNOTATION_ID", "")
            yield Aligned(name, spread[first], spread[last], value, guessed)

    def _place(self, annotation: Element) -> tuple[int, int]:
        return (
            self.order[annotation.attrib["TIME_SLOT_REF1"]],
            self.order[annotation.attrib["TIME_SLOT_REF2"]],
        )

    def _points(self, slots: Sequence[str]) -> tuple[list[float | None], list[int]]:
        """Return the times of a tier one after the other, and which is each slot's.

        An annotation ends where the next one begins, unless both have times of their own.
        """
        points: list[float | None] = []
        of = []
        for number, slot in enumerate(slots):
            time = self.times[slot]
            begins = number and number % 2 == 0
            if begins and (slot == slots[number - 1] or time is None or points[-1] is None):
                points[-1] = points[-1] if time is None else time
            else:
                points.append(time)
            of.append(len(points) - 1)
        return points, of


def _time(value: str, unit: str, origin: float) -> float:
    return round(float(value) * _UNITS[unit], 6) + origin


def _spread(points: Sequence[float | None]) -> list[float]:
    """Put the points without a time evenly between those that have one.

    Behind the last known time there is nothing to spread over, so they lie upon it.

    >>> _spread([0.0, None, None, 3.0, None])
    [0.0, 1.0, 2.0, 3.0, 3.0]
    """
    known = [number for number, point in enumerate(points) if point is not None]
    found = []
    for number, point in enumerate(points):
        if point is not None:
            found.append(point)
            continue
        before = max((each for each in known if each < number), default=None)
        after = min((each for each in known if each > number), default=None)
        found.append(_between(points, number, before, after))
    return found


def _between(
    points: Sequence[float | None], number: int, before: int | None, after: int | None
) -> float:
    first = 0.0 if before is None else points[before] or 0.0
    begin = -1 if before is None else before
    if after is None:
        return first
    last = points[after] or 0.0
    return round(first + (last - first) * (number - begin) / (after - begin), 6)

"""What the tuned numbers are worth on recordings from elsewhere than those that they were tuned on.

Leave one source out: for each place that recordings come from, the numbers are chosen from a small
grid on all other places, and the recordings of that place are scored with them. What a backend
hears is kept; only what comes after is run for every point of the grid.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

from measuring import heard, scoring

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from measuring.heard import Heard
    from measuring.recordings import Recording
    from measuring.scoring import Count
    from measuring.systems import Turns

Point = tuple[float, ...]
Grid = Mapping[str, Sequence[float]]

GRIDS: Mapping[str, Grid] = {
    "resemblyzer": {
        "clustering.distance": (0.263, 0.293, 0.323),
        "clustering.as_one": (0.07, 0.1, 0.13),
    },
    "open": {
        "clustering.distance": (0.42, 0.46, 0.50, 0.54, 0.58),
        "clustering.worth": (0.5, 0.7, 1.0),
    },
}
BESIDE: Mapping[str, Sequence[str]] = {
    "resemblyzer": (
        *("clustering.apart", "clustering.worth", "clustering.vague", "clustering.fine"),
        *("clustering.smallest", "clustering.smallest_share"),
        *("clustering.stranger", "clustering.echo"),
    ),
    "open": (
        *("clustering.furthest", "clustering.usual", "clustering.vague", "clustering.fine"),
        *("clustering.smallest", "clustering.smallest_share", "clustering.echo"),
    ),
}
"""Numbers that are not in the grid, of which only what a tenth of them moves is measured."""
_EQUAL = 0.2  # points of DER: a second or two in one recording of one place
_TENTHS = (0.9, 1.1)
JUDGED = "judging"  # the set that nothing is ever chosen on


@dataclass(frozen=True, slots=True)
class Outcome:
    """One recording at one point of the grid.

    Attributes:
        origin: of the recording.
        group: of the recording.
        parts: seconds of each of `scoring.PARTS`, strict.
        count: of people.
        overlap: seconds that one speaker at a time has to miss.

    """

    origin: str
    group: str
    parts: tuple[float, ...]
    count: Count
    overlap: float = 0.0


Outcomes = list[dict[Point, Outcome]]
"""Of each recording, at every point."""
Known = dict[tuple[tuple[float, float, str], ...], Outcome]
"""Of one recording, by its turns."""


@dataclass(frozen=True, slots=True)
class Validated:
    """What came out for one backend.

    Attributes:
        name: of the backend.
        left_out: each recording, with what was chosen without its origin.
        tuned: each, with what was chosen on all but `JUDGED`.
        shipped: each, with the numbers that a backend has.
        moved: for each number of the grid, each with that number a tenth lower, and a tenth higher.
        chosen: the point without each origin.
        beside: the same as ``moved`` for each number of `BESIDE`.

    """

    name: str
    left_out: list[Outcome]
    tuned: list[Outcome]
    shipped: list[Outcome]
    moved: Mapping[str, tuple[list[Outcome], list[Outcome]]]
    chosen: Mapping[str, Point]
    beside: Mapping[str, tuple[list[Outcome], list[Outcome]]] = field(default_factory=dict)


def validated(name: str, items: Iterable[Recording], cache: Path) -> Validated:
    """Run a backend over its grid."""
    own, grid = shipped(name), list(itertools.product(*GRIDS[name].values()))
    moved = {
        path: tuple(_moved(own, place, factor) for factor in _TENTHS)
        for place, path in enumerate(GRIDS[name])
    }
    points = dict.fromkeys((*grid, own, *itertools.chain.from_iterable(moved.values())))
    outcomes = []
    beside: dict[str, tuple[list[Outcome], list[Outcome]]] = {
        path: ([], []) for path in BESIDE[name]
    }
    for one in heard.listen(name, items, cache):
        print(f"{name}: {one.item.name}", file=sys.stderr)
        known: Known = {}
        outcomes.append(_outcomes(name, one, points, known))
        for path, both in beside.items():
            for some, factor in zip(both, _TENTHS, strict=True):
                value = factor * attrgetter(path)(heard.options_of(name))
                some.append(_tried(name, one, {path: value}, known))
    chosen = {
        origin: best(outcomes, grid, without=origin)
        for origin in dict.fromkeys(rows[own].origin for rows in outcomes)
    }
    tuned = best(outcomes, grid)
    return Validated(
        name,
        [rows[chosen[rows[own].origin]] for rows in outcomes],
        [rows[tuned] for rows in outcomes],
        [rows[own] for rows in outcomes],
        {
            path: ([rows[lower] for rows in outcomes], [rows[higher] for rows in outcomes])
            for path, (lower, higher) in moved.items()
        },
        chosen,
        beside,
    )


def best(outcomes: Outcomes, points: Iterable[Point], without: str = "") -> Point:
    """Return the point with the least mean of the pooled rates of the origins.

    Each origin has one voice, however much there is of it; ``without`` has none, and neither has
    what is only judged on. Of points that are as good but for less than `_EQUAL`, the middle one:
    the first of them would lie at the edge of where nothing changes. Of two beside the middle, the
    better one.
    """

    def mean(point: Point) -> float:
        some = [rows[point] for rows in outcomes]
        rates = by_origin(
            one for one in some if one.origin != without and one.group != JUDGED
        ).values()
        return sum(rates) / max(len(rates), 1)

    tried = list(points)
    means = [mean(point) for point in tried]
    good = [point for point, one in zip(tried, means, strict=True) if one <= min(means) + _EQUAL]
    places = [
        {value: place for place, value in enumerate(sorted(set(values)))}
        for values in zip(*tried, strict=True)
    ]

    def from_the_middle(point: Point) -> tuple[float, float]:
        own = [place[value] for place, value in zip(places, point, strict=True)]
        others = [[p[v] for p, v in zip(places, one, strict=True)] for one in good]
        middle = [sum(values) / len(good) for values in zip(*others, strict=True)]
        away = sum((at - centre) ** 2 for at, centre in zip(own, middle, strict=True))
        return round(away, 6), means[tried.index(point)]

    return min(good, key=from_the_middle)


def by_origin(outcomes: Iterable[Outcome]) -> dict[str, float]:
    """Return the pooled rate of each origin."""
    parts: dict[str, list[tuple[float, ...]]] = {}
    for one in outcomes:
        parts.setdefault(one.origin, []).append(one.parts)
    return {origin: scoring.rate(scoring.pooled(some)) for origin, some in parts.items()}


def _outcomes(name: str, one: Heard, points: Iterable[Point], known: Known) -> dict[Point, Outcome]:
    return {
        point: _tried(name, one, dict(zip(GRIDS[name], point, strict=True)), known)
        for point in points
    }


def _tried(name: str, one: Heard, values: Mapping[str, float], known: Known) -> Outcome:
    """Run and score what comes after hearing, with some numbers; the same turns are scored once."""
    turns = heard.told(one, heard.with_values(heard.options_of(name), values))
    key = tuple(turns)
    known[key] = known.get(key) or _outcome(one.item, turns)
    return known[key]


def _outcome(item: Recording, turns: Turns) -> Outcome:
    parts = scoring.seconds(item.path, turns, **scoring.STRICT)
    count = scoring.count(item.path, turns)
    return Outcome(item.origin, item.group, parts, count, scoring.overlap(item.path))


def shipped(name: str) -> Point:
    """Return the numbers of the grid that a backend has when nobody names others."""
    options = heard.options_of(name)
    return tuple(attrgetter(path)(options) for path in GRIDS[name])


def _moved(point: Point, place: int, factor: float) -> Point:
    return (*point[:place], round(point[place] * factor, 6), *point[place + 1 :])

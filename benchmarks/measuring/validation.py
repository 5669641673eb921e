"""What the tuned numbers are worth on a recording that they were not tuned on.

Leave one out: for each recording the numbers are chosen on all others, from a small grid, and the
recording is scored with them. The networks are asked once for each sound; only what comes after
them is run for every point of the grid.
"""

from __future__ import annotations

import hashlib
import itertools
import sys
from collections import Counter
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from measuring import machine, scoring
from measuring.document import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from measuring.recordings import Recording

    Point = tuple[float, ...]

GRIDS: Mapping[str, Mapping[str, Sequence[float]]] = {
    "resemblyzer": {
        "clustering.distance": (0.27, 0.30, 0.33, 0.36, 0.40),
        "clustering.alike": (0.81, 0.85, 0.89),
    },
    "open": {
        "clustering.distance": (0.46, 0.50, 0.53, 0.56, 0.60),
        "clustering.worth": (0.5, 0.7, 1.0),
    },
}
_GROUPS = ("real", "built")

_INTRODUCTION = """\
## Cross-validation

The few numbers that are tuned were chosen on these recordings, so the tables above flatter them. Here
each recording is scored with numbers that were chosen, from a small grid, on all the others: those with
the least mean of the pooled DER of `real` and of `built`. Strict DER in %, and recordings with the right
number of speakers. The built conversations share voices, so for them this is less strict than it looks.
The numbers as shipped are one point of the grid."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One recording at one point of the grid: its set, seconds of each part, speakers right."""

    group: str
    parts: tuple[float, ...]
    right: bool


Outcomes = list[dict["Point", Outcome]]
"""Of each recording, at every point."""


def written(items: Iterable[Recording], only: Sequence[str]) -> str:
    """Validate the backends, and write the section."""
    scored = [item for item in items if item.group in _GROUPS]
    parts = [
        _INTRODUCTION,
        f"Measured on {machine.described()}, by `python benchmarks/accuracy.py --cross-validate`.",
    ]
    for name in only or GRIDS:
        outcomes = [_outcomes(name, item) for item in scored]
        parts.append(_section(name, GRIDS[name], outcomes))
    return "\n\n".join(parts)


def held_out(outcomes: Outcomes) -> list[tuple[Point, Outcome]]:
    """Choose a point for each recording on all others; return it with what the recording gets."""
    chosen = []
    for number, own in enumerate(outcomes):
        point = best(outcomes[:number] + outcomes[number + 1 :], own)
        chosen.append((point, own[point]))
    return chosen


def best(outcomes: Outcomes, points: Iterable[Point]) -> Point:
    """Return the point with the least mean of the pooled rates of the sets."""
    return min(points, key=lambda point: _mean([own[point] for own in outcomes]))


def _mean(outcomes: Sequence[Outcome]) -> float:
    rates = _rates(outcomes)
    return sum(rates.values()) / max(len(rates), 1)


def _rates(outcomes: Sequence[Outcome]) -> dict[str, float]:
    groups = dict.fromkeys(own.group for own in outcomes)
    return {
        group: scoring.rate(scoring.pooled(own.parts for own in outcomes if own.group == group))
        for group in groups
    }


def _outcomes(name: str, item: Recording) -> dict[Point, Outcome]:
    """Run one recording at every point."""
    from diarizer import api, audio  # noqa: PLC0415, once the project is on the path

    print(f"{name}: {item.name}", file=sys.stderr)
    made, found = _maker(name), {}
    true = len({speaker for *_, speaker in scoring.truth(item.path)})
    with audio.opened(item.path) as recording:
        for point in itertools.product(*GRIDS[name].values()):
            values = dict(zip(GRIDS[name], point, strict=True))
            answer = api.run(made(values), recording)
            turns = [(turn.span.start, turn.span.end, turn.speaker) for turn in answer.turns]
            parts = scoring.seconds(item.path, turns, **scoring.STRICT)
            found[point] = Outcome(item.group, parts, len(answer.speakers) == true)
    return found


def _maker(name: str) -> Callable[[Mapping[str, float]], Any]:
    """Return what makes a backend with other numbers, around networks that remember."""
    if name == "open":
        from diarizer.backends.open import backend, engines  # noqa: PLC0415

        loaded = engines.load()
        networks = replace(
            loaded, segment=Remembering(loaded.segment), voice=Remembering(loaded.voice)
        )
        return lambda values: backend.OpenBackend(networks, with_values(_options(name), values))
    from diarizer.backends.resemblyzer import ResemblyzerBackend, engines  # noqa: PLC0415

    network = engines.load()
    network = replace(network, encoder=Remembering(network.encoder))
    return lambda values: ResemblyzerBackend(network, with_values(_options(name), values))


class Remembering:
    """A network that is asked once about the same input."""

    def __init__(self, network: Callable[..., Any]) -> None:
        self._network = network
        self._known: dict[Any, Any] = {}

    def __call__(self, given: Any, *options: Any) -> Any:
        """Return what the network says."""
        array = np.ascontiguousarray(given)
        key = array.shape, hashlib.sha256(array).hexdigest(), options
        if key not in self._known:
            self._known[key] = self._network(given, *options)
        return self._known[key]


def shipped(name: str) -> Point:
    """Return the numbers of the grid that a backend has when nobody names others."""
    options = _options(name)
    return tuple(attrgetter(path)(options) for path in GRIDS[name])


def _options(name: str) -> Any:
    if name == "open":
        from diarizer.backends.open import pipeline  # noqa: PLC0415

        return pipeline.Options()
    from diarizer.backends.resemblyzer import pipeline  # noqa: PLC0415

    return pipeline.Options()


def with_values(options: Any, values: Mapping[str, float]) -> Any:
    """Return options with other numbers, each named by its path: ``clustering.distance``."""
    for path, value in values.items():
        stage, name = path.split(".")
        options = replace(options, **{stage: replace(getattr(options, stage), **{name: value})})
    return options


def _section(name: str, grid: Mapping[str, Sequence[float]], outcomes: Outcomes) -> str:
    held = held_out(outcomes)
    hindsight = best(outcomes, outcomes[0])
    rows = [
        ("chosen on the others", *_cells([own for _, own in held])),
        ("the best for all, in hindsight", *_cells([own[hindsight] for own in outcomes])),
        ("as shipped", *_cells([own[shipped(name)] for own in outcomes])),
    ]
    votes = Counter(point for point, _ in held).most_common()
    counted = "; ".join(f"{_words(grid, point)}: {count} times" for point, count in votes)
    tried = ", ".join(f"`{path}` in {', '.join(map(str, some))}" for path, some in grid.items())
    head = (f"`{name}`", *_GROUPS)
    return f"{table(head, rows)}\n\nTried: {tried}. Chosen: {counted}."


def _cells(outcomes: Sequence[Outcome]) -> list[str]:
    rates = _rates(outcomes)
    cells = []
    for group in _GROUPS:
        own = [item for item in outcomes if item.group == group]
        right = sum(item.right for item in own)
        cells.append(f"{rates[group]:.1f}, {right} of {len(own)}" if own else "-")
    return cells


def _words(grid: Mapping[str, Sequence[float]], point: Point) -> str:
    return ", ".join(
        f"{path.rpartition('.')[2]} {value:g}" for path, value in zip(grid, point, strict=True)
    )

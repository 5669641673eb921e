"""The section on length: memory and time from a minute to many hours, from the runs alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from measuring import targets
from measuring.document import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from measuring.systems import Run
    from measuring.targets import Target

_MEGABYTES = {"resemblyzer": 700, "resemblyzer-light": 700, "open": 500, "open-light": 500}
_MORE = 60  # MB that three hours may take beyond ten minutes
_LINEAR = 1.25  # the cost of a second may grow by so much from ten minutes to the longest

_INTRODUCTION = """\
## Length

The same conversation, longer and longer; one run each, on one thread. Nothing but embeddings and labels may
grow. Sound of up to two minutes lies in memory (8 MB), of more on the disk."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """What the section on length is made from.

    Attributes:
        machine: and the day, in words.
        runs: of each system, by minutes.

    """

    machine: str
    runs: Mapping[str, Mapping[int, Run]]


def written(found: Lengths) -> str:
    """Write the section on length."""
    rows = [
        (
            name,
            str(minutes),
            f"{run.cpu:.1f}",
            f"{run.cpu / minutes / 60:.4f}",
            f"{run.wall:.1f}",
            f"{run.peak_mb:.0f}",
        )
        for name, runs in found.runs.items()
        for minutes, run in runs.items()
    ]
    head = ("system", "minutes", "CPU s", "CPU s per second", "wall s", "peak MB")
    by = "`python benchmarks/speed.py --part length`"
    parts = (_INTRODUCTION, f"Measured on {found.machine}, by {by}.", table(head, rows))
    reached = targets.listed(
        target for name in found.runs for target in _of(name, found.runs[name])
    )
    return "\n\n".join((*parts, reached))


def _of(name: str, runs: Mapping[int, Run]) -> Sequence[Target]:
    most = max((run.peak_mb for run in runs.values()), default=None)
    made = [targets.at_most(f"`{name}`, peak at any length", most, _MEGABYTES[name], " MB")]
    short, three_hours, longest = runs.get(10), runs.get(180), max(runs, default=0)
    more = three_hours.peak_mb - short.peak_mb if short and three_hours else None
    made.append(targets.at_most(f"`{name}`, three hours beyond ten minutes", more, _MORE, " MB"))
    growth = None
    if short and longest > 10:  # noqa: PLR2004, minutes
        # Loading is the same at every length.
        each = {at: (runs[at].cpu - runs[at].load_cpu) / at for at in (10, longest)}
        growth = each[longest] / each[10]
    what = f"`{name}`, cost of a second at {longest} minutes over that at ten"
    made.append(targets.at_most(what, growth, _LINEAR))
    return made

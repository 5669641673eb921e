"""The section on speed and start, from the runs alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from measuring import pairing, roofline, targets
from measuring.accuracy_short import not_run
from measuring.document import table
from measuring.systems import RECIPE, SYSTEMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from measuring.pairing import Rounds
    from measuring.roofline import Roof
    from measuring.systems import Run
    from measuring.targets import Target

_OURS = tuple(system.name for system in SYSTEMS if system.is_ours)
_PIECE = 1.5  # seconds: of the recipe
_EMBEDDING = "embedding"  # the stage of `resemblyzer` that counts windows

_INTRODUCTION = """\
## Speed

Ten minutes of conversation from the file to the turns, each run a process of its own that counts from its
start: imports and loading are in all figures. The systems take turns; the table has the medians. CPU is user
and system time of all threads. On a machine that is shared, CPU says more than wall time."""

_TWO = """\
### Two threads over one

The median over the rounds; above 1 the second thread costs more than it gives."""

_STAGES = """\
### Where the time goes

CPU seconds, as `diarizer.measuring.stage_timings` collects them."""


@dataclass(frozen=True, slots=True)
class Paired:
    """What the first section is made from.

    Attributes:
        machine: and the day, in words.
        duration: of the sound, in seconds.
        runs: of each system and number of threads.
        failed: who could not be run, and why.
        roof: what the machine multiplies at best.
        heavy: what ``diarize --help`` loads and should not; None where it was not looked at.
        start: CPU seconds and seconds of wall time, by what was started.

    """

    machine: str
    duration: float
    runs: Rounds
    failed: Mapping[str, str]
    roof: Roof
    heavy: tuple[str, ...] | None = None
    start: Mapping[str, tuple[float | None, float]] = field(default_factory=dict)


def speed(paired: Paired) -> str:
    """Write the section on speed."""
    rounds = max((len(runs) for runs in paired.runs.values()), default=0)
    parts = (
        _INTRODUCTION,
        f"Measured on {paired.machine}, rounds: {rounds}, by `python benchmarks/speed.py`.",
        f"{_medians(paired)}\n\n{not_run(paired.failed)}".strip(),
        "### What was to be reached",
        targets.listed(_targets(paired)),
        _TWO,
        _two(paired),
        _STAGES,
        _stages(paired),
        _multiplied(paired),
        "### Start",
        _start(paired),
    )
    return "\n\n".join(parts)


def _medians(paired: Paired) -> str:
    rows = []
    for (name, threads), runs in paired.runs.items():
        cpu = pairing.median(runs, "cpu")
        against = pairing.ratio(paired.runs, (name, threads), (RECIPE, 1))
        rows.append(
            (
                name,
                str(threads),
                f"{cpu:.1f}",
                f"{cpu / paired.duration:.4f}",
                f"{against:.2f}" if against else "-",
                f"{pairing.median(runs, 'wall'):.1f}",
                f"{pairing.median(runs, 'load_cpu'):.1f}",
                f"{pairing.median(runs, 'peak_mb'):.0f}",
            )
        )
    head = (
        *("system", "threads", "CPU s", "CPU s per second", "CPU of the recipe's"),
        *("wall s", "CPU s to load", "peak MB"),
    )
    return table(head, rows)


def _two(paired: Paired) -> str:
    rows = []
    for name in dict.fromkeys(name for name, _ in paired.runs):
        ratios = [
            pairing.ratio(paired.runs, (name, 2), (name, 1), what) for what in ("wall", "cpu")
        ]
        if any(ratios):
            rows.append((name, *(f"{ratio:.2f}" for ratio in ratios if ratio)))
    return table(("system", "wall time", "CPU time"), rows)


def _targets(paired: Paired) -> list[Target]:
    runs = paired.runs
    made = []
    for name in ("resemblyzer", "resemblyzer-light"):
        if own := runs.get((name, 1)):
            against = pairing.ratio(runs, (name, 1), (RECIPE, 1))
            made.append(targets.at_most(f"`{name}`, CPU time of the recipe's", against, 1))
            if windows := _windows(own[-1]):
                pieces = windows / (paired.duration / _PIECE)
                what = f"`{name}`, windows per piece of the recipe"
                made.append(targets.at_least(what, pieces, 3))
            slower = pairing.ratio(runs, (name, 2), (name, 1), "wall")
            made.append(
                targets.at_most(
                    f"`{name}`, wall time on two threads over one (a tenth is noise)", slower, 1.1
                )
            )
    for name in ("open", "open-light"):
        if own := runs.get((name, 1)):
            each = pairing.median(own, "cpu") / paired.duration
            made.append(targets.at_most(f"`{name}`, CPU seconds per second of audio", each, 0.04))
            for peer, times in (("pyannote", 4), ("senko", 1)):
                faster = pairing.ratio(runs, (peer, 1), (name, 1))
                what = f"`{name}`, times as fast as {peer}"
                made.append(targets.at_least(what, faster, times))
    for name in _OURS:
        if own := runs.get((name, 1)):
            until = pairing.median(own, "load_cpu")
            what = f"`{name}`, CPU seconds of imports before the run begins"
            made.append(targets.at_most(what, until, 3, " s"))
    if paired.heavy is not None:
        loaded = ", ".join(paired.heavy) or "neither"
        what = "`diarize --help` without numpy and torch"
        made.append(targets.Target(what, "neither", loaded, not paired.heavy))
    return made


def _stages(paired: Paired) -> str:
    own = {name: paired.runs[name, 1][-1] for name in _OURS if paired.runs.get((name, 1))}
    names = dict.fromkeys(stage for run in own.values() for stage in run.timings)
    rows = [("loading", *(f"{run.load_cpu:.2f}" for run in own.values()))]
    rows += [
        (stage, *(f"{run.timings.get(stage, 0.0):.2f}" for run in own.values())) for stage in names
    ]
    return table(("stage", *own), rows)


def _multiplied(paired: Paired) -> str:
    """Say what share of the machine's best the networks reach."""
    best = paired.roof.square
    lines = []
    for name in _OURS:
        own = paired.runs.get((name, 1), ())
        work = own[-1].counts.get("multiply-adds") if own else None
        if work:
            took, least = own[-1].timings["network"], work / best
            lines.append(
                f"- `{name}`: {work / 1e9:.1f} thousand million multiply-adds{_each(own[-1])}:"
                f" {least:.2f} s at best. The networks took {took:.2f} s:"
                f" {100 * least / took:.0f} % of the best of float32."
            )
    ceiling = (
        f"At best one thread does {best / 1e9:.1f} thousand million multiply-adds a second (sgemm of"
        f" 1024 by 1024 by 1024, in the same run; {paired.roof.recurrent / 1e9:.1f} for a step of an"
        " LSTM of 256 over 64 windows), in float32. What windows of `open` share is counted for each of"
        " them, and `open-light` does most in eight bits where the processor has them: so it can be above"
        " the best."
    )
    return "\n".join((ceiling, "", *lines))


def _each(run: Run) -> str:
    """Say how many windows Resemblyzer's network was asked about, and what they have in common."""
    windows, alone = _windows(run), roofline.resemblyzer_window()
    if not windows:
        return ""
    share = run.counts["multiply-adds"] / windows / alone
    return (
        f" for {windows:.0f} windows, {share:.2f} of what they would be with {alone / 1e6:.1f} million"
        " for a window of 1.6 s by itself"
    )


def _start(paired: Paired) -> str:
    rows = [
        (what, "-" if cpu is None else f"{cpu:.2f}", f"{wall:.2f}")
        for what, (cpu, wall) in paired.start.items()
    ]
    return table(("what", "CPU s", "wall s"), rows)


def _windows(run: Run) -> float | None:
    """Return how many windows Resemblyzer's network was asked about; None beside a segmentation.

    There it is asked about stretches, and the windows that are counted are the segmentation's.
    """
    windows = run.counts.get(_EMBEDDING)
    if not windows or run.counts["multiply-adds"] > windows * roofline.resemblyzer_window():
        return None
    return windows

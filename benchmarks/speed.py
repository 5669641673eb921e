"""How fast and how large our backends and their peers are: paired runs, into docs/benchmarks.md.

    python benchmarks/speed.py                             everything below
    python benchmarks/speed.py --part speed --rounds 5     ten minutes of conversation, in turns
    python benchmarks/speed.py --part length --minutes 1 10 60 180 600
    python benchmarks/speed.py --quick                     one round of a minute, nothing written

Each run is a process of its own. CPU seconds and memory are what the process says of itself at its
end, wall time is from outside.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from measuring import (
    command,
    length_document,
    machine,
    pairing,
    recordings,
    roofline,
    speed_document,
    systems,
)
from measuring.systems import RECIPE, SystemFailedError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from measuring.length_document import Lengths
    from measuring.pairing import Contestant
    from measuring.speed_document import Paired
    from measuring.systems import Bench, Run

_MINUTES = (1, 10, 60, 180)
_STARTS = 5


def main() -> None:
    """Measure, and write the sections."""
    given = _arguments()
    bench = command.begin(given)
    whole = not (given.quick or given.only)
    if "speed" in given.part:
        text = speed_document.speed(_paired(bench, given))
        command.write(given, "speed", text, whole=whole)
    if "length" in given.part:
        text = length_document.written(_lengths(bench, given))
        command.write(given, "length", text, whole=whole)


def _arguments() -> argparse.Namespace:
    parser = command.parser(__doc__ or "")
    parser.add_argument("--part", nargs="+", choices=("speed", "length"), default=[])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--minutes", type=int, nargs="+", default=[], help="for --part length")
    given = parser.parse_args()
    given.part = given.part or ["speed", "length"]
    given.rounds = 1 if given.quick else given.rounds
    given.minutes = given.minutes or ((1, 2) if given.quick else _MINUTES)
    return given


def _paired(bench: Bench, given: argparse.Namespace) -> Paired:
    minutes = 1 if given.quick else 10
    sound = recordings.lasting(bench.cache, 60 * minutes)
    contestants = list(_contestants(given))
    runs, failed = pairing.paired(bench, contestants, sound, given.rounds)
    return speed_document.Paired(
        machine.described(),
        60.0 * minutes,
        runs,
        failed,
        roofline.measured(),
        _loaded_by("-m", "diarizer", "--help"),
        _starts(bench, given),
    )


def _contestants(given: argparse.Namespace) -> Iterator[Contestant]:
    """Yield everybody on one thread; ourselves and the recipe on two as well."""
    for system in systems.chosen(given.only):
        yield system, 1
        if system.is_ours or system.name == RECIPE:
            yield system, 2


def _starts(bench: Bench, given: argparse.Namespace) -> dict[str, tuple[float | None, float]]:
    """Time what a person waits for before anything is done."""
    found: dict[str, tuple[float | None, float]] = {
        "`diarize --help`": (None, _median_start("-m", "diarizer", "--help"))
    }
    short = recordings.lasting(bench.cache, 10)
    for system in systems.chosen(given.only):
        if system.is_ours:
            try:
                runs = [pairing.once(bench, system, short) for _ in range(3)]
            except SystemFailedError as error:
                print(error, file=sys.stderr)
                continue
            what = f"`{system.name}`: from the start to the turns of ten seconds"
            found[what] = pairing.median(runs, "cpu"), pairing.median(runs, "wall")
    return found


def _median_start(*arguments: str) -> float:
    def once() -> float:
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=300,
            cwd=systems.ROOT,
        )
        return time.perf_counter() - began

    return statistics.median(once() for _ in range(_STARTS))


def _loaded_by(*arguments: str) -> tuple[str, ...]:
    """Name what a command imports of what it should not need."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=True,
        timeout=300,
        cwd=systems.ROOT,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    return tuple(name for name in ("numpy", "torch") if name in loaded)


def _lengths(bench: Bench, given: argparse.Namespace) -> Lengths:
    runs: dict[str, dict[int, Run]] = {}
    for minutes in given.minutes:
        sound = recordings.lasting(bench.cache, 60 * minutes)
        for system in systems.chosen(given.only):
            if not system.is_ours:
                continue
            print(f"{minutes} minutes: {system.name}", file=sys.stderr)
            try:
                runs.setdefault(system.name, {})[minutes] = pairing.once(bench, system, sound)
            except SystemFailedError as error:
                print(error, file=sys.stderr)
    return length_document.Lengths(
        machine.described(), {name: own for name, own in runs.items() if own}
    )


if __name__ == "__main__":
    main()

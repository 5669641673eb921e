"""What a recording costs against an older commit, and what two threads are worth, into docs/benchmarks.md.

    python benchmarks/before.py [--before f913a5e] [--rounds 5] [--minutes 10 180]

Both commits run their own code in the same Python, in turn: the older one on one thread, this one on one
and on two, and this one twice at once, each on one thread, which says how much a second processor of the
machine can give at all. Recordings of more than an hour are measured once. A whole process counts: its
start, imports and loading; a first short run of each, which leaves the bytecode, does not.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from measuring import machine, recordings
from measuring.document import replace_section, table

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
BEFORE = "f913a5e"
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
_AT_MOST = {"open": 0.5, "resemblyzer": 1.0}  # of the CPU seconds of the older commit
_MEMORY = 1.0  # of the peak of the older commit, at most
_TIMES = 1.6  # as fast on two threads, at least
_ONCE = 60  # minutes; what is longer is measured in the first round alone


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took.

    Attributes:
        cpu: seconds, user and system, of all threads.
        wall: seconds, from outside.
        peak: MB that it held at most.
        turns: what it found.

    """

    cpu: float
    wall: float
    peak: float
    turns: str


@dataclass(frozen=True, slots=True)
class Round:
    """Runs over one recording, one after the other.

    Attributes:
        before: the older commit, on one thread.
        one: this one, on one thread.
        two: this one, on two.
        at_once: seconds that two processes of this one took at the same time, each on one thread.

    """

    before: Run
    one: Run
    two: Run
    at_once: float


Rounds = dict[tuple[str, int], list[Round]]
"""Of each backend and length in minutes."""


def main() -> None:
    """Run both commits in turn, and write the section."""
    given = _arguments()
    given.cache.mkdir(parents=True, exist_ok=True)
    rounds: Rounds = {}
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder) / "before"
        _git("clone", "--quiet", "--no-local", str(ROOT), str(old))
        _git("-C", str(old), "checkout", "--quiet", given.before)
        short = recordings.lasting(given.cache, 10)
        for backend, root in product(given.backends, (old, ROOT)):
            _run(root, backend, short)  # uncounted: the first start compiles the modules
        for number in range(given.rounds):
            some = [each for each in given.minutes if not number or each <= _ONCE]
            for minutes, backend in product(some, given.backends):
                sound = recordings.lasting(given.cache, 60 * minutes)
                found = _round(old, backend, sound)
                print(f"{backend}, {minutes} minutes: {_shown(found)}", file=sys.stderr)
                rounds.setdefault((backend, minutes), []).append(found)
    text = written(given.before, rounds)
    print(text)
    if given.document:
        replace_section(given.document, "before", text)


def written(commit: str, rounds: Rounds) -> str:
    """Return the section of the document."""
    head = ("backend", "minutes", "rounds", "before", "now", "ratio", "at most", "")
    threads = ("backend", "minutes", "wall s on one", "on two", "times as fast", "at least", "")
    more = ("CPU on two over one", "MB on two", "two processes at once", "turns")
    return "\n".join(
        (
            "## Against the commit before",
            "",
            f"Whole processes on one thread, light engines, `{commit}` and now in turn; medians, and the",
            "median of the ratios of the pairs, the least and the most in brackets.",
            f"Measured on {machine.described()}, by `python benchmarks/before.py`.",
            "",
            "CPU seconds:",
            "",
            table(
                head, [_cost(*key, runs, "cpu", _AT_MOST[key[0]]) for key, runs in rounds.items()]
            ),
            "",
            "Memory at most, in MB:",
            "",
            table(head, [_cost(*key, runs, "peak", _MEMORY) for key, runs in rounds.items()]),
            "",
            "Two threads (`OMP_NUM_THREADS=2`) against one, both now. *Two processes at once*: how many",
            "times as much two of them get done at the same time, each on one thread, as one after the",
            "other, which no second thread can surpass here.",
            "",
            table((*threads, *more), [_threads(*key, runs) for key, runs in rounds.items()]),
        )
    )


def _cost(
    backend: str, minutes: int, rounds: Sequence[Round], what: str, wanted: float
) -> tuple[str, ...]:
    before, now = (
        [getattr(getattr(of, side), what) for of in rounds] for side in ("before", "one")
    )
    ratios = [its / other for its, other in zip(now, before, strict=True)]
    digits = 1 if what == "cpu" else 0
    return (
        f"`{backend}`",
        str(minutes),
        str(len(rounds)),
        f"{median(before):.{digits}f}",
        f"{median(now):.{digits}f}",
        _range(ratios),
        f"{wanted:.1f}",
        "reached" if median(ratios) <= wanted else "missed",
    )


def _threads(backend: str, minutes: int, rounds: Sequence[Round]) -> tuple[str, ...]:
    times = [of.one.wall / of.two.wall for of in rounds]
    same = all(of.one.turns == of.two.turns for of in rounds)
    return (
        f"`{backend}`",
        str(minutes),
        f"{median(of.one.wall for of in rounds):.2f}",
        f"{median(of.two.wall for of in rounds):.2f}",
        _range(times),
        f"{_TIMES:.1f}",
        "reached" if median(times) >= _TIMES else "missed",
        f"{median(of.two.cpu / of.one.cpu for of in rounds):.2f}",
        f"{median(of.two.peak for of in rounds):.0f}",
        f"{median(2 * of.one.wall / of.at_once for of in rounds):.2f}",
        "the same" if same else "others",
    )


def _range(ratios: Sequence[float]) -> str:
    return f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def _round(old: Path, backend: str, sound: Path) -> Round:
    before = _run(old, backend, sound)
    one, two = (_run(ROOT, backend, sound, threads) for threads in (1, 2))
    with ThreadPoolExecutor(2) as both:
        began = time.perf_counter()
        list(both.map(lambda _: _run(ROOT, backend, sound), range(2)))
        return Round(before, one, two, time.perf_counter() - began)


def _shown(found: Round) -> str:
    runs = (found.before, found.one, found.two)
    told = (f"{run.cpu:.2f} CPU s, {run.wall:.2f} s, {run.peak:.0f} MB" for run in runs)
    return f"{'; '.join(told)}; two at once {found.at_once:.2f} s"


def _run(root: Path, backend: str, sound: Path, threads: int = 1) -> Run:
    """Run one checkout over a file, in a process of its own."""
    script = (sys.executable, str(root / "benchmarks" / "peers" / "ours.py"))
    options = ("--backend", backend, "--engine", "light", "--threads", str(threads))
    with tempfile.TemporaryDirectory() as out:
        began = time.perf_counter()
        done = subprocess.run(
            [*script, *options, "--out", out, str(sound)],
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=7_200,
            env=_environment(root),
        )
        wall = time.perf_counter() - began
        turns = (Path(out) / f"{sound.stem}.json").read_text(encoding="utf-8")
    told = json.loads(done.stdout.splitlines()[-1])
    return Run(float(told["cpu"]), wall, float(told["peak_mb"]), turns)


def _environment(root: Path) -> dict[str, str]:
    """Let Python keep the bytecode of a checkout, as pip makes it for what it installs."""
    without = {name: value for name, value in os.environ.items() if name != _NO_BYTECODE}
    return {**without, "PYTHONPATH": str(root)}


def _git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], capture_output=True, check=True, timeout=300)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", default=BEFORE, metavar="COMMIT")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--minutes", type=int, nargs="+", default=[10])
    parser.add_argument("--backends", nargs="+", default=list(_AT_MOST), choices=list(_AT_MOST))
    parser.add_argument("--cache", type=Path, default=ROOT / ".benchmarks")
    parser.add_argument("--document", type=Path, help="where the section goes")
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""How long a newcomer waits, and how much lands on the disk: today's first run against an older one.

    python benchmarks/first_run.py                          three rounds, into docs/benchmarks.md
    python benchmarks/first_run.py --before COMMIT          against another commit
    python benchmarks/first_run.py --rounds 1 --python X    a look; nothing is written

Each round clones both commits anew and runs `./install.sh` as a newcomer does, one after the other,
each with an empty cache of pip. The seconds are those from `git clone` to the end of the last
`Ready:` line. A run that does not end in the lines that it should ends everything.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from measuring import command, machine
from measuring.document import table

ROOT = command.ROOT
BEFORE = "f913a5e"
_TARGET = 0.40
_ROUNDS = 3
_PATIENCE = 1800


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What one first run took.

    Attributes:
        seconds: from the clone to the last line.
        size: of the environment in bytes.
        bytecode: of them, what Python compiled.
        ready: the backends that were proven, in order.

    """

    seconds: float
    size: int
    bytecode: int
    ready: tuple[str, ...]


def main() -> None:
    """Measure both commits in turn, and write the section."""
    given = _arguments()
    commits = {"before": _commit(given.before), "now": _commit("HEAD")}
    runs: dict[str, list[FirstRun]] = {name: [] for name in commits}
    for number in range(given.rounds):
        for name, commit in commits.items():
            run = measured(commit, given.python)
            runs[name].append(run)
            print(f"round {number + 1}, {name} ({commit}): {run}", file=sys.stderr)
    command.write(given, "first-run", written(commits, runs), whole=given.rounds >= _ROUNDS)


def measured(commit: str, python: str) -> FirstRun:
    """Clone a commit and run its installer.

    Raises:
        SystemExit: it fails, or ends in no diarization.

    """
    with tempfile.TemporaryDirectory(prefix="first-run-") as scratch:
        folder = Path(scratch) / "setup-doctor"
        environment = {**os.environ, "PIP_CACHE_DIR": str(Path(scratch) / "cache")}
        for name in ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"):
            environment.pop(name, None)
        started = time.perf_counter()
        _git("clone", "--quiet", "--no-local", str(ROOT), str(folder))
        _git("-C", str(folder), "checkout", "--quiet", commit)
        done = subprocess.run(
            ["./install.sh", *(("--python", python) if python else ())],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
        seconds = time.perf_counter() - started
        words = [line.split() for line in done.stdout.splitlines() if line.startswith("Ready: ")]
        if done.returncode or not words:
            sys.exit(f"{commit} did not end in a diarization:\n{done.stdout}\n{done.stderr}")
        files = [path for path in (folder / ".venv").rglob("*") if not path.is_symlink()]
        sizes = {path: path.stat().st_size for path in files if path.is_file()}
        compiled = sum(size for path, size in sizes.items() if path.suffix == ".pyc")
        return FirstRun(seconds, sum(sizes.values()), compiled, tuple(word[1] for word in words))


def written(commits: dict[str, str], runs: dict[str, list[FirstRun]]) -> str:
    """The section of the document."""
    ratio = median(
        now.seconds / before.seconds
        for before, now in zip(runs["before"], runs["now"], strict=True)
    )
    rows = [_row(name, commits[name], runs[name]) for name in commits]
    head = ("first run", "commit", "proven", "seconds", "environment, MB", "of it bytecode, MB")
    verdict = "reached" if ratio <= _TARGET else "not reached"
    return "\n".join(
        (
            "## The first run",
            "",
            "From `git clone` to the last `Ready:` line, with an empty cache of pip, both commits in turn;",
            f"medians of {len(runs['now'])} rounds, the least and the most in brackets. Downloads are in it,",
            "for the older commit that of torch as the index serves it: here the build for the CPU.",
            f"Measured on {machine.described()}, by `python benchmarks/first_run.py`.",
            "",
            table(head, rows),
            "",
            f"Ratio of each pair, median: **{ratio:.2f}**; wanted at most {_TARGET:.2f}: {verdict}.",
        )
    )


def _row(name: str, commit: str, runs: list[FirstRun]) -> tuple[str, ...]:
    seconds = sorted(run.seconds for run in runs)
    size, bytecode = (median(getattr(run, which) for run in runs) for which in ("size", "bytecode"))
    return (
        name,
        f"`{commit}`",
        ", ".join(runs[0].ready),
        f"{median(seconds):.0f} ({seconds[0]:.0f} to {seconds[-1]:.0f})",
        f"{size / 1e6:.0f}",
        f"{bytecode / 1e6:.0f}",
    )


def _commit(name: str) -> str:
    return _git("-C", str(ROOT), "rev-parse", "--short=7", f"{name}^{{commit}}").strip()


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], capture_output=True, encoding="utf-8", check=True, timeout=300
    )
    return done.stdout


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--before", default=BEFORE, metavar="COMMIT", help="what to compare with")
    parser.add_argument(
        "--rounds", type=int, default=_ROUNDS, help="fewer than three write nothing"
    )
    parser.add_argument("--python", default="", metavar="PATH", help="for both installers")
    parser.add_argument("--document", type=Path, help="where the section goes; docs/benchmarks.md")
    return parser.parse_args()


if __name__ == "__main__":
    main()

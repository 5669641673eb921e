"""How soon the commands answer, paired against what others import, into docs/benchmarks.md.

    python benchmarks/startup.py [--runs 15] [--print-only]

Each pair is run in turn, A B A B, so that a machine whose speed drifts does not favour one; the
medians and the median of the ratios are written. Run it in an environment with torch.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

from measuring import machine
from measuring.command import DOCUMENT
from measuring.document import replace_section, table

if TYPE_CHECKING:
    from collections.abc import Iterator

PAIRS = {
    "setup-doctor --help": (
        ["-m", "setup_doctor", "--help"],
        ["-c", "import typer, rich"],
        1.3,
    ),
    "diarize --help": (
        ["-m", "diarizer", "--help"],
        ["-c", "import typer, rich"],
        1.3,
    ),
    "setup-doctor check --no-smoke --offline": (
        ["-m", "setup_doctor", "check", "--no-smoke", "--offline"],
        ["-c", "import torch"],
        0.35,
    ),
}

_LIMIT = 300.0  # seconds until a run is stopped


def seconds(arguments: list[str]) -> float:
    """The wall time of one run of this Python."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    # Not `wait(timeout)`, which looks every 50 ms whether it has ended: half of what is measured.
    stopper = threading.Timer(_LIMIT, process.kill)
    stopper.start()
    process.wait()
    taken = time.perf_counter() - started
    stopper.cancel()
    return taken


def rows(runs: int) -> Iterator[tuple[str, ...]]:
    """A row of the table for each pair."""
    for name, (ours, other, allowed) in PAIRS.items():
        seconds(ours), seconds(other)  # once unmeasured: files into the cache
        pairs = [(seconds(ours), seconds(other)) for _ in range(runs)]
        ratio = statistics.median(a / b for a, b in pairs)
        mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
        reached = "reached" if ratio <= allowed else "missed"
        numbers = f"{mine:.2f}", f"{theirs:.2f}", f"{ratio:.2f}", f"{allowed:.2f}"
        yield (f"`{name}`", f"`{other[-1]}`", *numbers, reached)


def main() -> None:
    """Measure every pair, and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--print-only", action="store_true", help="write no document")
    given = parser.parse_args()
    head = ("command", "against", "s", "s of the other", "ratio", "at most", "")
    text = (
        "## How soon the commands answer\n\n"
        f"{machine.described()}. `python benchmarks/startup.py`: whole processes in turn,"
        f" {given.runs} of each, medians.\n\nWith typer 0.28, as the installers bring it; typer 0.29"
        " loads pydantic for every command but `--help`.\n\n"
        f"{table(head, rows(given.runs))}"
    )
    print(text)
    if not given.print_only:
        replace_section(DOCUMENT, "startup", text)


if __name__ == "__main__":
    main()

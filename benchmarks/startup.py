"""How soon the doctor answers, paired against what it must not be slower than.

    python benchmarks/startup.py [--runs 15]

Each pair is run in turn, A B A B, so that a machine whose speed drifts does not favour one; the
medians and the median of the ratios are printed. Run it in an environment with torch.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

PAIRS = {
    "setup-doctor --help": (
        ["-m", "setup_doctor", "--help"],
        ["-c", "import typer, rich"],
        2.0,
    ),
    "setup-doctor check --no-smoke --offline": (
        ["-m", "setup_doctor", "check", "--no-smoke", "--offline"],
        ["-c", "import torch"],
        1.0,
    ),
}


def seconds(arguments: list[str]) -> float:
    """The wall time of one run of this Python."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=300,
    )
    return time.perf_counter() - started


def main() -> None:
    """Measure every pair and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    print(f"{'command':42} {'median':>8} {'against':>8} {'ratio':>6} {'allowed':>8}")
    for name, (ours, other, allowed) in PAIRS.items():
        seconds(ours), seconds(other)  # once unmeasured: files into the cache
        pairs = [(seconds(ours), seconds(other)) for _ in range(runs)]
        ratio = statistics.median(a / b for a, b in pairs)
        mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(f"{name:42} {mine:7.2f}s {theirs:7.2f}s {ratio:6.2f} {allowed:8.1f}")


if __name__ == "__main__":
    main()

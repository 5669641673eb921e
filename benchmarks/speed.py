"""How fast the diarizer is: seconds and memory of each run, in a process of its own.

    python benchmarks/speed.py                             the bundled recording, three times
    python benchmarks/speed.py --runs 1 three_hours.wav

Each run is `python -m diarizer.smoke`, what the doctor runs too; the least of
the seconds counts, since neighbours can only add to them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Time every recording and print a line for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("audio", nargs="*", type=Path, help="the bundled recording when left out")
    parser.add_argument("--backend", default="resemblyzer")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    for path in given.audio or [None]:
        runs = [_run(given.backend, path) for _ in range(given.runs)]
        best = min(runs, key=lambda run: float(run["seconds"]))
        print(
            f"{best['audio']}: {best['duration']:.1f} s in {best['seconds']:.2f} s,"
            f" {best['real_time_factor']:.1f} times real time;"
            f" loaded in {min(run['load_seconds'] for run in runs):.2f} s;"
            f" {max(run['peak_memory_mb'] for run in runs):.0f} MB;"
            f" {best['speakers']} speakers"
        )


def _run(backend: str, path: Path | None) -> dict[str, Any]:
    command = [sys.executable, "-m", "diarizer.smoke", "--backend", backend]
    done = subprocess.run(
        [*command, *([str(path.resolve())] if path else [])],
        capture_output=True,
        check=False,
        cwd=ROOT,
    )
    document: dict[str, Any] = json.loads(done.stdout)
    if "error" in document:
        sys.exit(f"{document['error']['message']}\n{document['error']['context']}")
    return document


if __name__ == "__main__":
    main()

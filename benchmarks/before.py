"""What a recording costs against an older commit: CPU seconds in pairs, into docs/benchmarks.md.

    python benchmarks/before.py [--before f913a5e] [--rounds 5] [--minutes 10 180]

Both commits run their own code in the same Python on one thread, in turn. A whole process counts:
its start, imports and loading; a first short run of each, which leaves the bytecode, does not.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from statistics import median

from measuring import machine, recordings
from measuring.document import replace_section, table

ROOT = Path(__file__).resolve().parents[1]
BEFORE = "f913a5e"
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
_CONVERSATION = (
    *("-n", "4", "--seed", "1020", "--lang", "en", "--overlap", "0.06", "--rt60", "0.3"),
    *("--min-material", "25"),
)
_AT_MOST = {"open": 0.5, "resemblyzer": 1.0}  # of the CPU seconds of the older commit

Runs = dict[tuple[str, int], list[tuple[float, float]]]
"""CPU seconds before and now, of each backend and length."""


def main() -> None:
    """Run both commits in turn, and write the section."""
    given = _arguments()
    given.cache.mkdir(parents=True, exist_ok=True)
    runs: Runs = {}
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder) / "before"
        _git("clone", "--quiet", "--no-local", str(ROOT), str(old))
        _git("-C", str(old), "checkout", "--quiet", given.before)
        short = recordings.conversation(given.cache / "lengths" / "10s", *_CONVERSATION, "-d", "10")
        for backend, root in product(given.backends, (old, ROOT)):
            _cpu(root, backend, short)  # uncounted: the first start compiles the modules
        for _ in range(given.rounds):
            for minutes in given.minutes:
                prefix = given.cache / "lengths" / f"{minutes}min"
                sound = recordings.conversation(prefix, *_CONVERSATION, "-d", str(60 * minutes))
                for backend in given.backends:
                    pair = (_cpu(old, backend, sound), _cpu(ROOT, backend, sound))
                    print(f"{backend}, {minutes} minutes: {pair}", file=sys.stderr)
                    runs.setdefault((backend, minutes), []).append(pair)
    text = written(given.before, runs)
    print(text)
    if given.document:
        replace_section(given.document, "before", text)


def written(commit: str, runs: Runs) -> str:
    """Return the section of the document."""
    head = ("backend", "minutes", "rounds", "CPU s before", "CPU s now", "ratio", "at most", "")
    return "\n".join(
        (
            "## Against the commit before",
            "",
            f"CPU seconds of whole processes on one thread, light engines, `{commit}` and now in turn;",
            "medians, and the median of the ratios of the pairs, the least and the most in brackets.",
            f"Measured on {machine.described()}, by `python benchmarks/before.py`.",
            "",
            table(head, [_row(*key, pairs) for key, pairs in runs.items()]),
        )
    )


def _row(backend: str, minutes: int, pairs: list[tuple[float, float]]) -> tuple[str, ...]:
    ratios = sorted(now / before for before, now in pairs)
    wanted = _AT_MOST[backend]
    return (
        f"`{backend}`",
        str(minutes),
        str(len(pairs)),
        f"{median(before for before, _ in pairs):.1f}",
        f"{median(now for _, now in pairs):.1f}",
        f"{median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})",
        f"{wanted:.1f}",
        "reached" if median(ratios) <= wanted else "missed",
    )


def _cpu(root: Path, backend: str, sound: Path) -> float:
    """Run one checkout over a file, in a process of its own."""
    script = (sys.executable, str(root / "benchmarks" / "peers" / "ours.py"))
    options = ("--backend", backend, "--engine", "light", "--threads", "1")
    with tempfile.TemporaryDirectory() as out:
        done = subprocess.run(
            [*script, *options, "--out", out, str(sound)],
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=7_200,
            env=_environment(root),
        )
    return float(json.loads(done.stdout.splitlines()[-1])["cpu"])


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

"""The options that both commands have."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from measuring.document import replace_section
from measuring.systems import Bench

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "benchmarks.md"
_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def parser(description: str) -> argparse.ArgumentParser:
    """Return the parser with the common options."""
    made = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("--quick", action="store_true", help="a few minutes; writes no document")
    made.add_argument("--only", nargs="+", default=[], metavar="SYSTEM", help="of all systems")
    made.add_argument(
        "--peer-python",
        nargs="+",
        default=[],
        metavar="NAME=PYTHON",
        help="an interpreter that has senko or pyannote; made in the cache otherwise",
    )
    made.add_argument(
        "--cache",
        type=Path,
        default=Path(os.environ.get("DIARIZER_BENCHMARK_CACHE") or ROOT / ".benchmarks"),
        help="for environments, built conversations and what was answered before",
    )
    made.add_argument(
        "--document",
        type=Path,
        help="where the section goes, even one that is not whole; docs/benchmarks.md for a whole one",
    )
    return made


def as_typed(program: str, **options: Sequence[str] | bool) -> str:
    """Return the command that asks for the same: what a section says it was written by.

    >>> as_typed("accuracy.py", only=["open"], quick=False, up_to=["senko=300"])
    'python benchmarks/accuracy.py --only open --up-to senko=300'
    """
    words = [f"python benchmarks/{program}"]
    for name, value in options.items():
        if value:
            words.append(f"--{name.replace('_', '-')}")
            words += [] if isinstance(value, bool) else value
    return " ".join(words)


def write(given: argparse.Namespace, section: str, text: str, *, whole: bool) -> None:
    """Print a section, and put it into the document that is named, or into ours when it is whole."""
    print(text)
    if given.document or whole:
        replace_section(given.document or DOCUMENT, section, text)


def begin(given: argparse.Namespace) -> Bench:
    """Set this process to one thread, before numpy is imported; return where systems are run."""
    os.environ.update(dict.fromkeys(_VARIABLES, "1"))
    sys.path.insert(0, str(ROOT))
    pythons = dict(pair.split("=", 1) for pair in given.peer_python)
    given.cache.mkdir(parents=True, exist_ok=True)
    return Bench(given.cache.resolve(), {name: Path(path) for name, path in pythons.items()})

"""What every system that is measured has in common: files in, JSON out, in a process of its own.

    python SCRIPT [options] --out FOLDER FILE...

It runs in the interpreter of that system, so nothing but the standard library is imported here.
`FOLDER/<name>.json` holds the turns of each file; the last line of stdout says what it all took.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Turns = Iterable[tuple[float, float, str]]
    """Start and end in seconds, and the name of the speaker."""
    Diarize = Callable[[Path], Turns]

ROOT = Path(__file__).resolve().parents[2]
_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")


def parser() -> argparse.ArgumentParser:
    """Return the options that all systems understand."""
    options = argparse.ArgumentParser()
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--threads", type=int, default=1)
    return options


def main(
    load: Callable[[argparse.Namespace], Diarize],
    packages: Sequence[str],
    options: argparse.ArgumentParser | None = None,
) -> None:
    """Load a system, show it every file, and say what that took.

    Args:
        load: makes the system ready; what it returns is called with each file.
        packages: whose versions are told.
        options: from :func:`parser`, with more of the system's own.

    """
    given = (options or parser()).parse_args()
    # Before numpy is imported: the libraries read them once.
    os.environ.update(dict.fromkeys(_VARIABLES, str(given.threads)))
    sys.path.insert(0, str(ROOT))
    sys.stdout = sys.stderr  # senko and others talk; the last line has to be ours
    diarize = load(given)
    loaded = time.process_time(), time.perf_counter()
    for file in given.files:
        _one(diarize, file, given.out)
    told = {
        "load_cpu": loaded[0],
        "run_seconds": time.perf_counter() - loaded[1],
        "cpu": time.process_time(),  # since the process began: user and system
        "peak_mb": _peak_mb(),
        "versions": {name: version for name in packages if (version := _version(name))},
        # Of the last file, where the system tells.
        "timings": getattr(diarize, "timings", {}),
        "counts": getattr(diarize, "counts", {}),
    }
    print(json.dumps(told), file=sys.__stdout__)


def _one(diarize: Diarize, file: Path, out: Path) -> None:
    turns = [(float(start), float(end), str(who)) for start, end, who in diarize(file)]
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{file.stem}.json").write_text(json.dumps(turns), encoding="utf-8")


def _peak_mb() -> float | None:
    from diarizer.measuring.peak_memory import peak_mb  # noqa: PLC0415, found once ROOT is on the path

    return peak_mb()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""

"""Inputs that are nearly right, for every reader: formats of turns, transcripts, recordings.

    python benchmarks/fuzz.py                                  20,000 inputs of all kinds
    python benchmarks/fuzz.py --only rttm --only "transcript whisper"
    python benchmarks/fuzz.py --first 4000 --inputs 4000       a slice of a longer run

No traceback, no hang, nothing left behind, and where it can be judged nothing wrong without a word.
The inputs are the same in every run. They are read in a process of its own, so that one that hangs
or falls dead is a fault like any other. A fault is printed with its kind and its number, and ends
the program with exit code 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import fuzzed_kinds
from measuring.apart import Apart

if TYPE_CHECKING:
    from measuring.fuzzing import Outcome

_SHOWN = 40


def main() -> int:
    """Try every kind and print a line for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=20000, help="of all kinds together")
    parser.add_argument("--first", type=int, default=0, help="how many were tried before")
    parser.add_argument("--only", action="append", help="one kind; may be repeated")
    asked = parser.parse_args()
    known = [kind.name for kind in fuzzed_kinds.kinds()]
    if unknown := [name for name in asked.only or () if name not in known]:
        parser.error(f"no such kind: {', '.join(unknown)}; there are: {', '.join(known)}")
    names = [name for name in known if not asked.only or name in asked.only]
    first, each = asked.first // len(names), -(-asked.inputs // len(names))
    faults: list[Outcome] = []
    with tempfile.TemporaryDirectory() as folder, closing(Apart(Path(folder))) as apart:
        for name in names:
            found = [apart.tried(name, number) for number in range(first, first + each)]
            faults += [outcome for outcome in found if outcome.fault]
            print(_line(name, found), flush=True)
    for outcome in faults[:_SHOWN]:
        print(f"{outcome.kind} {outcome.number}: {outcome.fault}\n  {outcome.data[:200]!r}")
    print(f"{each * len(names)} inputs, {len(faults)} faults")
    return bool(faults)


def _line(name: str, found: list[Outcome]) -> str:
    return (
        f"{name:36} {len(found):6} inputs"
        f" {sum(outcome.refused for outcome in found):6} refused"
        f" {sum(bool(outcome.fault) for outcome in found):4} faults"
        f" {sum(outcome.seconds for outcome in found):7.1f} s,"
        f" the slowest {max(outcome.seconds for outcome in found):5.2f} s"
    )


if __name__ == "__main__":
    sys.exit(main())

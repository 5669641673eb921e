"""Inputs that are nearly right, for every reader: no traceback, no hang, no file left behind.

    python benchmarks/fuzz.py [--inputs 20000] [--only rttm]

The inputs are the same in every run. A fault is printed with its kind and its number, and ends the
program with exit code 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from measuring import fuzzing


def main() -> int:
    """Try every kind and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=20000, help="of all kinds together")
    parser.add_argument("--only", help="one kind")
    asked = parser.parse_args()
    kinds = [kind for kind in fuzzing.kinds() if asked.only in {None, kind.name}]
    each, faults = -(-asked.inputs // len(kinds)), []
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            started = time.perf_counter()
            found = [fuzzing.tried(kind, number, Path(folder)) for number in range(each)]
            wrong = [fault for fault in found if fault]
            faults += wrong
            seconds = time.perf_counter() - started
            print(
                f"{kind.name:12} {each:6} inputs {len(wrong):4} faults {seconds:7.1f} s", flush=True
            )
    for fault in faults[:20]:
        print(f"{fault.kind} {fault.number}: {fault.said}\n  {fault.data[:200]!r}")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())

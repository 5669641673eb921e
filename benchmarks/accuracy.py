"""How accurate our backends and their peers are: DER by pyannote.metrics, into docs/benchmarks.md.

    python benchmarks/accuracy.py                          everything, in one table
    python benchmarks/accuracy.py --only open recipe       some systems; nothing is written
    python benchmarks/accuracy.py --sets real nobody       some of the recordings
    python benchmarks/accuracy.py --quick                  the short recordings, nothing written
    python benchmarks/accuracy.py --left-out               what the tuned numbers are worth

Each system runs in a process of its own; what was answered before by the same
code to the same sound is kept in the cache. An environment for each peer is made
there too, unless --peer-python names one.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import accuracy_document, command, machine, recordings, scoring, systems

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from measuring.accuracy_document import Results
    from measuring.recordings import Recording
    from measuring.scoring import Score
    from measuring.systems import Bench, Turns


def main() -> None:
    """Ask every system about every recording, and write the tables."""
    given = _arguments()
    bench = command.begin(given)
    items = recordings.collect(bench.cache, bench.pythons, quick=given.quick)
    items = [item for item in items if not given.sets or item.group in given.sets]
    whole = not (given.quick or given.only or given.sets)
    if given.left_out:
        command.write(given, "left-out", _left_out(bench, items, given), whole=whole)
        return
    results = _results(bench, items, given)
    if given.json:
        given.json.write_text(f"{json.dumps(asdict(results), indent=1)}\n", encoding="utf-8")
    command.write(given, "accuracy", accuracy_document.written(results), whole=whole)


def _arguments() -> argparse.Namespace:
    parser = command.parser(__doc__ or "")
    parser.add_argument("--json", type=Path, help="write the scores to this file too")
    sets = (*recordings.GROUPS, "nobody")
    parser.add_argument("--sets", nargs="+", choices=sets, default=[], help="of all recordings")
    parser.add_argument("--left-out", action="store_true", help="choose without what is scored")
    return parser.parse_args()


def _left_out(bench: Bench, items: Sequence[Recording], given: argparse.Namespace) -> str:
    from measuring import validation, validation_document  # noqa: PLC0415, numpy comes with it

    spoken = [item for item in items if item.group != "nobody"]
    found = [
        validation.validated(name, spoken, bench.cache) for name in given.only or validation.GRIDS
    ]
    return validation_document.written(found, machine.described())


def _results(bench: Bench, items: Sequence[Recording], given: argparse.Namespace) -> Results:
    scores, versions, failed = {}, {}, {}
    for system in systems.chosen(given.only):
        try:
            turns, versions[system.name] = bench.outputs(system, items)
        except systems.SystemFailedError as error:
            print(error, file=sys.stderr)
            failed[system.name] = error.reason
            continue
        scores[system.name] = [_score(item, turns[item.name]) for item in items]
    return accuracy_document.Results(machine.described(), versions, scores, failed)


def _score(item: Recording, turns: Turns) -> Score:
    return scoring.Score(
        item.group,
        item.name,
        item.kinds,
        true=len({speaker for *_, speaker in scoring.truth(item.path)}),
        found=len({speaker for *_, speaker in turns}),
        strict=scoring.seconds(item.path, turns, **scoring.STRICT),
        lenient=scoring.seconds(item.path, turns, **scoring.LENIENT),
    )


if __name__ == "__main__":
    main()

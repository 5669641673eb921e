"""How accurate our backends and their peers are: DER by pyannote.metrics, into docs/benchmarks.md.

    python benchmarks/accuracy.py                          everything, in one table
    python benchmarks/accuracy.py --up-to pyannote=300     without its far-field meetings of more than 300 s
    python benchmarks/accuracy.py --only open recipe       some systems; nothing is written
    python benchmarks/accuracy.py --sets real nobody       some of the recordings
    python benchmarks/accuracy.py --quick                  the short recordings, nothing written
    python benchmarks/accuracy.py --left-out               only what the tuned numbers are worth

A whole run writes the section on what the tuned numbers are worth too, as the first rows of its
table are from there. Each system runs in a process of its own; what was answered before by the same
code to the same sound is kept in the cache. An environment for each peer is made there too, unless
--peer-python names one.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import accuracy_document, command, machine, recordings, scoring, systems
from measuring.accuracy_results import NOBODY, Results

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from measuring.recordings import Recording
    from measuring.scoring import Score
    from measuring.systems import Bench, Turns
    from measuring.validation import Validated


def main() -> None:
    """Ask every system about every recording, and write the tables."""
    given = _arguments()
    bench = command.begin(given)
    items = recordings.collect(bench.cache, bench.pythons, quick=given.quick)
    items = [item for item in items if not given.sets or item.group in given.sets]
    whole = not (given.quick or given.only or given.sets)
    spoken = [item for item in items if item.group != NOBODY]
    if given.left_out:
        from measuring import validation  # noqa: PLC0415, numpy comes with it

        names = given.only or validation.GRIDS
        found = [validation.validated(name, spoken, bench.cache) for name in names]
        command.write(given, "left-out", _written(found), whole=whole)
        return
    scores, versions, failed = _asked(bench, items, given)
    validated, unheard = _if_possible(bench, spoken) if whole else ([], {})
    results = Results(
        machine.described(),
        versions,
        scores,
        {**failed, **unheard},
        command.as_typed(
            "accuracy.py",
            only=given.only,
            sets=given.sets,
            quick=given.quick,
            up_to=[f"{name}={seconds:g}" for name, seconds in given.up_to],
        ),
        {one.name: list(_left_out(spoken, one)) for one in validated},
        dict(given.up_to),
    )
    if given.json:
        given.json.write_text(f"{json.dumps(asdict(results), indent=1)}\n", encoding="utf-8")
    command.write(given, "accuracy", accuracy_document.written(results), whole=whole)
    if validated and not unheard:
        command.write(given, "left-out", _written(validated), whole=whole)


def _arguments() -> argparse.Namespace:
    parser = command.parser(__doc__ or "")
    parser.add_argument("--json", type=Path, help="write the scores to this file too")
    sets = (*recordings.GROUPS, NOBODY)
    parser.add_argument("--sets", nargs="+", choices=sets, default=[], help="of all recordings")
    parser.add_argument("--left-out", action="store_true", help="choose without what is scored")
    parser.add_argument(
        "--up-to",
        nargs="+",
        type=up_to,
        default=[],
        metavar="SYSTEM=SECONDS",
        help="ask a slow one about far-field meetings of at most so many seconds; the tables say so",
    )
    return parser.parse_args()


def up_to(text: str) -> tuple[str, float]:
    """Read a system and the longest far-field meeting that it is asked about, in seconds.

    Raises:
        argparse.ArgumentTypeError: there is no such system, or it is no number above 0.

    """
    name, _, seconds = text.partition("=")
    if name not in (known := [system.name for system in systems.SYSTEMS]):
        said = f"there is no system {name!r}; known: {', '.join(known)}"
        raise argparse.ArgumentTypeError(said)
    try:
        most = float(seconds)
    except ValueError:
        most = math.nan
    if not 0 < most < math.inf:
        said = f"{text!r} has no number of seconds: {name}=300 is five minutes"
        raise argparse.ArgumentTypeError(said)
    return name, most


def _written(found: Sequence[Validated]) -> str:
    from measuring import validation_document  # noqa: PLC0415, numpy comes with it

    return validation_document.written(found, machine.described())


def _if_possible(
    bench: Bench, spoken: Sequence[Recording]
) -> tuple[list[Validated], dict[str, str]]:
    """Leave each place out for both backends; return why one that lacks something could not be."""
    from diarizer.errors import DiarizerError  # noqa: PLC0415, once it is on the path
    from measuring import validation  # noqa: PLC0415

    found, failed = [], {}
    for name in validation.GRIDS:
        try:
            one = validation.validated(name, spoken, bench.cache)
        except (DiarizerError, RuntimeError) as error:
            print(error, file=sys.stderr)
            failed[f"{name}, left out"] = str(error).splitlines()[0]
            continue
        found.append(one)
    return found, failed


def _left_out(spoken: Sequence[Recording], found: Validated) -> Iterator[Score]:
    """Yield the scores with numbers that were chosen elsewhere, in the order of the recordings."""
    for item, one in zip(spoken, found.left_out, strict=True):
        true, people = one.count.true, one.count.found
        yield scoring.Score(item.group, item.name, item.kinds, true, people, one.parts, ())


def _asked(
    bench: Bench, items: Sequence[Recording], given: argparse.Namespace
) -> tuple[dict[str, list[Score]], dict[str, dict[str, str]], dict[str, str]]:
    """Return the scores and the versions of each system, and why others failed."""
    scores, versions, failed = {}, {}, {}
    for system in systems.chosen(given.only):
        most = dict(given.up_to).get(system.name, math.inf)
        own = [item for item in items if item.group not in recordings.FAR or item.seconds <= most]
        try:
            turns, versions[system.name] = bench.outputs(system, own)
        except systems.SystemFailedError as error:
            print(error, file=sys.stderr)
            failed[system.name] = error.reason
            continue
        scores[system.name] = [_score(item, turns[item.name]) for item in own]
    return scores, versions, failed


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

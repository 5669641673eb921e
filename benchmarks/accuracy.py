"""How accurate a backend is: DER by pyannote.metrics, per recording and pooled.

    python benchmarks/accuracy.py                          the real recordings
    python benchmarks/accuracy.py --built FOLDER           and those that make_sets.sh built there
    python benchmarks/accuracy.py --backend pyannote --json result.json

Pooled means that all seconds are added up before dividing, so that a longer
recording weighs more. `strict` has no collar and scores overlap; `lenient`
leaves out 0.25 s on each side of every true boundary, and overlap. The numbers
in the options of the stages were chosen with this table.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[1]
AUDIO = Path(os.environ.get("DIARIZER_TEST_AUDIO") or ROOT.parent / "shared" / "audio")
PARTS = ("missed detection", "false alarm", "confusion", "total")


@dataclass(frozen=True, slots=True)
class Row:
    """The result of one recording.

    Attributes:
        group: the set that the recording belongs to.
        name: of the recording.
        found: speakers.
        true: speakers.
        strict: seconds of each of `PARTS`, no collar, overlap scored.
        lenient: the same with 0.25 s on each side and without overlap.

    """

    group: str
    name: str
    found: int
    true: int
    strict: tuple[float, ...]
    lenient: tuple[float, ...]


def main() -> None:
    """Diarize every recording and print the table."""
    given = _arguments()
    # Before numpy is imported; resemblyzer's small layers are up to 70 times slower on threads.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    sys.path.insert(0, str(ROOT))
    rows = []
    for row in _rows(given):
        rows.append(row)
        print(_line(row.group, row.name, f"{row.found}/{row.true}", row.strict, row.lenient))
    for group in dict.fromkeys(row.group for row in rows):
        print(_pooled(group, [row for row in rows if row.group == group]))
    if given.json:
        text = json.dumps([asdict(row) for row in rows], indent=1)
        given.json.write_text(f"{text}\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--backend", default="resemblyzer")
    parser.add_argument(
        "--real", type=Path, default=AUDIO / "real", help="a folder of wav and rttm"
    )
    parser.add_argument("--built", type=Path, help="another, pooled by itself")
    parser.add_argument("--json", type=Path, help="write the rows to this file too")
    return parser.parse_args()


def _rows(given: argparse.Namespace) -> Iterator[Row]:
    from diarizer import api, audio, backends  # noqa: PLC0415, after the threads are set

    engine = backends.load(given.backend)
    for group, folder in (("real", given.real), ("built", given.built)):
        for path in sorted(folder.glob("*.wav")) if folder else ():
            with audio.opened(path) as recording:
                found = api.run(engine, recording)
            truth = _truth(path)
            yield Row(
                group,
                path.stem,
                len(found.speakers),
                len(truth.speakers),
                _errors(truth, found, path),
                # pyannote.metrics takes the whole width of the collar.
                _errors(truth, found, path, collar=0.5, skip_overlap=True),
            )


def _truth(path: Path) -> Any:
    from diarizer import formats  # noqa: PLC0415

    return formats.get("rttm").loads(path.with_suffix(".rttm").read_text(encoding="utf-8"))


def _errors(truth: Any, found: Any, path: Path, **options: Any) -> tuple[float, ...]:
    from pyannote.metrics.diarization import DiarizationErrorRate  # noqa: PLC0415

    metric = DiarizationErrorRate(**options)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        detail = metric(_theirs(truth), _theirs(found), uem=_uem(path, found), detailed=True)
    return tuple(float(detail[part]) for part in PARTS)


def _theirs(ours: Any) -> Any:
    from pyannote.core import Annotation, Segment  # noqa: PLC0415

    theirs = Annotation()
    for number, turn in enumerate(ours.turns):
        theirs[Segment(turn.span.start, turn.span.end), number] = turn.speaker
    return theirs


def _uem(path: Path, found: Any) -> Any:
    from pyannote.core import Segment, Timeline  # noqa: PLC0415

    uem = path.with_suffix(".uem")
    if not uem.exists():
        return Timeline([Segment(0.0, found.duration)])
    fields = [line.split() for line in uem.read_text(encoding="utf-8").splitlines() if line.strip()]
    return Timeline([Segment(float(start), float(end)) for _, _, start, end in fields])


def _pooled(group: str, rows: Sequence[Row]) -> str:
    strict = tuple(map(sum, zip(*(row.strict for row in rows), strict=True)))
    lenient = tuple(map(sum, zip(*(row.lenient for row in rows), strict=True)))
    right = f"{sum(row.found == row.true for row in rows)} of {len(rows)}"
    return _line(group, "ALL, pooled", right, strict, lenient)


def _line(
    group: str, name: str, speakers: str, strict: Sequence[float], lenient: Sequence[float]
) -> str:
    missed, false_alarm, confusion, _ = (100 * part / max(strict[3], 0.01) for part in strict)
    return (
        f"{group:6} {name:32} {speakers:>9}  strict {_rate(strict):6.1f} ="
        f" {missed:5.1f} missed + {false_alarm:5.1f} false + {confusion:5.1f} confused"
        f"  lenient {_rate(lenient):6.1f}"
    )


def _rate(errors: Sequence[float]) -> float:
    wrong = sum(errors[:3])
    if errors[3]:
        return 100 * wrong / errors[3]
    return float("inf") if wrong else 0.0


if __name__ == "__main__":
    main()

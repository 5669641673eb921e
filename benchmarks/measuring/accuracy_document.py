"""The section on accuracy, from the scores alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from measuring import accuracy_short, accuracy_targets, scoring, targets
from measuring.accuracy_results import NOBODY
from measuring.document import table
from measuring.systems import RECIPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from measuring.accuracy_results import Results
    from measuring.scoring import Score

_WORSE = " (!)"

_TITLE = "## Accuracy\n\nOurs and the peers, by one command, on the same recordings."
_WHAT = "### What the sets and the systems are"
_COUNTED = """\
### How it is counted

The diarization error rate (DER), by pyannote.metrics, within the UEM of each recording: missed speech, plus
speech found where nobody speaks, plus speech given to another speaker, over all speech. *Strict*: without a
collar, overlapped speech scored. *Lenient*: 0.25 s on each side of every true boundary left out, and
overlapped speech. Pooled: seconds are added up before dividing, so that a longer recording weighs more. The
number of speakers is never told."""
# Figures that were not measured by this command, with where they come from.
_CITED = """\
Cited, not run here: sherpa-onnx with segmentation-3.0 and CAM++ at threshold 0.8, whose wheel carries no
models. It was measured by hand in November 2026 on another machine, with collar 0 and overlap scored:
6.3 % on `pyannote_sample_30s` and 37.5 % on the eight AMI openings, at 0.129 CPU seconds per second."""


def written(results: Results) -> str:
    """Write the section."""
    parts = (
        f"{_TITLE} Measured on {results.machine}, by `{results.command}`.",
        *accuracy_short.strict(results),
        _WHAT,
        *accuracy_short.sets(results),
        accuracy_short.titles(results),
        _CITED,
        _COUNTED,
        accuracy_short.people(results),
        *accuracy_short.lenient(results),
        *_reached(results),
        *_kinds(results),
        *_nobody(results),
        *_recordings(results),
    )
    return "\n\n".join(parts)


def _reached(results: Results) -> Iterator[str]:
    if found := accuracy_targets.made(results):
        yield "### What was to be reached"
        yield targets.listed(found)


def _kinds(results: Results) -> Iterator[str]:
    common = set().union(*(results.common(group) for group in results.groups))
    rows = {
        name: [row for row in scores if row.name in common]
        for name, scores in results.scores.items()
    }
    every = {row.name: row for scores in rows.values() for row in scores}.values()
    lines = []
    for kind in accuracy_targets.present(every):
        rates = {name: accuracy_targets.kind_rate(scores, kind) for name, scores in rows.items()}
        cells = (f"{_figure(own)}{_mark(own, rates.get(RECIPE))}" for own in rates.values())
        lines.append((kind, str(sum(kind in row.kinds for row in every)), *cells))
    if not lines:
        return
    said = "Strict DER, pooled"
    if results.partial:
        said += ", of the recordings that all systems were asked about"
    if RECIPE in results.scores:
        said += f";{_WORSE} marks what is worse than the common recipe"
    yield f"### By kind\n\n{said}."
    yield table(("kind", "recordings", *rows), lines)


def _figure(rate: float | None) -> str:
    return "-" if rate is None else f"{rate:.1f}"


def _mark(own: float | None, recipe: float | None) -> str:
    return _WORSE if own is not None and recipe is not None and own > recipe else ""


def _nobody(results: Results) -> Iterator[str]:
    by_name = _by_recording(results, lambda row: row.group == NOBODY)
    rows = [
        (name, *(str(row.found) if row else "-" for row in found))
        for name, found in by_name.items()
    ]
    if rows:
        yield "### Where nobody speaks\n\nSpeakers found; there are none."
        yield table(("recording", *results.scores), rows)


def _recordings(results: Results) -> Iterator[str]:
    by_name = _by_recording(results, lambda row: row.group != NOBODY)
    rows = []
    for name, found in by_name.items():
        group, true = next((row.group, row.true) for row in found if row)
        rows.append((name, group, str(true), *(_cell(row) for row in found)))
    if rows:
        yield "### Each recording\n\nStrict DER = missed + false alarm + confusion, and speakers found."
        yield table(("recording", "set", "speakers", *results.scores), rows)


def _cell(row: Score | None) -> str:
    if row is None:
        return "-"
    total = max(row.strict[3], 0.01)
    missed, alarm, confusion = (100 * part / total for part in row.strict[:3])
    rate = scoring.rate(row.strict)
    return f"{rate:.1f} = {missed:.1f} + {alarm:.1f} + {confusion:.1f}, {row.found}"


def _by_recording(
    results: Results, wanted: Callable[[Score], bool]
) -> dict[str, list[Score | None]]:
    names = dict.fromkeys(
        row.name for scores in results.scores.values() for row in scores if wanted(row)
    )
    rows = {system: {row.name: row for row in scores} for system, scores in results.scores.items()}
    return {name: [known.get(name) for known in rows.values()] for name in names}

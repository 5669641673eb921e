"""The tables that say who is how good where: a row for each system, a column for each set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from measuring import scoring
from measuring.accuracy_results import NOBODY, of
from measuring.document import table
from measuring.recordings import FAR, GROUPS
from measuring.systems import SYSTEMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from measuring.accuracy_results import Results
    from measuring.scoring import Score

    Column = tuple[str, str, frozenset[str]]
    """Its head, the set, and the names of the recordings."""

_HEADS = {"choosing": "far-field, choosing half", "judging": "far-field, judging half"}
_MINUTE = 60.0  # seconds

_SHORT = """\
### In short

Strict diarization error rate (DER) in %: the share of speech that was missed, invented or given to the wrong
person; less is better, and the least of each set is in bold. Behind each set, how many recordings it has."""
_LEFT_OUT = """\
*Left out* is what to expect of a recording of one's own: each recording with numbers that were chosen
without the place where it comes from (`--left-out`, on the light engines). The rows below it are as shipped,
where the same numbers were chosen on all sets but the judging half."""
_PEERS = "Nothing of the peers was chosen here: they have the numbers that their authors publish."
_COUNTS = """\
### How many people

Recordings with the right number of people, and by how many it is wrong in the mean; and the files without
speech in which somebody is found."""
_LENIENT = """\
### Without what lies next to a boundary, and without overlap

Lenient DER in %, the least of each set in bold."""


def strict(results: Results) -> Iterator[str]:
    """Yield the headline, with what has to be known to compare its rows."""
    if columns := list(_columns(results)):
        yield _SHORT
        yield _rates(results, columns, lambda row: row.strict)
    yield from _remarks(results)


def people(results: Results) -> str:
    """Write how often the number of people is right, and where somebody is found who is not there."""
    return f"{_COUNTS}\n\n{_people(results, list(_columns(results)))}"


def lenient(results: Results) -> Iterator[str]:
    """Yield the rates without what lies next to a boundary."""
    if columns := list(_columns(results)):
        yield _LENIENT
        yield _rates(results, columns, lambda row: row.lenient)


def not_run(failed: Mapping[str, str]) -> str:
    r"""Say which systems are missing, and why; empty when none is.

    >>> not_run({"light": "no such engine"})
    'Not run: `light` (no such engine).\n\n'
    """
    if not failed:
        return ""
    return f"Not run: {', '.join(f'`{name}` ({why})' for name, why in failed.items())}.\n\n"


def _remarks(results: Results) -> Iterator[str]:
    if results.left_out:
        yield _LEFT_OUT
    if any(not system.is_ours and system.name in results.scores for system in SYSTEMS):
        yield _PEERS
    if results.partial:
        spared = ", ".join(
            f"`{name}` only about those of at most {seconds / _MINUTE:g} min"
            for name, seconds in results.up_to.items()
        )
        yield (
            f"Of the far-field meetings, to spare time, {spared}, by `--up-to`: it has `-` where the longer "
            "ones are in, and is to be compared in the columns *of them, all systems*."
        )
    if failed := not_run(results.failed).strip():
        yield failed
    systems = [f"`{one.name}`" for one in SYSTEMS if one.name not in results.asked]
    sets = [group for group in GROUPS if group not in results.groups]
    if systems or sets:
        yield f"Not asked for in this run: {'; '.join((*systems, *(_head(one) for one in sets)))}."


def _columns(results: Results) -> Iterator[Column]:
    for group in results.groups:
        names, common = results.names(group), results.common(group)
        yield f"{_head(group)} ({len(names)})", group, frozenset(names)
        if common != names:
            yield f"of them, all systems ({len(common)})", group, frozenset(common)


def _head(group: str) -> str:
    return _HEADS.get(group, group)


def _rows(results: Results) -> Iterator[tuple[tuple[str, str], Sequence[Score]]]:
    """Yield the name of each row and what it is, with its scores."""
    for name, scores in results.left_out.items():
        yield (f"**{name}, left out**", "ours, nothing chosen on what is scored"), scores
    known = {system.name: system.short for system in SYSTEMS}
    for name, scores in results.scores.items():
        yield (name, known.get(name, "")), scores


def _within(scores: Sequence[Score], column: Column) -> list[Score]:
    """Return the scores of a column; none where one of them is missing."""
    _, group, names = column
    found = [row for row in of(scores, group) if row.name in names]
    return found if len(found) == len(names) else []


def _rates(
    results: Results, columns: Sequence[Column], parts: Callable[[Score], tuple[float, ...]]
) -> str:
    """Write a table of pooled rates, where they were scored."""
    cells = {}
    for name, scores in _rows(results):
        own = [[parts(row) for row in _within(scores, column)] for column in columns]
        rates = [scoring.rate(scoring.pooled(some)) if all([some, *some]) else None for some in own]
        if any(rate is not None for rate in rates):
            cells[name] = rates
    best = [
        min((f"{rate:.1f}" for rate in found if rate is not None), key=float, default="")
        for found in zip(*cells.values(), strict=True)
    ]
    rows = [
        (*name, *(_bold(one, least) for one, least in zip(row, best, strict=True)))
        for name, row in cells.items()
    ]
    return table(("system", "what", *(head for head, *_ in columns)), rows, left=2)


def _bold(own: float | None, least: str) -> str:
    if own is None:
        return "-"
    return f"**{own:.1f}**" if f"{own:.1f}" == least else f"{own:.1f}"


def _people(results: Results, columns: Sequence[Column]) -> str:
    rows = []
    for name, scores in _rows(results):
        some = [_within(scores, column) for column in columns]
        counts = [
            scoring.counted([(row.true, row.found) for row in own]) if own else "-" for own in some
        ]
        rows.append((*name, *counts, _wrongly(scores)))
    head = ("system", "what", *(head for head, *_ in columns), "somebody where nobody speaks")
    return table(head, rows, left=2)


def _wrongly(scores: Sequence[Score]) -> str:
    silent = of(scores, NOBODY)
    return f"{sum(row.found > 0 for row in silent)} of {len(silent)}" if silent else "-"


def titles(results: Results) -> str:
    """Say what each system is, and which versions of its packages were measured."""
    rows = []
    for system in SYSTEMS:
        if system.name in results.scores:
            found = results.versions.get(system.name, {})
            versions = ", ".join(f"{name} {version}" for name, version in found.items())
            rows.append((f"`{system.name}`", system.title, versions))
    return table(("name", "what it is", "versions"), rows, left=3)


def sets(results: Results) -> Iterator[str]:
    """Yield what each set is, with what it has of recordings and speech."""
    lines = []
    for group in results.groups:
        rows = {row.name: row for scores in results.scores.values() for row in of(scores, group)}
        many = f"{len(rows)} recording{'s' if len(rows) != 1 else ''}"
        minutes = sum(row.strict[3] for row in rows.values()) / _MINUTE
        what = _SETS["far"] if group in FAR else _SETS[group]
        half = f" {_HALVES[group]}" if group in FAR else ""
        lines.append(f"- {_head(group)}: {many}, {minutes:.0f} min of speech. {what}{half}")
    if lines:
        yield "\n".join(lines)


_SETS = {
    "real": "Of 1 to 4 people, mostly openings of meetings and telephone calls.",
    "built": "Conversations put together from single voices, with exact labels.",
    "languages": "Built too, two people for a minute; one voice in a language meets an English one.",
    "far": "Built meetings of 2 to 8 people, 1 to 4 m from one microphone, in simulated rooms with noise.",
}
_HALVES = {
    "choosing": "Our numbers were chosen on them, among others.",
    "judging": "Of other voices and noises; no number was chosen on them by a command.",
}

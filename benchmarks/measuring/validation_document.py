"""The section on what was left out while numbers were chosen, from the outcomes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from measuring import scoring, validation
from measuring.document import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from measuring.validation import Outcome, Validated

_INTRODUCTION = """\
## Accuracy on recordings that nothing was chosen on

What can be expected of a recording of one's own. The few numbers that are tuned are chosen here, from a
small grid, without any recording of the place that is scored: the point with the least mean of the pooled
DER of the other places, or the middle of those that are within 0.2 of it. *Left out* is that, *tuned* is with
numbers that were chosen on all places at once, which flatters, and *as shipped* is with the numbers that one
gets. The far-field meetings of the judging half, whose voices and noises are in none of the choosing half, are
never chosen on by the command. What is not in the grid was chosen before, by hand, on all places but that half;
that the segmentation and silero-vad decide together where somebody speaks, by which mean, that the `distance`
of `open` follows the recording, that windows have a say in who is who in `resemblyzer`, and around which
numbers the grid lies, after a look at what that half says of it. Only the numbers that are tried are left out.
`resemblyzer` is what it is where the segmentation of `open` is on the machine. Strict DER in %.

`real` is the first three rows together. The built conversations, those in other languages and the far-field
meetings are put together from one collection of clips: left out is the way that they were made, and of the
voices only those of the judging half. The far-field meetings are 64, of two to eight people, from 30 s to
20 min, with noise 20 dB below the speech to 5 dB above it, at -20 to -45 dBFS, with turns of 0.5 to 30 s and up
to 30 % overlap wanted; rooms by image sources (pyroomacoustics), people 1 to 4 m from one microphone.

*Overlap* is what a system that gives each moment to one speaker has to miss. *People* are recordings with the
right number, and by how many the number is wrong in the mean; then the same over those who are heard for a
second at least, in truth and in answer."""

_SETS: Mapping[str, Callable[[Outcome], bool]] = {
    "AMI openings": lambda one: one.origin == "AMI openings",
    "telephone": lambda one: one.origin == "telephone",
    "broadcast and other": lambda one: one.origin == "broadcast and other",
    "**real**": lambda one: one.group == "real",
    "built by voice": lambda one: one.group == "built",
    "languages": lambda one: one.group == "languages",
    "far-field, choosing half": lambda one: one.group == "choosing",
    "far-field, judging half": lambda one: one.group == "judging",
}


def written(found: Sequence[Validated], machine: str) -> str:
    """Write the section."""
    command = "`python benchmarks/accuracy.py --left-out`"
    parts = [_INTRODUCTION, f"Measured on {machine}, by {command}."]
    for one in found:
        parts += [f"### `{one.name}`", _figures(one), _choices(one), *_beside(one)]
    return "\n\n".join(parts)


def _figures(found: Validated) -> str:
    moved = [f"`{path.rpartition('.')[2]}` a tenth less / more" for path in found.moved]
    head = (
        "set", "recordings", "left out", "tuned", "as shipped", *moved,
        "overlap", "people", "of a second at least",
    )  # fmt: skip
    return table(head, [row for label in _SETS if (row := _row(found, label))])


def _row(found: Validated, label: str) -> list[str]:
    def of(outcomes: Iterable[Outcome]) -> list[Outcome]:
        return [one for one in outcomes if _SETS[label](one)]

    own = of(found.left_out)
    if not own:
        return []
    rates = [rate(of(some)) for some in (found.left_out, found.tuned, found.shipped)]
    moved = [" / ".join(f"{rate(of(some)):.1f}" for some in both) for both in found.moved.values()]
    share = 100 * sum(one.overlap for one in own) / sum(one.parts[3] for one in own)
    counts = [one.count for one in own]
    return [
        label,
        str(len(own)),
        f"**{rates[0]:.1f}**",
        *(f"{one:.1f}" for one in rates[1:]),
        *moved,
        f"{share:.1f}",
        scoring.counted([(one.true, one.found) for one in counts]),
        scoring.counted([(one.true_long, one.found_long) for one in counts]),
    ]


def rate(outcomes: Iterable[Outcome]) -> float:
    """Return the pooled strict DER in %."""
    return scoring.rate(scoring.pooled(one.parts for one in outcomes))


def _beside(found: Validated) -> list[str]:
    if not found.beside:
        return []
    sets = {label: of for label, of in _SETS.items() if any(map(of, found.shipped))}
    rows = []
    for path, both in found.beside.items():
        rates = [
            [rate(filter(of, some)) for some in (*both, found.shipped)] for of in sets.values()
        ]
        cells = (f"{_points(less - own)} / {_points(more - own)}" for less, more, own in rates)
        rows.append((f"`{path.rpartition('.')[2]}`", *cells))
    said = "What a tenth less / more of other numbers moves, in points beside *as shipped*:"
    return [f"{said}\n\n{table(('number', *sets), rows)}"]


def _points(difference: float) -> str:
    """Write a difference.

    >>> _points(-0.01), _points(1.25)
    ('+0.0', '+1.2')
    """
    return f"{round(difference, 1) + 0.0:+.1f}"


def _choices(found: Validated) -> str:
    grid = validation.GRIDS[found.name]
    tried = ", ".join(f"`{path}` in {', '.join(map(str, some))}" for path, some in grid.items())
    chosen = "; ".join(
        f"without {origin}: {', '.join(f'{value:g}' for value in point)}"
        for origin, point in found.chosen.items()
    )
    return f"Tried: {tried}. Chosen: {chosen}."

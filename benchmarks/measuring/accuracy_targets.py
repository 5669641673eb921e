"""What was to be reached in accuracy, of the systems and sets that were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from measuring import targets
from measuring.accuracy_results import NOBODY, of, rate, right
from measuring.recordings import KINDS
from measuring.systems import RECIPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from measuring.accuracy_results import Results
    from measuring.scoring import Score
    from measuring.targets import Target

_OURS = (
    ("resemblyzer", 22, 12, 2 / 3),
    ("resemblyzer-light", 22, 12, 2 / 3),
    ("open", 11, 10, 3 / 4),
    ("open-light", 11, 10, 3 / 4),
)
"""The backend and engine, the strict DER on real and on built recordings, the share of right numbers."""
_PEERS = ("pyannote", "senko")


def made(results: Results) -> list[Target]:
    """List what was to be reached; what could not be run is not measured, and not left away."""
    found: list[Target] = []
    for name, real, built, share in _OURS:
        if scores := results.scores.get(name):
            found += _of_system(name, scores, {"real": real, "built": built}, share)
            if RECIPE in results.asked:
                found.append(_no_kind_worse(name, results))
    return [*found, *_ahead(results)]


def present(scores: Iterable[Score]) -> list[str]:
    """List the kinds that there is a recording of, as the table of kinds has them."""
    found = {kind for row in scores for kind in row.kinds}
    return [kind for kind in KINDS if kind in found]


def kind_rate(scores: Iterable[Score], kind: str) -> float | None:
    """Return the pooled strict DER in % of one kind; None where there is none of it."""
    own = [row for row in scores if kind in row.kinds]
    return rate(own) if own else None


def _of_system(
    name: str, scores: Sequence[Score], limits: Mapping[str, float], share: float
) -> Iterator[Target]:
    for group, limit in limits.items():
        if own := of(scores, group):
            yield targets.at_most(f"`{name}`, {group}", rate(own), limit, " %")
    if all(of(scores, group) for group in limits):
        both = [row for row in scores if row.group in limits]
        what = f"`{name}`, recordings with the right number of speakers"
        yield targets.at_least(what, 100 * right(both) / len(both), 100 * share, " %")
    if silent := of(scores, NOBODY):
        wrong = float(sum(row.found > 0 for row in silent))
        yield targets.at_most(f"`{name}`, files without speech with somebody", wrong, 0)
    if single := [row for row in scores if row.true == 1]:
        split = float(sum(row.found != 1 for row in single))
        what = f"`{name}`, one-speaker recordings with another number"
        yield targets.at_most(what, split, 0)


def _no_kind_worse(name: str, results: Results) -> Target:
    recipe, own = results.scores.get(RECIPE), results.scores[name]
    what, wanted = f"`{name}`, kinds worse than the recipe", "none"
    if not recipe:
        return targets.Target(what, wanted, "-", None)
    both = {row.name for row in recipe} & {row.name for row in own}
    recipe, own = ([row for row in some if row.name in both] for some in (recipe, own))
    worse = [
        kind
        for kind in present(own)
        if (kind_rate(own, kind) or 0) > (kind_rate(recipe, kind) or 0)
    ]
    return targets.Target(what, wanted, "; ".join(worse) or "none", not worse)


def _ahead(results: Results) -> Iterator[Target]:
    for peer in _PEERS:
        if peer not in results.asked or "open" not in results.asked:
            continue
        for group in ("real", "built"):
            own, other = (of(results.scores.get(name, ()), group) for name in ("open", peer))
            what = f"`open` ahead of {peer}, {group}"
            if own and other:
                wanted = f"less than {rate(other):.1f} %"
                yield targets.Target(what, wanted, f"{rate(own):.1f} %", rate(own) < rate(other))
            elif group in results.groups:
                yield targets.Target(what, "less", "-", None)

"""Which checks a run consists of, from what the user asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from setup_doctor.messages.text import text
from setup_doctor.model import Check, Cost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setup_doctor.machine import Machine


class UnknownNameError(ValueError):
    """Something was named that is neither a check, nor an area, nor a backend."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        near = get_close_matches(name, known, n=3, cutoff=0.5)
        self.sentence = text(
            "there is no {name!r} here. `setup-doctor list` shows all names.", name=name
        )
        if near:
            self.sentence = text(
                "there is no {name!r} here. Did you mean {near}? `setup-doctor list` shows all names.",
                name=name,
                near=", ".join(near),
            )
        super().__init__(str(self.sentence))


@dataclass(frozen=True, slots=True)
class Selection:
    """What to run, and what to pass over with which reason."""

    checks: tuple[Check, ...]
    left_out: dict[Check, str]


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for.

    Attributes:
        backends: only what these need; empty for all.
        only: ids or areas; their requirements come along.
        skip: ids or areas to leave out.
        offline: leave out what needs the network.
        no_smoke: leave out what imports torch or diarizes.
        deep: with what is only looked at where it is asked for.
        light: nothing is to run on torch, so that nobody has to look at it.
        full: the packages are wanted as they are published, with torch.
        cuda: a new torch is to be one for CUDA.
    """

    backends: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    offline: bool = False
    no_smoke: bool = False
    deep: bool = False
    light: bool = False
    full: bool = False
    cuda: bool = False

    def asked_of(self, machine: Machine) -> Machine:
        """`machine`, for checks that have to know what was asked for."""
        return replace(
            machine, wanted=self.backends, light=self.light, full=self.full, cuda=self.cuda
        )

    @property
    def named(self) -> tuple[str, ...]:
        """The backends and checks that the user has called by their names."""
        return (*self.backends, *self.only)


def select(checks: Sequence[Check], request: Request, platform: str = "") -> Selection:
    """The checks that `request` is about.

    Args:
        checks: all there are.
        request: what the user asked for.
        platform: leave out what does not apply to it.

    Raises:
        UnknownNameError: when it names something that does not exist.
    """
    chosen = set(checks)
    if request.backends:
        proofs = [_proof(checks, name) for name in request.backends]
        chosen = _foundation(proofs) if request.light else _closure(proofs)
    if request.only:
        chosen = _closure([check for name in request.only for check in named(checks, name)])
    if not request.deep:
        chosen = {each for each in chosen if each.cost is not Cost.DEEP or each.id in request.only}
    left_out: dict[Check, str] = {}
    for check in checks:
        if request.offline and check.cost is Cost.NETWORK:
            left_out[check] = "--offline"
        if request.no_smoke and check.cost is Cost.HEAVY:
            left_out[check] = "--no-smoke"
    for name in request.skip:
        left_out.update(dict.fromkeys(named(checks, name), "--skip"))
    here = (check for check in checks if check in chosen)
    return Selection(tuple(c for c in here if not platform or c.applies(platform)), left_out)


def named(checks: Sequence[Check], name: str) -> list[Check]:
    """The check with the id `name`, or all of the area `name`.

    Raises:
        UnknownNameError: when there is neither.
    """
    found = [check for check in checks if name in {check.id, check.area}]
    if not found:
        areas = dict.fromkeys(check.area for check in checks)
        raise UnknownNameError(name, [*areas, *(check.id for check in checks)])
    return found


def _proof(checks: Sequence[Check], backend: str) -> Check:
    for check in checks:
        if check.backend == backend:
            return check
    raise UnknownNameError(backend, [check.backend for check in checks if check.backend])


def _foundation(checks: Sequence[Check]) -> set[Check]:
    return set().union(*(check.foundation() for check in checks))


def _closure(checks: Sequence[Check]) -> set[Check]:
    return set().union(*(check.closure() for check in checks))

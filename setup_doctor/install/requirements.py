"""What the backends ask for, with the versions that were tested together, in the words of PEP 508."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.install import route, stand_in_wheels

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from packaging.requirements import Requirement

EXACT, COMPATIBLE = "==", "~="
STAND_INS = tuple(each.name for each in stand_in_wheels.STAND_INS)


def wanted(backends: Iterable[str], *, full: bool) -> tuple[str, ...]:
    """The requirements of `backends` as their routes name them; what stands in for others left out."""
    routes = (
        route.ROUTES[name] if full or name not in route.LIGHTS else route.LIGHTS[name]
        for name in backends
    )
    every = dict.fromkeys(each for one in routes for each in one.requirements)
    return tuple(each for each in every if _read(each).name not in STAND_INS)


def with_torch(backends: Iterable[str], *, full: bool) -> bool:
    """Whether torch is among what they ask for."""
    return any(_read(each).name == "torch" for each in wanted(backends, full=full))


def any_torch(wanted: Iterable[str]) -> tuple[str, ...]:
    """The same, with whichever torch is there."""
    return tuple("torch" if _read(each).name == "torch" else each for each in wanted)


def needs_stand_ins(backends: Iterable[str], *, full: bool) -> bool:
    """Whether somebody among them asks for the webrtcvad that comes as source only."""
    return full and "resemblyzer" in backends


def pinned(
    requirements: Iterable[str], kind: str, bounded: Collection[str] = ()
) -> tuple[str, ...]:
    """Each with the versions that were tested, one line for each group of Pythons.

    Args:
        requirements: as the routes name them.
        kind: `EXACT`, or `COMPATIBLE` for a project whose lock file says the rest.
        bounded: of these the project takes other versions; they stay as the routes name them.
    """
    known = [each for each in proven() if each.name not in bounded]
    return tuple(line for each in requirements for line in _lines(_read(each), known, kind))


def for_python(
    requirements: Iterable[str], version: str, bounded: Collection[str] = ()
) -> tuple[str, ...]:
    """What was tested, for a project whose oldest Python is `version`: without markers."""
    marked = (_read(each) for each in pinned(requirements, COMPATIBLE, bounded))
    fitting = [
        each
        for each in marked
        if each.marker is None or each.marker.evaluate({"python_version": version})
    ]
    return tuple(f"{each.name}{each.specifier}" for each in fitting)


def name(requirement: str) -> str:
    """The package that `requirement` asks for."""
    return _read(requirement).name


def _lines(asked: Requirement, tested: list[Requirement], kind: str) -> list[str]:
    found = [each for each in tested if each.name == asked.name]
    if not found or ".post" in str(found[0].specifier):
        return [str(asked)]  # no "compatible with" a post-release
    return [
        f"{each.name}{str(each.specifier).replace('==', kind)}"
        + (f" ; {each.marker}" if each.marker else "")
        for each in found
    ]


def proven(python: str | None = None) -> list[Requirement]:
    """The versions that were tested together, for that Python; without one, for all of them."""
    lines = route.CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    every = [_read(line) for line in lines if line.strip() and not line.startswith("#")]
    return [
        each
        for each in every
        if not (python and each.marker) or each.marker.evaluate({"python_version": python})
    ]


def _read(line: str) -> Requirement:
    from packaging.requirements import Requirement  # noqa: PLC0415, slow to load, and rarely needed

    return Requirement(line)

"""What every check promises, to be tried on one of another distribution.

A promise that is not kept is an :class:`AssertionError` that says which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from setup_doctor.examination.added_checks import ID
from setup_doctor.examination.runner import run
from setup_doctor.model import Check, Finding, Status
from setup_doctor.testing.fake_machine import LINUX_PYTHON, WINDOWS_PYTHON, FakeMachine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LABELS = ("Looks at:", "Why:", "Usual causes", "Fix:")
"""What the explanation of a check has, in this order."""

_PLATFORMS = {"windows", "linux", "macos"}


def compute_finding(check: Check, **facts: Any) -> Finding:
    """What `check` finds on a machine of which only `facts` are known.

    Args:
        check: what its dependants and requirements say does not matter.
        facts: the fields of a :class:`FakeMachine`: ``platform="windows"``,
            ``environ={"PYTHONPATH": "/opt"}``, ``packages=installed(torch="2.9.0")``.
    """
    if facts.get("platform") == "windows":
        facts = {"interpreter": WINDOWS_PYTHON, **facts}
    return check(FakeMachine(**facts)).redacted()


def check_checks(checks: Sequence[Check]) -> None:
    """Try all checks of a module: each by itself, and that they fit together.

    Raises:
        AssertionError: one breaks a promise.
    """
    ids = [check.id for check in checks]
    _hold(len(ids) == len(set(ids)), f"two checks have one id: {sorted(ids)}")
    proven = [check.backend for check in checks if check.backend]
    _hold(len(proven) == len(set(proven)), f"a backend is proven twice: {sorted(proven)}")
    for check in checks:
        check_check(check)


def check_check(check: Check) -> None:
    """Try a check.

    Raises:
        AssertionError: it breaks one of the promises.
    """
    for promise in CHECK_PROMISES:
        promise(check)


def it_has_an_id(check: Check) -> None:
    """The id is its area and its name; of a plug-in, the area is the name of the entry point."""
    name = check.id.partition(".")[2]
    _hold(bool(ID.fullmatch(f"area.{name}")), f"{check.id!r} is no id of a check")


def it_applies_somewhere(check: Check) -> None:
    """Its platforms are ones that there are."""
    _hold(check.platforms <= _PLATFORMS, f"{check.id}: platforms are {sorted(check.platforms)}")


def it_explains_itself(check: Check) -> None:
    """The docstring says what it looks at, why, the usual causes, and the fix."""
    _hold(bool(check.title.rstrip(".")), f"{check.id} has no title")
    for label in LABELS:
        _hold(label in check.explanation, f"{check.id}: the docstring lacks {label!r}")


def where_nothing_answers_it_gives_a_finding(check: Check) -> None:
    """On a machine that knows nothing it neither breaks off nor leaves anybody without a cause."""
    for platform, python in (("linux", LINUX_PYTHON), ("windows", WINDOWS_PYTHON)):
        machine = FakeMachine(platform=platform, interpreter=python)
        for result in run([check], machine):  # nothing where it does not apply
            found = result.finding
            said = f"{check.id} on {platform}: {found.message}"
            _hold(found.status is not Status.CRASHED, said)
            _hold(bool(str(found.message)), f"{said} (no message)")
            _hold(bool(found.cause) or found.status.passes, f"{said} (no cause)")


CHECK_PROMISES: tuple[Callable[[Check], None], ...] = (
    it_has_an_id,
    it_applies_somewhere,
    it_explains_itself,
    where_nothing_answers_it_gives_a_finding,
)


def _hold(kept: bool, broken: str) -> None:
    # An `assert` is gone where Python optimizes.
    if not kept:
        raise AssertionError(broken)

"""Short names for making findings, so that a check reads like its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from setup_doctor.model import Evidence, Finding, Remedy, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from setup_doctor.messages.text import Text


def ok(message: Text, trail: Iterable[tuple[str, Text | str]] = (), **data: Any) -> Finding:
    """All is well."""
    return _finding(Status.OK, "", message, trail, (), data)


def note(
    cause: str,
    message: Text,
    trail: Iterable[tuple[str, Text | str]] = (),
    *remedies: Remedy,
    **data: Any,
) -> Finding:
    """Nothing is wrong, but the reader may wonder; `remedies` are for who wants more."""
    return _finding(Status.NOTE, cause, message, trail, remedies, data)


def warning(
    cause: str, message: Text, trail: Iterable[tuple[str, Text | str]] = (), *remedies: Remedy
) -> Finding:
    """It works, and something is not as it should be."""
    return _finding(Status.WARNING, cause, message, trail, remedies, {})


def absent(
    cause: str, message: Text, trail: Iterable[tuple[str, Text | str]] = (), *remedies: Remedy
) -> Finding:
    """An optional thing is not there."""
    return _finding(Status.ABSENT, cause, message, trail, remedies, {})


def failed(
    cause: str, message: Text, trail: Iterable[tuple[str, Text | str]] = (), *remedies: Remedy
) -> Finding:
    """Something has to be done."""
    return _finding(Status.FAILED, cause, message, trail, remedies, {})


def unknown(
    cause: str, message: Text, trail: Iterable[tuple[str, Text | str]] = (), *remedies: Remedy
) -> Finding:
    """It could not be checked."""
    return _finding(Status.UNKNOWN, cause, message, trail, remedies, {})


def _finding(
    status: Status,
    cause: str,
    message: Text,
    trail: Iterable[tuple[str, Text | str]],
    remedies: tuple[Remedy, ...],
    data: dict[str, Any],
) -> Finding:
    evidence = tuple(Evidence(looked_at, seen) for looked_at, seen in trail)
    return Finding(status, message, cause, evidence, remedies, data)

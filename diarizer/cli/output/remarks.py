"""What was taken of a recording, and for what reason its result may be less than was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.cli import stderr
from diarizer.errors import DiarizerError
from diarizer.messages.text import joined, text

if TYPE_CHECKING:
    from pathlib import Path

    from diarizer.cli.request import Request
    from diarizer.types import Annotation


def show(found: Annotation, file: Path | None = None) -> None:
    """Print what is covered, the notes and the warnings to stderr, with the file where there are several."""
    if found.coverage is None:
        return
    head = f"{file}: " if file else ""
    if found.coverage.notable:
        stderr.say(joined(head, found.coverage.sentence(), between=""), style="dim")
    if found.coverage.device not in {"", "cpu"}:
        where = text("Calculated on {device}.", device=found.coverage.device)
        stderr.say(joined(head, where, between=""), style="dim")
    for note in found.coverage.notes:
        stderr.say(joined(head, note.said, between=""), style="dim")
    for warning in found.coverage.warnings:
        said = text("Warning: {warning}", warning=warning.said)
        stderr.say(joined(head, said, between=""), style="yellow")


def check(found: Annotation, request: Request) -> None:
    """Refuse a result with warnings, if that is wanted.

    Raises:
        DiarizerError: with the reference of the first warning.

    """
    warnings = found.coverage.warnings if found.coverage else ()
    if request.strict and warnings:
        raise DiarizerError(
            text("There is a warning, and with --strict that is an error. Nothing is written."),
            context=joined(*(warning.said for warning in warnings)),
            hint=text("Leave --strict out to take the result as it is."),
            reference=warnings[0].reference,
        )

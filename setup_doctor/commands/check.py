"""`setup-doctor check`: look at everything, change nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.text import Text

from setup_doctor.commands import last_check, last_repair, unwritable
from setup_doctor.commands.examination import examine
from setup_doctor.messages.language import ENGLISH
from setup_doctor.messages.redaction import redact
from setup_doctor.messages.text import text
from setup_doctor.model import State
from setup_doctor.model.verdicts import READY, exit_code, wrong
from setup_doctor.render.console import Console, whose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from setup_doctor.examination.selection import Request
    from setup_doctor.machine import Machine
    from setup_doctor.messages.language import Language
    from setup_doctor.model import Report
    from setup_doctor.render.output import Output


@dataclass(frozen=True, slots=True)
class Shape:
    """How a report is shown.

    Attributes:
        format: ``text`` as it comes, or one document on stdout: ``json``, ``markdown``, ``junit``.
        page: where to write it as an HTML page, too.
        verbose: with the evidence and the seconds, in ``text``.
        strict: a warning, or a backend that is not ready, is a failure.
        say: the language of a document; JSON is always English.
        quiet: only what is wrong; nothing at all where all is well, but for a document that a
            program reads.
    """

    format: str = "text"
    page: Path | None = None
    verbose: bool = False
    strict: bool = False
    say: Language = ENGLISH
    quiet: bool = False


def check(
    machine: Machine, request: Request, output: Output, shape: Shape, limit: float | None
) -> int:
    """Run the checks, show what they found, and return the exit code.

    Raises:
        UnwritableError: the page cannot be written.
    """
    if shape.page is not None:
        unwritable.tried(shape.page, "--html")
    report = _shown(machine, request, output, shape, limit)
    last_check.keep(report, machine, request)
    _write_document(report, machine, output, shape)
    if shape.page is not None:
        _write_page(report, machine, output, shape, shape.page)
    return exit_code(report, strict=shape.strict)


def _shown(
    machine: Machine, request: Request, output: Output, shape: Shape, limit: float | None
) -> Report:
    if shape.format != "text":
        return examine(machine, request, output, limit=limit)
    asked = bool(request.backends or request.only)
    console = Console.of(machine, output, verbose=shape.verbose, options=asked)
    heading = [Text(redact(output.language(whose(machine))), style="bold")] if machine.visit else []
    if shape.quiet:
        report = examine(machine, request, output, limit=limit)
        complaints = [*_complaints(report, console, strict=shape.strict)]
        output.lines([*heading, *complaints] if complaints else [])
        return report
    output.lines(heading)
    report = examine(machine, request, output, show=console, limit=limit)
    if report.verdicts:
        output.lines([Text(), *console.verdicts(report)])
        if (done := last_repair.again(report, machine)) is not None:
            output.lines([Text(f"  {output.language(done)}")])
    elif exit_code(report) != READY and not any(r.finding.remedies for r in report.results):
        # Else each way out stands below what it is for.
        output.lines(console.verdicts(report))
    return report


def _complaints(report: Report, console: Console, *, strict: bool) -> Iterator[Text]:
    """What is wrong, and what that keeps from working."""
    yield from console.results(wrong(report, strict=strict))
    hindered = tuple(v for v in report.verdicts if v.state not in {State.READY, State.UNPROVEN})
    if hindered and exit_code(report, strict=strict) != READY:
        yield Text()
        yield from console.verdicts(replace(report, verdicts=hindered))


def _write_document(report: Report, machine: Machine, output: Output, shape: Shape) -> None:
    if shape.format == "text":
        return
    if shape.quiet:
        report = replace(report, results=wrong(report, strict=shape.strict))
    # A program wants its document whatever is in it; a reader of Markdown, only news.
    if report.results or shape.format != "markdown" or not shape.quiet:
        output.write(_DUMPS[shape.format](report, machine, shape))


# Each is imported when it is asked for: most reports are read in a terminal.
def _write_page(report: Report, machine: Machine, output: Output, shape: Shape, path: Path) -> None:
    from setup_doctor.render import html_page  # noqa: PLC0415

    try:
        path.write_text(html_page.dumps(report, machine, shape.say), encoding="utf-8", newline="\n")
    except OSError as error:
        raise unwritable.named_otherwise(path, error, "--html") from error
    output.say(text("Written: {path}", path=str(path)))


def _json(report: Report, machine: Machine, shape: Shape) -> str:
    from setup_doctor.render import json_document  # noqa: PLC0415

    return json_document.dumps(report, machine, strict=shape.strict)


def _markdown(report: Report, machine: Machine, shape: Shape) -> str:
    from setup_doctor.render import markdown  # noqa: PLC0415

    return markdown.dumps(report, machine, shape.say)


def _junit(report: Report, machine: Machine, shape: Shape) -> str:
    from setup_doctor.render import junit  # noqa: PLC0415

    return junit.dumps(report, machine, shape.say, strict=shape.strict)


_DUMPS: dict[str, Callable[[Report, Machine, Shape], str]] = {
    "json": _json,
    "markdown": _markdown,
    "junit": _junit,
}
FORMATS = ("text", *_DUMPS)
"""The formats of a report."""

"""`check` and `rerun`: look, and report in the form that was asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from diarizer.files.looks import is_folder
from setup_doctor.cli.options import (
    Backends,
    Deep,
    NoSmoke,
    Offline,
    Only,
    Skip,
    Timeout,
    check_names,
    new_output,
    new_request,
    one_of,
    wrong,
)
from setup_doctor.cli.patients import meet, new_machine
from setup_doctor.messages.text import text

if TYPE_CHECKING:
    from setup_doctor.commands.check import Shape
    from setup_doctor.commands.unwritable import UnwritableError
    from setup_doctor.examination.selection import Request
    from setup_doctor.machine.asked_together import Together

_FORMATS = ["text", "json", "markdown", "junit"]

Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="|".join(_FORMATS),
        help="What goes to stdout: lines to read, or one document: json for programs, markdown to"
        " paste into an issue (without names, paths of yours and secrets), junit for CI servers.",
    ),
]
Page = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help="Write the report as a page for the browser, too."),
]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Show the evidence and the seconds.")
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet",
        "-q",
        help="Print only what is wrong: nothing where all is well, and exit code 0. The whole"
        " report still goes into --html.",
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Fail on warnings, and on any backend that is not ready.")
]
WatchIt = Annotated[
    bool,
    typer.Option(
        "--watch",
        help="Look again whenever something changes (a token, accepted terms, a package), until"
        " it is ready.",
    ),
]
Suppress = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ID",
        autocompletion=check_names,
        help="From now on, do not let this check or area count in this project: is written to"
        " setup-doctor.toml, with --reason, and shown in every report. May be repeated.",
    ),
]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why it is suppressed.")]


def check(
    backend: Backends = None,
    only: Only = None,
    skip: Skip = None,
    offline: Offline = False,
    no_smoke: NoSmoke = False,
    deep: Deep = False,
    timeout: Timeout = None,
    file_format: Format = "text",
    as_json: Json = False,
    html: Page = None,
    verbose: Verbose = False,
    quiet: Quiet = False,
    strict: Strict = False,
    watch: WatchIt = False,
    suppress: Suppress = None,
    reason: Reason = "",
) -> None:
    """Look at everything, change nothing.

    \b
    Examples:
      setup-doctor check
      setup-doctor check --no-smoke --offline     a quick look
      setup-doctor check --only packages.torch --verbose
      setup-doctor check --quiet                  only what is wrong
      setup-doctor check --backend resemblyzer --json
      setup-doctor check --only compiler --deep   compile something in C
      setup-doctor check --format markdown        to paste into an issue
      setup-doctor check --html report.html       a page with everything
      setup-doctor check -b pyannote --watch      while you accept the terms
      setup-doctor check --suppress packages.torch --reason "a build of our own"
    """
    narrowed = bool(backend or only or skip)
    probes = None if narrowed or watch or suppress else _begun(timeout)
    request = new_request(backend, only, skip, offline=offline, no_smoke=no_smoke, deep=deep)
    _suppress(suppress or [], reason)
    _run(
        request,
        _shape(file_format, html, as_json=as_json, verbose=verbose, strict=strict, quiet=quiet),
        timeout,
        watch=watch,
        probes=probes,
    )


def rerun(
    timeout: Timeout = None,
    file_format: Format = "text",
    as_json: Json = False,
    html: Page = None,
    verbose: Verbose = False,
    quiet: Quiet = False,
    strict: Strict = False,
    watch: WatchIt = False,
) -> None:
    """Look again at what the last check did not like.

    \b
    Examples:
      setup-doctor rerun
      setup-doctor rerun --watch        until it is ready
    """
    from setup_doctor.commands import last_check
    from setup_doctor.machine.shell import DOCTOR, spelled

    machine = new_machine()
    last = last_check.recall(machine)
    if last is None or not last.ids:
        nothing = text("Nothing to run again: the last check found all well.")
        if last is None:
            nothing = text("Nothing to run again: no check is remembered here.")
        if last is None or not quiet:
            output = new_output()
            output.say(nothing)
            output.say(f"  {spelled((DOCTOR, 'check'), machine, output.encoding)}")
        raise typer.Exit(2 if last is None else 0)
    request = new_request(None, list(_known(last.ids)))
    _run(
        request,
        _shape(file_format, html, as_json=as_json, verbose=verbose, strict=strict, quiet=quiet),
        timeout,
        watch=watch,
    )


def _known(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Those that this version still has."""
    from setup_doctor.checks import collect

    return tuple(each.id for each in collect() if each.id in ids)


def _shape(
    file_format: str, page: Path | None, *, as_json: bool, verbose: bool, strict: bool, quiet: bool
) -> Shape:
    from setup_doctor.commands.check import Shape
    from setup_doctor.messages.language import spoken

    if page is not None and not is_folder(page.parent):
        folder = str(page.parent)
        raise wrong(text("there is no folder {folder!r} to write the page to.", folder=folder))
    if page is not None and is_folder(page):
        better = str(page / "report.html")
        raise wrong(
            text(
                '{page} is a folder. Name a file: --html "{better}"', page=str(page), better=better
            )
        )
    name = "json" if as_json else one_of(file_format, _FORMATS)
    # A page is UTF-8 whatever the console can show; a document on stdout is not.
    say = spoken() if name == "text" else new_output(data_only=True).language
    return Shape(name, page, verbose, strict, say, quiet)


def _begun(limit: float | None) -> Together:
    """What every whole check asks: numpy loads in a process of its own while the checks do here."""
    from setup_doctor.machine import asked_together

    machine = new_machine()
    return asked_together.begun(machine if limit is None else replace(machine, limit=limit))


def _run(
    request: Request,
    shape: Shape,
    limit: float | None,
    *,
    watch: bool,
    probes: Together | None = None,
) -> None:
    from setup_doctor.commands.check import check as run
    from setup_doctor.commands.watch import Watch, places

    is_text = shape.format == "text"
    output = new_output(data_only=not is_text)
    machine = replace(meet(output, offer=True, ask=is_text, tell=False), together=probes)
    if not watch:
        raise typer.Exit(run(machine, request, output, shape, limit))
    look = partial(run, machine, request, output, shape, limit)
    raise typer.Exit(Watch(places(machine)).until_ready(look, output))


def _suppress(names: list[str], reason: str) -> None:
    from setup_doctor.checks import collect
    from setup_doctor.examination import suppressions

    if bool(names) != bool(reason.strip()):
        raise wrong(text("--suppress and --reason go together: whoever reads it will ask."))
    try:
        suppressions.suppressed(collect(), dict.fromkeys(names, reason))
    except suppressions.ProjectFileError as error:
        raise wrong(error.sentence) from None
    for name in names:
        path = Path(suppressions.NAME)
        try:
            path = suppressions.find(Path.cwd()) or Path.cwd() / suppressions.NAME
            suppressions.suppress(path, name, reason)
        except OSError as error:
            raise _kept_out(path, error) from error
        done = {"name": name, "path": str(path)}
        new_output().say(
            text("{name} is suppressed in {path}; take its lines out to undo that.", **done)
        )


def _kept_out(path: Path, error: OSError) -> UnwritableError:
    from setup_doctor.commands.unwritable import UnwritableError

    home = str(Path.home())
    step = text('Go to the folder of your project, and run it again: cd "{home}"', home=home)
    return UnwritableError(path, error, step)

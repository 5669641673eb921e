"""What can be typed: parse, call, and turn the outcome into an exit code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from setup_doctor.commands.repair import Attendant
    from setup_doctor.machine import Machine
    from setup_doctor.output import Output
    from setup_doctor.selection import Wish

app = typer.Typer(
    name="setup-doctor",
    no_args_is_help=True,
    # Plain help: the boxes of the other kind cannot be shown in half of the Windows code pages.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

Backends = Annotated[
    list[str] | None,
    typer.Option("--backend", "-b", help="Only what this backend needs. May be repeated."),
]
Only = Annotated[
    list[str] | None,
    typer.Option(help="Only this check or area, with what it requires. May be repeated."),
]
Skip = Annotated[
    list[str] | None, typer.Option(help="Leave out this check or area. May be repeated.")
]
Offline = Annotated[bool, typer.Option("--offline", help="Leave out what needs the network.")]
NoSmoke = Annotated[
    bool, typer.Option("--no-smoke", help="Leave out what imports torch or diarizes: a quick look.")
]
Timeout = Annotated[
    float | None,
    typer.Option(
        min=0.1, metavar="SECONDS", help="Time limit for each check, in place of its own."
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask, go on.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be done, change nothing.")]


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False,
) -> None:
    """Find what stands between you and a working speaker diarization, repair it, and prove it.

    \b
    Start here:
      setup-doctor setup                the whole way, ending in a real diarization
      setup-doctor check                look at everything, change nothing
      setup-doctor fix                  repair what check has found
      setup-doctor explain "ERROR"      what an error message means

    \b
    Exit codes: 0 ready, 1 something must be fixed, 2 wrong usage,
    3 could not be checked, 4 done but a restart is needed.
    """
    if version:
        from setup_doctor import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.command()
def check(
    backend: Backends = None,
    only: Only = None,
    skip: Skip = None,
    offline: Offline = False,
    no_smoke: NoSmoke = False,
    timeout: Timeout = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show the evidence and the seconds.")
    ] = False,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Fail on warnings, and on any backend that is not ready."),
    ] = False,
) -> None:
    """Look at everything, change nothing.

    \b
    Examples:
      setup-doctor check
      setup-doctor check --no-smoke --offline     a quick look, under a second or two
      setup-doctor check --only packages.torch --verbose
      setup-doctor check --backend resemblyzer --json
    """
    from setup_doctor.commands.check import check as run

    wish = _wish(backend, only, skip, offline, no_smoke)
    raise typer.Exit(
        run(
            _machine(),
            wish,
            _output(),
            as_json=as_json,
            verbose=verbose,
            strict=strict,
            limit=timeout,
        )
    )


@app.command()
def fix(
    backend: Backends = None,
    only: Only = None,
    skip: Skip = None,
    offline: Offline = False,
    no_smoke: NoSmoke = False,
    timeout: Timeout = None,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Repair what check has found, and look again.

    Shows the plan, asks once, does it, and runs the same checks anew.

    \b
    Examples:
      setup-doctor fix --dry-run
      setup-doctor fix --yes
      setup-doctor fix --backend pyannote     its optional packages, too
    """
    from setup_doctor.commands.repair import fix as run

    wish = _wish(backend, only, skip, offline, no_smoke)
    output = _output()
    raise typer.Exit(run(_machine(), wish, output, _attendant(output, yes, dry_run), timeout))


@app.command()
def setup(
    backend: Backends = None,
    timeout: Timeout = None,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Go the whole way, to a real diarization.

    Looks, repairs, downloads, and diarizes a recording to prove it.

    Safe to interrupt and to run again; what is done already is passed over. One backend that
    works is success.

    \b
    Examples:
      setup-doctor setup
      setup-doctor setup --yes --backend resemblyzer
      setup-doctor setup --backend resemblyzer --backend pyannote
    """
    from setup_doctor.commands.repair import setup as run

    wish = _wish(backend, None, None, offline=False, no_smoke=False)
    output = _output()
    raise typer.Exit(run(_machine(), wish, output, _attendant(output, yes, dry_run), timeout))


@app.command()
def smoke(
    audio: Annotated[
        Path | None, typer.Argument(help="A recording of yours; the bundled one by default.")
    ] = None,
    backend: Backends = None,
    reference: Annotated[
        Path | None, typer.Option(help="Who really spoke when (RTTM), to get a DER.")
    ] = None,
    num_speakers: Annotated[
        int | None, typer.Option("--num-speakers", "-n", min=1, help="How many speak, if known.")
    ] = None,
    timeout: Timeout = None,
) -> None:
    """Diarize a recording, and show who spoke when.

    With every backend that is ready; the bundled recording by default.

    \b
    Examples:
      setup-doctor smoke
      setup-doctor smoke meeting.m4a -n 3
      setup-doctor smoke meeting.wav --reference meeting.rttm --backend resemblyzer
    """
    from setup_doctor.commands.smoke import smoke as run

    _wish(backend, None, None, offline=False, no_smoke=False)
    raise typer.Exit(
        run(
            _machine(),
            _output(),
            backends=tuple(backend or ()),
            audio=audio,
            reference=reference,
            num_speakers=num_speakers,
            limit=timeout,
        )
    )


@app.command()
def install(
    backend: Annotated[str, typer.Argument(help="resemblyzer or pyannote.")] = "resemblyzer",
    dry_run: DryRun = False,
    upgrade: Annotated[bool, typer.Option("--upgrade", help="Also replace what is there.")] = False,
) -> None:
    """Install a backend, without a compiler.

    \b
    Examples:
      setup-doctor install
      setup-doctor install resemblyzer --dry-run      the pip commands, to be pasted
    """
    from setup_doctor.commands.install import install as run
    from setup_doctor.install.route import ROUTES

    if backend not in ROUTES:
        raise typer.BadParameter(f"{backend!r} is not one of: {', '.join(ROUTES)}")
    raise typer.Exit(run(_machine(), backend, _output(), dry_run=dry_run, upgrade=upgrade))


@app.command()
def download(
    backend: Annotated[
        str, typer.Argument(help="resemblyzer, pyannote or pyannote-3.1.")
    ] = "resemblyzer",
    timeout: Timeout = None,
) -> None:
    """Fetch the models of a backend, whole.

    \b
    Examples:
      setup-doctor download
      setup-doctor download pyannote          with HF_TOKEN set, or after `hf auth login`
    """
    from diarizer.models import MODELS
    from setup_doctor.commands.download import fetch

    if backend not in MODELS:
        raise typer.BadParameter(f"{backend!r} is not one of: {', '.join(MODELS)}")
    raise typer.Exit(fetch(backend, _output(), timeout=timeout))


@app.command(name="list")
def list_checks() -> None:
    """List the checks and what they require.

    \b
    Example:
      setup-doctor list
    """
    from setup_doctor.commands.listing import show_list

    raise typer.Exit(show_list(_output()))


@app.command()
def explain(
    subject: Annotated[
        str, typer.Argument(metavar="ID|ERROR", help="A check, or an error message.")
    ],
) -> None:
    """Explain a check, or an error message.

    \b
    Examples:
      setup-doctor explain packages.webrtcvad
      setup-doctor explain "Microsoft Visual C++ 14.0 or greater is required"
    """
    from setup_doctor.commands.listing import explain as run

    raise typer.Exit(run(subject, _machine(), _output()))


@app.command()
def compare(timeout: Timeout = None) -> None:
    """Compare the backends, and say which to use.

    What was measured on this machine stands apart from what was published.

    \b
    Example:
      setup-doctor compare
    """
    from setup_doctor.commands.compare import compare as run

    raise typer.Exit(run(_machine(), _output(), limit=timeout))


def _machine() -> Machine:
    from setup_doctor.machine import Machine

    return Machine()


def _output() -> Output:
    from setup_doctor.output import Output

    return Output()


def _attendant(output: Output, yes: bool, dry_run: bool) -> Attendant:
    from setup_doctor.commands.repair import Attendant
    from setup_doctor.render.console import Console

    return Attendant(output, Console(_machine(), unicode=output.unicode), yes, dry_run)


def _wish(
    backend: list[str] | None,
    only: list[str] | None,
    skip: list[str] | None,
    offline: bool,
    no_smoke: bool,
) -> Wish:
    from setup_doctor.checks import collect
    from setup_doctor.selection import UnknownNameError, Wish, select

    parts = (tuple(backend or ()), tuple(only or ()), tuple(skip or ()))
    wish = Wish(*parts, offline=offline, no_smoke=no_smoke)
    try:
        select(collect(), wish)
    except UnknownNameError as error:
        raise typer.BadParameter(str(error)) from None
    return wish


def main() -> None:
    """Run the program; a defect of its own is told in one sentence, not in a traceback."""
    try:
        app()
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on.", file=sys.stderr)  # noqa: T201
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - whatever it is, the user gets a sentence
        _report_defect(error)
        sys.exit(70)


def _report_defect(error: Exception) -> None:
    import os
    import traceback

    from setup_doctor.redact import redact

    if os.environ.get("SETUP_DOCTOR_DEBUG"):
        print(redact("".join(traceback.format_exception(error))), file=sys.stderr)  # noqa: T201
    message = redact(f"setup-doctor itself failed: {type(error).__name__}: {error}")
    advice = "Please report it. For the details: set SETUP_DOCTOR_DEBUG=1 and run it again."
    print(f"{message}\n{advice}", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()

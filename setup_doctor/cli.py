"""What can be typed: parse, call, and turn the outcome into an exit code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from setup_doctor.defects import guarded
from setup_doctor.options import (
    Backends,
    DryRun,
    NoSmoke,
    Offline,
    Only,
    Skip,
    Timeout,
    Yes,
    new_attendant,
    new_machine,
    new_output,
    new_wish,
    one_of,
)

app = typer.Typer(
    name="setup-doctor",
    no_args_is_help=True,
    # Plain help: the boxes of the other kind cannot be shown in half of the Windows code pages.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


token_app = typer.Typer(rich_markup_mode=None)
app.add_typer(token_app, name="token")


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

    wish = new_wish(backend, only, skip, offline=offline, no_smoke=no_smoke)
    raise typer.Exit(
        run(
            new_machine(),
            wish,
            new_output(),
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

    wish = new_wish(backend, only, skip, offline=offline, no_smoke=no_smoke)
    output = new_output()
    attendant = new_attendant(output, yes=yes, dry_run=dry_run)
    raise typer.Exit(run(new_machine(), wish, output, attendant, timeout))


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

    wish = new_wish(backend)
    output = new_output()
    attendant = new_attendant(output, yes=yes, dry_run=dry_run)
    raise typer.Exit(run(new_machine(), wish, output, attendant, timeout))


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

    new_wish(backend)
    raise typer.Exit(
        run(
            new_machine(),
            new_output(),
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

    one_of(backend, list(ROUTES))
    raise typer.Exit(run(new_machine(), backend, new_output(), dry_run=dry_run, upgrade=upgrade))


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

    one_of(backend, list(MODELS))
    raise typer.Exit(fetch(backend, new_output(), timeout=timeout))


@token_app.callback(invoke_without_command=True)
def token(context: typer.Context) -> None:
    """Say where a Hugging Face token stands.

    \b
    Examples:
      setup-doctor token
      setup-doctor token set        asks without showing it, tries it, stores it
    """
    if context.invoked_subcommand is None:
        from setup_doctor.commands.token import show

        raise typer.Exit(show(new_machine(), new_output()))


@token_app.command(name="set")
def set_token(timeout: Timeout = None) -> None:
    """Try a token and store it.

    It is asked for without being shown, or read from standard input, and kept where the client
    of the Hub keeps tokens.

    \b
    Examples:
      setup-doctor token set
      Get-Content token.txt | setup-doctor token set
    """
    from setup_doctor.commands.token import store

    raise typer.Exit(store(new_output(), timeout=timeout))


@app.command(name="list")
def list_checks() -> None:
    """List the checks and what they require.

    \b
    Example:
      setup-doctor list
    """
    from setup_doctor.commands.listing import show_list

    raise typer.Exit(show_list(new_output()))


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

    raise typer.Exit(run(subject, new_machine(), new_output()))


@app.command()
def compare(timeout: Timeout = None) -> None:
    """Compare the backends, and say which to use.

    What was measured on this machine stands apart from what was published.

    \b
    Example:
      setup-doctor compare
    """
    from setup_doctor.commands.compare import compare as run

    raise typer.Exit(run(new_machine(), new_output(), limit=timeout))


def main() -> None:
    """Run the program."""
    guarded(app)


if __name__ == "__main__":
    main()

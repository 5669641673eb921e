"""The commands beside the way to a diarization: try, install, fetch, look up, compare."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from setup_doctor.cli.options import (
    AnswerTimeout,
    Browser,
    Cuda,
    Device,
    DiarizationTimeout,
    DryRun,
    Engine,
    Full,
    Light,
    OnlyBackends,
    SilenceTimeout,
    Yes,
    check_names,
    new_output,
    new_request,
    one_of,
    refuse_contradictions,
    wrong,
)
from setup_doctor.cli.patients import meet, new_machine
from setup_doctor.messages.text import text

tools = typer.Typer(rich_markup_mode=None)
token_app = typer.Typer(rich_markup_mode=None, add_completion=False)
tools.add_typer(token_app, name="token")


@tools.command()
def smoke(
    audio: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="A recording of yours; the bundled one by default."),
    ] = None,
    backend: OnlyBackends = None,
    reference: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Who really spoke when (RTTM), to get a DER."),
    ] = None,
    num_speakers: Annotated[
        int | None,
        typer.Option("--num-speakers", "-n", min=1, metavar="N", help="How many speak, if known."),
    ] = None,
    engine: Engine = "auto",
    device: Device = "auto",
    timeout: DiarizationTimeout = None,
) -> None:
    """Diarize a recording, and show who spoke when.

    With every backend that is ready; the bundled recording by default.

    \b
    Examples:
      setup-doctor smoke
      setup-doctor smoke meeting.m4a -n 3
      setup-doctor smoke meeting.wav --reference meeting.rttm -b resemblyzer
    """
    from setup_doctor.commands.smoke import smoke as run

    new_request(backend)
    output = new_output()
    raise typer.Exit(
        run(
            meet(output, offer=True, ask=True),
            output,
            backends=tuple(backend or ()),
            audio=audio,
            reference=reference,
            num_speakers=num_speakers,
            engine=engine,
            device=device,
            limit=timeout,
        )
    )


@tools.command()
def install(
    backend: Annotated[
        str, typer.Argument(help="resemblyzer, open, pyannote or nemotron.")
    ] = "resemblyzer",
    dry_run: DryRun = False,
    upgrade: Annotated[
        bool, typer.Option("--upgrade", help="Also replace what is there, but for torch.")
    ] = False,
    full: Full = False,
    light: Light = False,
    cuda: Cuda = False,
    yes: Yes = False,
) -> None:
    """Install a backend, without a compiler and without torch.

    With --full torch comes, too. One that is there already stays as it is. Where uv, poetry or pdm
    keeps the project, it is asked to add the packages; what is written into pyproject.toml is shown
    before.

    \b
    Examples:
      setup-doctor install
      setup-doctor install open
      setup-doctor install resemblyzer --full       the whole package, with torch
      setup-doctor install resemblyzer --dry-run    the pip commands, to paste
    """
    from setup_doctor.commands.install import install as run
    from setup_doctor.install.route import LIGHTS, ROUTES

    one_of(backend, list(ROUTES))
    if light and backend not in LIGHTS:
        facts = {"backend": backend, "known": ", ".join(LIGHTS)}
        raise wrong(text("{backend} has no light engine; these have one: {known}.", **facts))
    refuse_contradictions(light=light, full=full, cuda=cuda)
    output = new_output()
    machine = meet(output, offer=True, ask=not yes)
    machine = replace(machine, light=light, full=full or cuda, cuda=cuda)
    raise typer.Exit(run(machine, backend, output, dry_run=dry_run, upgrade=upgrade, yes=yes))


@tools.command()
def download(
    backend: Annotated[
        str, typer.Argument(help="resemblyzer, open, pyannote, pyannote-3.1 or nemotron.")
    ] = "resemblyzer",
    timeout: SilenceTimeout = None,
    yes: Yes = False,  # noqa: ARG001 - whoever names a backend has answered
    dry_run: DryRun = False,
) -> None:
    """Fetch the models of a backend, whole.

    \b
    Examples:
      setup-doctor download
      setup-doctor download pyannote --dry-run
      setup-doctor download nemotron     which asks for no token
      setup-doctor download pyannote     after `setup-doctor token set`
    """
    from diarizer.models import MODELS
    from setup_doctor.commands.download import fetch

    one_of(backend, list(MODELS))
    output = new_output()
    raise typer.Exit(fetch(backend, meet(output), output, timeout=timeout, dry_run=dry_run))


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
def set_token(
    browser: Browser = False,
    timeout: AnswerTimeout = None,
) -> None:
    """Try a token and store it.

    It is asked for without being shown, read from standard input, or brought by a login in the
    browser (Enter alone, or --browser), and kept where the client of the Hub keeps tokens.

    \b
    Examples:
      setup-doctor token set
      setup-doctor token set --browser      a page and a code
      Get-Content token.txt | setup-doctor token set
    """
    from setup_doctor.commands.token import store

    raise typer.Exit(store(new_machine(), new_output(), timeout=timeout, browser=browser))


@tools.command(name="list")
def list_checks() -> None:
    """List the checks and what they require.

    \b
    Example:
      setup-doctor list
    """
    from setup_doctor.commands.listing import show_list

    output = new_output()
    meet(output)
    raise typer.Exit(show_list(output))


# An exit code such as -1073741819 begins like an option.
@tools.command(context_settings={"ignore_unknown_options": True})
def explain(
    subject: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID|ERROR|FILE",
            help="A check, an error message, or a file with one; - for standard input.",
            autocompletion=check_names,
        ),
    ] = None,
) -> None:
    """Explain a check, an error message or a whole log.

    Without arguments it reads what is pasted or piped in. Secrets are removed before anything is
    shown. The last error decides; what else is known in the text is listed.

    \b
    Examples:
      setup-doctor explain packages.webrtcvad
      setup-doctor explain "Microsoft Visual C++ 14.0 or greater is required"
      setup-doctor explain install.log
      pip install resemblyzer 2>&1 | setup-doctor explain
    """
    from setup_doctor.commands.explain import explain as run
    from setup_doctor.commands.pasting import NothingToReadError, asked

    output = new_output()
    try:
        paste = asked(subject or (), output)
    except NothingToReadError as error:
        raise wrong(error.said) from error
    except OSError as error:
        raise wrong(text("The file cannot be read: {error}", error=error)) from error
    if not paste.strip():
        raise wrong(text("Nothing to explain: name a check, an error or a file, or pipe one in."))
    raise typer.Exit(run(paste, meet(output), output))


@tools.command()
def compare(device: Device = "auto", timeout: DiarizationTimeout = None) -> None:
    """Compare the backends, and say which to use.

    What was measured on this machine stands apart from what was published.

    \b
    Example:
      setup-doctor compare
    """
    from setup_doctor.commands.compare import compare as run

    output = new_output()
    raise typer.Exit(run(meet(output, offer=True, ask=True), output, limit=timeout, device=device))

"""What can be typed: parse, call, and turn the outcome into an exit code."""

from __future__ import annotations

import gc
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from diarizer.cli.language.help_translation import introduce, languages
from diarizer.cli.language.usage_errors import in_the_language_of_the_run
from setup_doctor.cli import patients
from setup_doctor.cli.check import check, rerun
from setup_doctor.cli.defects import guarded, stopped
from setup_doctor.cli.deferred_commands import deferred
from setup_doctor.cli.export import export
from setup_doctor.cli.options import (
    Backends,
    Cuda,
    DryRun,
    Full,
    Light,
    NoSmoke,
    Offline,
    Only,
    Skip,
    Timeout,
    ToSetUp,
    Yes,
    new_attendant,
    new_output,
    new_request,
)
from setup_doctor.cli.support import support
from setup_doctor.cli.tools import tools


class Program(TyperGroup):
    """The program: knows the reader's language before it parses, as the help depends on it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the commands, whose options are not built yet."""
        super().__init__(*args, **kwargs)
        self.commands.update((str(each.name), each) for each in deferred(way, tools))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take ``--lang`` and ``--python`` out of `args`, wherever they stand, and parse the rest."""
        rest = introduce(self, ctx, args)
        with in_the_language_of_the_run():
            if not ctx.resilient_parsing:
                rest = patients.introduce(rest)
            return super().parse_args(ctx, rest)

    def invoke(self, ctx: Any) -> Any:
        """Parse the command and carry it out; Ctrl-C, of which typer says nothing, ends it with a line."""
        gc.enable()
        try:
            with in_the_language_of_the_run():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            raise typer.Exit(stopped()) from None


way = typer.Typer(rich_markup_mode=None)
app = typer.Typer(
    name="setup-doctor",
    cls=Program,
    no_args_is_help=True,
    # Plain help: the boxes of the other kind cannot be shown in half of the Windows code pages.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False,
    lang: Annotated[  # noqa: ARG001, Program has settled it
        str | None,
        typer.Option(
            metavar="|".join(languages()),
            autocompletion=languages,
            help="The language; by default that of the system. May stand anywhere.",
        ),
    ] = None,
    python: Annotated[  # noqa: ARG001, Program has settled it, too
        str | None,
        typer.Option(
            metavar="PATH",
            help="Look after another environment than the doctor's own: its python, its folder, or a"
            " project with .venv, venv or env in it. May stand anywhere; SETUP_DOCTOR_PYTHON is the same.",
        ),
    ] = None,
) -> None:
    """Find what stands between you and a working speaker diarization, repair it, and prove it.

    \b
    Start here:
      setup-doctor setup              the whole way, to a real diarization
      setup-doctor check              look at everything, change nothing
      setup-doctor fix                repair what check has found
      setup-doctor explain "ERROR"    what an error message means

    \b
    Exit codes: 0 ready, 1 something must be fixed, 2 wrong usage,
    3 could not be checked, 4 done but a restart is needed.
    """
    if version:
        from setup_doctor import __version__

        typer.echo(__version__)
        raise typer.Exit


way.command()(check)


@way.command()
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
      setup-doctor fix --backend pyannote   its optional packages, too
    """
    from setup_doctor.commands.repair import fix as run

    request = new_request(backend, only, skip, offline=offline, no_smoke=no_smoke)
    output = new_output()
    machine = patients.meet(output, offer=True, ask=not yes)
    attendant = new_attendant(output, yes=yes, dry_run=dry_run)
    raise typer.Exit(run(machine, request, output, attendant, timeout))


@way.command()
def setup(
    backend: ToSetUp = None,
    full: Full = False,
    light: Light = False,
    cuda: Cuda = False,
    timeout: Timeout = None,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Go the whole way, to a real diarization.

    Looks, repairs, downloads, and diarizes a recording to prove it. Unless told otherwise, it sets
    up the two backends that need no account, resemblyzer and open, without torch.

    Safe to interrupt and to run again; what is done already is passed over. One backend that
    works is success.

    \b
    Examples:
      setup-doctor setup
      setup-doctor setup --yes --backend resemblyzer
      setup-doctor setup --full           with torch, for `import resemblyzer`
      setup-doctor setup --backend resemblyzer --backend pyannote
    """
    from setup_doctor.commands.repair import setup as run

    request = new_request(backend, light=light, full=full, cuda=cuda)
    output = new_output()
    machine = patients.meet(output, offer=True, ask=not yes)
    attendant = new_attendant(output, yes=yes, dry_run=dry_run)
    raise typer.Exit(run(machine, request, output, attendant, timeout))


way.command()(rerun)
way.command()(export)
way.command()(support)


def main() -> None:
    """Run the program."""
    guarded(app)


if __name__ == "__main__":
    main()

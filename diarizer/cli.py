"""`diarize FILE...`: who spoke when, as a picture, a list, and files."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from diarizer import formats, timeline
from diarizer.errors import DiarizerError, FormatError, InvalidArgument, UnknownBackend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diarizer.backends import Backend
    from diarizer.types import Annotation

# Neighbours differ in lightness too, so that a colour-blind reader can part them.
_COLOURS = ("bright_cyan", "yellow", "magenta", "green", "bright_blue", "red", "white", "cyan")
_WIDEST = 100  # characters of a picture; longer lines are hard to follow
_WRONG_USE = 2

_EPILOG = """
Examples:

\b
  diarize meeting.m4a                              a picture and a list
  diarize meeting.m4a -n 2                         two people, that is known
  diarize meeting.m4a -o meeting.rttm              a file for other tools
  diarize meeting.m4a --format json                JSON and nothing else on stdout
  diarize *.mp3 --format rttm -o results           a file each in a folder
"""


def _known_format(name: str | None) -> str | None:
    if name is not None and name not in formats.FORMATS:
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(formats.FORMATS)}.")
    return name


app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the command line asks for."""

    format: str | None
    output: Path | None
    num_speakers: int | None
    min_speakers: int | None
    max_speakers: int | None


@app.command(epilog=_EPILOG, no_args_is_help=True)
def diarize(  # noqa: PLR0917, typer's parameters
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Recordings or videos.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write a file; with several recordings, a folder."),
    ] = None,
    file_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="|".join(formats.FORMATS),
            callback=_known_format,
            help="Of what is written; to stdout without --output.",
        ),
    ] = None,
    backend: Annotated[
        str, typer.Option(help="The engine; auto takes the most accurate one that is ready.")
    ] = "auto",
    num_speakers: Annotated[
        int | None, typer.Option("--num-speakers", "-n", min=1, help="How many speak, if known.")
    ] = None,
    min_speakers: Annotated[int | None, typer.Option(min=1, help="How many at least.")] = None,
    max_speakers: Annotated[int | None, typer.Option(min=1, help="How many at most.")] = None,
) -> None:
    """Find out who speaks when, in recordings of any format."""
    _one_thread()
    try:
        chosen = _format(file_format, output, len(files))
        wish = _Wish(chosen, output, num_speakers, min_speakers, max_speakers)
        engine = _engine(backend, wish)
    except DiarizerError as error:
        _give_up(error)
    outcomes = [_outcome(engine, file, wish, many=len(files) > 1) for file in files]
    raise typer.Exit(max(outcomes))


def main() -> None:
    """Enter from the console."""
    app()


def _one_thread() -> None:
    # Before numpy is imported; resemblyzer's small layers are up to 70 times slower on threads.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")


def _format(name: str | None, output: Path | None, files: int) -> str | None:
    """Choose what to write: what was said, or what the ending of the output says."""
    if name or output is None:
        return name
    ending = output.suffix.removeprefix(".").lower()
    if files == 1 and ending in formats.FORMATS:
        return ending
    raise InvalidArgument(
        "In which format?",
        context=f"Output: {output}",
        hint=f"Add --format {' or '.join(formats.FORMATS)}",
    )


def _engine(backend: str, wish: _Wish) -> Backend:
    from diarizer import api, backends  # noqa: PLC0415, --help has to be quick

    api.check_bounds(wish.num_speakers, wish.min_speakers, wish.max_speakers)
    return backends.load(backends.pick(_remark) if backend == "auto" else backend)


def _remark(line: str) -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(Text(line, style="dim"))


def _outcome(engine: Backend, file: Path, wish: _Wish, *, many: bool) -> int:
    """Diarize one file; one that fails does not keep the others from their turn."""
    try:
        found = _found(engine, file, wish)
        if wish.format and wish.output is None:
            sys.stdout.write(formats.get(wish.format).dumps(found))
            return 0
        _show(found, file)
        if wish.format and wish.output:
            saved = formats.save(found, _target(wish, file, many=many), wish.format)
            Console(stderr=True).print(f"Written: {saved}", markup=False, highlight=False)
    except (DiarizerError, OSError) as error:
        _complain(error, file)
        return 1
    return 0


def _found(engine: Backend, file: Path, wish: _Wish) -> Annotation:
    from diarizer import api, audio  # noqa: PLC0415

    console = Console(stderr=True)
    columns = (TextColumn("{task.description:>12}"), BarColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("decoding", total=None)

        def told(stage: str, completed: float, total: float) -> None:
            bar.update(task, description=stage, completed=completed, total=total)

        with audio.opened(file, told) as recording:
            return api.run(
                engine,
                recording,
                num_speakers=wish.num_speakers,
                min_speakers=wish.min_speakers,
                max_speakers=wish.max_speakers,
                progress=told,
            )


def _target(wish: _Wish, file: Path, *, many: bool) -> Path:
    output = wish.output or Path()
    if not many and not output.is_dir():
        return output
    output.mkdir(parents=True, exist_ok=True)
    return output / f"{file.stem}{formats.get(wish.format or '').EXTENSION}"


def _show(found: Annotation, file: Path) -> None:
    console = Console(highlight=False)
    colours = {name: _COLOURS[n % len(_COLOURS)] for n, name in enumerate(found.speakers)}
    heading = f"{file}  {timeline.clock(found.duration)}  speakers: {len(found.speakers)}"
    console.print(Text(heading, style="bold"))
    name_width = max(map(len, colours), default=0) + 1
    width = min(console.width, _WIDEST) - name_width - 1
    unicode = timeline.can_show_blocks(console.encoding)
    for row in timeline.draw(found.turns, found.duration, width, unicode=unicode):
        style = colours.get(row.speaker, "dim")
        console.print(Text(f"{row.speaker:{name_width}}{row.cells}", style=style))
    _list(console, found, colours)


def _list(console: Console, found: Annotation, colours: dict[str, str]) -> None:
    for turn in found.turns:
        times = f"{turn.span.start:9.2f} {turn.span.end:9.2f}  "
        console.print(Text.assemble(times, (turn.speaker, colours[turn.speaker])))
    if not found.turns:
        console.print("Nobody speaks.")


def _complain(error: DiarizerError | OSError, file: Path | None = None) -> None:
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    message = error.message if isinstance(error, DiarizerError) else str(error)
    where = f"{file}: " if file else ""
    console.print(Text.assemble((f"Error: {where}", "bold red"), message))
    if isinstance(error, DiarizerError):
        console.print(Text("".join(f"  {line}\n" for line in _lines(error)), style="dim"), end="")
        console.print(f"  Hint: {error.hint}", markup=False)


def _lines(error: DiarizerError) -> Sequence[str]:
    return error.context.splitlines()


def _give_up(error: DiarizerError) -> NoReturn:
    _complain(error)
    wrong_use = isinstance(error, (InvalidArgument, UnknownBackend, FormatError))
    raise typer.Exit(_WRONG_USE if wrong_use else 1)

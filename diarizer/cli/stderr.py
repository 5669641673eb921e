"""What goes wrong, and everything else that is said on stderr."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from diarizer.addressed import addressed
from diarizer.cli.pasteable import pasteable
from diarizer.cli.standard_input import named
from diarizer.errors import DiarizerError, FormatError, InvalidArgument, UnknownBackend
from diarizer.messages.language import spoken
from diarizer.messages.text import label, text

if TYPE_CHECKING:
    from rich.console import Console

    from diarizer.messages.language import Language
    from diarizer.messages.text import Text

_WRONG_USE = 2


def say(line: Text | str, style: str = "") -> None:
    """Print one line to stderr."""
    from rich.text import Text as Styled  # noqa: PLC0415, --help has to be quick

    console = _console()
    console.print(Styled(spoken(console.encoding)(line), style=style))


def complain(
    error: DiarizerError | OSError, file: Path | None = None, asked: Path | None = None
) -> None:
    """Print what went wrong, what was looked at, and the next step.

    ``file`` is told; of ``asked``, which the user has just typed, only the next step speaks.
    """
    from rich.text import Text as Styled  # noqa: PLC0415, --help has to be quick

    console = _console()
    translate = spoken(console.encoding)
    message, lines, hint = _told(error, translate)
    called = named(file) if file else ""
    if file and called != str(file):
        lines = [line.replace(str(file), called) for line in lines]
    head = translate(label("Error:")) + (f" {called}:" if called else "")
    console.print(Styled.assemble((f"{head} ", "bold red"), message))
    console.print(Styled("".join(f"  {line}\n" for line in lines), style="dim"), end="")
    if hint:
        console.print(
            Styled("  " + translate(text("Hint: {hint}", hint=pasteable(hint, file or asked))))
        )


def _told(error: DiarizerError | OSError, say: Language) -> tuple[str, list[str], str]:
    """Return the three parts; only what is written ends in an error of the system's own."""
    if isinstance(error, DiarizerError):
        return error.translated(say)
    hint = text("Look whether the disk has room and the folder may be written to.")
    return say(text("A result could not be written.")), str(error).splitlines(), say(hint)


def not_there(error: OSError, *named: Path | None) -> InvalidArgument | None:
    """Return what to say of a file that was named and is not there; None of another error."""
    if not isinstance(error, FileNotFoundError) or error.filename not in map(str, named):
        return None
    sentence = text("This is an address, and nothing is fetched from it.")
    step = text("Save it first, and name the file.")
    return addressed(Path(error.filename), InvalidArgument, sentence, step) or InvalidArgument(
        text("There is no such file."),
        context=text("File: {path}", path=error.filename),
        hint=text("Check the name and the folder."),
    )


def failed(error: DiarizerError | OSError | None, file: Path) -> int:
    """Complain about one recording, and return the exit code."""
    if error is not None:
        complain(error, file)
    return 1


def give_up(error: DiarizerError, file: Path | None = None, asked: Path | None = None) -> NoReturn:
    """Complain, and end the program with the exit code of this error."""
    complain(error, file, asked)
    wrong_use = isinstance(error, (InvalidArgument, UnknownBackend, FormatError))
    raise typer.Exit(_WRONG_USE if wrong_use else 1)


def out_of_reach(error: OSError) -> InvalidArgument:
    """Return what to say where the system does not let one look at what was named."""
    return InvalidArgument(
        text("A file or a folder that was named cannot be reached."),
        context=str(error),
        hint=text("Check the name and the folder."),
    )


def _console() -> Console:
    from rich.console import Console  # noqa: PLC0415, --help has to be quick

    return Console(stderr=True, highlight=False, soft_wrap=True)

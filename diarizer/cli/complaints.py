"""What goes wrong, and everything else that is said on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console
from rich.text import Text

from diarizer.errors import DiarizerError, FormatError, InvalidArgument, UnknownBackend

if TYPE_CHECKING:
    from pathlib import Path

_WRONG_USE = 2


def say(line: str, style: str = "") -> None:
    """Print one line to stderr."""
    _console().print(Text(line, style=style))


def complain(error: DiarizerError | OSError, file: Path | None = None) -> None:
    """Print what went wrong, what was looked at, and the next step."""
    console = _console()
    message = error.message if isinstance(error, DiarizerError) else str(error)
    where = f"{file}: " if file else ""
    console.print(Text.assemble((f"Error: {where}", "bold red"), message))
    if isinstance(error, DiarizerError):
        lines = error.context.splitlines()
        console.print(Text("".join(f"  {line}\n" for line in lines), style="dim"), end="")
        console.print(f"  Hint: {error.hint}", markup=False)


def failed(error: DiarizerError | OSError | None, file: Path) -> int:
    """Complain about one recording, and return the exit code."""
    if error is not None:
        complain(error, file)
    return 1


def give_up(error: DiarizerError) -> NoReturn:
    """Complain, and end the program with the exit code of this error."""
    complain(error)
    wrong_use = isinstance(error, (InvalidArgument, UnknownBackend, FormatError))
    raise typer.Exit(_WRONG_USE if wrong_use else 1)


def _console() -> Console:
    return Console(stderr=True, highlight=False, soft_wrap=True)

"""What can be done beside diarizing, `diarize NAME ...`: one file each, found by looking here.

A file has ``command``, a function whose parameters are typer's and whose docstring is the help,
and ``EXAMPLES``, the text below that help.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

import typer

from diarizer import discovery
from diarizer.cli.language.reader_language import Command

if TYPE_CHECKING:
    from collections.abc import Callable

SETTINGS: dict[str, Any] = {
    "pretty_exceptions_enable": False,
    "rich_markup_mode": None,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}
"""What every command of this program has in common."""


class CommandModule(Protocol):
    """A file of this folder. Importing it loads neither numpy nor torch."""

    EXAMPLES: str
    command: Callable[..., Any]


def names() -> tuple[str, ...]:
    """Return the first words that are commands."""
    return tuple(discovery.own(__name__))


def find(name: str) -> Any:
    """Return the click command ``name``, one of :func:`names`."""
    module = cast("CommandModule", import_module(f"{__name__}.{name}"))
    app = typer.Typer(**SETTINGS, add_completion=False)
    app.command(name, cls=Command, epilog=module.EXAMPLES, no_args_is_help=True)(module.command)
    return typer.main.get_command(app)

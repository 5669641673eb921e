"""How `diarize FILE...` and `diarize COMMAND ...` live under one name."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand

from diarizer.cli import INTERRUPTED, commands, complaints


class Program(TyperCommand):
    """A command whose first word may be the name of another one.

    A recording that is named like a command is reached through its folder: ``./convert``.
    """

    @property
    def commands(self) -> dict[str, Any]:
        """The other commands under their names."""
        return {name: commands.find(name) for name in commands.names()}

    def make_context(self, info_name: str | None, args: list[str], *more: Any, **extra: Any) -> Any:
        """Parse with the command that the first word names, else with this one."""
        if args and args[0] in commands.names():
            name = f"{info_name} {args[0]}"
            return commands.find(args[0]).make_context(name, args[1:], *more, **extra)
        return super().make_context(info_name, args, *more, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Carry out what was parsed; Ctrl-C ends it with one line."""
        try:
            return super().invoke(ctx) if ctx.command is self else ctx.command.invoke(ctx)
        except KeyboardInterrupt:
            complaints.say("Stopped.")
            raise typer.Exit(INTERRUPTED) from None

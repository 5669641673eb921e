"""How `diarize FILE...` and `diarize COMMAND ...` live under one name."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from typing import Any

import typer

from diarizer.cli import INTERRUPTED, commands, stderr
from diarizer.cli.language.reader_language import Command, first_word
from diarizer.cli.language.usage_errors import in_the_language_of_the_run
from diarizer.messages.language import spoken
from diarizer.messages.text import text


class Program(Command):
    """A command whose first word may be the name of another one.

    A recording that is named like a command is reached through its folder: ``./convert``.
    """

    @property
    def commands(self) -> dict[str, Any]:
        """The other commands under their names."""
        return {name: commands.find(name) for name in commands.names()}

    def make_context(self, info_name: str | None, args: list[str], *more: Any, **extra: Any) -> Any:
        """Parse with the command that the first word names, else with this one."""
        word, others = first_word(args)
        if word in commands.names():
            return commands.find(word).make_context(f"{info_name} {word}", others, *more, **extra)
        return super().make_context(info_name, args, *more, **extra)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Ask for a recording, unless the microphone is one."""
        for one in self.params:
            if one.name == "files":
                one.required = "--live" not in args
        given = list(args)
        rest = super().parse_args(ctx, args)
        if not ctx.resilient_parsing:
            with in_the_language_of_the_run():
                self._look_again(ctx, given)
        return rest

    def _look_again(self, ctx: Any, given: list[str]) -> None:
        """Refuse an empty name, and say which value counts of an option that was given twice."""
        named, _, order = self.make_parser(ctx).parse_args(given)
        # As of a variable that is not set; a path of nothing would be the whole folder.
        if "" in (named.get("files") or ()):
            wrong = text("The name of a recording is empty.")
            raise typer.BadParameter(spoken(sys.stderr.encoding)(wrong))
        for one, times in Counter(order).items():
            # An alias may hold an option, and the command line another value: the last is meant.
            if times > 1 and not (one.multiple or getattr(one, "is_flag", True)):
                facts = {"option": one.opts[0], "value": str(ctx.params[one.name])}
                stderr.say(text("{option} is given twice; the last counts: {value}", **facts))

    def invoke(self, ctx: Any) -> Any:
        """Carry out what was parsed; Ctrl-C ends it with one line."""
        gc.enable()
        try:
            with in_the_language_of_the_run():
                return super().invoke(ctx) if ctx.command is self else ctx.command.invoke(ctx)
        except KeyboardInterrupt:
            stderr.say(text("Stopped."))
            raise typer.Exit(INTERRUPTED) from None

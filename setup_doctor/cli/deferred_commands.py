"""Commands whose options are built when one is typed: a list of them needs none of those."""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand

from diarizer.cli.language.help_translation import translate
from diarizer.messages.language import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Deferred(TyperCommand):
    """A command of which only the name and the help are known, until it is typed.

    Attributes:
        built: the whole command, as typer makes it of a function.

    """

    def __init__(self, name: str, function: Callable[..., Any], build: Callable[[], Any]) -> None:
        """Keep how it is built.

        Args:
            name: by which it is typed.
            function: its docstring is the help.
            build: makes the command with its options.

        """
        super().__init__(name, help=inspect.getdoc(function), rich_markup_mode=None)
        self._build = build
        self._built: Any = None

    @property
    def built(self) -> Any:
        """Return the whole command."""
        if self._built is None:
            self._built = self._build()
            self._built.name = self.name
        return self._built

    def make_context(self, info_name: str | None, args: list[str], *more: Any, **extra: Any) -> Any:
        """Parse with the whole command, in the language of the run."""
        if (parent := extra.get("parent")) is not None:
            translate(self.built, spoken(sys.stdout.encoding, sys.stderr.encoding), parent)
        return self.built.make_context(info_name, args, *more, **extra)


def deferred(*apps: typer.Typer) -> Iterator[Deferred]:
    """Yield what was registered with each of `apps`, its groups last."""
    for app in apps:
        for each in app.registered_commands:
            alone = typer.Typer(rich_markup_mode=None, add_completion=False)
            alone.registered_commands.append(each)
            function: Any = each.callback
            yield _deferred(each.name or function.__name__, function, alone)
        for group in app.registered_groups:
            inner: Any = group.typer_instance
            yield _deferred(group.name, inner.registered_callback.callback, inner)


def _deferred(name: Any, function: Any, app: Any) -> Deferred:
    return Deferred(name, function, lambda: typer.main.get_command(app))

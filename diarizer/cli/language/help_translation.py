"""Help in the reader's language: exchanged in the tree of commands, before any of it is shown.

Typer reads the help when the functions are defined, which is before anybody can say in which
language. So the finished commands are gone through, and only for another language than English.
"""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Any

import typer.core

from diarizer.messages.code_page_substitutes import soften
from diarizer.messages.language import ENGLISH, SPOKEN, UnknownLanguageError, known
from diarizer.messages.language_choice import asked, choose
from diarizer.messages.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from diarizer.messages.language import Language

# What typer and click say themselves, and nobody has translated there.
WORDS = (
    label("Usage: "),
    label("Options"),
    label("Commands"),
    label("Arguments"),
    label("required"),
    label("default: {default}"),
    label("Missing command."),
    label("No such command {name!r}."),
    label("Aborted!"),
    label("Show this message and exit."),
    label("Install completion for the current shell."),
    label("Show completion for the current shell, to copy it or customize the installation."),
)
_HELPS = ("help", "short_help", "epilog")


def paragraphs(text: str) -> list[str]:
    """The parts of a help that are translated each by itself."""
    return [part for part in inspect.cleandoc(text).split("\n\n") if part.strip()]


def helps(command: Any) -> Iterator[str]:
    """Every paragraph of help of a command, of its options and of what is below it."""
    command = getattr(command, "built", command)  # where options wait until they are asked for
    for part in (command, *command.params):
        for name in _HELPS:
            yield from paragraphs(getattr(part, name, None) or "")
    for each in getattr(command, "commands", {}).values():
        yield from helps(each)


def translate(command: Any, say: Language, context: Any) -> None:
    """Exchange the help of `command`, of its options and of what is below it.

    Args:
        command: as typer made it.
        say: the language.
        context: of the program; it knows how its option --help is spelled.
    """
    if say.code == ENGLISH.code:
        return
    for part in filter(None, (command, command.get_help_option(context), *command.params)):
        for name in _HELPS:
            if written := getattr(part, name, None):
                setattr(part, name, "\n\n".join(map(say, paragraphs(written))))
    for each in getattr(command, "commands", {}).values():
        translate(each, say, context)


def languages() -> list[str]:
    """What the Tab key offers behind ``--lang``."""
    return known()


def introduce(command: Any, context: Any, arguments: list[str]) -> list[str]:
    """Settle the language of a run, kept in ``SPOKEN``; return the arguments without it.

    To be called by the program's own command before it parses: an unknown language is wrong usage.
    """
    wanted, rest = asked(arguments)
    if context.resilient_parsing:  # for the Tab key, of words that are half typed
        return rest
    # The name of a recording, in any language; stderr never fails.
    soften(sys.stdout)
    try:
        say = choose(wanted)
    except UnknownLanguageError as error:
        raise typer.BadParameter(str(error), ctx=context, param_hint="--lang") from None
    SPOKEN.set(say)
    shown = say.shown_in(sys.stdout.encoding, sys.stderr.encoding)
    if shown is not ENGLISH:
        soften(sys.stdout, sys.stderr)
        translate(command, shown, context)
        _translate_frame(context, shown)
    return rest


def _translate_frame(context: Any, say: Callable[[str], str]) -> None:
    """Headings: typer asks its own ``_`` for them, and a formatter for the word before the usage."""
    if hasattr(typer.core, "_"):
        setattr(typer.core, "_", say)  # noqa: B010, mypy knows no such name in older ones
    plain = type(context).formatter_class

    class Formatter(plain):  # type: ignore[misc, valid-type]
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or say(WORDS[0]))

    context.formatter_class = Formatter
    type(context).formatter_class = Formatter

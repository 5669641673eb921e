"""Wrong usage, told in the reader's language: typer and click have their sentences in English."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import typer

from diarizer.messages.language import ENGLISH, spoken
from diarizer.messages.text import label, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What they say. The more special before the more general.
SENTENCES = (
    label("{said} Did you mean {near}?"),
    label("{said} (Possible options: {near})"),
    label("Invalid value: {said}"),
    label("Invalid value for {hint}: {said}"),
    label("No such option: {name}"),
    label("Missing argument {name}."),
    label("Missing option {name}."),
    label("Option {name} requires an argument."),
    label("Option {name} does not take a value."),
    label("Got unexpected extra argument ({name})"),
    label("Got unexpected extra argument(s) ({name})"),
    label("Got unexpected extra arguments ({name})"),
    label("Input should be a valid number, unable to parse string as a number"),
    label("Input should be a valid integer, unable to parse string as an integer"),
    label("Input should be greater than or equal to {least}"),
    label("{value} is not a valid integer."),
    label("{value} is not a valid float."),
    label("{value} is not a valid int range."),
    label("{value} is not a valid float range."),
    label("{value} is not in the range {range}."),
)
# The base of BadParameter, which typer does not hand out by its name.
_USAGE_ERROR = cast("type[Exception]", typer.BadParameter.__mro__[1])
_TRY = label("Try '{command}' for help.")


@contextmanager
def in_the_language_of_the_run() -> Iterator[None]:
    """Let what is said of wrong usage within be shown in the language of this run."""
    try:
        yield
    except _USAGE_ERROR as error:
        import sys  # noqa: PLC0415, only where something was wrong

        say = spoken(sys.stderr.encoding)
        # Of a command without anything behind it the help is shown, which is in this language.
        if say is not ENGLISH and type(error).__name__ != "NoArgsIsHelpError":
            setattr(error, "show", _shown(error, say))  # noqa: B010, mypy knows it as a method
        raise


def _shown(error: Any, say: Callable[..., str]) -> Callable[..., None]:
    def show(_file: Any = None) -> None:
        if error.ctx is not None:
            command = f"{error.ctx.command_path} {error.ctx.help_option_names[0]}"
            typer.echo(error.ctx.get_usage(), err=True)
            typer.echo(say(text(_TRY, command=command)) + "\n", err=True)
        said = translated(error.format_message(), say)
        typer.echo(say(text("Error: {sentence}", sentence=said)), err=True)

    return show


def translated(message: str, say: Callable[..., str]) -> str:
    """A sentence of typer's in the reader's language; as it is where it is not known."""
    for template in SENTENCES:
        found = _pattern(template).fullmatch(message)
        if found:
            values = found.groupdict()
            if "said" in values:
                values["said"] = translated(values["said"], say)
            return say(text(template, **values))
    return message


def _pattern(template: str) -> re.Pattern[str]:
    spelled = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", re.escape(template))
    return re.compile(spelled, re.DOTALL)

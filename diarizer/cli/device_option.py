"""`--device`: on what the networks calculate."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from diarizer.cli import stderr
from diarizer.errors import BackendUnavailable, InvalidArgument
from diarizer.messages.language import spoken
from diarizer.messages.text import text

_KNOWN = ("auto", "cpu", "cuda", "mps")  # as `diarizer.backends.devices` has them, which loads more


def _possible(name: str) -> str:
    if name == _KNOWN[0]:
        return name
    from diarizer.backends import devices  # noqa: PLC0415, --help has to be quick

    try:
        return devices.check(name)
    except InvalidArgument:
        wrong = text("{name!r} is not one of {known}.", name=name, known=", ".join(_KNOWN))
        raise typer.BadParameter(spoken(sys.stderr.encoding)(wrong)) from None
    except BackendUnavailable as error:  # none on this system, whatever is installed
        stderr.give_up(error)


Device = Annotated[
    str,
    typer.Option(
        metavar="|".join(_KNOWN),
        callback=_possible,
        autocompletion=lambda: list(_KNOWN),
        help="What the networks calculate on: auto tries the graphics card, where there is one; a"
        " card that is named and does not calculate is an error.",
    ),
]

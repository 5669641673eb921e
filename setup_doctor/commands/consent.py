"""Asking before something is done: once, and only where somebody can answer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from typer import confirm

from setup_doctor.messages.text import text

if TYPE_CHECKING:
    from setup_doctor.messages.text import Text
    from setup_doctor.render.output import Output


def has_terminal() -> bool:
    """Whether somebody sees a question, and can type."""
    streams = (sys.stdin, sys.stderr)  # None in a program without a console
    return all(stream is not None and stream.isatty() for stream in streams)


def asked(question: Text, output: Output, *, default: bool = True) -> bool:
    """What was answered on the terminal."""
    return confirm(output.language(question), default=default, err=True)


def agreed(question: Text, output: Output) -> bool:
    """What was answered; no, with what to do then, where there is nobody to ask."""
    if has_terminal():
        return asked(question, output)
    output.say(text("There is no terminal to ask on. Run the same command with --yes to go on."))
    return False

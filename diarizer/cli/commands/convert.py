"""`diarize convert A B`: turns from one format to another."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import Annotated

import typer

from diarizer import formats
from diarizer.cli import arguments, conversion, stderr
from diarizer.cli.conversion_source import DASH, Request
from diarizer.errors import DiarizerError, InvalidArgument
from diarizer.messages.language import spoken
from diarizer.messages.text import Text, label, text

EXAMPLES = """
Examples:

\b
  diarize convert meeting.rttm meeting.TextGrid        for Praat
  diarize convert meeting.eaf meeting.srt
  diarize convert labels.txt meeting.rttm              labels of Audacity
  diarize convert meeting.json --to csv                to the screen
  diarize convert results out --to srt                 a whole folder
  diarize convert - --to rttm                          what another program writes
  diarize convert all.rttm out --to rttm               a file for each recording
  diarize convert bad.srt good.srt --repair            times that are none, mended
"""

_NAMES = "|".join(formats.FORMATS)
_KEPT = {
    "turns": label("turns"),
    "text": label("text"),
    "words": label("times of words"),
    "confidence": label("confidence"),
    "uri": label("name of the recording"),
    "duration": label("its length"),
    "channel": label("channels"),
}


def _list(wanted: bool) -> None:
    """Show what each format keeps, and end."""
    if not wanted:
        return
    say = spoken(sys.stdout.encoding)
    head = (say(label("format")), say(label("ending")), say(label("keeps")))
    rows = [
        head,
        *(
            (name, end, ", ".join(say(_KEPT[k]) for k in kept))
            for name, end, kept in formats.columns()
        ),
    ]
    for name, ending, kept in rows:
        typer.echo(f"{name:<12}{ending:<12}{kept}".rstrip())
    raise typer.Exit


def command(  # noqa: PLR0917, typer's parameters
    source: Annotated[
        Path,
        typer.Argument(
            metavar="FROM", help="A file of turns, a folder of them, or - for standard input."
        ),
    ],
    target: Annotated[
        Path | None,
        typer.Argument(
            metavar="TO", help="Where to, a file or a folder; the screen if not given, or -."
        ),
    ] = None,
    read_as: Annotated[
        str | None,
        typer.Option("--from", metavar=_NAMES, help="Its format, if its ending does not say."),
    ] = None,
    write_as: Annotated[
        str | None, typer.Option("--to", metavar=_NAMES, help="The format that is written.")
    ] = None,
    uri: Annotated[
        str | None,
        typer.Option(
            "--uri", metavar="NAME", help="The recording that is meant, if the file holds several."
        ),
    ] = None,
    repair: Annotated[
        bool,
        typer.Option(
            "--repair", help="Mend times that are none, and say what was mended; else refused."
        ),
    ] = False,
    listed: Annotated[  # noqa: ARG001, its callback does it
        bool,
        typer.Option(
            "--formats", is_eager=True, callback=_list, help="List what each format keeps."
        ),
    ] = False,
    lang: arguments.Lang = None,  # noqa: ARG001, settled before anything is parsed
) -> None:
    """Write the turns of a file in another format.

    What the other format cannot hold is left out, and said: RTTM has no words, SRT no confidence.
    """
    request = Request(arguments.spelled(read_as), arguments.spelled(write_as), uri, repair)
    try:
        if source.is_dir():
            raise typer.Exit(conversion.folder(source, target, request))
        conversion.one(source, target, request)
    except OSError as error:
        stderr.give_up(
            stderr.not_there(error, source)
            or InvalidArgument(
                text("A file cannot be read or written."),
                context=str(error),
                hint=_next_step(error),
            )
        )
    except DiarizerError as error:
        stderr.give_up(error, asked=None if source == DASH else source)


_TOO_LONG = frozenset({123, 206})  # ERROR_INVALID_NAME, ERROR_FILENAME_EXCED_RANGE


def _next_step(error: OSError) -> Text:
    if isinstance(error, (FileNotFoundError, IsADirectoryError, NotADirectoryError)):
        return text("Check its name.")
    if error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) in _TOO_LONG:
        return text("Choose a shorter name.")
    return text("Look whether the disk has room and the folder may be written to.")

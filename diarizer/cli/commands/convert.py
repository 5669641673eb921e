"""`diarize convert A B`: turns from one format to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from diarizer import formats, transcripts
from diarizer.cli import arguments, stderr
from diarizer.cli.output import stdout_data
from diarizer.errors import DiarizerError, FormatError, InvalidArgument
from diarizer.messages.text import text

if TYPE_CHECKING:
    from diarizer.types import Annotation

EXAMPLES = """
Examples:

\b
  diarize convert meeting.rttm meeting.TextGrid        for Praat
  diarize convert meeting.eaf meeting.srt
  diarize convert labels.txt meeting.rttm              labels of Audacity
  diarize convert meeting.json --to csv                to the screen
"""

_OF_RECOGNISERS = (".tsv", ".jsonl", ".ndjson")  # endings that no format of ours has

_NAMES = "|".join(formats.FORMATS)


def command(
    source: Annotated[Path, typer.Argument(metavar="FROM", help="A file of turns.")],
    target: Annotated[
        Path | None, typer.Argument(metavar="TO", help="Where to; the screen if not given.")
    ] = None,
    read_as: Annotated[
        str | None,
        typer.Option("--from", metavar=_NAMES, help="Its format, if its ending does not say."),
    ] = None,
    write_as: Annotated[
        str | None, typer.Option("--to", metavar=_NAMES, help="The format that is written.")
    ] = None,
    lang: arguments.Lang = None,  # noqa: ARG001, settled before anything is parsed
) -> None:
    """Write the turns of a file in another format.

    What the other format cannot hold is left out: RTTM has no words, SRT no overlap.
    """
    try:
        found = _read(source, read_as)
        if target is None:
            stdout_data.write(found, write_as or _unsaid())
        else:
            path = formats.save(found, target, write_as)
            stderr.say(text("Written: {path}", path=path))
    except OSError as error:
        stderr.give_up(
            InvalidArgument(
                text("A file cannot be read or written."),
                context=str(error),
                hint=text("Check its name."),
            )
        )
    except DiarizerError as error:
        stderr.give_up(error)


def _read(source: Path, name: str | None) -> Annotation:
    """Read turns; what is none of our formats, or JSON that is not ours, may be a transcript."""
    if name is None and source.suffix.lower() in _OF_RECOGNISERS:
        return _transcript(source)
    try:
        return formats.load(source, name)
    except FormatError as error:
        if (name or formats.of(source)) != "json":
            raise
        try:
            return _transcript(source)
        except FormatError as second:
            # Of a file that neither knows, turns are what was asked for.
            raise error if second.reference == transcripts.UNKNOWN else second from None


def _transcript(source: Path) -> Annotation:
    found = transcripts.read(source)
    for remark in found.remarks:
        stderr.say(text("Note: {remark}", remark=remark), style="yellow")
    return found.said


def _unsaid() -> NoReturn:
    raise InvalidArgument(
        text("In which format?"),
        context=text("No file was named."),
        hint=text("Add --to {names}", names=_NAMES),
    )

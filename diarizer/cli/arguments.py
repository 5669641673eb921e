"""What can be typed after `diarize`: each option with its help, and the examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from diarizer import formats

EXAMPLES = """
Examples:

\b
  diarize meeting.m4a                              a picture and a list
  diarize meeting.m4a -n 2                         two people, that is known
  diarize meeting.m4a -o meeting.rttm              a file for other tools
  diarize meeting.m4a --format json                JSON and nothing else on stdout
  diarize *.mp3 --format rttm -o results           a file each in a folder
"""


def _known_format(name: str | None) -> str | None:
    if name is not None and name not in formats.FORMATS:
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(formats.FORMATS)}.")
    return name


Files = Annotated[list[Path], typer.Argument(metavar="FILE", help="Recordings or videos.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write a file; with several recordings, a folder."),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="|".join(formats.FORMATS),
        callback=_known_format,
        help="Of what is written; to stdout without --output.",
    ),
]
Backend = Annotated[
    str, typer.Option(help="What diarizes; auto takes the most accurate one that is ready.")
]
Engine = Annotated[
    str,
    typer.Option(
        metavar="auto|torch|light",
        help="Of resemblyzer: light does without torch; auto takes it where torch does not load.",
    ),
]
NumSpeakers = Annotated[
    int | None, typer.Option("--num-speakers", "-n", min=1, help="How many speak, if known.")
]
MinSpeakers = Annotated[int | None, typer.Option(min=1, help="How many at least.")]
MaxSpeakers = Annotated[int | None, typer.Option(min=1, help="How many at most.")]

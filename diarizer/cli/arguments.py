"""What can be typed after `diarize`: each option with its help, and the examples."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from diarizer import formats
from diarizer.cli import commands, stderr
from diarizer.cli.language.help_translation import languages
from diarizer.errors import FormatError
from diarizer.messages.language import spoken
from diarizer.messages.text import text

EXAMPLES = """
Examples:

\b
  diarize meeting.m4a                              a picture and a list
  diarize meeting.m4a -n 2                         two people, that is known
  diarize call.wav --channels separate             one speaker on each channel
  diarize meeting.m4a --bridge 1 --min-turn 0.5    fewer and longer turns
  diarize meeting.m4a -o meeting.rttm              a file for other tools
  diarize meeting.m4a --format json                JSON and nothing else on stdout
  diarize meeting.m4a --enroll anna.wav            anna by name, the others unknown
  diarize meeting.m4a --device cuda                on the graphics card, or an error
  diarize meeting.m4a --html meeting.html          a page that plays it
  diarize meeting.m4a --transcript meeting.json -o meeting.srt     who said what
  diarize convert meeting.rttm meeting.TextGrid    turns from one format to another
  diarize *.mp3 --format rttm -o results           a file each in a folder
  diarize recordings --jobs 4                      all of a folder, four at a time
  diarize recordings --link                        who is who in all of them
  diarize --live -o talk.rttm                      who is speaking now, by the microphone
"""


def spelled(name: str | None) -> str | None:
    """Write the name of a format of ours as it is here: Praat's own spelling is TextGrid."""
    return name.lower() if name and name.lower() in formats.FORMATS else name


def _known_format(name: str | None) -> str | None:
    name = spelled(name)
    if name is None or name in formats.FORMATS:
        return name
    if name not in (known := formats.names()):
        wrong = text("{name!r} is not one of {known}.", name=name, known=", ".join(known))
        raise typer.BadParameter(spoken(sys.stderr.encoding)(wrong))
    try:
        formats.get(name)  # before minutes of work that could not be written down
    except FormatError as error:
        stderr.give_up(error)
    return name


def _known_channels(said: str) -> str:
    if said in {"auto", "mix", "separate"} or (said.isdecimal() and int(said)):
        return said
    wrong = text(
        "{name!r} is not one of {known}.", name=said, known="auto, mix, separate, 1, 2, ..."
    )
    raise typer.BadParameter(spoken(sys.stderr.encoding)(wrong))


def _commands(incomplete: str) -> list[str]:
    # Not for an empty word: where the program offers nothing, the shell offers files.
    return [name for name in commands.names() if incomplete and name.startswith(incomplete)]


Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE",
        help="Recordings or videos, or folders of them; - for standard input.",
        autocompletion=_commands,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="PATH",
        help="Write a file; with several recordings, a folder. The results of a folder lie beside"
        " its recordings, as RTTM, unless this says where.",
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="|".join(formats.FORMATS),
        callback=_known_format,
        autocompletion=lambda: list(formats.names()),
        help="Of what is written; to stdout without --output.",
    ),
]
Backend = Annotated[
    str,
    typer.Option(
        metavar="NAME", help="What diarizes; auto takes the most accurate one that is ready."
    ),
]
Engine = Annotated[
    str,
    typer.Option(
        metavar="auto|torch|light",
        help="Of resemblyzer and open: light does without torch; auto takes one that is here.",
    ),
]
_number = partial(typer.Option, min=1, metavar="N")
NumSpeakers = Annotated[
    int | None, _number("--num-speakers", "-n", help="How many speak, if known.")
]
MinSpeakers = Annotated[int | None, _number(help="How many at least.")]
MaxSpeakers = Annotated[int | None, _number(help="How many at most.")]
MinTurn = Annotated[float | None, typer.Option(metavar="SECONDS", help="Leave shorter turns out.")]
Bridge = Annotated[
    float | None,
    typer.Option(
        metavar="SECONDS",
        help="Pauses of one speaker that split no turn; the backend's own if not given.",
    ),
]
VadThreshold = Annotated[
    float | None,
    typer.Option(
        metavar="CHANCE",
        help="From which chance silero-vad hears somebody, 0.5 if not given: less for soft voices,"
        " more against noises.",
    ),
]
Channels = Annotated[
    str,
    typer.Option(
        metavar="auto|mix|separate|N",
        callback=_known_channels,
        help="auto diarizes the two sides of a call apart, and mixes all else; separate: every"
        " channel apart; a number: only this channel.",
    ),
]
Track = Annotated[
    int | None, _number(help="Of several audio tracks; all that are not silent if not given.")
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict",
        help="Fail, and write nothing, where there is a warning: a recording that is cut or has"
        " holes, a number of speakers that could not be met.",
    ),
]
Enroll = Annotated[
    list[Path],
    typer.Option(
        metavar="FILE",
        help="Recognise this person, who is alone in FILE and is called like it; may be repeated."
        " Everybody else is unknown, unknown_2, ...",
    ),
]
Threshold = Annotated[
    float | None,
    typer.Option(
        min=-1.0,
        max=1.0,
        metavar="COSINE",
        help="How alike two voices of one person are at least, for --enroll and --link; the"
        " backend's own if not given.",
    ),
]
Link = Annotated[
    bool,
    typer.Option(
        "--link",
        help="Give a stranger the same name in all recordings of a folder: person_1, person_2, ...;"
        " the names stay when recordings are added.",
    ),
]
Embeddings = Annotated[
    Path | None,
    typer.Option(
        metavar="PATH",
        help="Write the voice of each speaker as numbers (.npz); with several recordings, a folder.",
    ),
]
Html = Annotated[
    Path | None,
    typer.Option(
        metavar="PATH",
        help="Write a page that plays the recording, shows who speaks, and lets you correct it;"
        " with several recordings, a folder.",
    ),
]
EmbedAudio = Annotated[
    bool,
    typer.Option(
        "--embed-audio",
        help="Put the sound into the page, 15 MB an hour; else the page needs the recording.",
    ),
]
Plot = Annotated[
    Path | None,
    typer.Option(
        metavar="PATH", help="Draw a picture (.png, .svg, .pdf); with several recordings, a folder."
    ),
]
Reference = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Who really spoke when, to mark the errors in --plot."),
]
Transcript = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Put the speakers on this transcript of the recording: JSON of Whisper and its kin, of"
        " OpenAI, NeMo or Vosk, SRT, VTT or TSV.",
    ),
]
Jobs = Annotated[
    int, _number("--jobs", "-j", help="How many recordings at once, each on one core.")
]
Scheduler = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS", help="Let the workers of this Dask scheduler do it: tcp://host:8786."
    ),
]
Overwrite = Annotated[
    bool,
    typer.Option(
        "--overwrite",
        help="Do anew what is done; otherwise results newer than their recordings are kept.",
    ),
]
Timings = Annotated[
    bool, typer.Option("--timings", help="Tell how long each stage took, in this process.")
]
Lang = Annotated[
    str | None,
    typer.Option(
        metavar="|".join(languages()),
        autocompletion=languages,
        help="The language; by default that of the system. May stand anywhere.",
    ),
]

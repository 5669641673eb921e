"""What comes from where, and what is written where, when a recording is heard live."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer import formats
from diarizer.cli.live.live_file import KINDS, LINES, RTTM
from diarizer.cli.standard_input import DASH
from diarizer.errors import InvalidArgument, NoRoom
from diarizer.files.looks import is_folder, is_there
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diarizer.cli.request import Request


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything is.

    Attributes:
        source: a file; ``-`` for standard input; None for the microphone.
        wav: where what is heard is kept.
        kept: whether that stays there.
        temporary: the folder that was made for it; None where it lies beside the results.
        kind: of the live lines: one of :data:`KINDS`; None where there are none.
        lines: where they go; None for stdout.
        final: what is asked for at the end; None where the lines on stdout are all.

    """

    source: Path | None
    wav: Path
    kept: bool
    temporary: Path | None
    kind: str | None
    lines: Path | None
    final: Request | None


def planned(paths: Sequence[Path], request: Request) -> Places:
    """Say what is written where.

    Raises:
        InvalidArgument: options that go with whole recordings only, or several recordings.
        FormatError: an output in no known format.
        NoRoom: its folder cannot be made.

    """
    _possible(paths, request)
    source = paths[0] if paths else None
    name = source.stem if source and source != DASH else time.strftime("live_%Y-%m-%d_%H-%M-%S")
    output = request.output
    if output and is_folder(output):
        output = output / f"{name}.{request.format or RTTM}"
    kind = _kind(output, request)
    if output:
        _made(output.parent)
    final = replace(request, live=False, output=output, format=None if output else request.format)
    if output and kind == LINES:
        final = replace(final, output=output.with_suffix(".rttm"))
    elif output and request.format:
        final = replace(final, format=request.format)
    from_file = source is not None and source != DASH
    beside = output if output and not from_file else None
    temporary = None if beside else Path(tempfile.mkdtemp(prefix="diarize-live-"))
    return Places(
        source,
        _beside(beside) if beside else Path(temporary or "", f"{name}.wav"),
        kept=not from_file,
        temporary=temporary,
        kind=kind,
        lines=output if kind else None,
        final=None if kind and not output else final,
    )


def _kind(output: Path | None, request: Request) -> str | None:
    """Return in what the live lines are; None where the format cannot grow."""
    if output is None:
        name = "jsonl" if request.format == "json" else request.format
        if name is not None and name not in KINDS:
            raise InvalidArgument(
                text("{name} cannot be written line by line.", name=name),
                context=text("Known: {known}", known="rttm, json"),
                hint=text("Name a file with -o, which is written at the end."),
            )
        return name
    if output.suffix == f".{LINES}":
        return LINES
    name = request.format or formats.of(output)
    return name if name in KINDS else None


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoRoom(
            text("What is heard cannot be written down."),
            context=text("File: {path}\n{said}", path=folder, said=str(error)),
            hint=text("Name another folder with -o."),
        ) from error


def _beside(output: Path) -> Path:
    """Name a file that is not there yet: no recording is written over."""
    first = output.with_suffix(".wav")
    others = (output.with_name(f"{output.stem}_{number}.wav") for number in count(2))
    return next(path for path in chain([first], others) if not is_there(path))


def _possible(paths: Sequence[Path], request: Request) -> None:
    wrong = {
        "--jobs": request.jobs > 1,
        "--scheduler": bool(request.scheduler),
        "--link": request.link,
        "--transcript": request.transcript is not None,
        "--channels": request.channels not in {"auto", "mix"},
        "--track": request.track is not None,
    }
    if given := [name for name, there in wrong.items() if there]:
        raise InvalidArgument(
            text(
                "{option} is about whole recordings, and does not go with --live.", option=given[0]
            ),
            hint=text(
                "Leave it out; what was heard is kept, and can be diarized with it afterwards."
            ),
        )
    if paths and request.microphone:
        raise InvalidArgument(
            text("One recording at a time is heard live."),
            context=f"{paths[0]} --microphone {request.microphone}",
            hint="diarize --live --microphone USB",
        )
    if len(paths) > 1 or (paths and is_folder(paths[0])):
        raise InvalidArgument(
            text("One recording at a time is heard live."),
            context=" ".join(map(str, paths)),
            hint="diarize --live -o talk.rttm",
        )

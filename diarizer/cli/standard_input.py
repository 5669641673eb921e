"""A recording that comes by standard input: `-` in place of a file.

It is kept in a temporary file, since the index of an MP4 may stand at its end.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer.errors import AudioUnreadable, InvalidArgument, NoRoom
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diarizer.cli.request import Request

DASH = Path("-")
_NAME = "stdin"  # what the recording is called in every format
_FOLDER = "diarize-stdin-"
_PIPE = "ffmpeg -i talk.mp4 -f wav - | "


@contextmanager
def files(paths: Sequence[Path], request: Request) -> Iterator[list[Path]]:
    """Yield the files with the one that came in place of ``-``; it is gone afterwards.

    Raises:
        AudioUnreadable: nothing comes at all.
        InvalidArgument: nothing can come, since it is a terminal; or a page would need the file later.
        NoRoom: it does not fit on the disk of temporary files.

    """
    if DASH not in paths:
        yield list(paths)
        return
    _possible(request)
    with tempfile.TemporaryDirectory(prefix=_FOLDER, ignore_cleanup_errors=True) as folder:
        kept = _kept(Path(folder, _NAME))
        if not kept.stat().st_size:
            raise AudioUnreadable(text("Nothing came by standard input."), hint=_PIPE + "diarize -")
        yield [kept if path == DASH else path for path in paths]


def named(file: Path) -> str:
    """How a recording is called to the user, to whom the temporary file of ours means nothing.

    >>> named(Path("talks/a.wav")) == str(Path("talks/a.wav"))
    True
    >>> named(Path("/tmp/diarize-stdin-x1/stdin"))
    'stdin'
    """
    return _NAME if file.parent.name.startswith(_FOLDER) else str(file)


def check(command: str) -> None:
    """Refuse a standard input that brings no recording.

    Raises:
        InvalidArgument: it is the keyboard, or closed, as a service may start its programs.

    """
    hint = _PIPE + command
    if sys.stdin is None:
        raise InvalidArgument(
            text("A recording is awaited on standard input, and that is closed."), hint=hint
        )
    if sys.stdin.isatty():
        raise InvalidArgument(
            text("A recording is awaited on standard input, and that is the keyboard."), hint=hint
        )


def _possible(request: Request) -> None:
    check("diarize -")
    if request.html and not request.embed_audio:
        raise InvalidArgument(
            text("A page of what comes by standard input has no file to play."),
            hint=text("Add --embed-audio, which puts the sound into the page."),
        )


def _kept(path: Path) -> Path:
    try:
        with path.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file, 2**20)
    except OSError as error:
        raise NoRoom(
            text("There is no room for the recording that comes by standard input."),
            context=str(error),
            hint=text(
                "Free some space on the disk of temporary files, or name a folder on another disk"
                " in the variable TEMP (outside Windows: TMPDIR)."
            ),
        ) from error
    return path

"""Turns on the disk or on stdout as they are settled, and their corrections, marked.

RTTM has no line that takes back another one: the file is written anew with the right name, and a
comment (``;;``) says what was corrected. Its fields stand where those of a turn do, without times:
pyannote.database takes every line for ten fields, and the name of the recording is its second. In
JSON lines nothing is taken back: the correction is a line of its own, and its turns follow with their
new name. Neither is of what has gone to stdout.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from diarizer.errors import NoRoom
from diarizer.files.atomic import draft
from diarizer.formats import _nist, dumps
from diarizer.live.turns import Corrected, Settled
from diarizer.messages.text import text
from diarizer.types import Annotation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

RTTM, LINES = "rttm", "jsonl"
KINDS = (RTTM, LINES)


class LiveFile:
    """Where settled turns go, line by line; each is there before the next one is heard."""

    def __init__(self, kind: str, path: Path | None, uri: str) -> None:
        """Begin.

        Args:
            kind: one of :data:`KINDS`.
            path: a file that is made anew as soon as there is something to say, so that one of
                before outlives a microphone that is not there; stdout when None.
            uri: the name of the recording.

        Raises:
            NoRoom: the file cannot be written.

        """
        self._kind = kind
        self._path = path
        self._uri = uri
        self._begun = path is None
        with _written(path):
            self._was_there = path is not None and path.exists()
            self._stream: TextIO = _opened(path, "a") if path else sys.stdout

    def write(self, event: object) -> None:
        """Write down what was found out; who is speaking now is not written.

        Raises:
            NoRoom: the disk is full.
            OSError: nobody reads what is written to stdout.

        """
        with _written(self._path):
            if isinstance(event, (Settled, Corrected)):
                self._begin()
            if isinstance(event, Settled):
                self._say(self._settled(event))
            elif isinstance(event, Corrected):
                self._correct(event)

    def close(self, *, heard: bool = True) -> None:
        """End the file.

        Args:
            heard: whether there was anything; else nothing is said of it, not even that it is empty.

        """
        if self._path is None:
            return
        with suppress(OSError):  # what could not be written was told
            if heard:
                self._begin()
            self._stream.close()
            if not (self._begun or self._was_there):
                self._path.unlink()

    def _begin(self) -> None:
        if self._path and not self._begun:
            self._begun = True
            self._stream.close()
            self._stream = _opened(self._path, "w")

    def _settled(self, event: Settled, **more: object) -> str:
        if self._kind == RTTM:
            return dumps(Annotation((event.turn,), self._uri), "rttm")
        span = event.turn.span
        row = {"event": "turn", "number": event.number, "start": span.start, "end": span.end}
        return _line({**row, "speaker": event.turn.speaker, "heard": round(event.heard, 3), **more})

    def _correct(self, event: Corrected) -> None:
        facts = {"event": "corrected", "speaker": event.speaker, "now": event.now}
        if self._kind == LINES:
            again = (self._settled(turn, corrected=True) for turn in event.turns)
            self._say(_line({**facts, "turns": len(event.turns)}) + "".join(again))
            return
        mark = _mark(self._uri, event)
        if self._path is None:
            self._say(mark)
            return
        self._stream.close()
        try:
            before = self._path.read_text(encoding="utf-8").splitlines(keepends=True)
            with draft(self._path) as beside:
                beside.write_bytes(
                    "".join([*(_renamed(line, event) for line in before), mark]).encode()
                )
        finally:
            self._stream = _opened(self._path, "a")

    def _say(self, lines: str) -> None:
        self._stream.write(lines)
        self._stream.flush()


@contextmanager
def _written(path: Path | None) -> Iterator[None]:
    """Say of a file what is the matter with it; stdout is for whoever reads it.

    Raises:
        NoRoom: it cannot be written.

    """
    try:
        yield
    except OSError as error:
        if path is None:
            raise
        raise NoRoom(
            text("The turns can no longer be written down."),
            context=text("File: {path}\n{said}", path=path, said=str(error)),
            hint=text("Look whether the disk has room and the folder may be written to."),
        ) from error


def _opened(path: Path, mode: str) -> TextIO:
    stream: TextIO = path.open(mode, encoding="utf-8", newline="\n")  # type: ignore[assignment]
    return stream


def _renamed(line: str, event: Corrected) -> str:
    """Exchange the name of a turn; what earlier comments say stays."""
    *before, speaker, sure, rest = line.split(" ")
    if line.startswith(_nist.COMMENT) or speaker != _nist.field(event.speaker):
        return line
    return " ".join((*before, _nist.field(event.now), sure, rest))


def _mark(uri: str, event: Corrected) -> str:
    names = _nist.field(event.speaker), "is", _nist.field(event.now)
    fields = _nist.COMMENT, _nist.field(uri), "corrected", "<NA>", "<NA>", *names
    return f"{' '.join(fields)} {len(event.turns)} turns\n"


def _line(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"

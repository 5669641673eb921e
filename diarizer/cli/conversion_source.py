"""What is converted: a file of turns or a transcript, read and then understood."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer import formats, transcripts
from diarizer.errors import FormatError
from diarizer.messages.text import text
from diarizer.transcripts import documents, labels_alone, one_clock, tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from diarizer.messages.text import Text
    from diarizer.types import Annotation

DASH = Path("-")
"""Standard input and output."""

_OF_RECOGNISERS = (
    ".tsv",
    ".jsonl",
    ".ndjson",
    ".aud",
    ".ass",
    ".ssa",
    ".sbv",
    ".lrc",
    ".ttml",
    ".dfxp",
    ".itt",
    ".trs",
    ".cha",
    ".exb",
    ".sub",
    ".smi",
    ".sami",
    ".otr",
    ".docx",
    *(".json3", ".srv1", ".srv2", ".srv3"),
)  # endings that no format of ours has


_PACKED, _OF_KALDI = ".gz", "segments"
_LABELS = frozenset({".lab"})  # of pyannote and HTK: rows of two times and a name
_LINES = frozenset({".jsonl", ".ndjson"})  # JSON of turns, or of a recogniser, line by line

_OF_BOTH = frozenset(
    {"json", "audacity", "csv", "srt", "vtt"}
)  # whose endings recognisers use, too


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for.

    Attributes:
        read_as: the format of what is read; None for what its ending says.
        write_as: the format that is written; None likewise.
        uri: the recording that is meant, where a file holds several.
        repair: mend times that are none.

    """

    read_as: str | None = None
    write_as: str | None = None
    uri: str | None = None
    repair: bool = False

    def gate(self, remark: Callable[[Text], None]) -> formats.Gate:
        """Return the gate that a file passes."""
        return formats.Gate(repair=self.repair, uri=self.uri, remark=remark)


@dataclass(frozen=True, slots=True)
class Source:
    """A file, read but not yet understood.

    Attributes:
        path: of the file, or the dash.
        name: of its format; empty for what only speech recognition writes.
        data: what is in it.

    """

    path: Path
    name: str
    data: bytes


def endings(request: Request) -> list[str]:
    """Return the endings of the files that are converted."""
    if request.read_as:
        return [formats.get(request.read_as).EXTENSION.lower()]
    return sorted({*_of_formats(), *_OF_RECOGNISERS, *_LABELS})


def _of_formats() -> list[str]:
    return [formats.get(name).EXTENSION.lower() for name in formats.names()]


def read(path: Path, request: Request) -> Source:
    """Read a file, or standard input, and settle in which format it is."""
    if path == DASH:
        data = sys.stdin.buffer.read()
        return Source(path, request.read_as or _recognised(data), data)
    if request.read_as is None and _is_of_a_recogniser(path):
        data = path.read_bytes()
        return Source(path, _of_turns(path, data), data)
    data = path.read_bytes()  # that it is not there comes before what it is called
    name = request.read_as or _named(path, data)
    if name:
        formats.get(name)
    return Source(path, name, data)


def _named(path: Path, data: bytes) -> str:
    """Name the format of a file by its ending; where no format has that one, by what is in it.

    Raises:
        FormatError: neither tells, or it is packed.

    """
    try:
        return formats.of(path, "--from")
    except FormatError:
        if path.suffix.lower() == _PACKED:
            formats.decoded(data, path)  # says how to unpack it
        if path.suffix.lower() in _LABELS:
            return "audacity"
        if path.name == _OF_KALDI:
            raise labels_alone.nobody_of_kaldi(path) from None
        if data.strip():
            with suppress(FormatError):
                return _read_as(data)
            others = labels_alone.other_times(data, path) or labels_alone.other_markup(data, path)
            if others:
                raise others from None
        raise


def _read_as(data: bytes) -> str:
    """Name the format as which a file can be read; empty for a transcript that is in none of ours.

    Raises:
        FormatError: there is none.

    """
    if name := _recognised(data):
        with suppress(formats.SeveralRecordings):
            formats.loads(formats.decoded(data, DASH), name, formats.Gate(repair=True))
    return name


def _recognised(data: bytes) -> str:
    """Name the format of standard input; empty for a transcript that is in none of ours."""
    try:
        return formats.recognised(formats.decoded(data, DASH))
    except FormatError:
        with suppress(FormatError):
            transcripts.of_bytes(data, DASH)
            return ""
        raise


def _of_turns(path: Path, data: bytes) -> str:
    """Name the format of turns that a file may have, whose ending recognisers use; empty for none."""
    ending = path.suffix.lower()
    if ending == ".tsv" and not tables.shape_of(documents.decoded(data, str(path))):
        return "csv"
    return "json" if ending in _LINES else ""


def _is_of_a_recogniser(path: Path) -> bool:
    ending = path.suffix.lower()
    return ending in _OF_RECOGNISERS and ending not in _of_formats()


def turns(source: Source, request: Request, remark: Callable[[Text], None]) -> Annotation:
    """Understand a file; JSON of turns may have what is said where only a transcript has it."""
    told: list[Text] = []
    try:
        found = _turns(source, request, told.append)
        if source.name == "json" and not any(turn.text for turn in found.turns):
            others: list[Text] = []
            with suppress(FormatError):
                whole = _transcript(source, request.gate(others.append), others.append)
                if whole.speakers == found.speakers:
                    found, told = replace(whole, uri=found.uri), others
    finally:
        for said in told:
            remark(said)
    return found


def _turns(source: Source, request: Request, remark: Callable[[Text], None]) -> Annotation:
    """Understand a file; JSON that is none of ours, and .txt, may be a transcript."""
    gate = request.gate(remark)
    if not source.data.strip():  # so does RTTM say that nobody speaks; or what wrote it has failed
        remark(text("There is nothing in it."))
    try:
        found = _of_format(source, gate) if source.name else _transcript(source, gate, remark)
    except (formats.NoTime, formats.NoPeople, formats.SeveralRecordings):
        raise
    except FormatError as error:
        if source.name not in _OF_BOTH:
            raise
        try:
            found = _transcript(source, gate, remark)
        except FormatError as second:
            if second.reference == formats.OTHER_TIMES:
                raise second from None
            if source.name == "audacity" and b"\t" not in source.data:
                raise _neither(error, second) from error
            # Of a file that neither knows, turns are what was asked for.
            unknown = second.reference == transcripts.UNKNOWN or source.name != "json"
            raise error if unknown else second from None
    # Formats that hold no name of the recording leave it to that of the file.
    return found if found.uri or source.path == DASH else replace(found, uri=source.path.stem)


def _neither(labels: FormatError, transcript: FormatError) -> FormatError:
    """Say that a text is neither labels, whose fields are parted by tabs, nor a transcript."""
    return FormatError(
        text("The file holds neither labels of Audacity nor a transcript with times."),
        context=labels.told.context,
        hint=transcript.told.hint,
    )


def _of_format(source: Source, gate: formats.Gate) -> Annotation:
    content = formats.read_text(source.data, source.path, source.name, gate)
    one_clock.keep(gate, source.name)
    return formats.loads(content, source.name, gate)


def _transcript(source: Source, gate: formats.Gate, remark: Callable[[Text], None]) -> Annotation:
    found = transcripts.of_bytes(source.data, source.path)
    for said in found.remarks:
        remark(said)
    gate.clock = None  # its clock is one already
    return gate.read(gate.checked(found.said))

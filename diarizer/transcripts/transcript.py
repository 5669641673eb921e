"""A file with a transcript, read by what is in it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from diarizer import formats
from diarizer.errors import FormatError
from diarizer.messages.text import text
from diarizer.transcripts import (
    UNKNOWN,
    anywhere,
    ass,
    chat,
    clock,
    dated_entries,
    dialogue,
    dialogue_names,
    documents,
    exmaralda,
    halves,
    labels_alone,
    microdvd,
    one_clock,
    podcast_html,
    remarks,
    sami,
    settling,
    shapes,
    sides,
    spoken,
    subtitles,
    tables,
    timedtext,
    transcriber,
    ttml,
    turns_beside,
    units,
)
from diarizer.transcripts.raw import NotThisShape
from diarizer.transcripts.shapes import whisper_cpp
from diarizer.transcripts.transcribed import Transcript
from diarizer.types import Annotation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from diarizer.messages.text import Text
    from diarizer.transcripts.raw import RawTranscript

_RECOGNISERS = text("Whisper, faster-whisper, WhisperX or whisper.cpp")
_WANTED = text("Pass what {programs} wrote: JSON, SRT or VTT.", programs=_RECOGNISERS)
_PLAIN = ".txt"  # a recogniser's text, or labels of Audacity
__all__ = ["Transcript", "of_bytes", "of_document", "read"]

_SUBTITLES = {"srt": "SRT", "vtt": "WebVTT"}
_SURE = (clock.ClockRestarts, clock.Milliseconds, units.AnotherUnit, spoken.SeveralRecordings)
_NAMELESS = (ass, ttml, transcriber, timedtext, chat, exmaralda, microdvd, sami)
_OF_TEXT = (*_NAMELESS, podcast_html, dialogue)


def read(path: Path) -> Transcript:
    """Read a file.

    Raises:
        FormatError: nothing that is said is in it, or no time, or a clock that starts anew.
        OSError: it cannot be read.

    """
    return of_bytes(path.read_bytes(), path)


def of_bytes(data: bytes, path: Path) -> Transcript:
    """Read what stands in the file ``path``, or came by standard input.

    Raises:
        FormatError: nothing that is said is in it, or no time, or a clock that starts anew.

    """
    try:
        found = _loaded(path, data)
    except FormatError as error:
        if str(path) in error.context:
            raise
        raise documents.named(error, path) from error
    if not any(turn.text.strip() for turn in found.said.turns):
        raise documents.no_words(data, path, len(found.said.turns), _WANTED)
    return found


def _loaded(path: Path, data: bytes) -> Transcript:
    """Ask what is in the file first, and its ending where that does not tell."""
    content = documents.decoded(data, str(path)).lstrip("\ufeff").replace("\r\n", "\n")
    content = content.replace("\r", "\n")
    if documents.is_json(content) or path.suffix.lower() == ".json":
        found = _of_json(content)
        # Only whisper.cpp writes half letters; in any other file they are of another encoding.
        if documents.has_halves(content) and found.shape != whisper_cpp.NAME:
            raise documents.not_unicode(str(path), text("It is JSON of {shape}", shape=found.shape))
        return found
    for shape_of_text in _OF_TEXT:
        if shape_of_text.fits(content):
            take = partial(halves.checked, shape_of_text.read, content)
            if shape_of_text in _NAMELESS:
                take = partial(_with_names, take)
            return _settled(shape_of_text.NAME, shape_of_text.STEP, take)
    content = subtitles.from_console(content)
    if name := subtitles.shape_of(content):
        return _settled(_SUBTITLES[name], subtitles.STEP, lambda: subtitles.read(content, name))
    if shape := tables.shape_of(content):
        return _settled(shape, tables.STEP, lambda: tables.read(content, shape))
    return _of_turns(path, data)


def _with_names(take: Callable[[], RawTranscript]) -> RawTranscript:
    """Read a text whose format names nobody, and whose lines may begin with who speaks."""
    return dialogue_names.of_document(take())


def _of_turns(path: Path, data: bytes) -> Transcript:
    """Read a file of turns with text, by its ending."""
    name = labels_alone.format_of(path, data, _WANTED)
    told: list[Text] = []
    gate = formats.Gate(remark=told.append)
    one_clock.keep(gate, name)
    content = formats.read_text(data, path, name, gate)
    try:
        read_in = formats.loads(content, name, gate)
        found, said = labels_alone.spoken(read_in, path)
        return Transcript(found, name, said or tuple(told), gate.is_open)
    except (formats.NoTime, formats.NoPeople):
        raise
    except FormatError as error:
        if path.suffix.lower() != _PLAIN:
            raise
        if others := labels_alone.other_times(data, path):
            raise others from error
        raise FormatError(
            text("The transcript is a text without times."),
            context=error.told.context,
            hint=_WANTED,
        ) from error


def _of_json(content: str) -> Transcript:
    """Read JSON: of a shape that is known, of turns with a text, or by the names of its fields."""
    document = documents.parsed(content)
    try:
        found = of_document(document)
    except FormatError as error:
        try:
            return Transcript(*labels_alone.of_json(content, error))
        except FormatError:
            by_fields = None if isinstance(error.__cause__, _SURE) else _by_fields(document)
            if by_fields is None:
                if dated := dated_entries.first(document):
                    raise formats.of_the_day(dated) from error
                raise
            is_named = any(turn.speaker for turn in by_fields.said.turns)
            return by_fields if is_named else turns_beside.named(by_fields, document)
    said = [turn for turn in found.said.turns if turn.text.strip()]
    if any(turn.speaker for turn in said):
        return found
    # Who speaks may stand where the shape has nobody.
    other = _by_fields(document)
    if other is None or (said and not anywhere.tells_more(found.said, other.said)):
        return turns_beside.named(found, document)
    return replace(other, said=anywhere.with_names(found.said, other.said))


def _by_fields(document: Any) -> Transcript | None:
    raw = anywhere.found(document)
    if raw is None:
        return None
    try:
        found = _settled(anywhere.NAME, anywhere.STEP, lambda: units.checked({}, raw))
    except FormatError:
        return None
    return found if any(turn.text.strip() for turn in found.said.turns) else None


def of_document(document: Any) -> Transcript:
    """Read what was in a JSON file.

    Raises:
        FormatError: nothing that is said is in it, or no time, or a clock that starts anew.

    """
    document, rows = formats.as_records(formats.with_all_names(document))
    document, field = formats.with_speakers(document)
    known = shapes.found(document)
    documents.check_alone(document, is_known=known is not None)
    if known is None:
        raise FormatError(
            text("The JSON is not a transcript."),
            context=documents.looked_at(document),
            hint=text(
                'Wanted: {{"segments": [{{"start": 0.0, "end": 1.0, "text": "..."}}]}}, as Whisper'
                " writes it with --output_format json"
            ),
            reference=UNKNOWN,
        )
    shape, inner = known
    found = _settled(
        shape.NAME,
        shape.STEP,
        lambda: units.checked(inner, dialogue_names.of_document(shape.read(inner))),
        documents.looked_at(document),
    )
    return replace(found, remarks=(*filter(None, (rows, field)), *found.remarks))


def _settled(
    name: str, step: Text, take: Callable[[], RawTranscript], context: Text | str = ""
) -> Transcript:
    """Make turns of what a reader takes, and name it in what goes wrong."""
    try:
        raw, broken = halves.marked(sides.told_apart(take()))
        found = settling.settled(raw)
    except halves.AnotherEncoding as error:
        raise FormatError(
            text("The file is not text in UTF-8."),
            context=error.said,
            hint=text("Save it again as UTF-8."),
        ) from error
    except NotThisShape as error:
        raise FormatError(
            text("The transcript of {shape} cannot be used.", shape=name),
            context=error.said,
            hint=error.step or step,
            reference=error.reference,
        ) from error
    if not settling.has_times(raw) and _says_something(raw):
        raise FormatError(
            text("The transcript of {shape} has no times in it.", shape=name),
            context=context,
            hint=step,
        )
    end = max((turn.span.end for turn in found.turns), default=0.0)
    said = Annotation(found.turns, duration=max(end, raw.duration or 0.0))
    told = (*raw.remarks, *remarks.told(found, broken))
    return Transcript(said, name, told, found.is_open)


def _says_something(raw: RawTranscript) -> bool:
    return bool(raw.text.strip()) or any(one.text.strip() for one in raw.parts)

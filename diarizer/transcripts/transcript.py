"""A file with a transcript, read by what is in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from diarizer import formats
from diarizer.errors import FormatError
from diarizer.messages.text import text
from diarizer.transcripts import (
    UNKNOWN,
    ass,
    chat,
    clock,
    dialogue,
    dialogue_names,
    documents,
    exmaralda,
    halves,
    labels_alone,
    microdvd,
    remarks,
    sami,
    settling,
    shapes,
    sides,
    subtitles,
    tables,
    timedtext,
    transcriber,
    ttml,
    units,
)
from diarizer.transcripts.raw import NotThisShape
from diarizer.transcripts.shapes import whisper_cpp
from diarizer.types import Annotation, Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from diarizer.messages.text import Text
    from diarizer.transcripts.raw import RawTranscript

_RECOGNISERS = text("Whisper, faster-whisper, WhisperX or whisper.cpp")
_WANTED = text("Pass what {programs} wrote: JSON, SRT or VTT.", programs=_RECOGNISERS)
_PLAIN = ".txt"  # a recogniser's text, or labels of Audacity
_SUBTITLES = {"srt": "SRT", "vtt": "WebVTT"}
_OF_TEXT = (ass, ttml, transcriber, timedtext, chat, exmaralda, microdvd, sami, dialogue)
_MUCH = 10.0  # seconds that a transcript may end after its recording: a last word, silence cut off


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said, and what the reader should know about how it was read.

    Attributes:
        said: turns with ``text``, with ``words`` where their times are known, with a ``speaker``
            only where the file names one.
        shape: of the file: the program that wrote it, or its format.
        remarks: what had to be repaired.
        is_open: whether the last turn has no end of its own, so that the recording's is its end.

    """

    said: Annotation
    shape: str
    remarks: tuple[Text, ...] = ()
    is_open: bool = False

    def until(self, duration: float) -> Annotation:
        """Let the last turn end with the recording, if the file does not say when it does."""
        if not self.is_open or not self.said.turns:
            return self.said
        *others, last = self.said.turns
        if duration <= last.span.start:
            return self.said
        end = min(duration, last.span.start + clock.WINDOW)
        ended = replace(last, span=Span(last.span.start, end))
        return replace(self.said, turns=(*others, ended), duration=duration)

    def beside(self, found: Annotation) -> tuple[Text, ...]:
        """Return the remarks, and what is odd about putting it beside that recording."""
        said = list(self.remarks)
        last = max((turn.span.start for turn in self.said.turns), default=0.0)
        if last > found.duration + _MUCH:
            said.append(
                text(
                    "The transcript goes on to {end:.0f} s, and the recording ends at {last:.0f} s:"
                    " is it of this recording?",
                    end=self.said.duration,
                    last=found.duration,
                )
            )
        if names := [name for name in self.said.speakers if name]:
            said.append(
                text(
                    "The speakers that the transcript names ({names}) are replaced by those that"
                    " were heard; `diarize convert` keeps them.",
                    names=", ".join(names[:5]),
                )
            )
        return tuple(said)


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
        try:
            found = of_document(documents.parsed(content))
        except FormatError as error:
            found = Transcript(*labels_alone.of_json(content, error))
        # Only whisper.cpp writes half letters; in any other file they are of another encoding.
        if documents.has_halves(content) and found.shape != whisper_cpp.NAME:
            raise documents.not_unicode(str(path), text("It is JSON of {shape}", shape=found.shape))
        return found
    for shape_of_text in _OF_TEXT:
        if shape_of_text.fits(content):
            take = partial(halves.checked, shape_of_text.read, content)
            return _settled(shape_of_text.NAME, shape_of_text.STEP, take)
    content = subtitles.from_console(content)
    if name := subtitles.shape_of(content):
        return _settled(_SUBTITLES[name], subtitles.STEP, lambda: subtitles.read(content, name))
    if shape := tables.shape_of(content):
        return _settled(shape, tables.STEP, lambda: tables.read(content, shape))
    return _of_turns(path, data)


def _of_turns(path: Path, data: bytes) -> Transcript:
    """Read a file of turns with text, by its ending."""
    name = labels_alone.format_of(path, _WANTED)
    told: list[Text] = []
    gate = formats.Gate(remark=told.append)
    try:
        read_in = formats.loads(formats.read_text(data, path, name, gate), name, gate)
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


def of_document(document: Any) -> Transcript:
    """Read what was in a JSON file.

    Raises:
        FormatError: nothing that is said is in it, or no time, or a clock that starts anew.

    """
    document, rows = formats.as_records(formats.with_names(document))
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

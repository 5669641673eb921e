"""Labels of Audacity or of a table that are no names: what is said, without who says it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer import formats
from diarizer.errors import FormatError
from diarizer.messages.text import text
from diarizer.transcripts import UNKNOWN, dialogue, documents, markup

if TYPE_CHECKING:
    from pathlib import Path

    from diarizer.messages.text import Text
    from diarizer.types import Annotation

_AUD = ".aud"  # as WhisperX calls labels of Audacity
_FORMATS = {".tsv": "csv", _AUD: "audacity"}
_PROGRAMS = {
    "folker-transcription": "FOLKER",
    "annotation": "Anvil",
    "segmented-transcription": "EXMARaLDA",
    "TEI": "EXMARaLDA",
    "root": "NXT",  # nite:root, as AMI has it
    "sv": "Sonic Visualiser",
    "ITS": "LENA",
    "fcpxml": "Final Cut Pro",
}
_ANY = text("the program that wrote it")
_SEVERAL = 2  # lines with such times: one may be the date of a meeting
_FEW = 5  # names that a table may have without anything that is said


def format_of(path: Path, data: bytes, wanted: Text) -> str:
    """Name the format of a file of turns, by its ending; ``data`` is what stands in it.

    Raises:
        FormatError: none has that ending; ``wanted`` says what a transcript is.

    """
    try:
        return _FORMATS.get(path.suffix.lower()) or formats.of(path)
    except FormatError as error:
        if unknown := other_markup(data, path) or (
            other_times(data, path) if _is_word(path) else None
        ):
            raise unknown from error
        if _is_word(path):
            said = text("The transcript is a text without times.")
            raise FormatError(said, context=text("File: {path}", path=path), hint=wanted) from error
        raise FormatError(error.told.message, context=error.told.context, hint=wanted) from error


def _is_word(path: Path) -> bool:
    return path.suffix.lower() == ".docx"


def of_json(content: str, unknown: FormatError) -> tuple[Annotation, str, tuple[Text, ...]]:
    """Read JSON that is no recogniser's, and holds turns with what is said, as Label Studio's does.

    Raises:
        FormatError: ``unknown``, where it holds none, or is known and cannot be used.

    """
    if unknown.reference != UNKNOWN:
        raise unknown
    told: list[Text] = []
    try:
        found = formats.loads(content, "json", formats.Gate(remark=told.append))
    except formats.SeveralRecordings:
        raise
    except FormatError:
        raise unknown from None
    if not any(turn.text for turn in found.turns):
        raise unknown
    return found, "json", tuple(told)


def spoken(found: Annotation, path: Path) -> tuple[Annotation, tuple[Text, ...]]:
    """Take labels for what is said where they are too many to be names, or a recogniser's."""
    names = {turn.speaker for turn in found.turns}
    many = len(names) > max(_FEW, len(found.turns) / 2) or path.suffix.lower() == _AUD
    if not many or any(turn.text for turn in found.turns):
        return found, ()
    turns = tuple(replace(turn, speaker="", text=turn.speaker) for turn in found.turns)
    said = text("The file has labels alone; they are taken for what is said.")
    return replace(found, turns=turns), (said,)


def other_times(data: bytes, path: Path) -> FormatError | None:
    """Make the error about a text whose times are of the day, count frames, or start anew; else None."""
    content = documents.decoded(data, str(path))
    if (again := dialogue.clock_of_parts(content)) is not None:
        return FormatError(
            text("The transcript of {shape} cannot be used.", shape=dialogue.NAME),
            context=again.said,
            hint=again.step,
            reference=formats.OTHER_TIMES,
        )
    lines = [line.strip() for line in content.splitlines()]
    timed = [line for line in lines if formats.TIME_OF_DAY.search(line)]
    if len(timed) >= _SEVERAL:
        return formats.of_the_day(timed[0])
    framed = [line for line in lines if formats.FRAMES.search(line)]
    return formats.of_frames(framed[0]) if len(framed) >= _SEVERAL else None


def other_markup(data: bytes, path: Path) -> FormatError | None:
    """Make the error about XML that nobody here reads, by its first element; None for any other text."""
    content = documents.decoded(data, str(path)).lstrip("\ufeff").lstrip()
    name = markup.first(content) if content.startswith("<") else ""
    if not name:
        return None
    return FormatError(
        text("The XML is of a kind that is not read: <{name}>.", name=name),
        context=text("File: {path}", path=path),
        hint=text(
            "Export it from {program} as SRT, WebVTT, a TextGrid of Praat or an EAF of ELAN.",
            program=_PROGRAMS.get(name, _ANY),
        ),
    )


def nobody_of_kaldi(path: Path) -> FormatError:
    """Say that who speaks stands in another file of Kaldi's folder."""
    return FormatError(
        text("Kaldi's segments do not say who speaks; its utt2spk does."),
        context=text("File: {path}", path=path),
        hint=text(
            "Make an RTTM of both, in Kaldi's folder: python"
            " steps/segmentation/convert_utt2spk_and_segments_to_rttm.py utt2spk segments talk.rttm"
        ),
    )

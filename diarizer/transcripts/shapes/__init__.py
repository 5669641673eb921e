"""The shapes that transcripts have: one file each, chosen by what is in the document.

Each has ``NAME`` (as errors call it), ``STEP`` (what to do where the file has no times),
``fits(document) -> bool`` and ``read(document) -> RawTranscript``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from diarizer.transcripts.field_names import BEGUN
from diarizer.transcripts.raw import NotThisShape, is_segment
from diarizer.transcripts.shapes import (
    assemblyai,
    azure,
    by_sentence,
    call_analytics,
    chunks,
    deepgram,
    diarized_json,
    editors,
    faster_whisper,
    funasr,
    google,
    iflytek,
    items,
    nemo,
    others,
    otranscribe,
    otter,
    paragraphs,
    parakeet,
    premiere,
    pyannote_ai,
    pywhispercpp,
    recall,
    soniox,
    speechkit,
    stable_ts,
    stamped,
    timed_words,
    utterances,
    verbose_json,
    vosk,
    whisper,
    whisper_cpp,
    whisper_timestamped,
    whisperx,
    youtube,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diarizer.messages.text import Text
    from diarizer.transcripts.raw import RawTranscript


class Shape(Protocol):
    """A file of this folder.

    Attributes:
        NAME: of the program, or of the program and its format.
        STEP: how to get times from it.

    """

    NAME: str
    STEP: Text

    def fits(self, document: Mapping[str, Any]) -> bool:
        """Whether a document is of this shape, by names that only this one has."""
        ...

    def read(self, document: Mapping[str, Any]) -> RawTranscript:
        """Take what is in it.

        Raises:
            NotThisShape: something stands there that could hold words and cannot be read.

        """
        ...


# The narrow ones first: Whisper's own shape fits most of the others, too.
SHAPES: tuple[Shape, ...] = (
    otranscribe,
    iflytek,
    otter,
    timed_words,
    whisper_cpp,
    pywhispercpp,
    pyannote_ai,
    premiere,
    recall,
    assemblyai,
    deepgram,
    call_analytics,
    by_sentence,
    editors,
    paragraphs,
    items,
    speechkit,
    google,
    azure,
    utterances,
    funasr,
    youtube,
    chunks,
    vosk,
    nemo,
    soniox,
    parakeet,
    stamped,
    whisperx,
    stable_ts,
    diarized_json,
    whisper_timestamped,
    faster_whisper,
    others,
    verbose_json,
    whisper,
)

_WRAPPERS = (
    *("output", "result", "response", "data", "transcript", "transcription", "body"),
    *("payload", "prediction", "predictions", "answer", "results", "lines"),
    "entries",  # of Teams
    *("Response", "Data"),  # of Tencent
)


def found(document: Any) -> tuple[Shape, Mapping[str, Any]] | None:
    """Find the shape of a document; a service may have put it into an envelope.

    Lists are given to the shapes as ``{"": [...]}``.
    """
    for inner in _layers(document, 0):
        for shape in SHAPES:
            if _fits(shape, inner):
                return shape, inner
    return None


def _fits(shape: Shape, document: Mapping[str, Any]) -> bool:
    """Whether it is of that shape; what cannot be read is of none."""
    try:
        return shape.fits(document)
    except NotThisShape:
        return False


def _is_word(one: Any) -> bool:
    return isinstance(one, dict) and isinstance(one.get("word"), str) and bool(one.keys() & BEGUN)


def _is_alone(document: dict[str, Any]) -> bool:
    """Whether it is a segment, as the one line of a file has it."""
    lists = any(isinstance(value, (list, dict)) for value in document.values())
    return not lists and is_segment(document) and "speaker" in document


def _layers(document: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(document, list):
        yield {"": document}
        if any(map(_is_word, document)):  # words alone
            yield {"words": document}
        if list(map(type, document)) == [
            list,
            dict,
        ]:  # what faster-whisper returns, saved as a pair
            yield {"segments": document[0], "info": document[1]}
        if len(document) == 1:  # of one recording, as batches are returned
            yield from _layers(document[0], depth)
    if isinstance(document, dict):
        if _is_alone(document):
            yield {"": [document]}
        yield document
        for name in _WRAPPERS if depth < len(_WRAPPERS) else ():
            yield from _layers(document.get(name), depth + 1)

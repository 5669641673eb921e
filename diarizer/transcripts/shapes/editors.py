"""Editors of transcripts, whose blocks hold the words: the BBC's and slate's, transcribee, autoEdit.

react-transcript-editor: ``blocks`` of ``text`` and ``data`` with ``speaker`` and ``words`` (Draft.js).
slate-transcript-editor: a list of ``speaker`` and ``children`` of ``text`` and ``words``. transcribee
(frontend/src/editor/types.ts): ``paragraphs`` of ``speaker`` and ``children``, which are words with
``start`` and ``end``. autoEdit 2 (its documentation): ``text`` of ``speaker`` and ``paragraph`` of
``line`` of ``text``, ``startTime`` and ``endTime``. All in seconds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.field_names import BEGUN
from diarizer.transcripts.raw import (
    RawSegment,
    RawTranscript,
    content,
    seconds,
    speaker_of,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Block = tuple[
        Mapping[str, Any], str, list[Mapping[str, Any]]
    ]  # who is in it, its text, its words

NAME = "an editor of transcripts"
STEP = text("Export it again as SRT, VTT or JSON.")


def fits(document: Mapping[str, Any]) -> bool:
    """Whether there are such blocks."""
    return any(words for *_, words in _blocks(document))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take each block; one that was typed without words has the times that it has itself."""
    names = document.get("speaker_names")
    names = names if isinstance(names, dict) else {}
    found = [(_segment(block), block[0]) for block in _blocks(document)]
    return RawTranscript(
        tuple(
            replace(one, speaker=spoken.speaker(names.get(one.speaker)) or one.speaker)
            for one in (each if each.words else _typed(each, of) for each, of in found)
            if one.text or one.words
        )
    )


def _typed(one: RawSegment, block: Mapping[str, Any]) -> RawSegment:
    return replace(one, start=seconds(block.get("start")), end=seconds(block.get("end")))


def _segment(block: Block) -> RawSegment:
    who, said, listed = block
    words = tuple(words_of(listed))
    starts = [word.start for word in words if word.start is not None]
    ends = [word.end for word in words if word.end is not None]
    spaced = any(word.text[:1].isspace() or word.text[-1:].isspace() for word in words)
    between = "" if spaced else " "
    said = said or between.join(word.text for word in words)
    first, last = (min(starts) if starts else None), (max(ends) if ends else None)
    return RawSegment(said.strip(), first, last, speaker_of(who), words)


def _blocks(document: Mapping[str, Any]) -> Iterator[Block]:
    for one in spoken.dicts(document.get("blocks")):
        data = one.get("data")
        if isinstance(data, dict):
            yield data, content(one.get("text")), spoken.dicts(data.get("words"))
    for one in spoken.dicts(document.get("", document.get("paragraphs"))):
        children = spoken.dicts(one.get("children"))
        words = [word for child in children for word in spoken.dicts(child.get("words"))]
        if words:
            yield one, " ".join(content(child.get("text")) for child in children), words
        elif any(child.keys() & BEGUN for child in children):
            yield one, "", children
        elif children:
            yield one, " ".join(content(child.get("text")) for child in children), []
    for one in spoken.dicts(document.get("text")):
        paragraphs = spoken.dicts(one.get("paragraph"))
        lines = [word for each in paragraphs for word in spoken.dicts(each.get("line"))]
        if lines:
            yield one, "", lines

"""Editors of transcripts, whose blocks hold the words: the BBC's and slate's, transcribee, autoEdit.

react-transcript-editor: ``blocks`` of ``text`` and ``data`` with ``speaker`` and ``words`` (Draft.js).
slate-transcript-editor: a list of ``speaker`` and ``children`` of ``text`` and ``words``. transcribee
(frontend/src/editor/types.ts): ``paragraphs`` of ``speaker`` and ``children``, which are words with
``start`` and ``end``. autoEdit 2 (its documentation): ``text`` of ``speaker`` and ``paragraph`` of
``line`` of ``text``, ``startTime`` and ``endTime``. All in seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import RawSegment, RawTranscript, content, speaker_of, words_of

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
    """Take each block."""
    return RawTranscript(tuple(map(_segment, _blocks(document))))


def _segment(block: Block) -> RawSegment:
    who, said, listed = block
    words = tuple(words_of(listed))
    starts = [word.start for word in words if word.start is not None]
    ends = [word.end for word in words if word.end is not None]
    between = "" if any(word.text[:1].isspace() for word in words) else " "
    said = said or between.join(word.text for word in words)
    first, last = (min(starts) if starts else None), (max(ends) if ends else None)
    return RawSegment(said.strip(), first, last, speaker_of(who), words)


def _blocks(document: Mapping[str, Any]) -> Iterator[Block]:
    for one in spoken.dicts(document.get("blocks")):
        data = one.get("data")
        if isinstance(data, dict) and spoken.dicts(data.get("words")):
            yield data, content(one.get("text")), spoken.dicts(data["words"])
    for one in spoken.dicts(document.get("", document.get("paragraphs"))):
        children = spoken.dicts(one.get("children"))
        words = [word for child in children for word in spoken.dicts(child.get("words"))]
        if words:
            yield one, " ".join(content(child.get("text")) for child in children), words
        elif any("start" in child for child in children):
            yield one, "", children
    for one in spoken.dicts(document.get("text")):
        paragraphs = spoken.dicts(one.get("paragraph"))
        lines = [word for each in paragraphs for word in spoken.dicts(each.get("line"))]
        if lines:
            yield one, "", lines

"""SAMI (.smi) of Microsoft: ``<SYNC Start=500><P Class=ENUSCC>hello``, each until the next.

Microsoft, "SAMI Media Source" and "About SAMI files": ``Start`` is in milliseconds, a class is a language,
a paragraph with ``ID=Source`` is who speaks. ``&nbsp;`` alone takes the text away. Elements need no ends.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from diarizer.messages.text import plural, text
from diarizer.transcripts import dialogue_names, spoken
from diarizer.transcripts.raw import RawSegment, RawTranscript

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diarizer.messages.text import Text

NAME = "SAMI"
STEP = text("Save it again as SRT.")

_SYNC = re.compile(r"<sync\b[^<>]*?\bstart\s*=\s*[\"']?(-?\d+)[^<>]*>", re.IGNORECASE)
_END = re.compile(r"\bend\s*=\s*[\"']?(\d{1,12})", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p\b([^<>]*)>", re.IGNORECASE)
_CLASS = re.compile(r"\bclass\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_SOURCE = re.compile(r"\bid\s*=\s*[\"']?source\b", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_FIRST = re.compile(r"<sami\b", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml[^<>]*\?>")
_MILLI = 1000.0


@dataclass(frozen=True, slots=True)
class _Block:
    """What is shown from a time on; until when, where some programs say so."""

    start: float | None
    end: float | None
    shown: list[tuple[str, bool, str]]


@dataclass(frozen=True, slots=True)
class _Moment:
    """What is shown in the language that is read, paragraph by paragraph."""

    start: float | None = None
    end: float | None = None
    who: str = ""
    texts: list[str] = field(default_factory=list)


def fits(content: str) -> bool:
    """Whether it is such a document."""
    # Not by one pattern: between several comments it tries each way to part them.
    head = content.lstrip("\ufeff").lstrip()
    while found := _DECLARATION.match(head) or _COMMENT.match(head):
        head = head[found.end() :].lstrip()
    return bool(_FIRST.match(head)) and bool(_SYNC.search(content))


def read(content: str) -> RawTranscript:
    """Take what is shown, in the first of several languages."""
    content = _COMMENT.sub("", content)
    marks = list(_SYNC.finditer(content))
    ends = [*(mark.start() for mark in marks[1:]), len(content)] if marks else []
    blocks = [
        _Block(*_times(mark), list(_paragraphs(content[mark.end() : end])))
        for mark, end in zip(marks, ends, strict=True)
    ]
    languages = list(dict.fromkeys(name for one in blocks for name, *_ in one.shown if name))
    taken = languages[0] if languages else ""
    told: tuple[Text, ...] = ()
    if len(languages) > 1:
        others = ", ".join(languages[1:])
        told = (
            text("Of its languages {taken} is read, and not {others}.", taken=taken, others=others),
        )
    # What is shown in another language ends nothing.
    mine = [
        replace(block, shown=[one for one in block.shown if one[0] in {taken, ""}])
        for block in blocks
    ]
    listed = [block for block in mine if block.shown]
    starts = [*(block.start for block in listed[1:]), None][: len(listed)]
    moments = [
        _Moment(
            block.start,
            _end(block, following),
            " ".join(said for _, is_who, said in block.shown if is_who).strip(" :"),
            [said for _, is_who, said in block.shown if not is_who and said],
        )
        for block, following in zip(listed, starts, strict=True)
    ]
    segments, count = _at_once(moments)
    if count:
        told += (
            plural(
                "{count} text is shown again beside another one, as if it began anew: it is read once.",
                "{count} texts are shown again beside others, as if they began anew: each is read once.",
                count=count,
            ),
        )
    return RawTranscript(tuple(segments), remarks=told)


def _end(block: _Block, following: float | None) -> float | None:
    is_whole = block.end is not None and (following is None or block.end < following)
    return block.end if is_whole else following


def _at_once(moments: Sequence[_Moment]) -> tuple[list[RawSegment], int]:
    """Return what is said, and how many texts only go on while another one begins or ends.

    All that is shown is named anew whenever something changes. So what several people say at once stands
    in paragraphs of its own, some of which stood there before (pycaption 2.3.14 writes it so). Paragraphs
    of one moment alone are lines of one text, unless each begins with a name.
    """
    segments: list[RawSegment] = []
    open_ones: dict[
        str, int
    ] = {}  # what the moment before shows, and where it is among the segments
    count = 0
    around = [_Moment(), *moments, _Moment()]
    for before, one, after in zip(around, moments, around[2:], strict=False):
        several = len(one.texts) > 1
        again = set(one.texts) & {*before.texts, *after.texts} if several else set()
        named = several and all(map(dialogue_names.begins, one.texts))
        apart = one.texts if again or named else [" ".join(one.texts)] * bool(one.texts)
        shown: dict[str, int] = {}
        for said in apart:
            at = open_ones.get(said)
            if at is not None and before.end == one.start and (several or len(before.texts) > 1):
                segments[at] = replace(segments[at], end=one.end)
                count += 1
            else:
                at = len(segments)
                segments.append(RawSegment(said, one.start, one.end, one.who))
            shown[said] = at
        open_ones = shown
    return segments, count


def _times(mark: re.Match[str]) -> tuple[float | None, float | None]:
    """Read when something is shown, and until when, where some programs say so."""
    end = _END.search(mark[0])
    start = spoken.parts(float(mark[1]), _MILLI)
    until = spoken.parts(float(end[1]), _MILLI) if end else None
    return start, until if until is not None and start is not None and until > start else None


def _paragraphs(block: str) -> Iterator[tuple[str, bool, str]]:
    """Yield the language of each paragraph, whether it is who speaks, and what stands in it."""
    found = list(_PARAGRAPH.finditer(block))
    if not found:
        yield "", False, _plain(block)
        return
    ends = [*(one.start() for one in found[1:]), len(block)]
    for one, end in zip(found, ends, strict=True):
        name = _CLASS.search(one[1])
        is_who = bool(_SOURCE.search(one[1]))
        yield name[1] if name else "", is_who, _plain(block[one.end() : end])


def _plain(content: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", _BREAK.sub(" ", content))).split())

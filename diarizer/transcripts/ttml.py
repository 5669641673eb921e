"""Timed Text (.ttml, .dfxp, .itt), subtitles of television and of streams.

W3C, "Timed Text Markup Language 1" and "2": ``p`` is a subtitle and ``span`` a part of one; ``begin``,
``end`` and ``dur`` count from the beginning of what they stand in, or, in a ``seq``, from the end of
what stands before. A time is 00:00:01.5, 00:00:01:12 with frames, or 1.5s, 90000t; who speaks is
``ttm:agent``, which names a ``ttm:agent`` of the head.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from diarizer.messages.text import text
from diarizer.transcripts import markup
from diarizer.transcripts.raw import NotThisShape, RawSegment, RawTranscript, RawWord

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET

NAME = "Timed Text"
STEP = text("Save it again as WebVTT or SRT.")

_CLOCK = re.compile(r"(\d{2,6}):(\d{2}):(\d{2})(?:(\.\d{1,12})|:(\d{2,4})(?:\.\d+)?)?")
_OFFSET = re.compile(r"(\d{1,15}(?:\.\d{1,12})?)(h|m|s|ms|f|t)")
_RATE = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12})?")
_METRICS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_ABOVE = frozenset(
    {"text", "textContainer", "delimiter"}
)  # small letters that repeat the word below
_USUAL = "30"  # frames of a second, where nothing says how many
_NEAR = 0.0005  # seconds


@dataclass(frozen=True, slots=True)
class _Times:
    """From when to when something is shown; None where nothing says so."""

    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    said: str
    times: _Times
    speaker: str


def fits(content: str) -> bool:
    """Whether it is such a document."""
    return markup.begins(content, "tt")


def read(content: str) -> RawTranscript:
    """Take the subtitles, in the order of their times.

    Raises:
        NotThisShape: not XML; a time that is none, or one of a clock on a wall.

    """
    document = _Document(markup.root(content))
    try:
        found = sorted(document.segments(), key=lambda one: one.start or 0.0)
    except RecursionError as error:
        raise NotThisShape(text("Its elements stand in each other too deeply.")) from error
    return RawTranscript(tuple(found))


class _Document:
    """Subtitles with what the head says of their times and of who speaks."""

    def __init__(self, root: ET.Element) -> None:
        self._root = root
        said = {markup.plain(name): value for name, value in root.attrib.items()}
        base, drop = said.get("timeBase", "media"), said.get("dropMode", "nonDrop")
        if base == "clock" or drop != "nonDrop":
            raise NotThisShape(
                text(
                    "Its times are of another kind: {kind}.", kind=base if base == "clock" else drop
                )
            )
        above, _, below = said.get("frameRateMultiplier", "1 1").replace(":", " ").partition(" ")
        part = _rate(above) / _rate(below or "1")
        frames = _rate(said.get("frameRate", _USUAL)) * part
        ticks = _rate(said["tickRate"]) if "tickRate" in said else 0.0
        self._frame = 1.0 / frames
        self._tick = 1.0 / (ticks or (frames if "frameRate" in said else 1.0))
        # A clock that counts frames runs slow where a second has 29.97 of them.
        self._slow = 1.0 / part if base == "smpte" else 1.0
        self._names = dict(self._agents())

    def segments(self) -> Iterator[RawSegment]:
        """Yield what is said by one speaker in one subtitle."""
        for one in self._root:
            if markup.plain(one.tag) == "body":
                yield from self._inside(one, self._times(one, _Times(), None), "")

    def _agents(self) -> Iterator[tuple[str, str]]:
        for one in self._root.iter():
            if markup.plain(one.tag) == "agent":
                names = [part for part in one if markup.plain(part.tag) == "name"]
                said = " ".join((names[0].text or "").split()) if names else ""
                known = {markup.plain(name): value for name, value in one.attrib.items()}
                yield known.get("id", ""), said or known.get("id", "")

    def _inside(self, whole: ET.Element, times: _Times, speaker: str) -> Iterator[RawSegment]:
        speaker = self._speaker(whole) or speaker
        before: float | None = times.start
        for one in whole:
            kind = markup.plain(one.tag)
            if kind not in {"div", "p"}:
                continue
            own = self._times(one, times, before if whole.get("timeContainer") == "seq" else None)
            before = own.end
            if kind == "div":
                yield from self._inside(one, own, speaker)
            else:
                yield from _segments(list(self._pieces(one, own, speaker)), own)

    def _pieces(self, whole: ET.Element, times: _Times, speaker: str) -> Iterator[_Piece]:
        speaker = self._speaker(whole) or speaker
        yield _Piece(whole.text or "", times, speaker)
        for one in whole:
            kind = markup.plain(one.tag)
            ruby = next((v for name, v in one.attrib.items() if markup.plain(name) == "ruby"), "")
            if kind == "br":
                yield _Piece(" ", times, speaker)
            elif kind == "span" and ruby not in _ABOVE:
                yield from self._pieces(one, self._times(one, times, None), speaker)
            yield _Piece(one.tail or "", times, speaker)

    def _speaker(self, one: ET.Element) -> str:
        said = next((v for name, v in one.attrib.items() if markup.plain(name) == "agent"), "")
        return ", ".join(self._names.get(each, each) for each in said.split())

    def _times(self, one: ET.Element, around: _Times, before: float | None) -> _Times:
        begin, end, length = (
            None if (said := one.get(name)) is None else self._seconds(said.strip())
            for name in ("begin", "end", "dur")
        )
        if begin is end is length is None and before is None:
            return around
        base = around.start or 0.0 if before is None else before
        # Some programs count the spans of a subtitle from the beginning of the whole.
        moved = end if end is not None else begin
        if around.end is not None and moved is not None and base + moved > around.end + _NEAR:
            within = begin is None or begin >= base - _NEAR
            base = 0.0 if within and moved <= around.end + _NEAR else base
        start = base + (begin or 0.0)
        ends = [
            *([base + end] if end is not None else []),
            *([start + length] if length is not None else []),
            *([around.end] if around.end is not None else []),
        ]
        return _Times(start, min(ends, default=None))

    def _seconds(self, said: str) -> float:
        if match := _CLOCK.fullmatch(said):
            hours, minutes, rest, fraction, frames = match.groups()
            whole = int(hours) * 3600 + int(minutes) * 60 + int(rest)
            part = float(f"0{fraction}") if fraction else int(frames or 0) * self._frame
            return round(whole * self._slow + part, 6)
        if match := _OFFSET.fullmatch(said):
            metrics = {**_METRICS, "f": self._frame, "t": self._tick}
            return round(float(match[1]) * metrics[match[2]], 6)
        raise NotThisShape(text("This is no time: {value}", value=said))


def _rate(said: str) -> float:
    if not _RATE.fullmatch(said.strip()) or not float(said):
        raise NotThisShape(text("This is no rate of frames or ticks: {value}", value=said))
    return float(said)


def _segments(pieces: list[_Piece], whole: _Times) -> Iterator[RawSegment]:
    """Make a segment of what one speaker says in a subtitle; parts with their own times are words."""
    said = [one for one in pieces if one.said.strip()]
    at_once = {one.speaker for one in said}
    speakers = [one.speaker if one.said.strip() else None for one in pieces]
    for number, who in enumerate(speakers):
        if who is None:  # blanks go with what stands before them
            speakers[number] = speakers[number - 1] if number else (said[0].speaker if said else "")
    for speaker, several in groupby(zip(speakers, pieces, strict=True), key=lambda one: one[0]):
        own = [piece for _, piece in several]
        timed = [one for one in own if one.said.strip() and one.times != whole]
        line = " ".join("".join(one.said for one in own).split())
        if not line:
            continue
        if len(timed) < sum(bool(one.said.strip()) for one in own):
            yield RawSegment(line, whole.start, whole.end, speaker or "")
            continue
        starts = [one.times.start for one in timed if one.times.start is not None]
        ends = [one.times.end for one in timed if one.times.end is not None]
        outer = (
            whole
            if len(at_once) == 1 and whole.start is not None
            else _Times(min(starts, default=None), max(ends, default=None))
        )
        yield RawSegment(line, outer.start, outer.end, speaker or "", tuple(_words(own)))


def _words(pieces: list[_Piece]) -> Iterator[RawWord]:
    blank = ""
    for one in pieces:
        if not one.said.strip():
            blank = " " if one.said else blank
            continue
        lead = " " if one.said[0].isspace() else blank
        yield RawWord(lead + " ".join(one.said.split()), one.times.start, one.times.end)
        blank = " " if one.said[-1].isspace() else ""

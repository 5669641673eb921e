"""Text in which who speaks, and when that begins, stands above what is said, or before it.

Otter's export is "Anna Smith  0:05" above the words, with two blanks before the time, and
"Transcribed by https://otter.ai" as the last line; Rev's is "Anna Smith (00:05):". Others write
"[00:00:05] Anna Smith: the words". Lyrics (.lrc), which whisper.cpp writes with -olrc, are
"[00:05.00]the words" below tags such as "[by:whisper.cpp]". Nothing says when somebody ends, so that
each speaks until the next.

What was pasted somewhere has lost the second blank. A line such as "we met at 10:05" looks the same
then, so that it counts only at the beginning of paragraphs, or as every second line.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from diarizer.messages.text import text
from diarizer.transcripts.raw import RawSegment, RawTranscript, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "Otter, Rev or a text like theirs"
STEP = text("Export it again as SRT, VTT or JSON.")

_TIME = r"(?P<time>(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)"
_WHO = r"(?P<who>[^\W_][^\[\](){}<>:\t]{0,58}?)"
_HEADS = tuple(
    re.compile(pattern + r"[ \t]*")
    for pattern in (
        rf"{_WHO}(?:[ \t]{{2,}}|\t){_TIME}",
        rf"{_WHO}[ \t]+[\[(]{_TIME}[\])]:?(?:[ \t]+(?P<said>\S.*))?",
        rf"[\[(]?{_TIME}[\])]?[ \t]+{_WHO}:[ \t]+(?P<said>\S.*)",
        rf"\[{_TIME}\][ \t]+-[ \t]+{_WHO}",
        rf"{_WHO}:[ \t]+[\[(]{_TIME}[\])][ \t]+(?P<said>\S.*)",
        rf"(?P<who>)[\[(]{_TIME}[\])][ \t]*(?P<said>\S.*)",
        rf"(?P<who>)(?:{_TIME}|\[{_TIME.replace('<time>', '<alone>')}\])",
    )
)
_ONE_BLANK = re.compile(rf"{_WHO}[ \t]{_TIME}[ \t]*")
_SIGNED = re.compile(r"Transcribed by https?://otter\.ai\s*", re.IGNORECASE)
_TAG = re.compile(r"\[(?:ti|ar|al|au|by|re|ve|la|tool|length|offset): ?[^\]]*\]")  # of lyrics
_ENDED = re.compile(r".{1,60} (?:started|stopped) transcription", re.IGNORECASE)  # of Teams
_TITLE = 6  # lines above the first head, at most
_COLON = re.compile(r"([^\W_][^\n:!?…<>\[\]{}\"]{0,40}):\s+(\S.*)", re.DOTALL)
_WORDS = 4  # of a name, at most
_SEVERAL = 2  # heads that make a dialogue: one may be a line of any text


def fits(content: str) -> bool:
    """Whether the first line is such a head, and not the only one, and their times go on."""
    lines = [line for line in _parted(content) if line.strip()]
    lines = lines[_title(lines) :]
    if not lines or _head(lines[0]) is None:
        return False
    starts = [one.start or 0.0 for one in map(_head, lines) if one]
    return len(starts) >= _SEVERAL and all(one <= other for one, other in pairwise(starts))


def read(content: str) -> RawTranscript:
    """Take what is said under each head."""
    found = list(_segments(content))
    ended = [replace(one, end=other.start) for one, other in pairwise(found)]
    lines = [line for line in _parted(content) if line.strip()]
    remarks = []
    if above := [line.strip() for line in lines[: _title(lines)]]:
        remarks.append(text("Left out above the first name: {lines}.", lines=" / ".join(above)))
    segments, names = _named([*ended, *found[-1:]])
    if names:
        shown = ", ".join(names)
        remarks.append(
            text("Names before what is said are taken for who speaks: {names}.", names=shown)
        )
    return RawTranscript(tuple(segments), remarks=tuple(remarks))


def _title(lines: list[str]) -> int:
    """Return how many lines stand above the first head that names somebody, as Teams writes them."""
    at = next((at for at, line in enumerate(lines[: _TITLE + 1]) if _head(line)), 0)
    named = sum(bool(head and head.speaker) for head in map(_head, lines[at:]))
    head = _head(lines[at]) if lines else None
    aside = any("-->" in line or "\t" in line for line in lines[:at])
    return at if head and head.speaker and named >= _SEVERAL and not aside else 0


def _named(segments: list[RawSegment]) -> tuple[list[RawSegment], list[str]]:
    """Return the segments with the names that stand before what is said, if each has one."""
    found = [_COLON.fullmatch(one.text) for one in segments]
    names = [match[1] for match in found if match and len(match[1].split()) <= _WORDS]
    few = len(segments) >= max(_SEVERAL * len(set(names)), _SEVERAL)
    if any(one.speaker for one in segments) or len(names) < len(segments) or not few:
        return segments, []
    parted = [
        replace(one, speaker=match[1].strip(), text=match[2])
        for one, match in zip(segments, found, strict=True)
        if match
    ]
    return parted, list(dict.fromkeys(names))


def _segments(content: str) -> Iterator[RawSegment]:
    held: RawSegment | None = None
    for line in _parted(content):
        if (head := _head(line)) is not None:
            if held:
                yield held
            held = head
        elif held and line.strip() and not _is_aside(line.strip()):
            held = replace(held, text=f"{held.text} {line.strip()}".strip())
    if held:
        yield held


def _parted(content: str) -> list[str]:
    """Return the lines, with a second blank before the times of heads that have lost it."""
    lines = [line for line in content.split("\n") if not _TAG.fullmatch(line.strip())]
    while lines and (not lines[-1].strip() or _SIGNED.fullmatch(lines[-1].strip())):
        lines.pop()
    heads = [at for at, line in enumerate(lines) if _ONE_BLANK.fullmatch(line.strip())]
    begins = {at for at in range(len(lines)) if not (at and lines[at - 1].strip())}
    if not begins.issuperset(heads) and heads != list(range(0, len(lines), 2)):
        return lines
    for at in heads:
        lines[at] = "  ".join(lines[at].strip().rsplit(None, 1))
    return lines


def _is_aside(line: str) -> bool:
    return bool(_SIGNED.fullmatch(line) or _ENDED.fullmatch(line))


def _head(line: str) -> RawSegment | None:
    for pattern in _HEADS:
        if match := pattern.fullmatch(line.strip()):
            said = match.groupdict().get("said") or ""
            time = match["time"] or match["alone"]
            return RawSegment(said.strip(), seconds(time), None, match["who"].strip())
    return None

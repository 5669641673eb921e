r"""SubStation Alpha (.ass, .ssa): a line for each subtitle, with the name of whoever says it.

Aegisub's page on ASS, and what FFmpeg writes (libavcodec/ass.c): a section ``[Events]`` of a line
``Format:`` that names the fields, the last of which is ``Text``, and of lines ``Dialogue:``; times are
0:00:01.50. ``Name`` is the actor, ``Actor`` in some programs; overrides stand in braces, ``\N`` is a new line.
stable-ts 2.19.1 (text_output.py, ``tag=-1``) repeats a line for each of its words, which is coloured.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diarizer.messages.text import text
from diarizer.transcripts import subtitles
from diarizer.transcripts.raw import NotThisShape, RawSegment, RawTranscript, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "SubStation Alpha"
STEP = text("Save it again as SRT.")

_SECTION = "[events]"
_USUAL = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"
_MARGINS = ("marginl", "marginr", "marginv")
_OVERRIDE = re.compile(r"\{[^}]*\}")
# A part of a line that looks otherwise, and its end.
_COLOURED = re.compile(r"\{\\(?:1?c|[biu]1)[^}]*\}(.*?)\{\\(?:r|1?c|[biu]0)[^}]*\}")
_DRAWN = re.compile(r"\{[^}]*\\p[1-9][^}]*\}")
_BREAK = re.compile(r"\\[Nnh]")


def fits(content: str) -> bool:
    """Whether it has the sections of such a file."""
    head = content.lstrip().lower()
    return head.startswith("[script info]") and _SECTION in head


def read(content: str) -> RawTranscript:
    """Take the dialogues, in the order of their times; what is drawn is nothing said.

    Raises:
        NotThisShape: a line without the fields that are named above it.

    """
    found = subtitles.without_repeats(list(_segments(content)))
    return RawTranscript(tuple(sorted(found, key=lambda one: one.start or 0.0)))


def _segments(content: str) -> Iterator[RawSegment]:
    names, inside = _fields(_USUAL), False
    for number, line in enumerate(content.split("\n"), 1):
        kind, _, rest = line.strip().partition(":")
        if kind.startswith("["):
            inside = kind.lower() == _SECTION
        elif inside and kind.lower() == "format":
            names = _fields(rest)
        elif inside and kind.lower() == "dialogue" and not _DRAWN.search(rest):
            yield _segment(number, names, rest.split(",", len(names) - 1))


def _fields(listed: str) -> list[str]:
    return [name.strip().lower() for name in listed.split(",")]


def _segment(number: int, names: list[str], parts: list[str]) -> RawSegment:
    if len(parts) != len(names):
        raise NotThisShape(
            text("Line {number} has fewer fields than the line Format names.", number=number)
        )
    field = dict(zip(names, parts, strict=True))
    told = [field.get(name, "").strip() for name in ("start", "end")]
    if any(each and ":" not in each for each in told) or _are_moved(field):
        raise NotThisShape(
            text("Line {number} has other fields than the line Format names.", number=number)
        )
    start, end = map(seconds, told)
    marked = _COLOURED.sub(subtitles.marked, _BREAK.sub(" ", field.get("text", "")))
    said = _OVERRIDE.sub("", marked).strip()
    return RawSegment(said, start, end, (field.get("name") or field.get("actor") or "").strip())


def _are_moved(field: dict[str, str]) -> bool:
    """Whether a comma too many, as in a time, has moved the fields behind it."""
    margins = [field[name].strip() for name in _MARGINS if name in field]
    numbers = [each.lstrip("-").isdigit() for each in margins]
    return (any(margins) and not all(numbers)) or field.get("effect", "").strip().isdigit()

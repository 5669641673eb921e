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
_ACTORS = ("name", "actor")
_STYLE = re.compile(r"^Style:([^,\n]*),", re.MULTILINE | re.IGNORECASE)
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
    styles = {one.strip() for one in _STYLE.findall(content)}
    for number, line in enumerate(content.split("\n"), 1):
        kind, _, rest = line.strip().partition(":")
        if kind.startswith("["):
            inside = kind.lower() == _SECTION
        elif inside and kind.lower() == "format":
            names = _fields(rest)
        elif inside and kind.lower() == "dialogue" and not _DRAWN.search(rest):
            parts = rest.split(",", len(names) - 1)
            yield _segment(number, names, _with_commas(rest, parts, names, styles))


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


def _with_commas(rest: str, parts: list[str], names: list[str], styles: set[str]) -> list[str]:
    """Put a name together whose comma has parted it: "Smith, Anna", as pysubs2 and others write it.

    Only behind a style that the file knows, and before three numbers, which the margins are.
    """
    at = next((names.index(name) for name in _ACTORS if name in names), 0)
    order = names[at - 1 : at + 1 + len(_MARGINS)]
    if not at or order != ["style", names[at], *_MARGINS] or len(parts) < len(names):
        return parts
    if not _are_moved(dict(zip(names, parts, strict=True))) or parts[at - 1].strip() not in styles:
        return parts
    fields = rest.split(",")
    for more in range(1, len(fields) - len(names) + 1):
        margins = fields[at + more + 1 : at + more + 1 + len(_MARGINS)]
        if all(margin.strip().isdigit() for margin in margins):
            name = ",".join(fields[at : at + more + 1])
            behind = ",".join(fields[at + more + 1 :]).split(",", len(names) - at - 2)
            return [*fields[:at], name, *behind]
    return parts


def _are_moved(field: dict[str, str]) -> bool:
    """Whether a comma too many, as in a time, has moved the fields behind it."""
    margins = [field[name].strip() for name in _MARGINS if name in field]
    numbers = [each.lstrip("-").isdigit() for each in margins]
    return (any(margins) and not all(numbers)) or field.get("effect", "").strip().isdigit()

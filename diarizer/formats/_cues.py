"""What SRT and WebVTT share: a line that says from when to when, and lines of text below it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats import _clock, _lines
from diarizer.formats._turns_gate import Row
from diarizer.messages.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from diarizer.types import Word

_ARROW = "-->"
_SEEN_ARROW = re.compile(_clock.ARROW)
_TIMES = re.compile(rf"\s*({_clock.TIME})\s*{_clock.ARROW}\s*({_clock.TIME})(?:\s(.*))?")
# Where a player shows it; people put a blank behind the colon.
_SETTINGS = re.compile(r"(?:(?:(?:region|vertical|line|position|size|align):\s?|\w+:)\S+\s*)+")
_DIGITS = re.compile(rf"[\s\d:.,;]+{_clock.ARROW}")
_INDEX = re.compile(r"\s*\d+\s*")
# Webex names who speaks beside the number of a cue.
_NAMED = re.compile(r'\s*\d+ "(.+)"(?: \(\d*\))?\s*')
_HEAD = re.compile(r"[^\W\d_][^\n:!?…<>\[\]{}\"]{0,60}(?<![\s.,;])")  # MacWhisper's: a name
_AGAIN = 2  # subtitles of each name, on the average
_HEAD_OF_FILE = re.compile(r"\ufeff?WEBVTT(?:[ \t].*)?")  # of one that was put behind another
_ASIDE = re.compile(r"(NOTE|STYLE|REGION)(\s|$)")


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle.

    Attributes:
        place: its line.
        start: seconds.
        end: seconds.
        lines: of its text, without blanks around them.
        speaker: that its number names.
        beyond: how many of the lines stand below an empty one, where a text of WebVTT ends.

    """

    place: Text
    start: float
    end: float
    lines: tuple[str, ...]
    speaker: str = ""
    beyond: int = 0


def cues(content: str, name: str, *, web: bool = False) -> Iterator[Cue]:
    """Read each subtitle, whether a blank line stands before it or not.

    Args:
        content: of the file.
        name: of the format, for the error.
        web: WebVTT: a text ends at a blank line, and notes and styles stand between.

    Raises:
        FormatError: text, but nothing that could be a subtitle; or times that are none.

    """
    content = _lines.unfenced(_lines.normal(content))
    if _ARROW not in content:
        content = content.replace("--&gt;", _ARROW)  # copied out of the source of a page
    lines = _lines.normal(content).split("\n")
    if web:
        lines = _without_asides(lines)
    places = [at for at, line in enumerate(lines) if _times(lines, at, line)]
    _check(lines, places, name, content)
    apart = _is_apart(lines[: places[0]] if places and not web else [])
    found = [_times(lines, at, lines[at]) for at in places]
    heads = _names_above(lines, places, least=1 + web)
    carried = _clock.carries(time for match in found if match for time in match.group(1, 2))
    for at, following, match in zip(places, [*places[1:], None], found, strict=False):
        if match is not None:
            start, end = (_clock.read(time, carried=carried) for time in match.group(1, 2))
            below = lines[at + 1 : following]
            beside = (match[3] or "").strip() if match.re is _TIMES else ""
            if beside and not _SETTINGS.fullmatch(beside):
                below.insert(0, beside)  # what is said, in the line of the times
            while apart and following and below and not below[-1].strip():
                below.pop()  # a blank line parts the number of the next one from its times
            if following in heads:
                below.pop()
            said, beyond = _text(below, last=following is None or following in heads, web=web)
            named = (
                _NAMED.fullmatch(lines[at - 1])
                if at and (web or _begins_block(lines, at))
                else None
            )
            if not said and start == end == 0.0 and at != places[0]:
                continue  # programs leave them behind the last one
            place = text("Line {number}", number=at + 1)
            who = heads.get(at, named[1] if named else "")
            yield Cue(place, start, end, said, who, beyond)


def _names_above(lines: list[str], places: list[int], *, least: int) -> dict[int, str]:
    """Return what stands alone above each of the times, where a few such names come again.

    Numbers, and the marks that WebVTT has there, do not come again; one mark for all names nobody.
    """
    found = {at: lines[at - 1].strip() for at in places if at and _begins_block(lines, at)}
    names = set(found.values())
    few = len(found) == len(places) >= _AGAIN * max(1, len(names)) and len(names) >= least
    return found if few and all(map(_HEAD.fullmatch, names)) else {}


def _begins_block(lines: list[str], at: int) -> bool:
    """Whether the line above the times is the first one, or stands below a blank one."""
    return at == 1 or not lines[at - len("--")].strip()


def _is_apart(above: list[str]) -> bool:
    """Whether a blank line stands between the first number and its times."""
    return bool(above) and not above[-1].strip() and bool(_INDEX.fullmatch("".join(above)))


def of_cue(cue: Cue, said: Iterable[tuple[str, str, tuple[Word, ...]]]) -> Iterator[Row]:
    """Yield a row for each who speaks in a cue: what one of them says again goes on with it.

    Rows of a cue begin and end together, so that nothing else keeps their order.
    """
    found: dict[str, tuple[list[str], list[Word]]] = {}
    for speaker, line, words in said:
        lines, spoken = found.setdefault(speaker or cue.speaker, ([], []))
        lines.append(line)
        spoken.extend(words)
    for speaker, (lines, spoken) in found.items():
        line = " ".join(filter(None, lines))
        yield Row(cue.place, cue.start, cue.end, speaker, line, tuple(spoken))


def _without_asides(lines: list[str]) -> list[str]:
    """Empty the notes, the styles and the regions, each up to a blank line; so the heads of joined files."""
    found, aside, head = [], False, False
    for number, line in enumerate(lines):
        begins = not number or not lines[number - 1].strip()
        aside = bool(line.strip()) and (aside or (begins and bool(_ASIDE.match(line))))
        joined = bool(number) and begins and bool(_HEAD_OF_FILE.fullmatch(line))
        head = joined or (head and bool(line.strip()) and _ARROW not in line)
        found.append("" if aside or head else line)
    return found


def _check(lines: list[str], places: list[int], name: str, content: str) -> None:
    for at, line in enumerate(lines):
        between = _SEEN_ARROW.search(line)
        if between and at not in places and _clock.FRAMES.match(line.strip()):
            raise _counts_frames(name, at, line)
        if between and _heads(lines, at) and at not in places and _begins(line):
            raise FormatError(
                text("These are not the times of a subtitle in {name}.", name=name),
                context=text("Line {number}: {line}", number=at + 1, line=line.strip()),
                hint=text("Wanted: 00:00:00,000 {arrow} 00:00:01,500", arrow=_ARROW),
            )
    if (
        content.strip("\ufeff \t\r\n")
        and not places
        and not content.lstrip("\ufeff").startswith("WEBVTT")
    ):
        raise FormatError(
            text("The file is not {name}.", name=name),
            context=text("It begins with: {beginning!r}", beginning=content.strip()[:60]),
            hint=text(
                "Wanted: blocks such as\n1\n00:00:00,000 {arrow} 00:00:01,500\n[SPEAKER_00]: text",
                arrow=_ARROW,
            ),
        )


def _heads(lines: list[str], at: int) -> bool:
    """Whether a line stands where the times do: first, or below a number."""
    return at == 0 or not lines[at - 1].strip() or bool(_INDEX.fullmatch(lines[at - 1]))


def _times(lines: list[str], at: int, line: str) -> re.Match[str] | None:
    exact = _clock.PAIR.fullmatch(line) if _heads(lines, at) else None
    return _TIMES.fullmatch(line) or exact


def are_times(said: str) -> bool:
    """Whether words, alone in a line, would be taken for the times of a subtitle."""
    return bool(_TIMES.fullmatch(said) or _clock.PAIR.fullmatch(said))


def _begins(line: str) -> bool:
    """Whether it was meant to be times: the arrow of players, or a digit before any other."""
    return _ARROW in line or bool(_DIGITS.match(line))


def _counts_frames(name: str, at: int, line: str) -> FormatError:
    hint = text(
        "Export it again with milliseconds: 00:00:00,000 {arrow} 00:00:01,500", arrow=_ARROW
    )
    return _clock.counts_frames(name, at + 1, line.strip(), hint)


def _text(lines: Sequence[str], *, last: bool, web: bool) -> tuple[tuple[str, ...], int]:
    """Leave out the number or name of the next subtitle, which stands right before its times.

    A text of WebVTT ends at an empty line; what people put below one is said all the same. In a line with
    a blank YouTube leaves room.
    """
    empty = next((at for at, line in enumerate(lines) if not line), None) if web else None
    lines = [line.strip() for line in lines]
    if web and last and empty and lines and _INDEX.fullmatch("".join(lines[empty:])):
        lines = lines[:empty]  # of one that was cut off
    if not last and lines and lines[-1]:
        apart = len(lines) > 1 and not lines[-2]
        if _INDEX.fullmatch(lines[-1]) or (apart and (web or _NAMED.fullmatch(lines[-1]))):
            lines.pop()
    beyond = [] if empty is None else [line for line in lines[empty:] if line]
    return tuple(line for line in lines if line), len(beyond)

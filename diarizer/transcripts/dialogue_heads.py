"""Where somebody begins to speak in a dialogue: the lines that say when, and perhaps who."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diarizer.transcripts.raw import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CLOCK = r"(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
_TIME = rf"(?P<time>{CLOCK})"
_RANGE = rf"(?P<time>{CLOCK})[ \t]*(?:[-–—]|-->|->|→)[ \t]*(?P<end>{CLOCK})"
# A name may have a bracket behind it: "Anna Smith (guest)".
_WHO = r"(?P<who>[^\W_][^\[\]{}<>:\t]{0,98}?)"
_PLAIN = r"(?P<who>[^\W_][^\[\](){}<>:\t]{0,58}?)"
# A bracket may stand behind it.
_TITLED = _PLAIN.removesuffix(")") + r"(?:[ \t](?:\([^()]{1,30}\)|\[[^\[\]]{1,30}\]))?)"
_DASH = r"[-–—|]"
_SAID = r"(?P<said>\S.*)"
_KINDS = tuple(
    re.compile(pattern + r"[ \t]*")
    for pattern in (
        # Two blanks stand nowhere else, so that anything before them is a name.
        rf"(?P<who>\S[^\t]{{0,198}}?)(?:[ \t]{{2,}}|\t|[ \t]+{_DASH}[ \t]+){_RANGE}",
        rf"(?P<who>\S[^\t]{{0,198}}?)(?:[ \t]{{2,}}|\t|[ \t]+{_DASH}[ \t]+){_TIME}",
        rf"{_WHO}[ \t]+[\[(]{_TIME}[\])]:?(?:[ \t]+{_SAID})?",
        rf"[\[(]?{_TIME}[\])]?[ \t]+(?:{_DASH}[ \t]+)?{_TITLED}:[ \t]+{_SAID}",
        rf"\[?{_TIME}\]?[ \t]+{_DASH}[ \t]+{_WHO}",
        rf"{_WHO}:[ \t]+[\[(]{_TIME}[\])][ \t]+{_SAID}",
        # MAXQDA wants no blank behind a time.
        rf"\[?(?P<time>\d{{1,2}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,3}})?)\]?(?!\d){_PLAIN}:[ \t]+{_SAID}",
        rf"\[{_PLAIN}\][ \t]+{_TIME}",
        rf"{_WHO}[ \t]+[\[(]{_RANGE}[\])]:?(?:[ \t]+{_SAID})?",
        # An arrow in square brackets is what recognisers show while they work.
        rf"(?!\[[^\]]*-->)[\[(]?{_RANGE}[\])]?[ \t]+{_TITLED}:[ \t]+{_SAID}",
        # Rev AI's and Temi's texts. One blank alone parts a book and a verse: "John 3:16 For".
        rf"{_PLAIN}(?:[ \t]{{2,}}|\t){_TIME}(?:[ \t]{{2,}}|\t){_SAID}",
        rf"{_PLAIN}:[ \t]+{_TIME}[ \t]+{_SAID}",
    )
)
_IN_ONE_LINE = frozenset({10, 11})  # of the kinds: they look like those of schedules, too
_EARLY = 6 * 60.0  # seconds
_HOURS = re.compile(r"\b\d+:\d\d:\d\d")
_TIME_THEN_WHO = 4  # of the kinds; alone it may as well be what is said
_NAMELESS = tuple(
    re.compile(pattern + r"[ \t]*")
    for pattern in (
        rf"(?P<who>)[\[(]{_TIME}[\])][ \t]*(?:{_DASH}[ \t]+)?{_SAID}",
        rf"(?P<who>)(?:{_TIME}|\[{_TIME.replace('<time>', '<alone>')}\])",
        rf"(?P<who>)[\[(]?{_RANGE.replace('-->|->|→', '→')}[\])]?",  # arrows are of subtitles
    )
)
_ONE_BLANK = re.compile(rf"{_WHO}[ \t]{_TIME}[ \t]*")
_TRAILING = re.compile(rf"[ \t]+{_DASH}$|(?<=\w)[,;:]$")
_ENDS = re.compile(r"[.?!…]$")
_INITIAL = re.compile(r"[\s.](?:[^\W\d_]|[JS]r)\.$")
_FIRST = re.compile(rf"[\[(]?{CLOCK}\b")
_NEEDED = re.compile(r"\d:\d")
_NO_NAME = re.compile(rf"\W*|[\[(]?{CLOCK}.*|.*-->.*")


@dataclass(frozen=True, slots=True)
class Head:
    """A line that says when somebody begins to speak.

    Attributes:
        at: the number of the line, from 0.
        start: seconds.
        speaker: that it names; empty for nobody.
        said: of the words those that stand in the line.
        end: in seconds; None where it has none.

    """

    at: int
    start: float
    speaker: str = ""
    said: str = ""
    end: float | None = None


def spaced(lines: Sequence[str]) -> list[str]:
    """Put a second blank before the times of heads that have lost it.

    A line such as "we met at 10:05" looks the same then, so that it counts only at the beginning of
    paragraphs, or as every second line.
    """
    found = list(lines)
    heads = [at for at, line in enumerate(found) if _ONE_BLANK.fullmatch(line.strip())]
    begins = {at for at in range(len(found)) if not (at and found[at - 1].strip())}
    if not begins.issuperset(heads) and heads != list(range(0, len(found), 2)):
        return found
    for at in heads:
        found[at] = "  ".join(found[at].strip().rsplit(None, 1))
    return found


def begins_with_time(line: str) -> bool:
    """Whether a line begins with a time, in brackets or not."""
    return bool(_FIRST.match(line))


def heads(lines: Sequence[str]) -> list[Head]:
    """Find the heads; those with names are all of one kind, the most frequent."""
    kinds = [_kind(lines, at) if _NEEDED.search(line) else None for at, line in enumerate(lines)]
    if _TIME_THEN_WHO in kinds and not _all_go_on(lines, kinds):
        kinds = [None if kind == _TIME_THEN_WHO else kind for kind in kinds]
    counts = Counter(kind for kind in kinds if kind is not None)
    most = max(counts, key=lambda kind: counts[kind], default=None)
    found = list(_found(lines, [kind if kind == most else None for kind in kinds]))
    if most in _IN_ONE_LINE and not _is_talk(lines, [one for one in found if one.speaker]):
        return []
    if 2 * sum(not one.said for one in found) <= len(found):
        return found
    return [one for at, one in enumerate(found) if not _is_said_below(found, at)]


def _is_talk(lines: Sequence[str], named: Sequence[Head]) -> bool:
    """Whether they begin with the recording, count its hours, or name some of several people again.

    Else they are times of the day, lengths of songs, or what a race took.
    """
    names = {one.speaker for one in named}
    whole = all(_HOURS.search(lines[one.at]) for one in named)
    return named[0].start < _EARLY and (whole or 1 < len(names) < len(named))


def _is_said_below(found: Sequence[Head], at: int) -> bool:
    """Whether a head is rather what the one above it says: "John (3:16): it is good" below "Anna (0:05):"."""
    above = found[at - 1] if at else None
    is_below = above is not None and above.at == found[at].at - 1 and not above.said
    return is_below and bool(found[at].said)


def _kind(lines: Sequence[str], at: int) -> int | None:
    line = lines[at].strip()
    for number, pattern in enumerate(_KINDS):
        match = pattern.fullmatch(line)
        if match is None or _NO_NAME.fullmatch(match["who"]):
            continue
        if not (_is_sentence(match) and at and lines[at - 1].strip()):
            return number
    return None


def _is_sentence(match: re.Match[str]) -> bool:
    """Whether what stands before the time in a line is rather the end of what somebody says."""
    who = match["who"]
    return bool(_ENDS.search(who) and not _INITIAL.search(who) and len(who.split()) > 1)


def _all_go_on(lines: Sequence[str], kinds: Sequence[int | None]) -> bool:
    """Whether below each of these lines stands what is said, and no other time."""
    places = [at for at, kind in enumerate(kinds) if kind == _TIME_THEN_WHO]
    below = [next((line.strip() for line in lines[at + 1 :] if line.strip()), "") for at in places]
    return all(
        line and not any(kind.fullmatch(line) for kind in (*_KINDS, *_NAMELESS)) for line in below
    )


def _found(lines: Sequence[str], kinds: Sequence[int | None]) -> Iterator[Head]:
    for at, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if not _NEEDED.search(line):
            continue
        patterns = _NAMELESS if kind is None else (_KINDS[kind],)
        match = next(filter(None, (one.fullmatch(line.strip()) for one in patterns)), None)
        if match:
            groups = match.groupdict()
            start = seconds(groups["time"] or groups.get("alone"))
            end = seconds(groups.get("end"))
            who = _TRAILING.sub("", match["who"].strip())
            yield Head(at, start or 0.0, who, (groups.get("said") or "").strip(), end)

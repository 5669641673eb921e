"""What has names and times as a dialogue has them, and is none: logs, chats, chapters, minutes of a meeting."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from diarizer import formats
from diarizer.messages.text import plural, text
from diarizer.transcripts import dialogue_heads
from diarizer.transcripts.raw import NotThisShape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diarizer.messages.text import Text
    from diarizer.transcripts.dialogue_heads import Head
    from diarizer.transcripts.raw import RawSegment

_NOBODY = re.compile(
    r"(?:info|warn|warning|error|debug|trace|fatal|critical|notice|https?|url|link|note|notes|time|date"
    r"|subject|topic|agenda|summary|todo|intro|introduction|outro|opening|closing|break|title"
    r"|примечание|заметка|заметки|время|дата|тема|повестка|итог|вступление|перерыв|внимание|ошибка"
    r"|предупреждение|(?:chapter|part|section|lap|step|verse|chorus|track|scene|slide|item|глава"
    r"|часть|раздел|круг|шаг|куплет|припев|сцена|слайд|пункт)(?: ?[\divxlc]{1,5})?)",
    re.IGNORECASE,
)
_OF_A_CHAT = re.compile(r"From\s.+|<(?!\d+:\d)[^<>\s]{1,40}>.*", re.IGNORECASE | re.DOTALL)
_MORNING = 6 * 60.0  # minutes of the day, or seconds of a recording: most days begin later
_HOURS = 24
_IN_BRACKETS = re.compile(rf".{{0,99}}[\[(]{dialogue_heads.CLOCK}[\])]:?(?:\s.*)?")
_SEVERAL = 3  # names that might be headings, if none comes again
_MOST = 0.8  # of the numbers that follow each other
_FAST = 60.0  # letters in a second: speech has some 15
_SHORT, _WORDS = 40, 4  # letters and words of a name that has a line of its own
_NAME = re.compile(r"[^\W\d_a-zа-я][^.?!…]*(?<![,;:])")


class Nobody(NotThisShape):
    """What stands beside the times is nobody's name."""

    reference = formats.OTHER_TIMES
    step = text("Pass what a recogniser wrote of the recording: JSON, SRT or VTT.")


def is_nobody(name: str) -> bool:
    """Whether a word before a colon or a time is what logs, mails and lists of chapters have there.

    >>> is_nobody("INFO"), is_nobody("Chapter 3"), is_nobody("Anna")
    (True, True, False)
    """
    return bool(_NOBODY.fullmatch(name.strip()))


def check(heads: Sequence[Head]) -> None:
    """Refuse what is no dialogue.

    Raises:
        Nobody: most of the names are those of no people, or it is a chat.

    """
    names = dict.fromkeys(one.speaker for one in heads if one.speaker)
    nobody = [name for name in names if is_nobody(name)]
    if 2 * len(nobody) > len(names):
        shown = ", ".join(nobody[:5])
        raise Nobody(text("What stands beside its times is nobody's name: {names}.", names=shown))
    if _are_verses(heads):
        raise Nobody(text("Its numbers go on one by one, as those of verses do, and are no times."))
    if all(map(_OF_A_CHAT.fullmatch, (one.speaker or one.said for one in heads))):
        raise Nobody(text("It is a chat, and not what is said in a recording."))


def _are_verses(heads: Sequence[Head]) -> bool:
    """Whether it counts verses, "John 3:16" and "John 3:17": nobody begins anew each second."""
    pairs = [(one, other) for one, other in pairwise(heads) if one.speaker]
    same = [other.start - one.start for one, other in pairs if one.speaker == other.speaker]
    single = sum(step == 1.0 for step in same)
    return len(same) >= _SEVERAL - 1 and single >= _MOST * len(same) and len(same) > len(pairs) / 2


def check_room(segments: Sequence[RawSegment]) -> None:
    """Refuse what nobody can say between its times: verses (``John 3:16``), scores, prices.

    Raises:
        Nobody: there is no room for it.

    """
    listed = [one for one in segments[:-1] if one.start is not None and one.end is not None]
    lasting = sum((one.end or 0.0) - (one.start or 0.0) for one in listed)
    letters = sum(len("".join(one.text.split())) for one in listed)
    if len(listed) >= _SEVERAL - 1 and letters > _FAST * max(lasting, 1.0):
        raise Nobody(
            text(
                "Its numbers are no times of a recording: {count} letters would be said in {seconds:.0f}"
                " s.",
                count=letters,
                seconds=lasting,
            )
        )


def remarks(
    lines: Sequence[str], heads: Sequence[Head], others: frozenset[int] = frozenset()
) -> Iterator[Text]:
    """Say what is odd about a dialogue: times as of the day, names of which none comes again, times left over.

    Args:
        lines: of the file.
        heads: that were found in it.
        others: the numbers of lines that are names.

    """
    if _may_be_of_the_day(lines, heads):
        yield text(
            "Its times are taken for minutes and seconds of the recording, and not for hours and"
            " minutes of the day: {line}",
            line=lines[heads[0].at].strip(),
        )
    names = [one.speaker for one in heads if one.speaker]
    if len(names) >= _SEVERAL and len(set(names)) == len(names):
        yield text(
            "Names of which none comes again are taken for who speaks: {names}.",
            names=", ".join(names[:5]),
        )
    taken = {one.at for one in heads} | others
    below = [at for at in range(heads[0].at, len(lines)) if at not in taken]
    left = [lines[at].strip() for at in below if _is_timed(lines[at])]
    if left:
        yield plural(
            "{count} line has a time as well, and is read as what is said: {line}",
            "{count} lines have a time as well, and are read as what is said: {line}",
            count=len(left),
            line=left[0][:80],
        )


def names_below(blocks: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    """Return what may be names in a line of their own between each time and what is said; none if not each is.

    Args:
        blocks: what stands in the line of each time, and in the lines below it.

    """
    found = []
    for said, below in blocks:
        listed = [said, *below] if said else list(below)
        name = listed[0].strip() if len(listed) > 1 else ""
        if len(name) > _SHORT or len(name.split()) > _WORDS or not _NAME.fullmatch(name):
            return []
        found.append(name)
    return list(dict.fromkeys(found))


def _is_timed(line: str) -> bool:
    line = line.strip()
    return ":" in line and bool(
        dialogue_heads.begins_with_time(line) or _IN_BRACKETS.fullmatch(line)
    )


def _may_be_of_the_day(lines: Sequence[str], heads: Sequence[Head]) -> bool:
    """Whether all times have two fields, begin late in the morning, and go no further than a day."""
    written = [re.search(r"\d+(?::\d+)+(?:[.,]\d+)?", lines[one.at]) for one in heads]
    fields = [match[0].split(":") if match else [] for match in written]
    if any(len(some) != len("mm") or not some[1].isdigit() for some in fields):
        return False
    return heads[0].start >= _MORNING and all(int(some[0]) < _HOURS for some in fields)

"""Text in which who speaks, and when that begins, stands above what is said, or before it.

Otter's export is "Anna Smith  0:05" above the words, with two blanks before the time, and
"Transcribed by https://otter.ai" as the last line; Rev's is "Anna Smith (00:05):". Others write
"[00:00:05] Anna Smith: the words". Lyrics (.lrc), which whisper.cpp writes with -olrc, are
"[00:05.00]the words" below tags such as "[by:whisper.cpp]". Google Meet has a time alone every few
minutes, and below it a line for each who speaks. aTrain has names above lines with times. f4 has the
time at which somebody ends behind what he says. Nothing else says when somebody ends, so that each
speaks until the next.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from diarizer.messages.text import text
from diarizer.transcripts import (
    clock,
    dialogue_heads,
    dialogue_layouts,
    dialogue_lines,
    dialogue_names,
    no_dialogue,
)
from diarizer.transcripts.raw import LONGEST, RawSegment, RawTranscript, seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from diarizer.messages.text import Text
    from diarizer.transcripts.dialogue_heads import Head

NAME = "Otter, Rev or a text like theirs"
STEP = text("Export it again as SRT, VTT or JSON.")

_TITLE = 6  # lines above the first head, at most
_LETTERS = 200  # of what stands there that are shown
_MEET = re.compile(r".*\btranscript", re.IGNORECASE)  # its last line above the first time
_SEVERAL = 2  # heads that make a dialogue: one may be a line of any text
_TOGETHER = (
    3  # heads that each part has at least, on the average: what goes back more often is no talk
)
_WITHIN = re.compile(r"\s*\[((?:\d{1,2}:)?\d{1,3}:\d{2}(?:\.\d{1,3})?)\]\s*")
_BEHIND = re.compile(r"(\S.*?)[ \t]*\[((?:\d{1,2}:)?\d{1,3}:\d{2}(?:\.\d{1,3})?)\][ \t]*")


def fits(content: str) -> bool:
    """Whether the first line is such a head, and not the only one, and their times go on."""
    lines = _lines(content)
    if _ended(lines):
        return True
    heads = dialogue_heads.heads(lines)
    if not heads or _title(lines, heads) is None:
        return False
    starts = [one.start for one in heads]
    several = len(heads) + (dialogue_lines.end_of(content) is not None) >= _SEVERAL
    return several and all(one <= other for one, other in pairwise(starts))


def clock_of_parts(content: str) -> clock.ClockRestarts | None:
    """Make the error about a dialogue whose times go back, as those of parts put together do; else None."""
    starts = [one.start for one in dialogue_heads.heads(_lines(content)) if one.speaker]
    back = [early for early, late in pairwise(starts) if early - late > clock.BACK]
    if not back or _TOGETHER * len(back) > len(starts):
        return None
    return clock.ClockRestarts(
        text(
            "Its clock starts anew after {seconds:.1f} s; new starts in all: {count}.",
            count=len(back),
            seconds=back[0],
        )
    )


def read(content: str) -> RawTranscript:
    """Take what is said under each head.

    Raises:
        NotThisShape: it is a log, a chat or a list of headings.

    """
    told: list[Text] = []
    lines = _lines(content, told)
    if ended := _ended(lines):
        told.append(
            text("Times behind what is said are taken for where it ends, as f4 writes them.")
        )
        return RawTranscript(
            tuple(dialogue_names.before_words(ended, told.append)), remarks=tuple(told)
        )
    heads = dialogue_heads.heads(lines)
    no_dialogue.check(heads)
    if above := [line.strip() for line in lines[: _title(lines, heads)] if line.strip()]:
        shown = " / ".join(above)
        shown = shown if len(shown) <= _LETTERS else f"{shown[:_LETTERS]}…"
        told.append(text("Left out above the first name: {lines}.", lines=shown))
    names = _names_above(lines, heads)
    if names:
        told.append(_named_above(names.values()))
    told += no_dialogue.remarks(lines, heads, frozenset(names))
    blocks = list(_blocks(lines, heads, names))
    if not any(one.speaker for one, _ in blocks):
        below = no_dialogue.names_below([(one.text, said) for one, said in blocks])
        told += [dialogue_names.uncertain(below)] if below else []
    blocks = dialogue_names.parted(blocks, dialogue_lines.end_of(content), told.append)
    whole = [replace(one, text=" ".join(filter(None, [one.text, *said]))) for one, said in blocks]
    segments = list(_until_the_next(_by_times_within(whole), dialogue_lines.end_of(content)))
    segments = dialogue_names.before_words(segments, told.append)
    segments = dialogue_names.going_on(segments, told.append)
    once = {str(one): one for one in told}
    no_dialogue.check_room(segments)
    return RawTranscript(tuple(segments), remarks=tuple(once.values()))


def _lines(content: str, told: list[Text] | None = None) -> list[str]:
    lines, names = dialogue_layouts.in_one_line(dialogue_lines.prepared(content))
    if told is not None and names:
        told.append(_named_above(names))
    return dialogue_heads.spaced(lines)


def _named_above(names: Iterable[str]) -> Text:
    shown = ", ".join(dict.fromkeys(names))
    return text("Names above what is said are taken for who speaks: {names}.", names=shown)


def _title(lines: Sequence[str], heads: Sequence[Head]) -> int | None:
    """Return how many lines stand above the first head, or the name above it; None where they may be words.

    Teams has a title there, Google Meet the date, who was there, and what its notes are.
    """
    if not heads:
        return None
    names = _names_above(lines, heads)
    at = heads[0].at - (heads[0].at - 1 in names)
    above = [line for line in lines[:at] if line.strip()]
    if not above:
        return 0
    if any("-->" in line or "\t" in line for line in above):
        return None
    below = [line.strip() for line in lines[at + 1 :] if line.strip()]
    of_meet = bool(below) and not heads[0].said and dialogue_names.begins(below[0])
    known = of_meet and any(map(_MEET.fullmatch, above))
    named = bool(heads[0].speaker) and sum(bool(one.speaker) for one in heads) >= _SEVERAL
    short = len(above) <= _TITLE and (named or bool(names) or of_meet)
    return at if known or short else None


def _names_above(lines: Sequence[str], heads: Sequence[Head]) -> dict[int, str]:
    if any(one.speaker or not one.said for one in heads):
        return {}
    return dialogue_names.above(lines, [one.at for one in heads])


def _blocks(
    lines: Sequence[str], heads: Sequence[Head], names: Mapping[int, str]
) -> Iterator[tuple[RawSegment, list[str]]]:
    """Yield what each head says, and the lines below it that are said."""
    bounds = [*(one.at for one in heads), len(lines)]
    name = ""
    for head, until in zip(heads, bounds[1:], strict=True):
        name = names.get(head.at - 1, name)
        below = range(head.at + 1, until)
        said = [lines[at].strip() for at in below if lines[at].strip() and at not in names]
        said = [line for line in said if not dialogue_lines.is_aside(line)]
        yield RawSegment(head.said, head.start, head.end, head.speaker or name), said


def _by_times_within(segments: Sequence[RawSegment]) -> Iterator[RawSegment]:
    """Part what has times in brackets between its words, as Descript's and Sonix's exports have."""
    starts = [one.start or 0.0 for one in segments]
    for one, start, following in zip(segments, starts, [*starts[1:], LONGEST], strict=True):
        parts = _WITHIN.split(one.text)
        times = [start, *(seconds(time) or 0.0 for time in parts[1::2]), following]
        if times != sorted(times):
            yield one
            continue
        for said, (begin, until) in zip(parts[::2], pairwise(times), strict=True):
            if said or len(parts) == 1:
                end = one.end if until == following else until
                yield replace(one, text=said, start=begin, end=end)


def _until_the_next(segments: Iterable[RawSegment], last: float | None) -> Iterator[RawSegment]:
    whole = list(segments)
    later = [*(each.start for each in whole[1:]), last] if whole else []
    for one, following in zip(whole, later, strict=True):
        yield one if one.end is not None else replace(one, end=following)


def _ended(lines: Sequence[str]) -> list[RawSegment]:
    """Return what is said where each paragraph ends with a time, and none begins with one; else nothing."""
    paragraphs = _paragraphs(lines)
    found = [_BEHIND.fullmatch(one) for one in paragraphs]
    ends = [seconds(one[2]) or 0.0 for one in found if one]
    if len(ends) < max(_SEVERAL, len(paragraphs)) or ends != sorted(set(ends)) or not ends[0]:
        return []
    if any(map(dialogue_heads.begins_with_time, paragraphs)):
        return []
    starts = [0.0, *ends[:-1]]
    return [
        RawSegment(one[1], start, end)
        for one, start, end in zip(found, starts, ends, strict=True)
        if one
    ]


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Return the paragraphs, each in one line; without blank lines each line is one."""
    whole = "\n".join(line.strip() for line in lines).strip()
    between = "\n\n" if "\n\n" in whole else "\n"
    return [" ".join(one.split()) for one in whole.split(between) if one.strip()]

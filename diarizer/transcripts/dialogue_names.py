"""Who speaks where a dialogue names it beside its times: above lines with times, or before what is said."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.messages.text import plural, text
from diarizer.transcripts import no_dialogue, untimed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from diarizer.messages.text import Text
    from diarizer.transcripts.raw import RawSegment, RawTranscript

    Blocks = list[tuple[RawSegment, list[str]]]
    Tell = Callable[[Text], None]

_COLON = re.compile(r"\[?([^\W_][^\n:!?…<>\[\]{}\"]{0,60})\]?:(?:\s+(\S.*))?", re.DOTALL)
_MARKED = re.compile(r"\[[^\[\]\n]+\]:")
_MACHINE = re.compile(r"(?:speaker|spk|спикер)[ _-]?\w{1,4}", re.IGNORECASE)
_HEADING = re.compile(r"[^\W_][^\n:!?…<>\[\]{}\"♪]{0,60}(?<![\s.,;])")
_WORDS = 6  # of a name, at most
_SEVERAL = 2
_NOISE = re.compile(r"[\[(][^\])]*[\])]")


def begins(line: str) -> bool:
    """Whether a line begins as with a name before what is said."""
    return bool(_name(line))


def above(lines: Sequence[str], places: Sequence[int]) -> dict[int, str]:
    """Return the names that stand in a line of their own above lines with times, by those lines' numbers.

    Only where the first line with a time has one above it, and each such line begins a paragraph, or
    is what machines call somebody.

    Args:
        lines: of the file.
        places: of the lines with times.

    """
    timed = set(places)
    found = {
        at: lines[at].strip()
        for at in range(len(lines) - 1)
        if at not in timed and at + 1 in timed and _is_name(lines, at)
    }
    first = min(timed, default=0) - 1
    sure = len(found) >= _SEVERAL or any(map(_MACHINE.fullmatch, found.values()))
    return found if first in found and sure else {}


def _is_name(lines: Sequence[str], at: int) -> bool:
    line = lines[at].strip()
    if not _HEADING.fullmatch(line) or len(line.split()) > _WORDS:
        return False
    return at == 0 or not lines[at - 1].strip() or bool(_MACHINE.fullmatch(line))


def parted(blocks: Blocks, end: float | None, tell: Tell) -> Blocks:
    """Give each who speaks below a time alone a part of it, where each line begins with a name.

    Nothing says when each of them begins, so that each has a share as large as that of the letters.

    Args:
        blocks: what stands between two times, and its lines.
        end: of the last of them, in seconds, where it is known.
        tell: is told.

    """
    listed = [line for _, lines in blocks for line in lines]
    names = _known(blocks, listed, is_sure=end is not None)
    if not names:
        if some := _perhaps(listed):
            tell(uncertain(some))
        return blocks
    ends = [one.start for one, _ in blocks[1:]]
    found: Blocks = []
    count = 0
    for (block, lines), until in zip(blocks, [*ends, end], strict=True):
        said = _by_name(lines, names)
        count += max(0, len(said) - 1)
        found += _placed(block, said, until)
    tell(_taken(list(dict.fromkeys(one.speaker for one, _ in found if one.speaker))))
    if count:
        tell(
            plural(
                "{count} turn has no time of its own: it begins where the length of what was said"
                " since the last time puts it.",
                "{count} turns have no times of their own: each begins where the length of what was"
                " said since the last time puts it.",
                count=count,
            )
        )
    return found


def _known(blocks: Blocks, listed: Sequence[str], *, is_sure: bool) -> set[str]:
    """Return the names, if the lines of each block begin with one, and they come again.

    Where every line of a file that Google Meet has signed does so, they need not.
    """
    if any(one.speaker or one.text for one, _ in blocks):
        return set()
    first = [_name(lines[0]) for _, lines in blocks if lines]
    names = [name for name in map(_name, listed) if name]
    if is_sure and names and len(names) == len(listed):
        return set(names)
    if not all(first) or len(names) < max(_SEVERAL * len(set(names)), _SEVERAL):
        return set()
    often = {name for name in names if names.count(name) >= _SEVERAL}
    return set(names) if len(names) == len(listed) else often.union(first)


def _name(line: str) -> str:
    match = _COLON.fullmatch(line)
    name = match[1].strip() if match and len(match[1].split()) <= _WORDS else ""
    return "" if no_dialogue.is_nobody(name) else name


def _by_name(lines: Sequence[str], names: set[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in lines:
        match = _COLON.fullmatch(line)
        if match and match[1].strip() in names:
            found.append((match[1].strip(), (match[2] or "").strip()))
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line}".strip())
        else:
            found.append(("", line))
    return found


def _placed(block: RawSegment, said: Sequence[tuple[str, str]], until: float | None) -> Blocks:
    lengths = [untimed.seconds_of(words) for _, words in said]
    whole, begin = sum(lengths), block.start or 0.0
    room = whole if until is None else max(0.0, until - begin)
    starts, done = [], 0.0
    for length in lengths:
        starts.append(round(begin + room * done / whole, 3))
        done += length
    ends: list[float | None] = [*starts[1:], until]
    return [
        (replace(block, start=start, end=end, speaker=name, text=words), [])
        for start, end, (name, words) in zip(starts, ends, said, strict=True)
    ]


def before_words(segments: list[RawSegment], tell: Tell) -> list[RawSegment]:
    """Return the segments with the names that stand before what is said, if each has one."""
    if any(one.speaker for one in segments):
        return segments
    found = [_COLON.fullmatch(one.text.strip()) for one in segments]
    names = [_name(one.text.strip()) for one in segments]
    marked = all(_MARKED.match(one.text.strip()) for one in segments)
    few = len(segments) < max(_SEVERAL * len(set(names)), _SEVERAL)
    if not all(names) or (few and not marked):
        if some := _perhaps([one.text.strip() for one in segments]):
            tell(uncertain(some))
        return segments
    tell(_taken(list(dict.fromkeys(names))))
    return [
        replace(one, speaker=name, text=(match[2] or "").strip() if match else one.text)
        for one, name, match in zip(segments, names, found, strict=True)
    ]


def of_document(raw: RawTranscript) -> RawTranscript:
    """Return a transcript of JSON with the names that stand in its texts, where it has no others.

    Where words have times the names are words, too, so that they are only told.
    """
    told: list[Text] = []
    found = before_words(list(raw.segments), told.append)
    if any(one.words for one in raw.segments) or raw.loose:
        found = list(raw.segments)
        told = [
            uncertain(names)
            for names in [_perhaps([one.text.strip() for one in found])]
            if names and told
        ]
    return replace(raw, segments=tuple(found), remarks=(*raw.remarks, *told))


def going_on(segments: list[RawSegment], tell: Tell) -> list[RawSegment]:
    """Give what has a time and no name to who spoke before it, where the first has a name."""
    if not segments or not segments[0].speaker:
        return segments
    found: list[RawSegment] = []
    for one in segments:
        is_noise = bool(_NOISE.fullmatch(one.text))
        found.append(one if one.speaker or is_noise else replace(one, speaker=found[-1].speaker))
    if count := sum(one != other for one, other in zip(segments, found, strict=True)):
        tell(
            plural(
                "{count} line has a time and no name: it is taken to be said by who spoke before.",
                "{count} lines have a time and no name: they are taken to be said by who spoke before.",
                count=count,
            )
        )
    return found


def _perhaps(lines: Sequence[str]) -> list[str]:
    """Return what comes again before a colon, where most lines begin so; all, where each does."""
    names = [name for name in map(_name, lines) if name]
    if len(names) == len(lines) >= _SEVERAL:
        return sorted(set(names))
    often = sorted({name for name in names if names.count(name) >= _SEVERAL})
    return often if _SEVERAL * len(names) >= len(lines) else []


def _taken(names: Sequence[str]) -> Text:
    return text(
        "Names before what is said are taken for who speaks: {names}.", names=", ".join(names)
    )


def uncertain(names: Sequence[str]) -> Text:
    """Say that what may be names stays in the text."""
    return text(
        "What may be a name stands before what is said too seldom to be sure, and stays in the text:"
        " {names}.",
        names=", ".join(names),
    )

"""A speaker in front of what is said, in one line of text: ``[Anna]: hello``.

That is how WhisperX marks speakers. A bracket alone is a sound, ``[MUSIC]``, and ``Dr: who`` are
words; so neither is taken for a name. ``[]: hello`` is nobody's.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from diarizer.formats._names import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# A name may hold brackets of its own: [Anna [guest]]: hello
MARKED = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*|[^\]]*)\]:[ \t]*(.*)", re.DOTALL)
# Which way letters run: invisible, and around a line of Arabic or Hebrew.
DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# What programs call somebody: SPEAKER_00, Speaker 1. Without a bracket only with a colon.
_NUMBERED = r"(?:(?:speaker|spk|спикер)[ _-]?\d{1,4}|unknown(?: speaker)?)"
_CPP = "(speaker "  # whisper.cpp -di writes (speaker 0), and (speaker ?) where it does not know
_MACHINE = re.compile(
    rf"(?:[\[(](?P<marked>{_NUMBERED}|speaker \?)[\])]"
    rf"|(?P<bare>{_NUMBERED}|speaker (?:[a-z]|s\d{{1,3}}))(?::|[ \t]+[-–—|][ \t]))[ \t]*(?P<said>.*)",
    re.DOTALL | re.IGNORECASE,
)

# Captions of television mark with >> that another speaks, subtitles with a dash.
_COLON = re.compile(
    r"(?:(?:>>+|[-\u2010-\u2015])[ \t]*)?([^\W\d_][^:\[\]<>\n]{0,39}):\s+(\S.*)", re.DOTALL
)
_SQUARE = re.compile(r"\[([^\W_][^\[\]\n]{0,39})\]\s+(\S.*)", re.DOTALL)
_ROUND = re.compile(r"\(([^\W_][^()\n]{0,39})\):?\s+(\S.*)", re.DOTALL)
_WORDS = 4  # of a name
_FEW = 2
_SEVERAL = 3  # cues that are needed, so that nothing is taken for a rule that happened once


def written(speaker: str, said: str) -> str:
    """Put the speaker in front; words that could be taken for a speaker are marked as words."""
    if speaker:
        return f"[{packed(speaker, ']')}]: {said}".rstrip()
    return f"[]: {said}" if read(said) else said


def parted(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Part what several say below each other: a line without a name goes on with the one above.

    >>> list(parted(["[A]: one", "two", "[B]: three"]))
    [('A', 'one two'), ('B', 'three')]
    """
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        named = read(line)
        if named is not None or not found:
            speaker, said = named or ("", line)
            found.append((speaker, [said]))
        else:
            found[-1][1].append(line)
    for speaker, several in found or [("", [""])]:
        yield speaker, " ".join(filter(None, several))


def before_colons(lines: Iterable[str]) -> list[str]:
    """Return the names where each cue begins with one before a colon, and they come again.

    So Zoom writes it. One line like that may be anything; a whole file of a few names is not. In
    brackets, as others write it, they are at least two or numbers: one may be a sound.

    >>> before_colons(["Anna: Hi", "Boris: Yes", "Anna: So", "Boris: No"]), before_colons(["Dr: who"])
    (['Anna', 'Boris'], [])
    """
    whole = list(lines)
    for pattern in (_COLON, _SQUARE, _ROUND):
        names = _names(pattern, whole)
        known = list(dict.fromkeys(names))
        numbers = pattern is _SQUARE and all(map(str.isdigit, known))  # NeMo's labels of words
        again = len(names) >= (_FEW if numbers else max(_SEVERAL, 2 * len(known)))
        sure = pattern is _COLON or len(known) > 1 or numbers
        if again and sure and len(names) == len(whole):
            return known
    return []


def within(cues: Iterable[str], names: Sequence[str]) -> tuple[list[str], list[str]]:
    r"""Return further names that begin lines inside of cues, and what may be one and stands there once.

    >>> within(["A: one\nB: two", "A: yes\nB: no\nCleo: so"], ["A"])
    (['B'], ['Cleo'])
    """
    lines = [line for cue in cues for line in cue.split("\n")[1:]]
    found = Counter(name for name in _names(_COLON, lines) if name not in names)
    sure = [name for name, count in found.items() if count > 1]
    capital = [name for name, count in found.items() if count == 1 and name[:1].isupper()]
    return sure, [name for name in capital if len(name.split()) < _SEVERAL]


def perhaps(lines: Sequence[str]) -> list[str]:
    """Return what comes again before a colon, where half of the cues begin so; all where each does.

    >>> perhaps(["Anna: Hi", "Anna: So", "and no", "Boris: No"]), perhaps(["A: Hi", "B: So"])
    (['Anna'], ['A', 'B'])
    """
    names = _names(_COLON, [line for line in lines if read(line) is None])
    if len(names) == len(lines) > 1:
        return sorted(set(names))
    some = len(lines) <= 2 * len(names)
    return sorted({name for name in names if names.count(name) > 1}) if some else []


def _names(pattern: re.Pattern[str], lines: Sequence[str]) -> list[str]:
    matches = map(pattern.fullmatch, lines)
    return [match[1] for match in matches if match and len(match[1].split()) <= _WORDS]


def of_cues(lines: Iterable[str], names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Part the lines of a cue, where one of these names may begin a line."""
    parts: list[list[str]] = []
    for line in lines:
        if not parts or (names and _named(line, names)):
            parts.append([])
        parts[-1].append(line)
    for several in parts or [[""]]:
        match = _named("\n".join(several), names) if names else None
        if match is None:
            yield from parted(several)
        else:
            yield unpacked(match[1].strip()), " ".join(match[2].split())


def _named(whole: str, names: Sequence[str]) -> re.Match[str] | None:
    found = (kind.fullmatch(whole) for kind in (_COLON, _SQUARE, _ROUND))
    return next((match for match in found if match and match[1] in names), None)


def read(line: str) -> tuple[str, str] | None:
    """Part the speaker from what is said; None where nobody is named.

    >>> read("[Anna]: hello"), read("Speaker 1: hello"), read("[MUSIC]"), read("Dr: who")
    (('Anna', 'hello'), ('Speaker 1', 'hello'), None, None)
    """
    if match := MARKED.fullmatch(line) or MARKED.fullmatch(line.strip(DIRECTIONS)):
        return unpacked(match[1].strip()), match[2].strip()
    if match := _MACHINE.fullmatch(line):
        name = match["marked"] or match["bare"]
        if line.startswith(_CPP):
            name = name.removeprefix(_CPP[1:]).strip("?")
        return name, match["said"].strip()
    return None

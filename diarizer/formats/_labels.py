"""A speaker in front of what is said, in one line of text: ``[Anna]: hello``.

That is how WhisperX marks speakers. A bracket alone is a sound, ``[MUSIC]``, and ``Dr: who`` are
words; so neither is taken for a name. ``[]: hello`` is nobody's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diarizer.formats._names import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MARKED = re.compile(r"\[([^\]]*)\]:[ \t]*(.*)", re.DOTALL)
# Which way letters run: invisible, and around a line of Arabic or Hebrew.
_DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# What programs call somebody: SPEAKER_00, Speaker 1. Without a bracket only with a colon.
_NUMBERED = r"(?:speaker|spk|спикер)[ _-]?\d{1,4}"
_MACHINE = re.compile(rf"(?:\[({_NUMBERED})\]|({_NUMBERED}):)[ \t]*(.*)", re.DOTALL | re.IGNORECASE)


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


def read(line: str) -> tuple[str, str] | None:
    """Part the speaker from what is said; None where nobody is named.

    >>> read("[Anna]: hello"), read("Speaker 1: hello"), read("[MUSIC]"), read("Dr: who")
    (('Anna', 'hello'), ('Speaker 1', 'hello'), None, None)
    """
    if match := MARKED.fullmatch(line) or MARKED.fullmatch(line.strip(_DIRECTIONS)):
        return unpacked(match[1].strip()), match[2].strip()
    if match := _MACHINE.fullmatch(line):
        return match[1] or match[2], match[3].strip()
    return None

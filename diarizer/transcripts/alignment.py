"""Which part of a text is which word: the text is what was said, the words tell when.

The text has the punctuation that words may lack, and stands where a recogniser left a word without
a time, or without an entry. So the text is cut at the words and no letter of it is lost:

1. Where text and words have the same letters, each word is given its part of the text, and the
   punctuation behind it.
2. Else units of both (words, or letters where a language has no blanks) are matched in order. A
   stretch that differs ("$20", "twenty dollars") has the text's letters and the words' times; a part
   of the text without a word is a word without a time; a word that no text has is put into it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from diarizer.transcripts import scripts
from diarizer.transcripts.raw import RawWord

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WINDOW = 200  # units that are compared at once, so that hours take no longer per word than minutes


@dataclass(frozen=True, slots=True)
class Placed:
    """A word, and where it belongs.

    Attributes:
        word: its text is cut out of the segment's, blanks included.
        first: the number of the segment that holds it; of a word that no text has, the first...
        last: ...and the last that may take it.

    """

    word: RawWord
    first: int
    last: int


def spread(said: str, words: Sequence[RawWord]) -> list[RawWord]:
    """Cut a text at its words; joined again, the texts of the result are the text and more.

    >>> [word.text for word in spread("Well, yes.", [RawWord("well", 0, 1), RawWord("yes", 1, 2)])]
    ['Well,', ' yes.']
    """
    if not words:
        return [RawWord(said)] if said.strip() else []
    return _exact(said, words) or [one.word for one in matched([said], words)]


def matched(texts: Sequence[str], words: Sequence[RawWord]) -> list[Placed]:
    """Match words with the texts of several segments, one after the other."""
    parts = [(unit, number) for number, said in enumerate(texts) for unit in scripts.units(said)]
    pieces = [(piece, word) for word in words for piece in scripts.units(word.text)]
    ours = [_key(unit) for unit, _ in parts]
    theirs = [_key(piece) for piece, _ in pieces]
    found: list[tuple[Placed, RawWord | None]] = []
    for tag, one, two, three, four in _opcodes(ours, theirs):
        if tag == "insert":
            found += _inserted(pieces[three:four], parts, one, len(texts))
        else:
            found += _covered(parts[one:two], [word for _, word in pieces[three:four]])
    return list(_merged(found))


def _exact(said: str, words: Sequence[RawWord]) -> list[RawWord]:
    """Cut where the letters are the same; nothing if they are not."""
    keys = [scripts.key(word.text) for word in words]
    places = [at for at, letter in enumerate(said) for _ in scripts.key(letter)]
    if not places or "".join(keys) != scripts.key(said):
        return []
    spoken = [(word, key) for word, key in zip(words, keys, strict=True) if key]
    cuts, done = [0], 0
    for _, key in spoken[:-1]:
        done += len(key)
        cuts.append(_cut(said, places[done - 1] + 1, places[done]))
    cuts.append(len(said))
    return [
        replace(word, text=said[start:end])
        for (word, _), start, end in zip(spoken, cuts[:-1], cuts[1:], strict=True)
    ]


def _cut(said: str, after: int, before: int) -> int:
    """Find where a word begins between the last letter of one and the first of the next."""
    blanks = [at for at in range(after, before) if said[at].isspace()]
    if blanks:
        return blanks[-1]
    while before > after and scripts.is_opening(said[before - 1]):
        before -= 1
    return max(before, after)


def _key(unit: str) -> str:
    return scripts.key(unit) or unit.strip()


def _opcodes(ours: list[str], theirs: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Compare window by window; what follows the last agreement is compared again."""
    one = two = 0
    while one < len(ours) or two < len(theirs):
        here, there = ours[one : one + _WINDOW], theirs[two : two + _WINDOW]
        codes = SequenceMatcher(None, here, there, autojunk=False).get_opcodes()
        if len(ours) - one > _WINDOW or len(theirs) - two > _WINDOW:
            equal = [at for at, code in enumerate(codes) if code[0] == "equal"]
            if equal and codes[equal[-1]][2] + codes[equal[-1]][4] >= _WINDOW:
                codes = codes[: equal[-1] + 1]
        for tag, i, j, k, m in codes:
            yield tag, one + i, one + j, two + k, two + m
        one, two = one + codes[-1][2], two + codes[-1][4]


def _covered(
    parts: Sequence[tuple[str, int]], source: Sequence[RawWord]
) -> Iterator[tuple[Placed, RawWord | None]]:
    """Give a stretch of the text the times of a stretch of words; none where there is no word."""
    for at, (unit, number) in enumerate(parts):
        some = source[at * len(source) // len(parts) : (at + 1) * len(source) // len(parts)]
        if not some and source:
            some = source[at * len(source) // len(parts) :][:1]
        if not some:
            yield Placed(RawWord(unit), number, number), None
        else:
            word = RawWord(unit, some[0].start, some[-1].end)
            yield Placed(word, number, number), some[0]


def _inserted(
    pieces: Sequence[tuple[str, RawWord]], parts: Sequence[tuple[str, int]], at: int, count: int
) -> Iterator[tuple[Placed, RawWord | None]]:
    """Put in what no text has: into the segment before or after."""
    first = parts[at - 1][1] if at else 0
    last = parts[at][1] if at < len(parts) else max(0, count - 1)
    for number, (piece, word) in enumerate(pieces, 1):
        after = parts[at][0] if number == len(pieces) and at < len(parts) else " "
        said = scripts.apart(piece.rstrip()) + ("" if scripts.apart(after) == after else " ")
        yield Placed(RawWord(said, word.start, word.end), first, last), word


def _merged(found: Sequence[tuple[Placed, RawWord | None]]) -> Iterator[Placed]:
    """Join the letters of one word again."""
    held: tuple[Placed, RawWord | None] | None = None
    for placed, source in found:
        if held and source is not None and held[1] is source and held[0].first == placed.first:
            whole = held[0].word.text + placed.word.text
            held = (
                replace(held[0], word=replace(placed.word, text=whole, start=source.start)),
                source,
            )
            continue
        if held:
            yield held[0]
        held = placed, source
    if held:
        yield held[0]

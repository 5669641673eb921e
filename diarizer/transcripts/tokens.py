"""Words out of the tokens of a network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diarizer.transcripts import scripts
from diarizer.transcripts.raw import RawWord

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BLANK = "\u2581"  # how SentencePiece writes a blank
_LONE = re.compile("[\ud800-\udfff]")


def words(tokens: Iterable[RawWord]) -> Iterator[RawWord]:
    """Join tokens: one with a blank before it begins a word, as does a letter of an unparted script.

    >>> [word.text for word in words([RawWord(" so"), RawWord("me"), RawWord("\u2581more")])]
    [' some', ' more']
    """
    held: RawWord | None = None
    for token in tokens:
        said = token.text.replace(_BLANK, " ")
        if held is None or _begins(held.text, said):
            if held is not None and held.text.strip():
                yield _whole(held)
            held = RawWord(said, token.start, token.end)
        else:
            start = token.start if held.start is None else held.start
            held = RawWord(completed(held.text + said), start, _later(held.end, token.end))
    if held is not None and held.text.strip():
        yield _whole(held)


def _begins(before: str, said: str) -> bool:
    if _LONE.match(before[-1:]) and _LONE.match(said[:1]):
        return False  # both are halves of one letter
    if not said or not said.strip() or said[0].isspace():
        return bool(said)
    beside = scripts.is_unparted(said[0]) or scripts.is_unparted(before[-1:])
    return beside and not scripts.is_mark(said[0])


def completed(said: str) -> str:
    """Put the halves of letters together that whisper.cpp gave as the bytes of two tokens."""
    if not _LONE.search(said):
        return said
    data = said.encode("utf-8", "surrogateescape" if _is_bytes(said) else "replace")
    return data.decode("utf-8", "surrogateescape")


def without_halves(said: str) -> str:
    """Put U+FFFD where half a letter is left."""
    return _LONE.sub("\ufffd", said)


def ends_in_half(said: str) -> bool:
    """Whether the last letter is half a letter."""
    return bool(_LONE.match(said[-1:]))


def _is_bytes(said: str) -> bool:
    return all("\udc80" <= one <= "\udcff" for one in _LONE.findall(said))


def _whole(word: RawWord) -> RawWord:
    return RawWord(without_halves(word.text), word.start, word.end)


def _later(one: float | None, other: float | None) -> float | None:
    known = [at for at in (one, other) if at is not None]
    return max(known, default=None)

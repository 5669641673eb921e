"""Words out of the tokens of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.transcripts import halves, scripts
from diarizer.transcripts.raw import RawWord

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BLANK = "\u2581"  # how SentencePiece writes a blank


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
                yield held
            held = RawWord(said, token.start, token.end)
        else:
            start = token.start if held.start is None else held.start
            held = RawWord(halves.completed(held.text + said), start, _later(held.end, token.end))
    if held is not None and held.text.strip():
        yield held


def _begins(before: str, said: str) -> bool:
    if halves.is_half(before[-1:]) and halves.is_half(said[:1]):
        return False  # both are halves of one letter
    if not said or not said.strip() or said[0].isspace():
        return bool(said)
    beside = scripts.is_unparted(said[0]) or scripts.is_unparted(before[-1:])
    return beside and not scripts.is_mark(said[0])


def _later(one: float | None, other: float | None) -> float | None:
    known = [at for at in (one, other) if at is not None]
    return max(known, default=None)

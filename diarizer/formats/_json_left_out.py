"""Fields of turns in JSON that look like what is said, under a name that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diarizer.formats._turns_gate import Gate

_KNOWN = frozenset({"speaker", "text", "words", "recording"})
_WORDS = 3  # that make a sentence and no name


def tell(segments: Iterable[Any], gate: Gate) -> None:
    """Say which are left out, where the turns have no text."""
    turns = [one for one in segments if isinstance(one, dict)]
    if any(one.get("text") or one.get("words") for one in turns):
        return
    names = dict.fromkeys(name for one in turns for name in one if name not in _KNOWN)
    left = [str(name) for name in names if _is_said([one.get(name) for one in turns])]
    if left:
        gate.say(text("Left out, though it may be what is said: {names}.", names=", ".join(left)))


def _is_said(cells: list[Any]) -> bool:
    """Whether most are sentences that differ, or hold some, or are lists of words."""
    if 2 * sum(map(_are_words, cells)) > len(cells):
        return True
    said = [cell for cell in cells if isinstance(cell, str) and len(cell.split()) >= _WORDS]
    return 2 * len(said) > len(cells) and 2 * len(set(said)) > len(said)


def _are_words(cell: Any) -> bool:
    """Whether it is an object with a sentence in it, or a list of objects with a text each."""
    if isinstance(cell, dict):
        return any(isinstance(one, str) and len(one.split()) >= _WORDS for one in cell.values())
    listed = isinstance(cell, list) and bool(cell) and all(isinstance(one, dict) for one in cell)
    return listed and all(any(isinstance(v, str) for v in one.values()) for one in cell)

"""Subtitles whose lines roll on from one to the next, as YouTube's captions do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from diarizer.formats._cues import Cue
    from diarizer.formats._turns_gate import Gate

_FLASH = 0.02  # seconds: nobody reads that
_OF_EACH = 4  # cues to such a one, at most


def rolls(cues: Sequence[Cue]) -> bool:
    """Whether each line comes again in the next cue, as YouTube's captions do once they are SRT.

    Between two cues stands one of a hundredth of a second: the last line of the one and the first of
    the other.
    """
    flashes = sum(
        flash.lines == before.lines[-1:] == after.lines[:1]
        and flash.end - flash.start <= _FLASH
        and len(after.lines) > 1
        for before, flash, after in zip(cues, cues[1:], cues[2:], strict=False)
    )
    return flashes > 1 and len(cues) <= _OF_EACH * flashes


def without_repeats(cues: Iterable[Cue], plain: Callable[[str], str]) -> Iterator[Cue]:
    """Leave out the lines that were shown before, and the cues that hold nothing else."""
    before: set[str] = set()
    for cue in cues:
        said = {line: plain(line) for line in cue.lines}
        fresh = tuple(line for line in cue.lines if said[line] and said[line] not in before)
        before = set(said.values())
        if fresh:
            yield replace(cue, lines=fresh)


def told_once(
    cues: Sequence[Cue], plain: Callable[[str], str], gate: Gate, *, sure: bool = False
) -> list[Cue]:
    """Return the cues, whose lines may roll on from one to the next, with each line once."""
    once = list(without_repeats(cues, plain)) if sure or rolls(cues) else list(cues)
    if once != list(cues):
        gate.say(text("Lines that roll on from cue to cue were read once."))
    return once

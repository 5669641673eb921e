"""What is odd about turns that were read, and is told: nobody can tell what it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diarizer.messages.text import Text
    from diarizer.types import Turn

# What programs write where there is nothing.
_NOTHING = frozenset({"nan", "NaN", "None", "NULL", "null", "<NA>", "N/A", "n/a", "undefined"})
_HOUR = 3600.0


def told(turns: Sequence[Turn]) -> Iterator[Text]:
    """Yield what is odd about names, and about a clock that does not begin with the recording.

    Where nobody speaks for longer than all that follows, from an hour on, it is likely the time of
    the day, or a timecode, which begins at 1 or at 10 hours.
    """
    names = dict.fromkeys(turn.speaker for turn in turns)
    if nobody := [name for name in names if name in _NOTHING]:
        yield text(
            "Taken for who speaks, though it may stand for nobody: {names}.",
            names=", ".join(nobody),
        )
    if not turns:
        return
    first = min(turn.span.start for turn in turns)
    if first >= _HOUR and max(turn.span.end for turn in turns) - first < first:
        yield text(
            "Nobody speaks for the first {hours:.1f} hours: these may be times of the day or a"
            " timecode, and not those of the recording.",
            hours=first / _HOUR,
        )

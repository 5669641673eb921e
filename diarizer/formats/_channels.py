"""Channels that a file names beside its turns: two sides of one recording, with one clock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diarizer.formats._turns_gate import Gate, Row


_ONLY = "1"
_FIRST = "0"  # where channels are counted from 0


def named(rows: Iterable[Row]) -> list[Row]:
    """Leave the name of the channel out where all rows are on the first, which is nothing to tell."""
    listed = list(rows)
    if {row.channel for row in listed} != {_ONLY}:
        return listed
    return [replace(row, channel="") for row in listed]


def counted(rows: Sequence[Row]) -> list[Row]:
    """Do the same for programs that count channels from 0; where they tell several apart, they stay."""
    if {row.channel for row in rows} != {_FIRST}:
        return list(rows)
    return [replace(row, channel="") for row in rows]


def settled(rows: Sequence[Row], has_names: bool, gate: Gate) -> list[Row]:
    """Tell of the channels, or take them for speakers.

    Args:
        rows: with their channels.
        has_names: whether the rows say who speaks.
        gate: is told.

    """
    found = counted(rows)
    if not has_names:
        return as_speakers(found, gate)
    tell(found, gate)
    return found


def tell(rows: Iterable[Row], gate: Gate) -> None:
    """Say where a name comes on several channels: it may be two people, each alone on his."""
    channels: dict[str, set[str]] = {}
    for row in rows:
        channels.setdefault(row.speaker, set()).add(row.channel)
    names = sorted(name for name, several in channels.items() if name and len(several) > 1)
    if names:
        gate.say(
            text("On several channels, and taken for one speaker: {names}.", names=", ".join(names))
        )


def as_speakers(rows: Sequence[Row], gate: Gate) -> list[Row]:
    """Let the channels be who speaks, where nothing else is and there are several; and say so."""
    if len({row.channel for row in rows}) < 2:  # noqa: PLR2004, two sides
        return list(rows)
    gate.say(text("No column names who speaks: each channel is taken for one speaker."))
    return [replace(row, speaker=row.channel) for row in rows]

"""Channels that a file names beside its turns: two sides of one recording, with one clock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diarizer.formats._turns_gate import Gate, Row


def settled(rows: Sequence[Row], named: bool, gate: Gate) -> list[Row]:
    """Tell of the channels, or take them for speakers.

    Args:
        rows: with their channels.
        named: whether the rows say who speaks.
        gate: is told.

    """
    if not named:
        return as_speakers(rows, gate)
    tell(rows, gate)
    return list(rows)


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

"""Which channels and tracks of a recording are to be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer import audio
from diarizer.errors import InvalidArgument
from diarizer.messages.text import text

if TYPE_CHECKING:
    from diarizer.audio import Choice


def chosen(channels: str | int, track: int | None) -> Choice:
    """Say which channels and tracks are to be heard, and that parts are wanted apart.

    Raises:
        InvalidArgument: that is none of the ways, or counted from 0.

    """
    numbers = [each for each in (channels, track) if not isinstance(each, str) and each is not None]
    wrong = isinstance(channels, str) and channels not in {"auto", "mix", "separate"}
    if wrong or any(isinstance(n, bool) or not isinstance(n, int) or n < 1 for n in numbers):
        raise InvalidArgument(
            text(
                "Channels are auto, mix, separate, or one of them, counted from 1; so are tracks."
            ),
            context=f"channels={channels!r}, track={track!r}",
            hint=text("Leave both out, and what was taken is said."),
        )
    return audio.Choice(channels, track, parts=True)

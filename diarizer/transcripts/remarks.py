"""What the reader of a transcript should know about how it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diarizer.messages.text import Text
    from diarizer.transcripts.settling import Settled


def told(found: Settled, broken: int) -> Iterator[Text]:
    """Tell what was done to a transcript, and how many of its entries hold half a letter."""
    if found.restarts:
        yield restarts(found.restarts)
    if found.elsewhere:
        yield text(
            "Segments whose words have times of another clock: {count}. The times of those words were"
            " not used.",
            count=found.elsewhere,
        )
    if found.repaired:
        yield text(
            "Segments and words of the transcript with missing or impossible times: {count}. They"
            " were placed beside their neighbours.",
            count=found.repaired,
        )
    if broken:
        yield text(
            "Segments and words of the transcript that hold half a letter: {count}. U+FFFD stands for"
            " it.",
            count=broken,
        )


def restarts(count: int) -> Text:
    """Tell that parts of a transcript were moved."""
    return text(
        "The clock of the transcript starts anew, times: {count}. Each part was put where its window"
        " lies: at Whisper's own seek, else 30 s after the part before it.",
        count=count,
    )

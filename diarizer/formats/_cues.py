"""What SRT and WebVTT share: blocks of lines, one of which says from when to when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats import _clock
from diarizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARROW = "-->"


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle, with its lines joined by blanks."""

    span: Span
    text: str


def cues(text: str, name: str) -> Iterator[Cue]:
    """Read each block that has times; others (a header, notes, styles) are left out.

    Args:
        text: of the file.
        name: of the format, for the error.

    Raises:
        FormatError: text, but nothing that could be a subtitle; or times that are none.

    """
    blocks = [block.splitlines() for block in re.split(r"\n\s*\n", text.strip())]
    timed = [block for block in blocks if any(_ARROW in line for line in block[:2])]
    if text.strip() and not timed and not text.lstrip().startswith("WEBVTT"):
        raise FormatError(
            f"The file is not {name}.",
            context=f"It begins with: {text.strip()[:60]!r}",
            hint=f"Wanted: blocks such as\n1\n00:00:00,000 {_ARROW} 00:00:01,500\n[SPEAKER_00]",
        )
    for block in timed:
        at = 0 if _ARROW in block[0] else 1
        yield Cue(_span(block[at], name), " ".join(line.strip() for line in block[at + 1 :]))


def _span(line: str, name: str) -> Span:
    start, _, rest = line.partition(_ARROW)
    try:
        return Span(_clock.read(start), _clock.read(rest.split()[0]))  # WebVTT's settings follow
    except (ValueError, IndexError) as error:
        raise FormatError(
            f"These are not the times of a subtitle in {name}.",
            context=f"Line: {line.strip()}",
            hint=f"Wanted: 00:00:00,000 {_ARROW} 00:00:01,500",
        ) from error

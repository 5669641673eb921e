"""What SRT and WebVTT share: blocks of lines, one of which says from when to when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats import _clock
from diarizer.messages.text import text
from diarizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARROW = "-->"


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle, with its lines joined by blanks."""

    span: Span
    text: str


def cues(content: str, name: str) -> Iterator[Cue]:
    """Read each block that has times; others (a header, notes, styles) are left out.

    Args:
        content: of the file.
        name: of the format, for the error.

    Raises:
        FormatError: text, but nothing that could be a subtitle; or times that are none.

    """
    blocks = [block.splitlines() for block in re.split(r"\n\s*\n", content.strip())]
    timed = [block for block in blocks if any(_ARROW in line for line in block[:2])]
    if content.strip() and not timed and not content.lstrip().startswith("WEBVTT"):
        raise FormatError(
            text("The file is not {name}.", name=name),
            context=text("It begins with: {beginning!r}", beginning=content.strip()[:60]),
            hint=text(
                "Wanted: blocks such as\n1\n00:00:00,000 {arrow} 00:00:01,500\n[SPEAKER_00]",
                arrow=_ARROW,
            ),
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
            text("These are not the times of a subtitle in {name}.", name=name),
            context=text("Line: {line}", line=line.strip()),
            hint=text("Wanted: 00:00:00,000 {arrow} 00:00:01,500", arrow=_ARROW),
        ) from error

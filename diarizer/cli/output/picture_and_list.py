"""The picture and the list on stdout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Styled

from diarizer.cli.standard_input import named as called
from diarizer.drawing import timeline
from diarizer.messages.language import spoken
from diarizer.messages.text import text
from diarizer.types.coverage import ALL_SHORT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from diarizer.messages.language import Language
    from diarizer.people.recognition import Match
    from diarizer.types import Annotation

_NOBODY = "?"  # who says a word of a transcript where nobody was heard
_WIDEST = 100  # characters of a picture; longer lines are hard to follow


def show(found: Annotation, file: Path) -> None:
    """Print a heading, a lane for each speaker, and each turn."""
    console = Console(highlight=False)
    say = spoken(console.encoding)
    colours = timeline.colours(found.speakers)
    named = [name for name in found.speakers if name]
    count = say(text("speakers: {count}", count=len(named)))
    heading = f"{called(file)}  {timeline.clock(found.duration)}  {count}"
    console.print(Styled(heading, style="bold"), soft_wrap=True)
    width = min(console.width, _WIDEST)
    unicode = timeline.can_show_blocks(console.encoding)
    # A person is called like a file, and a long name leaves the lanes no room.
    short = {name: timeline.shortened(name, width // 3, unicode=unicode) for name in colours}
    name_width = max(map(cell_len, short.values()), default=0) + 1
    width -= name_width + 1
    for row in timeline.draw(found.turns, found.duration, width, unicode=unicode):
        style = colours.get(row.speaker, "dim")
        name = short.get(row.speaker, row.speaker)
        blanks = " " * (name_width - cell_len(name))  # some letters are two columns wide
        console.print(Styled(f"{name}{blanks}{row.cells}", style=style))
    _list(console, found, colours, say)


def recognised(matches: Sequence[Match]) -> None:
    """Print to stderr who was recognised, and how alike the nearest voice is where nobody was."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    say = spoken(console.encoding)
    for match in matches:
        facts = {"name": match.name, "similarity": match.similarity}
        line = (
            text("{name}: recognised, {similarity:.2f} alike", **facts)
            if match.recognised
            else text("{name}: not heard; the nearest voice is {similarity:.2f} alike", **facts)
        )
        console.print(Styled(say(line), style="dim"))


def _list(console: Console, found: Annotation, colours: dict[str, str], say: Language) -> None:
    for turn in found.turns:
        times = f"{turn.span.start:9.2f} {turn.span.end:9.2f}  "
        said = f"  {turn.text}" if turn.text else ""
        line = Styled.assemble(times, (turn.speaker or _NOBODY, colours[turn.speaker]), said)
        console.print(line, soft_wrap=True)
    if not found.turns:
        notes = found.coverage.notes if found.coverage else ()
        short = any(note.reference == ALL_SHORT for note in notes)
        console.print(say(text("No turns are left.") if short else text("Nobody speaks.")))

"""Who is speaking now: one line that changes in a terminal, and the settled turns as lines above it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live
from rich.text import Text as Styled

from diarizer.drawing import timeline
from diarizer.live.turns import Corrected, Now, Settled
from diarizer.messages.language import spoken
from diarizer.messages.text import label, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BEHIND = 5.0  # seconds from which it is said that the machine does not keep up


@contextmanager
def shown(there: Callable[[], float]) -> Iterator[Callable[[object], None]]:
    """Show on stderr what is found out inside the block; what it yields is told of each event.

    Args:
        there: seconds of the recording that have come.

    """
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    say = spoken(console.encoding)
    names: dict[str, None] = {}

    def style(name: str) -> str:
        names.setdefault(name)
        return timeline.colours(tuple(names))[name]

    def line(now: Now) -> Styled:
        who = [
            (name or say(label("somebody")), style(name) if name else "dim")
            for name in now.speakers
        ]
        parts: list[tuple[str, str]] = [(f"{timeline.clock(now.heard)}  ", "bold")]
        for name, colour in who or [(say(label("silence")), "dim")]:
            parts += [(name, colour), ("  ", "")]
        late = there() - now.heard
        if late > _BEHIND:
            parts.append((say(text("{seconds:.0f} s behind", seconds=late)), "yellow"))
        return Styled.assemble(*parts)

    with Live(console=console, transient=True, auto_refresh=False) as live:

        def tell(event: object) -> None:
            if isinstance(event, Settled):
                span = event.turn.span
                times = f"{span.start:9.2f} {span.end:9.2f}  "
                name = event.turn.speaker
                console.print(Styled.assemble(times, (name, style(name))))
            elif isinstance(event, Corrected):
                said = text(
                    "Corrected: {speaker} is {now} ({count} turns)",
                    speaker=event.speaker,
                    now=event.now,
                    count=len(event.turns),
                )
                console.print(Styled(say(said), style="yellow"))
            elif isinstance(event, Now) and console.is_terminal:
                live.update(line(event), refresh=True)

        yield tell

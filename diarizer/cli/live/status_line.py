"""Who is speaking now: one line that changes in a terminal, and the settled turns as lines above it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.live import Live
from rich.text import Text as Styled

from diarizer.drawing import timeline
from diarizer.live.turns import Corrected, Now, Settled, Waiting
from diarizer.messages.language import spoken
from diarizer.messages.text import label, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_BEHIND = 5.0  # seconds from which it is said that the machine does not keep up
_GAP = "  "
_MORE = "..."  # of a name that is cut: in every encoding
Part = tuple[str, str]
"""Words, and their style."""


@contextmanager
def shown(there: Callable[[], float], *, alone: bool = True) -> Iterator[Callable[[object], None]]:
    """Show on stderr what is found out inside the block; what it yields is told of each event.

    Args:
        there: seconds of the recording that have come.
        alone: whether nobody else writes to this terminal; nothing is shown where somebody does.

    """
    if not alone:
        yield lambda _event: None
        return
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    style = _Colours()
    with Live(console=console, transient=True, auto_refresh=False) as live:

        def tell(event: object) -> None:
            if isinstance(event, Settled):
                span, name = event.turn.span, event.turn.speaker
                times = f"{span.start:9.2f} {span.end:9.2f}{_GAP}"
                console.print(Styled.assemble(times, (name, style(name))))
            elif isinstance(event, Corrected):
                console.print(Styled(_corrected(console, event), style="yellow"))
            elif isinstance(event, (Now, Waiting)) and console.is_terminal:
                live.update(_line(console, event, there() - event.heard, style), refresh=True)

        yield tell


class _Colours:
    """A colour for each name, in the order in which they are seen."""

    def __init__(self) -> None:
        self._names: dict[str, None] = {"": None}

    def __call__(self, name: str) -> str:
        if not name:
            return "dim"
        self._names.setdefault(name)
        return timeline.colours(list(self._names)[1:])[name]


def _corrected(console: Console, event: Corrected) -> str:
    facts = {"speaker": event.speaker, "now": event.now, "count": len(event.turns)}
    said = text("Corrected: {speaker} is {now} (turns: {count})", **facts)
    return spoken(console.encoding)(said)


def _line(console: Console, event: Now | Waiting, late: float, style: _Colours) -> Styled:
    """Return what fits into one line: the time, then who speaks, and to the last what is wrong."""
    say = spoken(console.encoding)
    clock, wrong = f"{timeline.clock(event.heard)}{_GAP}", ""
    if late > _BEHIND:
        wrong = say(text("{seconds:.0f} s behind", seconds=late))
    if isinstance(event, Waiting):
        said = say(text("nothing has come for {seconds:.0f} s", seconds=event.seconds))
        return _cut(console, Styled.assemble((clock, "bold"), (said, "yellow")))
    # The last column stays free: some terminals begin a new line once it is taken.
    room = console.width - 1 - cell_len(clock) - (cell_len(wrong) and cell_len(wrong + _GAP))
    names = [(name or say(label("somebody")), style(name)) for name in event.speakers]
    who = _fitting(names or [(say(label("silence")), "dim")], room)
    parts = [(clock, "bold"), *who, (f"{_GAP}{wrong}" if wrong else "", "yellow")]
    return _cut(console, Styled.assemble(*parts))


def _fitting(names: Sequence[Part], room: int) -> list[Part]:
    """Return as many names as there is room for, and how many more there are."""
    for count in range(len(names), 0, -1):
        shown = [part for name in names[:count] for part in (name, (_GAP, ""))][:-1]
        if count < len(names):
            shown += [(f"{_GAP}+{len(names) - count}", "dim")]
        if count == 1 or sum(cell_len(words) for words, _ in shown) <= room:
            return _shortened(shown, room)
    return []


def _shortened(shown: list[Part], room: int) -> list[Part]:
    """Shorten the first name where it alone is too long."""
    (name, colour), *rest = shown
    most = room - sum(cell_len(words) for words, _ in rest)
    if sum(cell_len(words) for words, _ in shown) <= room or most < len(_MORE):
        return shown
    return [(set_cell_size(name, most - len(_MORE)).rstrip() + _MORE, colour), *rest]


def _cut(console: Console, line: Styled) -> Styled:
    line.no_wrap = True
    line.truncate(max(1, console.width - 1))
    return line

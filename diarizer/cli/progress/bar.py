"""How far a diarization has got, on stderr, where that is a terminal."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from diarizer.cli.progress import interrupt
from diarizer.cli.progress.overall import WEIGHTS, OverallProgress, name
from diarizer.messages.language import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from diarizer.messages.text import Text
    from diarizer.types import Progress as Tell

    Move = Callable[[Text | str, float], None]

# Of the longest word, so that the bar stands still.
_WIDTH = 13


@contextmanager
def shown(backend: str) -> Iterator[Tell]:
    """Show stage, share of the whole and time left; what it yields is told of each stage.

    Args:
        backend: whose stages they are.

    """
    whole = OverallProgress(WEIGHTS.get(backend, {}))
    with bar(name("decoding")) as move:

        def tell(stage: str, completed: float, total: float) -> None:
            move(name(stage), whole.told(stage, completed, total))

        yield tell


@contextmanager
def bar(words: Text | str) -> Iterator[Move]:
    """Show one bar inside the block; what it yields sets the words before it and the share done.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed; see :mod:`diarizer.cli.progress.interrupt`.

    """
    console = Console(stderr=True)
    say = spoken(console.encoding)
    columns = (
        TextColumn(f"{{task.description:>{_WIDTH}}}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    hidden = not console.is_terminal
    with (
        interrupt.heard() as check,
        Progress(*columns, console=console, transient=True, disable=hidden) as lines,
    ):
        task = lines.add_task(say(words), total=1.0)

        def move(words: Text | str, share: float) -> None:
            check()
            lines.update(task, description=say(words), completed=share)

        yield move

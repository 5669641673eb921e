"""How far a diarization has got, on stderr, where that is a terminal."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diarizer.types import Progress as Tell


@contextmanager
def shown() -> Iterator[Tell]:
    """Show a bar inside the block; what it yields is told how far each stage is."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description:>12}"), BarColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("decoding", total=None)

        def tell(stage: str, completed: float, total: float) -> None:
            bar.update(task, description=stage, completed=completed, total=total)

        yield tell

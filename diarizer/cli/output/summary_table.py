"""The table at the end of many recordings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from diarizer.messages.language import spoken
from diarizer.messages.text import label, text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from diarizer.errors import DiarizerError
    from diarizer.messages.language import Language
    from diarizer.types import Annotation


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one recording.

    Attributes:
        name: of the file, below the folder that was named.
        found: who speaks when; None when it failed.
        seconds: that it took.
        failure: why it failed, or why its result could not be written.

    """

    name: Path
    found: Annotation | None
    seconds: float
    failure: DiarizerError | OSError | None = None


def summary(rows: Sequence[Row], *, skipped: int, aside: bool) -> None:
    """Print a line for each recording, and how many were done, failed and skipped.

    Args:
        rows: in the order in which they were named.
        skipped: recordings whose results were there already.
        aside: whether stdout belongs to the data, so that this goes to stderr.

    """
    console = Console(stderr=aside, highlight=False)
    say = spoken(console.encoding)
    if rows:
        console.print(_table(rows, say))
    failed = sum(row.failure is not None for row in rows)
    done = len(rows) - failed
    counts = text(
        "{done} done, {failed} failed, {skipped} skipped", done=done, failed=failed, skipped=skipped
    )
    words = say(counts)
    if skipped:
        why = text("(their results are newer than the recordings; --overwrite does them anew)")
        words += f" {say(why)}"
    console.print(Styled(words, style="bold"), soft_wrap=True)


def _table(rows: Sequence[Row], say: Language) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column(say(label("file")), overflow="fold")
    for heading in (label("minutes"), label("speakers"), label("seconds")):
        table.add_column(say(heading), justify="right")
    table.add_column(say(label("status")), no_wrap=True)
    for row in rows:
        table.add_row(Styled(str(row.name)), *_figures(row), _status(row, say))
    return table


def _figures(row: Row) -> tuple[str, str, str]:
    if row.found is None:
        return "", "", f"{row.seconds:.1f}"
    minutes = f"{row.found.duration / 60:.1f}"
    return minutes, str(len(row.found.speakers)), f"{row.seconds:.1f}"


def _status(row: Row, say: Language) -> Styled:
    if row.failure:
        return Styled(say(label("failed")), style="red")
    if row.found and row.found.coverage and row.found.coverage.warnings:
        return Styled(say(label("done, with warnings")), style="yellow")
    return Styled(say(label("done")), style="green")

"""Showing results as they come, in the order of the checks, and what is still under way."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from setup_doctor.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from rich.progress import Progress, TaskID
    from typing_extensions import Self

    from setup_doctor.model import Check, Result
    from setup_doctor.render.console import Console
    from setup_doctor.render.output import Output


class Live:
    """A view of a run; its methods are the runner's `on_start` and `on_result`.

    Results arrive as the checks end. They are written in the order of the checks, each as soon as
    all before it stand, so that the page reads the same on every run.
    """

    def __init__(self, output: Output, checks: Sequence[Check], show: Console | None) -> None:
        self._output = output
        self._show = show
        self._waiting = list(checks)
        self._ended: dict[Check, Result] = {}
        self._running: dict[Check, float] = {}
        self._area = ""
        # Not where TERM is "dumb", either: nothing can be taken back there.
        seen = output.screen.file.isatty() and output.screen.is_interactive
        self._status = _status(output) if seen else None

    def __enter__(self) -> Self:
        if self._status:
            self._status[0].start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._status:
            self._status[0].stop()

    def started(self, check: Check) -> None:
        """A check is under way."""
        self._running[check] = time.monotonic()
        self._describe()

    def ended(self, result: Result) -> None:
        """A check has ended."""
        self._running.pop(result.check, None)
        self._ended[result.check] = result
        self._describe()
        while self._waiting and (ready := self._ended.get(self._waiting[0])):
            self._waiting.pop(0)
            self._write(ready)

    def _describe(self) -> None:
        if self._status is None:
            return
        names = ", ".join(check.id for check in self._running)
        words = text("Looking at {names}", names=names) if names else text("Looking")
        progress, task = self._status
        progress.update(task, description=self._output.language(words))

    def _write(self, result: Result) -> None:
        if self._show is None:
            return
        lines = list(self._show.result(result))
        if lines and result.check.area != self._area:
            self._area = result.check.area
            lines.insert(0, self._show.heading(self._area))
        self._output.lines(lines)


def _status(output: Output) -> tuple[Progress, TaskID]:
    """The line below the results, that says what is under way."""
    from rich.progress import (  # noqa: PLC0415, slow to load, and of no use to a pipe
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    progress = Progress(
        SpinnerColumn("dots" if output.unicode else "line"),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=output.screen,
        transient=True,
    )
    return progress, progress.add_task(output.language(text("Looking")), total=None)

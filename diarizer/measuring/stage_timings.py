"""Where the time goes: seconds of each stage, for whoever asks.

    with stage_timings.collected() as timings:
        diarizer.diarize("talk.wav")
    for stage in timings.stages():
        print(stage.name, stage.wall, stage.cpu)

A stage that runs inside another is taken out of it. Without a collector nothing is measured.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage took.

    Attributes:
        name: ``decoding``, ``speech`` (voice activity), ``features``, ``network``, ``clustering``.
        wall: seconds that passed.
        cpu: seconds that the processors of this process worked.

    """

    name: str
    wall: float
    cpu: float


class Timings:
    """A collector; see :func:`collected`.

    Attributes:
        multiply_adds: that the networks needed, by their shapes.

    """

    def __init__(self) -> None:
        self.multiply_adds = 0.0
        self._spent: dict[str, tuple[float, float]] = {}

    def stages(self) -> tuple[Stage, ...]:
        """Return every stage, in the order in which they first ended."""
        return tuple(Stage(name, wall, cpu) for name, (wall, cpu) in self._spent.items())

    def add(self, name: str, wall: float, cpu: float) -> None:
        """Count seconds for a stage."""
        before = self._spent.get(name, (0.0, 0.0))
        self._spent[name] = before[0] + wall, before[1] + cpu


_COLLECTOR: ContextVar[Timings | None] = ContextVar(
    "diarizer.measuring.stage_timings", default=None
)


@contextmanager
def collected() -> Iterator[Timings]:
    """Collect what the stages take inside the block, in this thread."""
    timings = Timings()
    token = _COLLECTOR.set(timings)
    try:
        yield timings
    finally:
        _COLLECTOR.reset(token)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Count what happens inside the block for a stage."""
    timings = _COLLECTOR.get()
    if timings is None:
        yield
        return
    inner = Timings()
    token = _COLLECTOR.set(inner)
    wall, cpu = time.perf_counter(), time.process_time()
    try:
        yield
    finally:
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        _COLLECTOR.reset(token)
        _close(timings, inner, name, (wall, cpu))


def work(multiply_adds: float) -> None:
    """Count what a network needed."""
    timings = _COLLECTOR.get()
    if timings is not None:
        timings.multiply_adds += multiply_adds


def _close(timings: Timings, inner: Timings, name: str, spent: tuple[float, float]) -> None:
    wall, cpu = spent
    for stage in inner.stages():
        timings.add(stage.name, stage.wall, stage.cpu)
        wall, cpu = wall - stage.wall, cpu - stage.cpu
    timings.add(name, wall, cpu)
    timings.multiply_adds += inner.multiply_adds

"""Blocks that are decoded while the one before is mixed, resampled and written.

FFmpeg, libsndfile and numpy all work without Python's lock, so that both get on at once.
"""

from __future__ import annotations

from itertools import chain
from queue import Empty, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING

from diarizer.audio.track import SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from diarizer.audio.report import Block

_AHEAD = 2  # blocks that wait: memory stays as it is, however long the recording


def ahead_where_it_helps(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the same blocks, from a thread where there is enough to do with each.

    Two threads that hand Python's lock to and fro cost a sixth of what it costs to decode FLAC, and
    what needs no mixing and no other rate is done no sooner by them.
    """
    rest = iter(blocks)
    for first in rest:
        whole = chain([first], rest)
        little = first.rate == SAMPLE_RATE and first.samples.shape[1] == 1
        yield from whole if little else ahead(whole)


def ahead(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the same blocks, from a thread; what it raises is raised here."""
    queue: Queue[Block | BaseException | None] = Queue(_AHEAD)
    enough = Event()
    thread = Thread(target=_fill, args=(blocks, queue, enough), name="decoding", daemon=True)
    thread.start()
    try:
        while (block := queue.get()) is not None:
            if isinstance(block, BaseException):
                raise block
            yield block
    finally:
        enough.set()
        while thread.is_alive():
            _emptied(queue)
            thread.join(0.01)


def _fill(
    blocks: Iterable[Block], queue: Queue[Block | BaseException | None], enough: Event
) -> None:
    last: BaseException | None = None
    try:
        for block in blocks:
            queue.put(block)
            if enough.is_set():
                return
    except BaseException as error:  # noqa: BLE001, it is raised where the blocks are taken
        last = error
    queue.put(last)


def _emptied(queue: Queue[Block | BaseException | None]) -> None:
    """Make room, so that a thread that waits for some sees that it is enough."""
    try:
        while True:
            queue.get_nowait()
    except Empty:
        return

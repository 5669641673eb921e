"""Hearing a tape while it is written: step by step, in longer ones where the machine is slow."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from diarizer.live.turns import Options, Turns, Waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from diarizer.backends.base import Listener
    from diarizer.live.capture import Capture
    from diarizer.live.tape import Tape

_PATIENCE = 0.2  # seconds that are waited for sound before it is asked whether to go on
_STALLED = 2.0  # seconds without any, from which that is told


def follow(
    listener: Listener,
    tape: Tape,
    capture: Capture,
    *,
    options: Options | None = None,
    hurry: bool = True,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[object]:
    """Yield what is found out, until the tape has ended or somebody wants to stop.

    Args:
        listener: that hears.
        tape: that is written to.
        capture: that writes.
        options: what a turn is.
        hurry: whether longer steps make up for lost time; else each step is as long as the others,
            and the result is the same each time.
        stopped: asked again and again; what has come by then is heard to its end, if it is little.

    Yields:
        :class:`diarizer.live.turns.Settled`, ``Corrected``, ``Now`` and ``Waiting``.

    """
    turns = Turns(listener, options or Options())
    step = round(listener.step * tape.sample_rate)
    most = round(listener.longest * tape.sample_rate)
    done, came, since = 0, 0, time.monotonic()
    while True:
        if stopped():
            capture.stop()
        ended = capture.ended  # before the length: nothing comes after it
        waiting = len(tape) - done
        if len(tape) > came:
            came, since = len(tape), time.monotonic()
        if waiting < step and not ended:
            tape.wait(done + step, _PATIENCE)
            if (still := time.monotonic() - since) > _STALLED and len(tape) == came:
                yield Waiting(done / tape.sample_rate, still)
            continue
        stride = min(waiting, max(step, min(most, waiting // step * step)) if hurry else step)
        done += stride
        last = ended and (done == len(tape) or stopped())
        heard = listener.hear(tape, done, end=last)
        yield from turns.take(heard, done / tape.sample_rate, end=last)
        if last:
            return

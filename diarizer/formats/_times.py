"""Which times are none, and what is taken in their place."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from diarizer.messages.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 1e9  # seconds, 31 years: what is later counts from 1970


def fault(start: float, end: float) -> Text | None:
    """Say what is wrong with two times; None where nothing is.

    >>> fault(0.0, 1.5)
    >>> str(fault(2.0, 1.5))
    'ends before it begins'
    """
    if not (math.isfinite(start) and math.isfinite(end)):
        return text("has no time")
    if start < 0:
        return text("begins before the recording does")
    if end < start:
        return text("ends before it begins")
    return text("lies beyond any recording") if end > _LONGEST else None


def mended(times: Sequence[tuple[float, float]], begin: float = 0.0) -> list[tuple[float, float]]:
    """Give each that is wrong the nearest times that can be.

    A start that is none is where the one before ends; an end that is none is the next start; with
    no start after it, the stretch is a moment.

    >>> mended([(1.0, 2.0), (2.0, 0.5), (4.0, 5.0)])
    [(1.0, 2.0), (2.0, 4.0), (4.0, 5.0)]
    """
    following, after = [], math.inf
    for start, _ in reversed(times):
        following.append(after)
        after = start if _sound(start) else after
    now, found = begin, []
    for (start, end), later in zip(times, reversed(following), strict=True):
        if fault(start, end):
            start, end = _nearest(start, end, now, later)  # noqa: PLW2901
        now = end
        found.append((start + 0.0, end + 0.0))
    return found


def _nearest(start: float, end: float, before: float, after: float) -> tuple[float, float]:
    first = max(start, 0.0) if math.isfinite(start) and start <= _LONGEST else before
    if _sound(end) and first <= end:
        return first, end
    if math.isfinite(end) and end < 0:
        return first, first
    return first, after if first <= after < math.inf else first


def _sound(time: float) -> bool:
    return 0.0 <= time <= _LONGEST

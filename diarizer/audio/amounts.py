"""How much of a file it is that is told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.messages.text import plural, text

if TYPE_CHECKING:
    from diarizer.messages.text import Text

_KILO, _MEGA = 1000, 1_000_000


def amount(count: int) -> Text:
    """Say a number of bytes so that no figure is 0.0.

    >>> [str(amount(count)) for count in (1, 999, 2048, 99_949, 1_234_567)]
    ['1 byte', '999 bytes', '2 kB', '100 kB', '1.2 MB']
    """
    if count < _KILO:
        return plural("{count} byte", "{count} bytes", count=count)
    if count < _MEGA:
        return text("{kilobytes:.0f} kB", kilobytes=count / _KILO)
    return text("{megabytes:.1f} MB", megabytes=count / _MEGA)

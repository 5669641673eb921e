"""Turns on stdout, for other programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from diarizer import formats

if TYPE_CHECKING:
    from collections.abc import Callable

    from diarizer.messages.text import Text
    from diarizer.types import Annotation


def write(
    found: Annotation,
    name: str,
    remark: Callable[[Text], None] | None = None,
    called: str = "",
) -> None:
    """Write turns in the format ``name``; in UTF-8, as files are, where stdout lacks a letter.

    A question mark in a name would be another name.

    Args:
        found: the turns.
        name: of the format.
        remark: is told once what the format does not keep.
        called: how the recording's own file is called.

    Raises:
        FormatError: the format is not known, or cannot hold this.

    """
    document = formats.dumps(found, name, remark, called)
    try:
        document.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        sys.stdout.flush()
        sys.stdout.buffer.write(document.encode("utf-8"))
    else:
        sys.stdout.write(document)

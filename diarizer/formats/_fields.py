"""What NIST's formats share: fields parted by blanks, so that none may hold one."""

from __future__ import annotations

import re


def field(text: str) -> str:
    """Make one field of a name.

    >>> field("board meeting 1")
    'board_meeting_1'
    """
    return re.sub(r"\s+", "_", text.strip()) or "_"

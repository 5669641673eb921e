"""What is an address and no path: pasted from a browser, or of a service."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from pathlib import Path

# A path has lost one of the two strokes, and may have been put behind the folder of the run.
# Compiled where it is needed: --help has to be quick.
_ADDRESS = r"(?:^|/)(?P<scheme>https?|ftp|rtsp|rtmp|s3|gs|file):/+(?P<rest>.+)"
_DRIVE = r"[A-Za-z]:"


def address(path: Path) -> str | None:
    """Return the address that was typed in place of a path; None of a path.

    >>> from pathlib import PurePosixPath
    >>> address(PurePosixPath("https://example.org/a.mp3"))
    'https://example.org/a.mp3'
    >>> address(PurePosixPath("https/a.mp3"))
    """
    found = re.search(_ADDRESS, path.as_posix(), re.IGNORECASE)
    if not found:
        return None
    lost = ":///" if found["scheme"].lower() == "file" else "://"
    return f"{found['scheme']}{lost}{found['rest']}"


def path_of(where: str) -> str | None:
    """Return the path that an address of a file stands for; None of any other address.

    >>> path_of("file:///C:/%D0%90%D0%BD%D0%BD%D0%B0/a.mp3"), path_of("file:///localhost/tmp/a.mp3")
    ('C:/Анна/a.mp3', '/tmp/a.mp3')
    """
    scheme, _, rest = where.partition("://")
    if scheme.lower() != "file":
        return None
    rest = unquote(rest).lstrip("/").removeprefix("localhost/")
    return rest if re.match(_DRIVE, rest) else f"/{rest}"

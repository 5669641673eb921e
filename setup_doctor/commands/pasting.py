"""What `setup-doctor explain` is asked about: words, a file, a pipe, or a paste in the terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.messages.redaction import redact
from setup_doctor.messages.text import text
from setup_doctor.symptoms.decoding import decoded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setup_doctor.render.output import Output

STDIN = "-"
_WINDOWS = "win32"
# What counts stands at the end of a log.
_MOST = 8_000_000
_LONGEST_PATH = 400
_LOGS = (".log", ".txt", ".out", ".err")


class NoSuchFileError(Exception):
    """What was named looks like a file, and is none."""


def asked(words: Sequence[str], output: Output) -> str:
    """The text that `words` stand for, without secrets.

    Raises:
        NoSuchFileError: they name a file that is not there.
        OSError: it cannot be read.
    """
    if not words or list(words) == [STDIN]:
        return redact(decoded(_stream(output)[-_MOST:]))
    if words[0].startswith("--file"):
        words = [word.removeprefix("--file=") for word in words if word != "--file"]
    subject = " ".join(words)
    if (path := _file(subject.removeprefix("@"))) is not None:
        return redact(decoded(path.read_bytes()[-_MOST:]))
    names = [word.removeprefix("@") for word in words]
    paths = [_file(name) for name in names]
    if not all(path or _is_called_log(name) for path, name in zip(paths, names, strict=True)):
        return redact(subject)
    if missing := next((word for word, path in zip(words, paths, strict=True) if not path), None):
        raise NoSuchFileError(missing)
    return redact("\n".join(decoded(path.read_bytes()[-_MOST:]) for path in paths if path))


def _is_called_log(name: str) -> bool:
    return name.lower().endswith(_LOGS)


def _file(name: str) -> Path | None:
    if len(name) > _LONGEST_PATH or "\n" in name:
        return None
    path = Path(name)
    try:
        return path if path.is_file() else None
    except (OSError, ValueError):  # no name that this system could have
        return None


def _stream(output: Output) -> bytes:
    if sys.stdin is None:
        return b""
    if sys.stdin.isatty():
        end = "Ctrl+Z, Enter" if sys.platform == _WINDOWS else "Ctrl+D"
        output.say(
            text(
                "Paste the error, with the lines above it. To end: a new line, then {keys}.",
                keys=end,
            )
        )
    return sys.stdin.buffer.read()

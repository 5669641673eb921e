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

    from setup_doctor.messages.text import Text
    from setup_doctor.render.output import Output

STDIN = "-"
_WINDOWS = "win32"
# What counts stands at the end of a log.
_MOST = 8_000_000
_LONGEST_PATH = 400
_LOGS = (".log", ".txt", ".out", ".err")


# How files begin that hold words, if any, in a form that is no text.
_PACKED = (
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"7z\xbc\xaf",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF")


class NothingToReadError(Exception):
    """What was named looks like a file and is none, or holds no text.

    Attributes:
        said: which, and what to do.
    """

    def __init__(self, said: Text) -> None:
        super().__init__(str(said))
        self.said = said


def asked(words: Sequence[str], output: Output) -> str:
    """The text that `words` stand for, without secrets.

    Raises:
        NothingToReadError: they name a file that is not there, or is packed or a picture.
        OSError: it cannot be read.
    """
    if not words or list(words) == [STDIN]:
        return redact(_text(_stream(output), STDIN))
    if words[0].startswith("--file"):
        words = [word.removeprefix("--file=") for word in words if word != "--file"]
    subject = " ".join(words)
    if (path := _file(subject.removeprefix("@"))) is not None:
        return redact(_text(path.read_bytes(), str(path)))
    names = [word.removeprefix("@") for word in words]
    paths = [_file(name) for name in names]
    if not all(path or _is_called_log(name) for path, name in zip(paths, names, strict=True)):
        return redact(subject)
    if missing := next((word for word, path in zip(words, paths, strict=True) if not path), None):
        raise NothingToReadError(text("There is no file {name} here.", name=missing))
    return redact("\n".join(_text(path.read_bytes(), str(path)) for path in paths if path))


def _text(data: bytes, name: str) -> str:
    if data.startswith(_PACKED):
        said = text("{name} is packed. Unpack it, and name what is in it.", name=name)
        raise NothingToReadError(said)
    if data.startswith(_PICTURES):
        said = text(
            "{name} is a picture or a page. Type its last line, or copy the words out of it.",
            name=name,
        )
        raise NothingToReadError(said)
    return decoded(data[-_MOST:])


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

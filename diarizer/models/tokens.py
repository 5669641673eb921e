"""The Hugging Face token: found where huggingface_hub looks, cleaned, and never shown."""

from __future__ import annotations

import codecs
import os
from dataclasses import dataclass, field
from pathlib import Path

from diarizer.models.client import settings

_ENVIRONMENT = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_QUOTES = "\"'`\u201c\u201d\u2018\u2019\u00ab\u00bb"


@dataclass(frozen=True, slots=True)
class Token:
    """A token and the place that it was found in.

    Attributes:
        value: what is sent; left out of ``repr`` on purpose.
        source: for people: ``HF_TOKEN``, or the path of a file.

    """

    value: str = field(repr=False)
    source: str

    @property
    def is_sendable(self) -> bool:
        """Whether it can stand in an HTTP header at all."""
        return self.value.isascii() and self.value.isprintable() and " " not in self.value


def clean(text: str) -> str:
    r"""Take off what copying and pasting leave around a token.

    >>> clean("\ufeff'Bearer hf_AbC'\r\n")
    'hf_AbC'
    """
    bare = text.strip("\ufeff\u200b \t\r\n\0")
    bare = bare.strip(_QUOTES).strip()
    return bare.removeprefix("Bearer ").strip().strip(_QUOTES)


def find_token(given: str | Token | None = None) -> Token | None:
    """Look for a token where huggingface_hub looks, and in the same order.

    Args:
        given: one that comes before all others.

    Returns:
        The first that is not empty, cleaned; None where there is none.

    """
    if isinstance(given, Token):
        return given
    candidates = [(given or "", "the given token")]
    candidates += [(os.environ.get(name, ""), name) for name in _ENVIRONMENT]
    path = token_file()
    candidates.append((_read(path), str(path)))
    found = (Token(clean(text), source) for text, source in candidates if clean(text))
    return next(found, None)


def token_file() -> Path:
    """Return the file that ``hf auth login`` writes; it need not exist."""
    return Path(settings().HF_TOKEN_PATH)


def _read(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError:  # missing, a folder, not readable: there is no token in it
        return ""
    # Windows PowerShell writes UTF-16 with `>`; huggingface_hub fails to decode that.
    encoding = "utf-16" if content.startswith(_MARKS) else "utf-8-sig"
    return content.decode(encoding, errors="replace")

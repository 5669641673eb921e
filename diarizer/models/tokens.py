"""The Hugging Face token: found where huggingface_hub looks, cleaned, and never shown."""

from __future__ import annotations

import codecs
import os
from dataclasses import dataclass, field
from pathlib import Path

from diarizer.models.hub_settings import settings

_ENVIRONMENT = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
_BY_BROWSER = "hf_oauth_"  # of a login by the browser: ends after 30 days, unless it is renewed
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


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a token may stand, and what was found there.

    Attributes:
        name: for people: ``HF_TOKEN``, or the path of a file.
        token: what would be sent; None where there is nothing.
        blemishes: what stood around the token and was taken off; huggingface_hub takes off only
            blanks and line ends, and sends or chokes on the rest.

    """

    name: str
    token: Token | None
    blemishes: tuple[str, ...] = ()


# Names that people set and that nothing reads.
UNREAD = ("HUGGINGFACE_TOKEN", "HUGGING_FACE_TOKEN", "HUGGINGFACEHUB_API_TOKEN", "HF_API_TOKEN")


def places() -> tuple[Place, ...]:
    """Look at every place where huggingface_hub looks; the first that holds a token wins."""
    found = [_place(name, os.environ.get(name, "")) for name in _ENVIRONMENT]
    path = token_file()
    text, blemishes = _read(path)
    return (*found, _place(str(path), text, blemishes))


def find_token(given: str | Token | None = None) -> Token | None:
    """Look for a token where huggingface_hub looks, and in the same order.

    Args:
        given: one that comes before all others.

    Returns:
        The first that is not empty, cleaned; None where there is none.

    """
    if isinstance(given, Token):
        return given
    if given and clean(given):
        return Token(clean(given), "the given token")
    found = next((place.token for place in places() if place.token), None)
    return _renewed(found) if found and found.value.startswith(_BY_BROWSER) else found


def _renewed(token: Token) -> Token:
    """Let the client renew what runs out within a day; whatever keeps it from that, it says itself."""
    if token.source != str(token_file()):
        return token
    from huggingface_hub import get_token  # noqa: PLC0415, heavy, and for this kind alone

    return Token(get_token() or token.value, token.source)


def token_file() -> Path:
    """Return the file that ``hf auth login`` writes; it need not exist."""
    return Path(settings().HF_TOKEN_PATH)


def _place(name: str, text: str, blemishes: tuple[str, ...] = ()) -> Place:
    value = clean(text)
    if not value:
        return Place(name, None, blemishes)
    around = {
        "a byte order mark": "\ufeff" in text or "\u200b" in text,
        "quotes": any(quote in text for quote in _QUOTES),
        'the word "Bearer"': "Bearer " in text,
    }
    seen = tuple(what for what, there in around.items() if there)
    return Place(name, Token(value, name), (*blemishes, *seen))


def _read(path: Path) -> tuple[str, tuple[str, ...]]:
    try:
        content = path.read_bytes()
    except OSError:  # missing, a folder, not readable: there is no token in it
        return "", ()
    # Windows PowerShell writes UTF-16 with `>`; huggingface_hub fails to decode that.
    if content.startswith(_MARKS):
        return content.decode("utf-16", errors="replace"), (
            "UTF-16, as `>` of PowerShell writes it",
        )
    return content.decode("utf-8", errors="replace"), ()

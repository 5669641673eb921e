"""How an input that is right becomes one that is nearly right."""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence

    Way = Callable[[bytes, random.Random, Sequence[bytes]], bytes]

_NUMBERS = (b"nan", b"-inf", b"1e999", b"-1", b"0", b"9" * 20, b"1_0", b"0,5", b"00:00:02", b"")
_TOKENS = (
    *_NUMBERS,
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n", b"\t", b'"', b"<", b">", b"&#0;"),
    *(b"%ff", b"-->", b"[A]: ", b"<NA>", b";;", b"null", b"[" * 2000, b"<v A>", b"{", b"]]>"),
    *(b"\xed\xa0\x80", b"\\ud83d", b"\xe2\x80\xa8"),
)
_VALUES: tuple[Any, ...] = (
    None,
    "",
    "x",
    -1,
    0,
    1e308,
    float("nan"),
    float("-inf"),
    True,
    [],
    {},
    [None],
    10**400,
)
# No part of a name, nor of a spelled letter such as %20.
_NUMBER = re.compile(rb"(?<![%\w.])\d+(?:\.\d+)?(?!\w)")
_HEAD = 400  # bytes in which recordings tell what they are


def cut(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Let it end early."""
    return data[: chance.randrange(len(data) + 1)]


def hollowed(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Take something out of it."""
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.randrange(1, 300) :]


def flipped(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Put another byte in the place of one."""
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def early(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Put other bytes where a recording tells what it is."""
    at = chance.randrange(min(len(data), _HEAD) + 1)
    some = chance.choice((b"\x00", b"\xff", b"\xff" * 4, b"\x00" * 4, b"\x7f\xff\xff\xff"))
    return data[:at] + some + data[at + len(some) :]


def token(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Put in what means something to a reader."""
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_TOKENS) + data[at:]


def number(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Put something else in the place of a number."""
    if not (places := list(_NUMBER.finditer(data))):
        return data
    one = chance.choice(places)
    return data[: one.start()] + chance.choice(_NUMBERS) + data[one.end() :]


def clock(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Put something else in the place of a number of the times of a subtitle."""
    found = data.split(b"\n")
    if times := [at for at, line in enumerate(found) if b"-->" in line]:
        at = chance.choice(times)
        found[at] = number(found[at], chance, ())
    return b"\n".join(found)


def lines(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Repeat some lines, and take some away."""
    found = data.split(b"\n")
    at, other = chance.randrange(len(found)), chance.randrange(len(found))
    found[at:at] = found[other : other + chance.randrange(3)]
    del found[other : other + chance.randrange(2)]
    return b"\n".join(found)


def spliced(data: bytes, chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """Go on in the middle of another input."""
    other = chance.choice(seeds)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


ANY: tuple[Way, ...] = (cut, flipped, token, number, number, lines, spliced)
BYTES: tuple[Way, ...] = (cut, hollowed, flipped, flipped, early, early, spliced)


def value(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Put something else in the place of any value of a JSON."""
    return _exchanged(data, chance, object)


def time(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Put something else in the place of a number of a JSON."""
    return _exchanged(data, chance, (int, float))


def _exchanged(data: bytes, chance: random.Random, kind: type | tuple[type, ...]) -> bytes:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return data
    places = [place for place in _places(document) if isinstance(place[0][place[1]], kind)]
    if places:
        holder, name = chance.choice(places)
        holder[name] = chance.choice(_VALUES)
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    listed = isinstance(node, list)
    for name in range(len(node)) if listed else list(node) if isinstance(node, dict) else ():
        yield node, name
        yield from _places(node[name])


def marked(data: bytes, _: random.Random, __: Sequence[bytes]) -> bytes:
    """Begin with a byte order mark."""
    return codecs.BOM_UTF8 + data.removeprefix(codecs.BOM_UTF8)


def of_windows(data: bytes, _: random.Random, __: Sequence[bytes]) -> bytes:
    """End the lines as Windows does."""
    return data.replace(b"\n", b"\r\n")


def of_an_old_mac(data: bytes, _: random.Random, __: Sequence[bytes]) -> bytes:
    """End the lines as an old Mac did."""
    return data.replace(b"\n", b"\r")


def wide(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Write it in UTF-16, as Praat, Excel and PowerShell do."""
    content = data.decode("utf-8-sig")
    name = chance.choice(("utf-16-le", "utf-16-be"))
    mark = codecs.BOM_UTF16_LE if name.endswith("le") else codecs.BOM_UTF16_BE
    return mark + content.encode(name)


def with_room(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """End in blank lines."""
    return data + b"\n" * chance.randrange(1, 4)


def indented(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Write a JSON otherwise: with other blanks, or letters spelled as numbers."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return data
    plain = chance.random() < 0.5  # noqa: PLR2004, as often as not
    return json.dumps(document, ensure_ascii=plain, indent=chance.choice((None, 2))).encode()


TEXT: tuple[Way, ...] = (marked, of_windows, of_an_old_mac, wide, with_room)


def tagged(data: bytes, _: random.Random, __: Sequence[bytes]) -> bytes:
    """End in a tag of ID3v1, which players write behind recordings."""
    return data + b"TAG" + b"x" * 125


def ended(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Let a recording end early, but not in its head."""
    return data[: chance.randrange(len(data) // 3, len(data))]

"""Plain samples that are others than their WAV says: of the other byte order, or numbers of another kind.

A program that writes the header by hand may put 16 bits over floats, or bytes as they come from the
network behind a header for those of a PC. Every decoder makes noise of it.
"""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diarizer.audio import riff
from diarizer.messages.text import text

if TYPE_CHECKING:
    import io
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from diarizer.audio.headers import Header
    from diarizer.audio.report import Report

_PIECES, _PIECE = 24, 1 << 15  # from all over the recording, in bytes
_ALIGNED = 24  # bytes of each channel, in which samples of 16, 24 and 32 bits end
_BLOCK = 64 * _ALIGNED  # of each channel: what is judged by itself
# How like each sample is the one before, from -1 to 1: voices have 0.7 and more, at 8 kHz as well.
_NOISE, _SOUND = 0.3, 0.6
_LOUD = 1e-3  # of full scale; what is softer may be in the lower bytes of wider samples by chance
_BEYOND = 8.0  # times full scale: no floats of a recording are larger
_SCALES = 2.0**-40, 2.0**40  # what floats may be, on whatever scale they were calculated
_MOST, _FEW = 0.5, 0.01  # of the samples
_ENOUGH = 0.1  # of the blocks
_PCM, _FLOAT, _ANY = 1, 3, 0xFFFE
_SUBFORMAT = 24  # where an extensible format has its kind
_AU = {(False, 16): 3, (False, 24): 4, (False, 32): 5, (True, 32): 6}


class Kind(NamedTuple):
    """How samples are written, ``big`` with the upper byte first; in words as FFmpeg calls it."""

    floating: bool
    bits: int
    big: bool = False

    def __str__(self) -> str:
        return f"pcm_{'f' if self.floating else 's'}{self.bits}{'be' if self.big else 'le'}"

    def read(self, content: bytes) -> NDArray[np.float64]:
        """Return samples, 1.0 being full scale."""
        order = ">" if self.big else "<"
        if self.floating:
            with np.errstate(invalid="ignore"):  # what is none may be a number that signals
                return np.frombuffer(content, f"{order}f4").astype(np.float64)
        if self.bits == 24:  # noqa: PLR2004, which no number of numpy has
            wide = np.zeros((len(content) // 3, 4), np.uint8)
            wide[:, slice(0, 3) if self.big else slice(1, 4)] = np.frombuffer(
                content, np.uint8
            ).reshape(-1, 3)
            return wide.view(f"{order}i4")[:, 0] / 2.0**31
        return np.frombuffer(content, f"{order}i{self.bits // 8}") / 2.0 ** (self.bits - 1)


_INTEGER, _FLOATING = Kind(floating=False, bits=32), Kind(floating=True, bits=32)
_SIGN = np.uint32(1 << 31)
_NO_NUMBERS = np.array((0x7FC00000, 0x7F800000), np.uint32)  # NaN as processors write it, infinity
_KINDS = tuple(Kind(*kind, big=big) for kind in _AU for big in (False, True))


def corrected(file: io.BufferedReader, header: Header, report: Report) -> Header:
    """Return a header for what the samples are; the same where they are what it says, or noise anyway.

    Args:
        file: anywhere in it; it stands at its beginning afterwards.
        header: what stands there.
        report: told of it, as it is a guess.

    """
    file.seek(0)
    form = _form(file, header) if file.read(4) in {b"RIFF", b"RF64"} and header.plain else None
    found = _found(file, header, *form[:2]) if form else None
    file.seek(0)
    if not form or not found:
        return header
    said = text(
        "With samples as its header says ({declared}) the recording is noise, and with others ({found})"
        " a sound: it is heard with those.",
        declared=str(form[0]),
        found=str(found),
    )
    report.note("audio.misdeclared", said)
    end = header.promised or header.size
    head = _head(found, *form[1:], end - header.begin)
    return replace(header, head=head, size=min(end, header.size))


def _head(kind: Kind, channels: int, rate: int, length: int) -> bytes:
    """Return the header of an AU, whose upper bytes come first, or of a WAV."""
    if kind.big:
        code = _AU[kind.floating, kind.bits]
        return struct.pack(">4s5I", b".snd", 24, min(length, 0xFFFFFFFF), code, rate, channels)
    width = channels * kind.bits // 8
    form = _FLOAT if kind.floating else _PCM, channels, rate, rate * width, width, kind.bits
    return riff.head(struct.pack("<HHIIHH", *form), length)


def _form(file: io.BufferedReader, header: Header) -> tuple[Kind, int, int] | None:
    """Return what the header says: the samples, the channels, and the rate."""
    form = riff.form(file, header.size)
    bits, place = riff.places(form)
    if not bits or bits != place:
        return None
    kind, channels, rate = struct.unpack_from("<HHI", form)
    if kind == _ANY and len(form) >= _SUBFORMAT + 2:
        kind = struct.unpack_from("<H", form, _SUBFORMAT)[0]
    declared = Kind(kind == _FLOAT, bits)
    known = channels and kind in {_PCM, _FLOAT} and declared in _KINDS
    return (declared, channels, rate) if known else None


def _found(file: io.BufferedReader, header: Header, declared: Kind, channels: int) -> Kind | None:
    pieces = list(_pieces(file, header, _ALIGNED * channels))
    if not _noise(declared, channels, pieces):
        return None
    # The rest is a sound as it is declared, and may be one otherwise as well: soft samples of 16 bits
    # are, in the other byte order, the same sound, but louder.
    size = _BLOCK * channels
    blocks = [
        each[at : at + size] for each in pieces for at in range(0, len(each) - size + 1, size)
    ]
    noisy = [block for block in blocks if _noise(declared, channels, [block], signs=True)]
    if len(noisy) < _ENOUGH * len(blocks) or _floats_among(declared, channels, blocks, noisy):
        return None
    kinds = [kind for kind in _KINDS if kind != _INTEGER or _share(_tiny(noisy)) < _MOST]
    found = {kind: _likeness(kind, channels, noisy) for kind in kinds}
    for kind in [kind for kind in found if kind.floating and found[kind] > _NOISE]:
        found.pop(kind._replace(floating=False), None)  # of two levels, as below
    likeness, _, best = max((found[kind], kind == declared, kind) for kind in found)
    if likeness <= _SOUND or _two_sounds(declared, best, channels, noisy):
        return None
    return best if best != declared else None


def _floats_among(declared: Kind, channels: int, blocks: list[bytes], noisy: list[bytes]) -> bool:
    """Whether floats are a sound in places, as before effects that die away to nearly nothing."""
    rest = [declared.read(block) for block in set(blocks).difference(noisy) if declared.floating]
    loudness = [np.abs(each) for each in rest]
    known = [(each > _SCALES[0]) & (each < _SCALES[1]) for each in loudness]
    heard = (np.where(*each, 0.0) for each in zip(known, rest, strict=True))
    return _alike(each.reshape(-1, channels) for each in heard)[0] > _NOISE


def _two_sounds(declared: Kind, found: Kind, channels: int, pieces: list[bytes]) -> bool:
    """Whether the lower halves of samples are a sound, too: then they are samples of two channels."""
    if found.floating or found.bits != 2 * declared.bits:
        return False
    half = declared._replace(big=found.big)
    lower = (half.read(piece)[int(found.big) :: 2].reshape(-1, channels) for piece in pieces)
    return _alike(lower)[0] > _SOUND


def _pieces(file: io.BufferedReader, header: Header, aligned: int) -> Iterator[bytes]:
    """Yield what lies at places all over the recording, in whole samples of any kind."""
    end = min(header.promised or header.size, header.size)
    step = max(_PIECE, (end - header.begin) // _PIECES) // aligned * aligned or aligned
    for first in range(header.begin, end, step):
        file.seek(first)
        content = file.read(min(_PIECE, end - first))
        yield content[: len(content) // aligned * aligned]


def _noise(kind: Kind, channels: int, pieces: list[bytes], *, signs: bool = False) -> bool:
    """Whether no sample has to do with the one before; of floats, whether most cannot be any.

    With ``signs`` their signs have nothing to do with each other either: a click is louder than all
    that is said around it.
    """
    if kind.floating:
        return _wild(pieces) > _MOST
    if kind == _INTEGER and _likeness(_FLOATING, channels, pieces) > _SOUND:
        return True  # floats are two levels there, one for each sign, and so a sound in part
    squares, products = np.zeros(channels), np.zeros(channels)
    for samples in (kind.read(piece).reshape(-1, channels) for piece in pieces if piece):
        squares, products = squares + _energy(samples), products + _energy(samples, 1)
        if (
            signs
            and (np.abs(_energy(_signs(samples), 1)) > _NOISE * _energy(_signs(samples))).any()
        ):
            return False
    # Each of them: where one side is noise and the other one sound, two samples are one of 32 bits.
    return bool(squares.any() and (np.abs(products) <= _NOISE * squares).all())


def _signs(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.sign(samples - np.median(samples, axis=0))


def _wild(pieces: list[bytes]) -> float:
    """Return the share of floats that nobody calculates; those that stand for no number are left out."""
    bits = np.frombuffer(b"".join(pieces), "<u4")
    bits = bits[~np.isin(bits & ~_SIGN, _NO_NUMBERS)]
    floats = np.abs(bits.view("<f4"))
    return _share((bits & ~_SIGN != 0) & ~((floats > _SCALES[0]) & (floats < _SCALES[1])))


def _tiny(pieces: list[bytes]) -> NDArray[np.bool_]:
    """Tell which floats are nearly zero: integers of 32 bits they are two levels, one for each sign."""
    bits = np.frombuffer(b"".join(pieces), np.uint32)
    return np.asarray(bits & _NO_NUMBERS[1] == 0)


def _share(which: NDArray[np.bool_]) -> float:
    return float(which.mean()) if which.size else 0.0


def _likeness(kind: Kind, channels: int, pieces: list[bytes]) -> float:
    """Return how like each sample is the one before; -1 of silence, and of what is not of this kind."""
    read = [kind.read(piece).reshape(-1, channels) for piece in pieces if piece]
    for loudness in map(np.abs, read):
        if not (loudness < _BEYOND).all():
            return -1.0
        if kind.floating and _share((loudness > 0) & (loudness < _SCALES[0])) > _FEW:
            return -1.0
    likeness, power = _alike(read)
    return likeness if power > _LOUD**2 else -1.0


def _alike(pieces: Iterable[NDArray[np.float64]]) -> tuple[float, float]:
    """Return how like each sample is the one before, and the mean of their squares."""
    squares = products = number = 0.0
    for samples in pieces:
        squares += _energy(samples).sum()
        products += _energy(samples, 1).sum()
        number += samples.size
    return (products / squares, squares / number) if squares else (0.0, 0.0)


def _energy(samples: NDArray[np.float64], lag: int = 0) -> NDArray[np.float64]:
    """Return for each channel the sum of squares without the mean, or of products so far apart."""
    centred = samples - samples.mean(axis=0)
    return np.asarray((centred[lag:] * centred[: len(centred) - lag]).sum(axis=0))

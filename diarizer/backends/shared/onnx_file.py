"""Read the weights out of a file of ONNX, with nothing but numpy: the other way round of onnx_graph.

Only what such a file keeps as bytes of float32 is read, which is what exporters write for layers.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from diarizer.errors import ModelDamaged
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

_GRAPH, _INITIALIZER = 7, 5  # fields of ModelProto and of GraphProto
_DIMS, _TYPE, _NAME, _BYTES = 1, 2, 8, 9  # of TensorProto
_FLOAT = 1
_VARINT, _EIGHT, _SIZED, _FOUR = 0, 1, 2, 5  # kinds of field


def weights(path: Path) -> dict[str, NDArray[np.float32]]:
    """Read the weights of a network by their names.

    Raises:
        ModelDamaged: it is no such file, or is cut.
        OSError: it cannot be opened.

    """
    content = memoryview(path.read_bytes())
    try:
        graphs = (inside for field, _, inside in _fields(content) if field == _GRAPH)
        fields = chain.from_iterable(map(_fields, graphs))
        tensors = (inside for field, _, inside in fields if field == _INITIALIZER)
        return dict(pair for pair in map(_tensor, tensors) if pair)
    except (IndexError, TypeError, ValueError) as error:
        raise ModelDamaged(
            text("The weights cannot be read."),
            context=f"{path}: {type(error).__name__}: {error}",
            hint="setup-doctor install open",
        ) from error


def _tensor(content: memoryview) -> tuple[str, NDArray[np.float32]] | None:
    shape: list[int] = []
    kind, name, numbers = 0, "", memoryview(b"")
    for field, value, inside in _fields(content):
        if field == _DIMS:
            shape += _varints(inside) if len(inside) else [value]
        elif field == _TYPE:
            kind = value
        elif field == _NAME:
            name = bytes(inside).decode()
        elif field == _BYTES:
            numbers = inside
    if kind != _FLOAT:
        return None
    return name, np.frombuffer(numbers, "<f4").astype(np.float32).reshape(shape)


def _fields(content: memoryview) -> Iterator[tuple[int, int, memoryview]]:
    """Yield of each field of a message its number, and its value or, where it has a size, what is in it."""
    at = 0
    while at < len(content):
        key, at = _varint(content, at)
        kind, value = key & 7, 0
        size = {_EIGHT: 8, _FOUR: 4, _VARINT: 0}.get(kind)
        if kind == _VARINT:
            value, at = _varint(content, at)
        elif kind == _SIZED:
            size, at = _varint(content, at)
        if size is None or at + size > len(content):
            reason = f"a field of kind {kind} ends after byte {len(content)}"
            raise ValueError(reason)
        yield key >> 3, value, content[at : at + size]
        at += size


def _varints(content: memoryview) -> list[int]:
    found, at = [], 0
    while at < len(content):
        value, at = _varint(content, at)
        found.append(value)
    return found


def _varint(content: memoryview, at: int) -> tuple[int, int]:
    """Read a number in groups of seven bits; return it, and where the next field begins.

    >>> _varint(memoryview(bytes.fromhex("ac02")), 0)
    (300, 2)

    """
    value = shift = 0
    while True:
        group = content[at]
        value |= (group & 127) << shift
        at, shift = at + 1, shift + 7
        if group < 128:  # noqa: PLR2004, seven bits
            return value, at

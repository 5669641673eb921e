"""Write a network down in the format that onnxruntime reads, with nothing but numpy.

ONNX files are protocol buffers; the numbers of the fields are those of onnx.proto3. What is needed
of both is so little that the packages `onnx` and `protobuf` would be the larger part of an
installation.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.generic]
    Value = int | float | str | tuple[int, ...]

_IR_VERSION, _OPSET = 8, 17  # of 2022: every onnxruntime for a Python that is still used reads them
_TYPES = {
    np.dtype("float32"): 1,
    np.dtype("uint8"): 2,
    np.dtype("int8"): 3,
    np.dtype("int32"): 6,
    np.dtype("int64"): 7,
}
_OWN = (
    "com.microsoft"  # where onnxruntime's own operations live; their names stand in no other place
)
_FLOAT, _INT, _STRING, _INTS = 1, 2, 3, 7  # kinds of attribute


class Graph:
    """A network while it is written, operation by operation; it takes and gives float32."""

    def __init__(self) -> None:
        self._parts: list[bytes | memoryview] = []  # many and not joined: the weights are large
        self._count = 0
        self._own = False

    def constant(self, array: Array) -> str:
        """Add weights of one of the types above, and name them."""
        name = self._named()
        content = np.ascontiguousarray(array).reshape(-1).view(np.uint8).data
        dims = b"".join(_number(1, size) for size in array.shape)
        tensor = dims + _number(2, _TYPES[array.dtype]) + _text(8, name) + _begun(9, len(content))
        self._parts += [_begun(5, len(tensor) + len(content)) + tensor, content]
        return name

    def add(self, kind: str, *inputs: str, **attributes: Value) -> str:
        """Add an operation of ONNX, and name its output."""
        return self._add(kind, inputs, attributes)

    def add_several(
        self, count: int, kind: str, *inputs: str, **attributes: Value
    ) -> tuple[str, ...]:
        """Add an operation of ONNX with several outputs, and name them."""
        names = tuple(self._named() for _ in range(count))
        self._written(kind, inputs, names, attributes)
        return names

    def add_own(self, kind: str, *inputs: str, **attributes: Value) -> str:
        """Add an operation of onnxruntime's own, and name its output."""
        self._own = True
        return self._add(kind, inputs, attributes, _text(7, _OWN))

    def _add(
        self, kind: str, inputs: Sequence[str], attributes: Mapping[str, Value], ending: bytes = b""
    ) -> str:
        name = self._named()
        self._written(kind, inputs, (name,), attributes, ending)
        return name

    def _written(
        self,
        kind: str,
        inputs: Sequence[str],
        names: Sequence[str],
        attributes: Mapping[str, Value],
        ending: bytes = b"",
    ) -> None:
        node = b"".join(_text(1, given) for given in inputs)
        node += b"".join(_text(2, name) for name in names) + _text(4, kind)
        node += b"".join(_field(5, _attribute(*pair)) for pair in attributes.items())
        self._parts.append(_field(1, node + ending))

    def written(self, inputs: Mapping[str, Sequence[str | int]], *outputs: str) -> bytes:
        """Return the file: what the graph takes, by name, with its shape; and what it gives."""
        ends = _text(2, "network") + b"".join(_field(11, _value(*pair)) for pair in inputs.items())
        ends += b"".join(_field(12, _value(name, ())) for name in outputs)
        parts = [*self._parts, ends]
        head = _number(1, _IR_VERSION) + _field(8, _number(2, _OPSET))
        if self._own:
            head += _field(8, _text(1, _OWN) + _number(2, 1))
        return b"".join([head + _begun(7, sum(map(len, parts))), *parts])

    def _named(self) -> str:
        self._count += 1
        return f"v{self._count}"


def gates_in_order(gates: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the gates of an LSTM, one below the other, in ONNX's order, which is not torch's."""
    given, forget, cell, output = np.split(gates, 4)
    return np.concatenate([given, output, forget, cell])


def _value(name: str, shape: Sequence[str | int]) -> bytes:
    dims = (_text(2, size) if isinstance(size, str) else _number(1, size) for size in shape)
    inside = b"".join(_field(1, dim) for dim in dims)
    tensor = _number(1, _FLOAT) + (_field(2, inside) if shape else b"")
    return _text(1, name) + _field(2, _field(1, tensor))


def _attribute(name: str, value: Value) -> bytes:
    if isinstance(value, float):
        content = struct.pack("<f", value)
        return _text(1, name) + _varint(2 << 3 | 5) + content + _number(20, _FLOAT)
    if isinstance(value, int):
        return _text(1, name) + _number(3, value) + _number(20, _INT)
    if isinstance(value, str):
        return _text(1, name) + _text(4, value) + _number(20, _STRING)
    return _text(1, name) + b"".join(_number(8, one) for one in value) + _number(20, _INTS)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, value: str) -> bytes:
    return _field(field, value.encode())


def _field(field: int, content: bytes) -> bytes:
    return _begun(field, len(content)) + content


def _begun(field: int, size: int) -> bytes:
    return _varint(field << 3 | 2) + _varint(size)


def _varint(value: int) -> bytes:
    """Write a number in groups of seven bits, the lowest first.

    >>> _varint(300).hex()
    'ac02'

    """
    value &= 2**64 - 1  # a negative one has ten groups
    groups = bytearray()
    while value >= 128:  # noqa: PLR2004, seven bits
        groups.append(value & 127 | 128)
        value >>= 7
    return bytes([*groups, value])

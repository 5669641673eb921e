"""Read tensors out of a file that torch wrote before its version 1.6, without torch.

Such a file is a row of pickles (a magic number, a version, the machine's word sizes, the objects,
the names of the storages) and then the bytes of the storages. A pickle can name any function to be
called; this reader knows three names, and two of them are functions of its own.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from diarizer.errors import ModelDamaged
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_MAGIC = 0x1950A86A20F9469CFC6C
_PROTOCOL = 1001
_FLOAT = np.dtype("<f4")
_COUNT = 8  # bytes that say how many numbers a storage holds


def read(path: Path, group: str) -> dict[str, NDArray[np.float32]]:
    """Read the tensors of one group, and pass over the bytes of all others.

    Args:
        path: the file.
        group: its key in the pickled dictionary: ``model_state``.

    Returns:
        the tensors by their names.

    Raises:
        ModelDamaged: it is no such file, is cut, or asks for anything but tensors of floats.
        OSError: it cannot be read.

    """
    try:
        with path.open("rb") as stream:
            views = _views(stream, group)
            storages = _storages(stream, {view.storage for view in views.values()})
        return {name: view.of(storages) for name, view in views.items()}
    except OSError:
        raise
    except Exception as error:  # a damaged pickle raises whatever it likes
        raise ModelDamaged(
            text("The weights cannot be read."),
            context=f"{path}: {type(error).__name__}: {error}",
            hint="setup-doctor check --only models",
        ) from error


@dataclass(frozen=True, slots=True)
class _Storage:
    """A row of numbers, by its name."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class _View:
    """A tensor: where in which storage it begins, and its shape."""

    storage: _Storage
    start: int
    shape: tuple[int, ...]

    def of(self, storages: Mapping[_Storage, NDArray[np.float32]]) -> NDArray[np.float32]:
        end = self.start + int(np.prod(self.shape))
        return storages[self.storage][self.start : end].reshape(self.shape)


class _Restricted(pickle.Unpickler):
    """Builds dictionaries, lists, numbers and views of storages, and refuses all else."""

    def find_class(self, module: str, name: str) -> Any:
        known = {
            "collections.OrderedDict": OrderedDict,
            "torch.FloatStorage": _FLOAT,
            "torch._utils._rebuild_tensor_v2": _rebuilt,
        }
        if f"{module}.{name}" not in known:
            raise pickle.UnpicklingError(f"it asks for {module}.{name}, which no weights need")
        return known[f"{module}.{name}"]

    def persistent_load(self, pid: Any) -> _Storage:
        kind, dtype, name, _, count, whole = pid
        if kind != "storage" or dtype is not _FLOAT or whole is not None:
            raise pickle.UnpicklingError("it holds something else than numbers of 32 bits")
        return _Storage(str(name), int(count))


def _rebuilt(
    storage: _Storage, start: int, shape: tuple[int, ...], stride: tuple[int, ...], *_: Any
) -> _View:
    steps = np.cumprod((1, *shape[:0:-1]))[::-1]
    if tuple(stride) != tuple(steps.tolist()):
        raise pickle.UnpicklingError("a tensor does not lie row by row")
    return _View(storage, int(start), tuple(shape))


def _views(stream: BinaryIO, group: str) -> dict[str, _View]:
    head = [_Restricted(stream).load() for _ in range(3)]
    if head[:2] != [_MAGIC, _PROTOCOL] or head[2]["little_endian"] is not True:
        raise pickle.UnpicklingError("it does not begin as torch begins such a file")
    tensors = _Restricted(stream).load()[group]
    if not all(isinstance(view, _View) for view in tensors.values()):
        raise pickle.UnpicklingError(f"{group} holds something else than tensors")
    return dict(tensors)


def _storages(stream: BinaryIO, wanted: set[_Storage]) -> dict[_Storage, NDArray[np.float32]]:
    counts = {storage.name: storage for storage in wanted}
    found = {}
    for name in _Restricted(stream).load():
        count = int.from_bytes(stream.read(_COUNT), "little")
        if name not in counts:
            stream.seek(count * _FLOAT.itemsize, 1)
            continue
        content = np.frombuffer(stream.read(count * _FLOAT.itemsize), _FLOAT)
        if not len(content) == count == counts[name].count:
            raise EOFError(f"{len(content)} numbers where {counts[name].count} should be")
        found[counts[name]] = content
    return found

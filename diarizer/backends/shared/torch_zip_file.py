"""Read tensors out of a file that torch wrote since its version 1.6, without torch.

Such a file is a zip archive, not compressed: a pickle that says how the tensors lie, and a member
for the bytes of each storage. A pickle can name any function to be called; this reader knows four
names, and the one function among them is its own.
"""

from __future__ import annotations

import math
import pickle
import zipfile
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.errors import ModelDamaged
from diarizer.messages.text import text

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_TYPES = {"torch.FloatStorage": np.dtype("<f4"), "torch.LongStorage": np.dtype("<i8")}


def read(path: Path) -> Any:
    """Read what was saved: dictionaries, lists and numbers, with arrays where tensors were.

    Raises:
        ModelDamaged: it is no such file, is cut, or asks for anything else.
        OSError: it cannot be opened.

    """
    try:
        with zipfile.ZipFile(path) as archive:
            (name,) = (name for name in archive.namelist() if name.endswith("/data.pkl"))
            with archive.open(name) as stream:
                return _Restricted(stream, archive, name.removesuffix(".pkl")).load()
    except OSError:
        raise
    except Exception as error:  # a damaged pickle raises whatever it likes
        raise ModelDamaged(
            text("The weights cannot be read."),
            context=f"{path}: {type(error).__name__}: {error}",
            hint="setup-doctor install open",
        ) from error


class _Restricted(pickle.Unpickler):
    """Builds what :func:`read` returns, and refuses all else."""

    def __init__(self, stream: Any, archive: zipfile.ZipFile, folder: str) -> None:
        super().__init__(stream)
        self._archive = archive
        self._folder = folder

    def find_class(self, module: str, name: str) -> Any:
        known = {
            "collections.OrderedDict": OrderedDict,
            "torch._utils._rebuild_tensor_v2": _rebuilt,
            **_TYPES,
        }
        if f"{module}.{name}" not in known:
            raise pickle.UnpicklingError(f"it asks for {module}.{name}, which no weights need")
        return known[f"{module}.{name}"]

    def persistent_load(self, pid: Any) -> NDArray[Any]:
        kind, dtype, key, _, count = pid
        if kind != "storage" or not isinstance(dtype, np.dtype):
            raise pickle.UnpicklingError("it holds something else than numbers")
        # The bytes are not copied: the archive's member is the array.
        content = np.frombuffer(self._archive.read(f"{self._folder}/{key}"), dtype)
        if len(content) != count:
            raise EOFError(f"{len(content)} numbers where {count} should be")
        return content


def _rebuilt(
    storage: NDArray[Any], start: int, shape: tuple[int, ...], stride: tuple[int, ...], *_: Any
) -> NDArray[Any]:
    end = start + math.prod(shape)
    rows = [math.prod(shape[axis:]) for axis in range(1, len(shape) + 1)]
    # What has only one place along an axis has any stride there.
    lies = [a == b for a, b, places in zip(stride, rows, shape, strict=True) if places > 1]
    if not all(lies) or start < 0 or end > len(storage):
        raise pickle.UnpicklingError("a tensor does not lie row by row in its storage")
    return storage[start:end].reshape(shape)

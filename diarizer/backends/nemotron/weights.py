"""The weights on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.models import MODELS, locate
from diarizer.models.whole import compare_hashes, missing

if TYPE_CHECKING:
    from pathlib import Path

MODEL = MODELS["nemotron"]
_DOWNLOAD = "setup-doctor download nemotron"


def whole_folder() -> Path:
    """Return the folder that transformers loads, after every hash was compared.

    Raises:
        ModelMissing: the weights are not on this machine.
        ModelDamaged: a file is not what the Hub says.

    """
    folder = locate(MODEL)
    if folder is None:
        raise missing(MODEL, _DOWNLOAD)
    compare_hashes(MODEL, _DOWNLOAD)
    return folder

"""The files of weights: found without running what they came with, compared, then read.

The first two are plain dictionaries of tensors, and are read as such, without torch: nothing inside them can
run. The larger original of the first, ``pytorch_model.bin``, is not touched; it cannot be read that
way. The third is the graph of the second opinion, which onnxruntime reads by itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from diarizer.errors import ModelDamaged, ModelMissing
from diarizer.messages.text import text
from diarizer.models.table import MODELS
from diarizer.models.verify import State, verify

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from diarizer.models.verify import FileState

    Weights = dict[str, NDArray[Any]]

_HINT = "setup-doctor install open"


def load() -> tuple[Weights, Weights, Path]:
    """Read the two that are dictionaries, and compare all.

    Returns:
        arrays by their names: of segmentation-3.0, and of CAM++; and the file of silero-vad.

    Raises:
        ModelMissing: a file is not on this machine.
        ModelDamaged: it is, and its sha256 is not the one in the table of models.

    """
    from diarizer.backends.shared import torch_zip_file  # noqa: PLC0415, to look at hashes takes no numpy

    segmentation, voice, speech = look()
    return torch_zip_file.read(segmentation)["state_dict"], torch_zip_file.read(voice), speech


def segmentation() -> Weights:
    """Read the first of them alone, for whoever tells voices by another network.

    Raises:
        ModelMissing: the file is not on this machine.
        ModelDamaged: it is, and its sha256 is not the one in the table of models.

    """
    from diarizer.backends.shared import torch_zip_file  # noqa: PLC0415, as in load

    whole = MODELS["open"]
    found: Weights = torch_zip_file.read(
        *map(_checked, verify(replace(whole, sources=whole.sources[:1]), deep=True))
    )["state_dict"]
    return found


def look() -> list[Path]:
    """Find the files, and compare their hashes.

    Raises:
        ModelMissing: a file is not on this machine.
        ModelDamaged: it is, and its sha256 is not the one in the table of models.

    """
    return [_checked(file) for file in verify(MODELS["open"], deep=True)]


def _checked(file: FileState) -> Path:
    context = file.described()
    if file.state is State.MISSING or file.location is None:
        raise ModelMissing(
            text("The models of the backend 'open' are not here."), context=context, hint=_HINT
        )
    if file.state is not State.WHOLE:
        raise ModelDamaged(
            text("A model of the backend 'open' is not whole."), context=context, hint=_HINT
        )
    return file.location

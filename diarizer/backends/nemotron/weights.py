"""The weights on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.errors import ModelDamaged, ModelMissing
from diarizer.messages.text import joined, text
from diarizer.models import MODELS, State, locate, verify

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
        raise ModelMissing(
            text("The weights of {model} are not on this machine.", model=MODEL.title),
            context=", ".join(source.name for source in MODEL.sources),
            hint=_DOWNLOAD,
        )
    wrong = [one for one in verify(MODEL, deep=True) if one.state is not State.WHOLE]
    if wrong:
        raise ModelDamaged(
            text("The weights of {model} are damaged.", model=MODEL.title),
            context=joined(*(one.described() for one in wrong)),
            hint=_DOWNLOAD,
        )
    return folder

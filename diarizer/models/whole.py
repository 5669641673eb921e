"""What a backend of the Hub says of its weights before it loads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.errors import ModelDamaged, ModelMissing
from diarizer.messages.text import joined, text
from diarizer.models.verify import State, verify

if TYPE_CHECKING:
    from diarizer.models.table import Model


def missing(model: Model, download: str) -> ModelMissing:
    """Return the error that says that a model is not here, and what brings it."""
    return ModelMissing(
        text("The weights of {model} are not on this machine.", model=model.title),
        context=", ".join(source.name for source in model.sources),
        hint=download,
    )


def compare_hashes(model: Model, download: str) -> None:
    """See that every file is what the Hub says.

    Args:
        model: that is here.
        download: the command that brings it anew.

    Raises:
        ModelDamaged: a file is not.

    """
    wrong = [one for one in verify(model, deep=True) if one.state is not State.WHOLE]
    if wrong:
        raise ModelDamaged(
            text("The weights of {model} are damaged.", model=model.title),
            context=joined(*(one.described() for one in wrong)),
            hint=download,
        )

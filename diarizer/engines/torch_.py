"""Resemblyzer's network as its authors ship it: torch runs it."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import torch

from diarizer.errors import ModelDamaged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class TorchEncoder:
    """A :class:`diarizer.embedding.Encoder` on one thread.

    The layers are small: a second thread made them up to 70 times slower on a busy machine.

    Raises:
        ModelDamaged: the weights inside the package cannot be read.

    """

    def __init__(self) -> None:
        torch.set_num_threads(1)
        with warnings.catch_warnings():
            # resemblyzer imports scipy.ndimage.morphology, which is deprecated.
            warnings.simplefilter("ignore", DeprecationWarning)
            from resemblyzer import VoiceEncoder  # noqa: PLC0415, seconds

        try:
            self._network = VoiceEncoder("cpu", verbose=False).eval()
        except Exception as error:  # cut weights raise whatever their first wrong byte means
            raise ModelDamaged(
                "The weights of Resemblyzer cannot be read.",
                context=f"{type(error).__name__}: {error}",
                hint="setup-doctor check --only models",
            ) from error

    def __call__(self, mels: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return (b, 256) rows of unit length for (b, 160, 40) mel power."""
        with torch.inference_mode():
            rows: NDArray[np.float32] = self._network(torch.from_numpy(mels)).numpy()
        return rows

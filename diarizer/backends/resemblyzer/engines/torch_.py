"""Resemblyzer's network as its authors ship it: torch runs it."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import torch

from diarizer.backends.shared import card_trial, torch_device
from diarizer.errors import ModelDamaged
from diarizer.messages.text import text
from diarizer.models.table import MODELS
from diarizer.models.verify import source_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from diarizer.messages.text import Text


class TorchEncoder:
    """A :class:`diarizer.backends.resemblyzer.embedding.Encoder` on one thread, or on a card.

    The layers are small: a second thread made them up to 70 times slower on a busy machine.

    Attributes:
        device: on which it calculates.
        threads: that may ask at the same time.

    Raises:
        BackendUnavailable: torch does not calculate on that device, or not the same.
        ModelDamaged: the weights cannot be read.

    """

    threads = 1

    def __init__(self, device: str = "cpu", tell: Callable[[Text], object] | None = None) -> None:
        place = torch_device.device(device, tell)
        self.device = torch.device("cpu")
        torch.set_num_threads(1)
        with warnings.catch_warnings():
            # resemblyzer imports scipy.ndimage.morphology, which is deprecated.
            warnings.simplefilter("ignore", DeprecationWarning)
            from resemblyzer import VoiceEncoder  # noqa: PLC0415, seconds

        try:
            # Read for the processor, whatever the device: the file names the one it was written on.
            self._network = VoiceEncoder("cpu", verbose=False, weights_fpath=_weights()).eval()
        except Exception as error:  # cut weights raise whatever their first wrong byte means
            raise ModelDamaged(
                text("The weights of Resemblyzer cannot be read."),
                context=f"{type(error).__name__}: {error}",
                hint="setup-doctor check --only models",
            ) from error
        if place.type != "cpu":
            self._move(place)

    def _move(self, place: Any) -> None:
        """Go to a card, where the network gives the same."""
        given = card_trial.noise(1, 160, 40)
        wanted = self(given)
        self.device, self._network = place, self._network.to(place)
        card_trial.agree(str(place), self, lambda _: wanted, given)

    def __call__(
        self, mels: NDArray[np.float32], ends: tuple[int, ...] = ()
    ) -> NDArray[np.float32]:
        """Return (b * ends, 256) rows of unit length; see the protocol."""
        network, chosen = self._network, [end - 1 for end in ends or mels.shape[1:2]]
        with torch.inference_mode():
            states, _ = network.lstm(torch.from_numpy(mels).to(self.device))  # (b, frames, 256)
            raw = network.relu(network.linear(states[:, chosen]))  # (b, ends, 256)
            lengths = torch.norm(raw, dim=2, keepdim=True).clamp(min=1e-9)
            found = (raw / lengths).reshape(-1, raw.shape[2])
            rows: NDArray[np.float32] = found.cpu().numpy()
        return rows


def _weights() -> Path | None:
    """Where they are whole: in the package, or beside it, where they came out of its wheel."""
    source, *_ = MODELS["resemblyzer"].sources
    folder, path = source_folder(source), source.files[0].path
    return folder / path if folder and (folder / path).is_file() else None

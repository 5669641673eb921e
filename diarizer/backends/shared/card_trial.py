"""Whether a network gives on a card what it gives on the processor.

That a card multiplies does not mean that it can do each step of a network, nor that it does it
right: an operation may be missing there, or give something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diarizer.errors import BackendUnavailable
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from diarizer.messages.text import Text

    Array = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
    Network = Callable[[Array], Array]

_FAR = 0.05  # of the largest number; what a card rounds otherwise is below a tenth of that


def noise(*shape: int) -> Array:
    """Return numbers that are the same each time, and exercise every step."""
    return np.random.default_rng(1).standard_normal(shape).astype(np.float32)


def agree(device: str, card: Network, processor: Network, given: Array) -> None:
    """Let both calculate the same.

    Raises:
        BackendUnavailable: the card does not, or gives something else.

    """
    wanted = processor(given)
    try:
        found = card(given)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        reason = text("a step of the network cannot be done there")
        raise _refused(device, reason, said.splitlines()[0]) from error
    far = float(np.abs(found - wanted).max() / np.abs(wanted).max())
    if not far < _FAR:  # nor where it is no number
        reason = text("its numbers are not those of the processor")
        raise _refused(device, reason, f"{100 * far:.1f} %")


def _refused(device: str, reason: Text, said: str) -> BackendUnavailable:
    return BackendUnavailable(
        text("The networks do not calculate on {device}: {reason}.", device=device, reason=reason),
        context=said,
        hint=text("Take the processor: --device cpu"),
        reference="backend.no-device",
    )

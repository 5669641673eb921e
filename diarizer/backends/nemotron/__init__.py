"""NVIDIA's Nemotron 3 Diarization: one network from sound to turns, without an account.

It hears up to eight people at once, in the order in which they first speak, and needs neither
voices to be compared nor a number. Nothing here asks the network: the weights come by
``setup-doctor download nemotron`` and are loaded from this machine alone, after their hashes were
compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.backends.base import Availability
from diarizer.backends.shared.installed_version import version
from diarizer.errors import DiarizerError

if TYPE_CHECKING:
    from diarizer.backends.nemotron.backend import NemotronBackend

NAME = "nemotron"
THRESHOLD = 1.0
"""Cosine similarity from which two voices are one person's: it describes none."""
LACKS = frozenset({"voices", "numbers"})


def availability() -> Availability:
    """Look at the packages and the weights, which is cheap, then import; never raises."""
    from diarizer.backends.nemotron import installation, weights  # noqa: PLC0415, for the next line

    try:
        installation.look()
        weights.whole_folder()  # damaged weights are a reason to take another backend
        installation.enter()
    except DiarizerError as error:
        return Availability.of(NAME, error.told.message)
    except Exception as error:  # noqa: BLE001, a broken package raises whatever it likes
        return Availability(NAME, ready=False, reason=f"{type(error).__name__}: {error}")
    found = f"transformers {version('transformers')}, {weights.MODEL.title}"
    return Availability(NAME, ready=True, reason=found)


def load(*, device: str = "auto", **options: Any) -> NemotronBackend:
    """Load the network from this machine.

    Args:
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``.
        options: ``options``, a :class:`diarizer.backends.nemotron.turns.Options`, the published
            ones otherwise; ``tell``, which gets a line where a card is passed over. What other
            backends understand is left aside.

    Raises:
        BackendUnavailable: transformers, torch or the device is not there, or does not answer.
        ModelMissing: the weights are not on this machine.
        ModelDamaged: they are, and are not whole.

    """
    from diarizer.backends.nemotron import installation, weights  # noqa: PLC0415, as above

    installation.look()
    folder = weights.whole_folder()
    installation.enter()
    from diarizer.backends.nemotron import backend  # noqa: PLC0415, numpy

    asked = options.get("options"), options.get("tell")
    return backend.NemotronBackend.from_folder(folder, device, *asked)

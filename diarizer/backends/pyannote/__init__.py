"""pyannote.audio 4: the most accurate engine; its weights stand behind the terms of a web page.

Nothing here asks the network: the weights come by ``setup-doctor download pyannote`` and are
loaded from this machine alone, after their hashes were compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.backends.base import Availability
from diarizer.backends.shared.installed_version import version
from diarizer.errors import DiarizerError

if TYPE_CHECKING:
    from collections.abc import Callable

    from diarizer.backends.pyannote.backend import PyannoteBackend
    from diarizer.messages.text import Text

NAME = "pyannote"
THRESHOLD = 0.5
"""Cosine similarity from which two voices are one person's.

Not measured here, where its gated weights are not: half way between what WeSpeaker's recipe gives
to two people (near 0) and to one (near 1). Say `threshold` for recordings like yours.
"""


def availability() -> Availability:
    """Look at the packages and the weights, which is cheap, then import; never raises."""
    from diarizer.backends.pyannote import installation, weights  # noqa: PLC0415, for the next line

    try:
        installation.look()
        model = weights.choose(None)
        weights.configuration(model)  # damaged weights are a reason to take another backend
        installation.enter()
    except DiarizerError as error:
        return Availability.of(NAME, error.told.message)
    except Exception as error:  # noqa: BLE001, a broken package raises whatever it likes
        return Availability(NAME, ready=False, reason=f"{type(error).__name__}: {error}")
    found = f"pyannote.audio {version('pyannote.audio')}, {model.title}"
    return Availability(NAME, ready=True, reason=found)


def load(
    *,
    pipeline: str | None = None,
    device: str = "auto",
    exclusive: bool = False,
    tell: Callable[[Text], object] | None = None,
    **_: Any,
) -> PyannoteBackend:
    """Load the pipeline from this machine.

    Args:
        pipeline: ``community-1`` or ``3.1``; the first of them that is here, by default.
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``.
        exclusive: one speaker at a time, which is easier to join with a transcript; otherwise
            two who speak at once have a turn each.
        tell: gets a line where a card is passed over.
        _: what other backends understand.

    Raises:
        BackendUnavailable: pyannote.audio or the device is not there, or does not answer.
        ModelMissing: the weights are not on this machine.
        ModelDamaged: they are, and are not whole.

    """
    from diarizer.backends.pyannote import backend, installation, weights  # noqa: PLC0415, heavy

    installation.look()
    model = weights.choose(pipeline)
    config = weights.configuration(model)
    installation.enter()
    return backend.PyannoteBackend(config, device=device, exclusive=exclusive, tell=tell)

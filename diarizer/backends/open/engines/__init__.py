"""The two programs that can run the networks, and the choice between them."""

from __future__ import annotations

import logging
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from diarizer.backends.open import second_opinion, weights
from diarizer.errors import BackendUnavailable, InvalidArgument
from diarizer.messages.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from diarizer.backends.open.networks import Networks

AUTO = "auto"

# By what benchmarks/speed.py says: see the head of each.
_PACKAGES = {"light": "onnxruntime", "torch": "torch"}
_HOMES = {
    "light": "diarizer.backends.open.engines.light",
    "torch": "diarizer.backends.open.engines.torch_",
}

ENGINES = tuple(_HOMES)
"""The names of the engines, the faster one first."""

_LOG = logging.getLogger("diarizer")


def find(engine: str = AUTO, tell: Callable[[Text], object] | None = None) -> str:
    """Name the engine that will be used, once what it stands on has been imported.

    Args:
        engine: one of :data:`ENGINES`, or ``auto``: the first that answers.
        tell: gets one line that says why one is passed over; the log ``diarizer`` by default.

    Raises:
        InvalidArgument: there is no such engine.
        BackendUnavailable: the package is missing or broken.

    """
    if engine not in {AUTO, *ENGINES}:
        raise InvalidArgument(
            text("There is no engine named {engine!r}.", engine=engine),
            context=text("Known: {known}", known=", ".join((AUTO, *ENGINES))),
            hint=text("Choose one of them, or leave the choice to engine='auto'."),
        )
    passed_over = []
    for name in ENGINES if engine == AUTO else (engine,):
        try:
            import_module(_PACKAGES[name])
        except Exception as error:  # noqa: BLE001, a broken package raises whatever it likes
            passed_over.append(f"{name}: {type(error).__name__}: {error}")
            continue
        if passed_over:
            (tell or _LOG.info)(
                text("open runs on {name}. Not ready: {reason}", name=name, reason=passed_over[0])
            )
        return name
    raise BackendUnavailable(
        text("The backend 'open' cannot be used."),
        context="\n".join(passed_over),
        hint="setup-doctor install open",
    )


def load(engine: str = AUTO, tell: Callable[[Text], object] | None = None) -> Networks:
    """Load both networks.

    Raises:
        InvalidArgument: there is no such engine.
        BackendUnavailable: the package that it needs is missing or broken.
        ModelMissing: the weights are not on this machine.
        ModelDamaged: they are, and are not whole.

    """
    name = find(engine, tell)
    segmentation, voice, speech = weights.load()
    networks: Networks = import_module(_HOMES[name]).load(segmentation, voice)
    return replace(networks, second=second_opinion.load(speech, tell or _LOG.info))

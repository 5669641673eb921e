"""The two programs that can run Resemblyzer's network, and the choice between them.

``torch`` is the package as its authors ship it, and the reference; ``light`` takes nothing but
numpy, for where torch is missing or will not load. Their rows are the same to rounding.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.shared import compiled_files
from diarizer.errors import BackendUnavailable, DiarizerError, InvalidArgument
from diarizer.messages.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from diarizer.backends.resemblyzer.embedding import Encoder

ENGINES = ("torch", "light")
"""The names of the engines, the reference first."""

AUTO = "auto"

_HOMES = {
    "torch": (
        "diarizer.backends.resemblyzer.engines.torch_",
        "TorchEncoder",
        ("torch", "resemblyzer"),
    ),
    "light": ("diarizer.backends.resemblyzer.engines.light", "LightEncoder", ("threadpoolctl",)),
}

_WITH_TORCH = "setup-doctor install resemblyzer --full"

_LOG = logging.getLogger("diarizer")


@dataclass(frozen=True, slots=True)
class Engine:
    """A network that is loaded.

    Attributes:
        name: of what runs it.
        encoder: the network.
        device: on which it calculates.
        passed_over: why it is not the reference, if ``auto`` passed that over.

    """

    name: str
    encoder: Encoder
    passed_over: Text | str = ""
    device: str = "cpu"


def check(name: str) -> str:
    """Return ``name``, when it is an engine or ``auto``.

    Raises:
        InvalidArgument: it is neither.

    """
    if name not in {AUTO, *ENGINES}:
        from diarizer.backends.open import engines  # noqa: PLC0415, asked for the hint alone

        step = text("Choose one of them, or leave the choice to engine='auto'.")
        if name in engines.ENGINES:
            step = text("The backend open has it: add --backend open.")
        raise InvalidArgument(
            text("There is no engine named {name!r}.", name=name),
            context=text("Known: {known}", known=", ".join((AUTO, *ENGINES))),
            hint=step,
        )
    return name


def load(
    name: str = AUTO, tell: Callable[[Text], object] | None = None, device: str = AUTO
) -> Engine:
    """Load an engine with the weights.

    Args:
        name: one of :data:`ENGINES`, or ``auto``: torch where it answers, else light.
        tell: gets one line that says why torch is passed over; the log ``diarizer`` by default.
        device: see :data:`diarizer.backends.devices.NAMES`; a card is for torch alone.

    Raises:
        InvalidArgument: there is no such engine.
        BackendUnavailable: a package that it needs is missing or broken, or does not calculate
            on that device.
        ModelMissing: the weights are not on this machine.
        ModelDamaged: they are, and are not whole.

    """
    if check(name) == "light" and device not in {AUTO, "cpu"}:
        raise _without_card(device)
    if name != AUTO or device not in {AUTO, "cpu"}:
        return _engine("torch" if name == AUTO else name, device, tell)
    try:
        return _engine("torch", device, tell)
    except DiarizerError as error:
        reason = error.told.context if error.context else error.told.message
    try:
        engine = replace(_engine("light", device, tell), passed_over=reason)
    except DiarizerError as error:
        raise _neither(error, reason) from error
    # A torch that is there and does not load is worth more than a word.
    say = tell or (_LOG.warning if find_spec("torch") else _LOG.info)
    say(text("resemblyzer runs on its light engine, without torch: {reason}", reason=reason))
    return engine


def _engine(name: str, device: str, tell: Callable[[Text], object] | None) -> Engine:
    """Load one engine, and let it listen to a window of silence.

    A package that is not there is found without importing the others, which can take seconds, and
    one that is cut without being loaded, which can end the process.
    """
    module, kind, packages = _HOMES[name]
    for package in packages:
        if find_spec(package) is None:
            raise _unavailable(name, text("{package} is not installed", package=package))
        if damaged := compiled_files.damage(package):
            raise _unavailable(name, damaged)
    try:
        made = getattr(import_module(module), kind)
        encoder = made(device, tell) if name == "torch" else made()
        encoder(np.zeros((1, 160, 40), np.float32))
    except DiarizerError:
        raise
    except Exception as error:  # a broken package raises whatever it likes
        raise _unavailable(name, f"{type(error).__name__}: {error}") from error
    return Engine(name, encoder, device=str(getattr(encoder, "device", "cpu")))


def _without_card(device: str) -> BackendUnavailable:
    there = all(map(find_spec, _HOMES["torch"][2]))
    return BackendUnavailable(
        text("The light engine of resemblyzer does not calculate on {device}.", device=device),
        context=text("It is numpy, which knows the processor alone; the engine torch can do more."),
        hint=text("Take the other one: {option}", option="--engine torch")
        if there
        else _WITH_TORCH,
        reference="backend.no-device",
    )


def _neither(light: DiarizerError, reason: Text | str) -> DiarizerError:
    return type(light)(
        text("Neither engine of the backend 'resemblyzer' can be used."),
        context=Text(
            "torch: {torch}\nlight: {light}", {"torch": reason, "light": light.told.context}
        ),
        hint=light.told.hint,
    )


def _unavailable(name: str, reason: Text | str) -> BackendUnavailable:
    return BackendUnavailable(
        text("The engine {name!r} of the backend 'resemblyzer' cannot be used.", name=name),
        context=reason,
        hint="setup-doctor setup --full" if name == "torch" else "setup-doctor setup",
    )

"""The two programs that can run the networks, and the choice between them."""

from __future__ import annotations

import logging
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from diarizer.backends.open import second_opinion, weights
from diarizer.backends.open.networks import Segmentation
from diarizer.backends.shared import (
    card_trial,
    compiled_files,
    onnx_device,
    side_by_side,
    torch_device,
)
from diarizer.errors import BackendUnavailable, InvalidArgument
from diarizer.messages.text import Text, joined, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from diarizer.backends.open.networks import Array, Networks
    from diarizer.backends.shared.speech_detector import SpeechDetector

AUTO = "auto"

# By what benchmarks/speed.py says: see the head of each.
_PACKAGES = {"light": "onnxruntime", "torch": "torch", "light-float32": "onnxruntime"}
_IMPORTS: Mapping[str, Callable[[], Any]] = {
    "onnxruntime": onnx_device.package,
    "torch": lambda: import_module("torch"),
}
_HOMES = {
    "light": ("diarizer.backends.open.engines.light", "load"),
    "torch": ("diarizer.backends.open.engines.torch_", "load"),
    "light-float32": ("diarizer.backends.open.engines.light", "load_float32"),
}
_DEVICES: Mapping[str, Callable[..., Any]] = {
    "light": onnx_device.device,
    "torch": torch_device.device,
    "light-float32": onnx_device.device,
}

ENGINES = tuple(_HOMES)
"""The names of the engines, the faster one first; the last calculates as the first does on every
other processor, see :mod:`diarizer.backends.open.engines.light`."""

_CHOICE = ENGINES[:2]  # of `auto`

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
    for name in _CHOICE if engine == AUTO else (engine,):
        # A cut library would take the process along.
        if damaged := compiled_files.damage(_PACKAGES[name]):
            passed_over.append(f"{name}: {damaged}")
            continue
        try:
            _IMPORTS[_PACKAGES[name]]()
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
        hint="setup-doctor install open --full"
        if engine == "torch"
        else "setup-doctor install open",
    )


def load(
    engine: str = AUTO, device: str = AUTO, tell: Callable[[Text], object] | None = None
) -> Networks:
    """Load both networks.

    Args:
        engine: see :func:`find`; where a card is named, ``auto`` is the first that calculates there.
        device: see :data:`diarizer.backends.devices.NAMES`.
        tell: see :func:`find`.

    Raises:
        InvalidArgument: there is no such engine.
        BackendUnavailable: the package or the device that it needs is missing or broken.
        ModelMissing: the weights are not on this machine.
        ModelDamaged: they are, and are not whole.

    """
    name, place = _placed(engine, device, tell or _LOG.info)
    segmentation, voice, speech = weights.load()
    networks = _maker(name)(segmentation, voice, place)
    if networks.device != "cpu":
        exact = _maker("light-float32" if name == "light" else name)
        networks = _trusted(networks, exact(segmentation, voice), device, tell or _LOG.info)
    return replace(networks, second=second_opinion.load(speech, tell or _LOG.info))


def _maker(name: str) -> Callable[..., Networks]:
    module, function = _HOMES[name]
    made: Callable[..., Networks] = getattr(import_module(module), function)
    return made


def segmentation(second: SpeechDetector) -> Segmentation:
    """Load the segmentation alone, on onnxruntime and the processor; voices are told by others.

    Args:
        second: the other detector of speech.

    Raises:
        ModelMissing: the weights are not on this machine.
        ModelDamaged: they are, and are not whole.

    """
    light = import_module(_HOMES["light"][0])
    hears = light.segmenter(weights.segmentation())
    return Segmentation(hears, second, side_by_side.threads())


def _trusted(
    card: Networks, processor: Networks, device: str, tell: Callable[[Text], object]
) -> Networks:
    """Return the networks on the card, when they give the same there; else those that do, or raise."""
    try:
        noise = card_trial.noise(16_000)
        card_trial.agree(card.device, _a_second(card), _a_second(processor), noise)
        card_trial.agree(card.device, card.voice, processor.voice, card_trial.noise(100, 80))
    except BackendUnavailable as error:
        if device != AUTO:
            raise
        tell(text("{reason} It is passed over.", reason=error.told.message))
        return processor
    return card


def _a_second(networks: Networks) -> Callable[[Array], Array]:
    """Return what asks the segmentation about one window that is as long as its samples."""
    return lambda samples: networks.segment(samples, [0], len(samples))


def _placed(engine: str, device: str, tell: Callable[[Text], object]) -> tuple[str, Any]:
    """Name the engine, and the device in its own words."""
    if device in {AUTO, "cpu"}:  # for which any engine is good
        name = find(engine, tell)
        return name, _DEVICES[name](device, tell)
    refusals = {}
    for name in _CHOICE if engine == AUTO else (engine,):
        try:
            place = _DEVICES[find(name)](device)
        except BackendUnavailable as error:
            refusals[name] = error
            continue
        if refusals:
            reason = refusals["light"].told.message
            tell(text("open runs on {name}. Not ready: {reason}", name=name, reason=reason))
        return name, place
    raise _nowhere(device, refusals)


def _nowhere(device: str, refusals: Mapping[str, BackendUnavailable]) -> BackendUnavailable:
    """Say of each engine why not; the way out is that of torch where it is installed."""
    first, *_, last = (*refusals.values(), *refusals.values())
    if len(refusals) == 1:
        return last
    nearest = last if find_spec("torch") else first
    reasons = [
        Text("{engine}: {said} {more}", {"engine": name, "said": e.told[0], "more": e.told[1]})
        for name, e in refusals.items()
    ]
    return BackendUnavailable(
        text("No engine of the backend 'open' calculates on {device}.", device=device),
        context=joined(*reasons),
        hint=nearest.told.hint,
        reference=nearest.reference,
    )

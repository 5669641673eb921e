"""Resemblyzer's network without torch: onnxruntime runs it, or numpy where that is missing.

Three LSTM layers (Hochreiter and Schmidhuber, "Long short-term memory", 1997), then a linear one,
a rectifier and unit length: what `torch.nn.LSTM` and `VoiceEncoder.forward` calculate, to
rounding. Nine tenths of the time go into matrix products that run as fast as the processor can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import ThreadpoolController

from diarizer.backends.resemblyzer.engines import onnx_lstm
from diarizer.backends.resemblyzer.engines.onnx_lstm import LAYERS, SIZE
from diarizer.backends.shared import side_by_side, torch_legacy_file
from diarizer.errors import ModelDamaged, ModelMissing
from diarizer.messages.text import text
from diarizer.models.table import MODELS
from diarizer.models.verify import State, verify

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_BANDS = 40
_RUNS = 4  # through onnxruntime at once: as fast as 64, with a sixteenth of the memory


class LightEncoder:
    """A :class:`diarizer.backends.resemblyzer.embedding.Encoder`; each call is on one thread.

    As with torch, a second thread would cost more than it brings on a machine that has other work.

    Attributes:
        threads: that may ask at the same time.

    Raises:
        ModelMissing: the weights are not on this machine.
        ModelDamaged: they are, and are not the ones that Resemblyzer 0.1.4 brings.

    """

    def __init__(self) -> None:
        weights = torch_legacy_file.read(locate(), "model_state")
        try:
            self._network = onnx_lstm.load(weights)
            layers = () if self._network else range(LAYERS)
            self._layers = [_prepared(weights, layer) for layer in layers]
            self._linear = _shaped(weights, "linear.weight", SIZE, SIZE)
            self._bias = _shaped(weights, "linear.bias", SIZE)
        except (KeyError, ValueError) as error:
            raise ModelDamaged(
                text("These are not the weights of Resemblyzer."),
                context=str(error),
                hint="setup-doctor check --only models",
            ) from error
        self._blas = ThreadpoolController()
        # How many threads numpy's products take is a number of the process: who changes it is alone.
        self.threads = side_by_side.threads() if self._network else 1

    def __call__(self, mels: Floats, ends: tuple[int, ...] = ()) -> Floats:
        """Return (b * ends, 256) rows of unit length; see the protocol."""
        chosen = [end - 1 for end in ends or mels.shape[1:2]]
        if run := self._network:
            parts = (mels[first : first + _RUNS] for first in range(0, len(mels), _RUNS))
            raw = np.concatenate([run(_by_time(part), chosen) for part in parts], axis=1)
        else:
            raw = self._by_numpy(mels, chosen)
        rows = raw.transpose(1, 0, 2).reshape(-1, SIZE)  # of (ends, b, 256)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(lengths, 1e-9), np.float32)

    def _by_numpy(self, mels: Floats, chosen: list[int]) -> Floats:
        """Return (ends, b, 256) that the rectifier left."""
        hidden = np.ascontiguousarray(mels.transpose(1, 2, 0), np.float32)  # (frames, 40, b)
        with self._blas.limit(limits=1, user_api="blas"):
            for weights, bias in self._layers:
                hidden = _lstm(hidden, weights, bias)
            states = hidden[chosen].transpose(0, 2, 1) * np.float32(0.5)  # see _prepared
            return np.asarray(np.maximum(states @ self._linear.T + self._bias, 0.0))


def _by_time(mels: Floats) -> Floats:
    """Lay (b, frames, 40) as (frames, b, 40)."""
    return np.ascontiguousarray(mels.transpose(1, 0, 2), np.float32)


def locate() -> Path:
    """Find the weights, in the package or beside it, and compare their hash.

    Raises:
        ModelMissing: they are not on this machine.
        ModelDamaged: they are, and are not the ones that Resemblyzer 0.1.4 brings.

    """
    file, *_ = verify(MODELS["resemblyzer"], deep=True)
    context = file.described()
    if file.state is State.MISSING or file.location is None:
        raise ModelMissing(
            text("The weights of Resemblyzer are not here."),
            context=context,
            hint="setup-doctor install resemblyzer --light",
        )
    if file.state is not State.WHOLE:
        raise ModelDamaged(
            text("The weights of Resemblyzer are not the ones of its version 0.1.4, or not whole."),
            context=context,
            hint="setup-doctor install resemblyzer --light",
        )
    return file.location


def _prepared(weights: dict[str, Floats], layer: int) -> tuple[Floats, Floats]:
    """Return (1024, inputs + 256) and (1024, 1) for the gates input, forget, output, candidate.

    A sigmoid is ``0.5 + 0.5 * tanh(x / 2)``, so the rows of three gates are halved and one call of
    tanh serves all four. The other halves are left out of the hidden state, which comes out
    doubled, and are put into the columns that it meets. Halving rounds nothing.
    """
    inputs = SIZE if layer else _BANDS
    incoming = _shaped(weights, f"lstm.weight_ih_l{layer}", 4 * SIZE, inputs)
    recurrent = _shaped(weights, f"lstm.weight_hh_l{layer}", 4 * SIZE, SIZE)
    bias = sum(_shaped(weights, f"lstm.bias_{end}_l{layer}", 4 * SIZE) for end in ("ih", "hh"))
    columns = np.hstack([incoming * np.float32(0.5 if layer else 1.0), recurrent * np.float32(0.5)])
    gates = np.hstack([columns, np.reshape(bias, (-1, 1))]).reshape(4, SIZE, -1)
    ordered = gates[[0, 1, 3, 2]]  # torch has them as input, forget, candidate, output
    ordered[:3] *= np.float32(0.5)
    whole = ordered.reshape(4 * SIZE, -1)
    return np.ascontiguousarray(whole[:, :-1]), np.ascontiguousarray(whole[:, -1:])


def _shaped(weights: dict[str, Floats], name: str, *shape: int) -> Floats:
    if weights[name].shape != shape:
        raise ValueError(f"{name} has the shape {weights[name].shape} instead of {shape}")
    return weights[name]


def _lstm(inputs: Floats, weights: Floats, bias: Floats) -> Floats:
    """Return (time, 256, b) twice the hidden states for (time, features, b)."""
    time, features, batch = inputs.shape
    states = np.empty((time, SIZE, batch), np.float32)
    both = np.zeros((features + SIZE, batch), np.float32)  # what comes in, above the last state
    gates = np.empty((4 * SIZE, batch), np.float32)
    entering, forgetting, leaving, candidate = gates.reshape(4, SIZE, batch)
    cell = np.zeros((SIZE, batch), np.float32)
    for now in range(time):
        both[:features] = inputs[now]
        np.matmul(weights, both, out=gates)
        gates += bias
        np.tanh(gates, out=gates)
        gates[: 3 * SIZE] += 1.0  # twice the sigmoid
        cell *= forgetting
        candidate *= entering
        cell += candidate
        cell *= 0.5
        np.tanh(cell, out=states[now])
        states[now] *= leaving
        both[features:] = states[now]
    return states

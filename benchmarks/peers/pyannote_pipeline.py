"""The pipeline class of pyannote.audio 4 on the two models that the backend `open` has.

segmentation-3.0 is put into pyannote's own network class. For CAM++ a door is made as pyannote's
class for the ONNX model of WeSpeaker is: features of a whole window, then one call of the network
for each speaker of it. The settings are those of pyannote/speaker-diarization-3.1.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from worker import main

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from worker import Diarize

# As in the config.yaml of pyannote/speaker-diarization-3.1.
_BATCH = 32
_PARAMETERS = {
    "segmentation": {"min_duration_off": 0.0},
    "clustering": {"method": "centroid", "min_cluster_size": 12, "threshold": 0.7045654963945799},
}
_SHORTEST = 1_200  # samples that CAM++ can be asked about; two frames after its halving


class Voice:
    """CAM++, as pyannote asks for the embedding of a speaker."""

    sample_rate = 16_000
    dimension = 192
    metric = "cosine"
    min_num_samples = _SHORTEST

    def __init__(self, network: Any) -> None:
        self._network = network

    def to(self, device: Any) -> Voice:  # noqa: ARG002, there is only the CPU
        """Stay where it is."""
        return self

    def __call__(self, waveforms: Any, masks: Any) -> Any:
        """Return (batch, 192) for (batch, 1, n) samples and (batch, frames) of whom to hear."""
        import numpy as np  # noqa: PLC0415
        from torch.nn import functional  # noqa: PLC0415

        from diarizer.backends.open import fbank  # noqa: PLC0415

        rows = np.full((len(waveforms), self.dimension), np.nan)
        for row, samples, mask in zip(rows, waveforms, masks, strict=True):
            features = fbank.features(samples[0].numpy())
            wide = functional.interpolate(mask[None, None], size=len(features), mode="nearest")
            heard = features[wide[0, 0].numpy() > 0.5]  # noqa: PLR2004, on or off
            if len(heard) * fbank.STEP >= self.min_num_samples:
                row[:] = self._network(heard - heard.mean(axis=0))
        return rows


def load(given: argparse.Namespace) -> Diarize:
    """Put the pipeline together."""
    warnings.simplefilter("ignore")
    import torch  # noqa: PLC0415, after the threads are set

    torch.set_num_threads(given.threads)
    segmentation, voice = _networks()
    pipeline = _pipeline(segmentation, voice)

    def diarize(path: Path) -> Iterator[tuple[float, float, str]]:
        import soundfile  # noqa: PLC0415

        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
        sound = {"waveform": torch.from_numpy(samples.T), "sample_rate": rate, "uri": path.stem}
        for segment, _, speaker in pipeline(sound).itertracks(yield_label=True):
            yield segment.start, segment.end, speaker

    return diarize


def _networks() -> tuple[Any, Voice]:
    import numpy as np  # noqa: PLC0415
    import torch  # noqa: PLC0415
    from pyannote.audio.core.task import Problem, Resolution, Specifications  # noqa: PLC0415
    from pyannote.audio.models.segmentation import PyanNet  # noqa: PLC0415

    from diarizer.backends.open import weights  # noqa: PLC0415
    from diarizer.backends.open.engines import torch_campplus  # noqa: PLC0415

    tensors, voice, _ = weights.load()
    network = PyanNet(
        sincnet={"stride": 10},
        lstm={"hidden_size": 128, "num_layers": 4, "bidirectional": True, "monolithic": True},
        linear={"hidden_size": 128, "num_layers": 2},
    )
    network.specifications = Specifications(
        problem=Problem.MONO_LABEL_CLASSIFICATION,
        resolution=Resolution.FRAME,
        duration=10.0,
        min_duration=None,
        warm_up=(0.0, 0.0),
        classes=["speaker#1", "speaker#2", "speaker#3"],
        powerset_max_classes=2,
        permutation_invariant=True,
    )
    network.build()
    state = {name: torch.from_numpy(np.array(array)) for name, array in tensors.items()}
    network.load_state_dict(state, strict=True)
    return network.eval(), Voice(torch_campplus.Voice(voice))


def _pipeline(segmentation: Any, voice: Voice) -> Any:
    from pyannote.audio.pipelines import speaker_diarization  # noqa: PLC0415

    # The class takes models by name only, and asks for a PLDA that this clustering never uses.
    speaker_diarization.PretrainedSpeakerEmbedding = lambda *_, **__: voice
    speaker_diarization.get_plda = lambda *_, **__: None
    pipeline = speaker_diarization.SpeakerDiarization(
        legacy=True,
        segmentation=segmentation,
        embedding="CAM++",
        embedding_exclude_overlap=True,
        clustering="AgglomerativeClustering",
        segmentation_batch_size=_BATCH,
        embedding_batch_size=_BATCH,
    )
    return pipeline.instantiate(_PARAMETERS)


if __name__ == "__main__":
    main(load, ("pyannote.audio", "torch"))

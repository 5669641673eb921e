"""``python -m tests.fakehub.tiny_nemotron ROOT``: NVIDIA's repository with a tiny network.

The files are those that transformers' own `save_pretrained` writes, under the real names. The
network always says that its first speaker talks; with ``--random`` it says what random weights say.
Needs torch and transformers 5.24.
"""

from __future__ import annotations

import sys
from pathlib import Path

REPOSITORY = "nvidia/Nemotron-3-Diarization"


def build(root: Path, *, random: bool = False) -> Path:
    from transformers import Nemotron3DiarizationProcessor, NemotronAsrStreamingFeatureExtractor

    folder = root / REPOSITORY
    network(random=random).save_pretrained(folder)
    features = NemotronAsrStreamingFeatureExtractor(feature_size=128)
    Nemotron3DiarizationProcessor(features).save_pretrained(folder)
    return folder


def network(*, random: bool):
    import torch
    from transformers import (
        Nemotron3DiarizationConfig,
        Nemotron3DiarizationForAudioFrameClassification,
    )

    torch.manual_seed(0)
    encoder = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2}
    config = Nemotron3DiarizationConfig(
        audio_config={**encoder, "intermediate_size": 32},
        head_config={"hidden_size": 8, "audio_hidden_size": 16},
    )
    model = Nemotron3DiarizationForAudioFrameClassification(config)
    with torch.no_grad():
        for weights in model.parameters():
            weights.add_(0.3 * torch.randn_like(weights))
        if not random:
            last = model.classifier.out_proj
            last.weight.zero_()
            last.bias.copy_(torch.tensor([6.0] + [-6.0] * 7))
    return model


if __name__ == "__main__":
    build(Path(sys.argv[1]), random="--random" in sys.argv)

#!/usr/bin/env bash
# transformers 5.24.0 (with torch 2.13.0): the forward of Nemotron 3 Diarization walks over a whole
# recording in chunks with a queue of 40 frames. Asked chunk by chunk, with the same chunks and the
# same look-ahead, it makes a cache with a queue of 264 frames, since a call with
# `num_lookahead_frames` counts as streaming, whatever the length of the chunk. The first chunk is
# the same, from the second one on the scores are others. To get those of the whole, the first call
# has to be given a cache that was made with `config.fifo_length` and
# `config.speaker_cache_update_period`.
#
# Random weights, and the features are noise. No weights are downloaded.
#
# Seen:
#   left to itself: first chunk the same, the others differ
#   given the cache: first chunk the same, the others the same
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  numpy==2.4.6 torch==2.13.0 transformers==5.24.0
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import torch
from transformers import (
    Nemotron3DiarizationConfig,
    Nemotron3DiarizationForAudioFrameClassification,
)
from transformers.models.nemotron3_diarization import modeling_nemotron3_diarization as modeling

torch.manual_seed(0)
encoder = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2}
config = Nemotron3DiarizationConfig(
    audio_config={**encoder, "intermediate_size": 32},
    head_config={"hidden_size": 8, "audio_hidden_size": 16},
)
model = Nemotron3DiarizationForAudioFrameClassification(config).eval()
with torch.no_grad():
    for weights in model.parameters():
        weights.add_(0.3 * torch.randn_like(weights))
own, ahead = config.chunk_length, config.chunk_right_context
features = torch.randn(1, (3 * own + ahead) * 8, 128)


def in_chunks(cache):
    told = []
    for first in range(0, 3 * own, own):
        piece = features[:, first * 8 : (first + own + ahead) * 8]
        out = model(input_features=piece, speaker_cache=cache, num_lookahead_frames=ahead)
        cache = out.speaker_cache
        told.append(out.logits)
    return torch.cat(told, dim=1)


def compared(pieces, whole):
    same = [(pieces[:, part] - whole[:, part]).abs().max().item() < 1e-4 for part in PARTS]
    words = {True: "the same", False: "differ"}
    return f"first chunk {words[same[0]]}, the others {words[same[1]]}"


PARTS = (slice(0, own * 8), slice(own * 8, 3 * own * 8))
with torch.inference_mode():
    whole = model(input_features=features).logits[:, : 3 * own * 8]
    print("left to itself:", compared(in_chunks(None), whole))
    cache = modeling.Nemotron3DiarizationSpeakerCache(
        config.streaming_config,
        fifo_length=config.fifo_length,
        speaker_cache_update_period=config.speaker_cache_update_period,
    )
    print("given the cache:", compared(in_chunks(cache), whole))
PYTHON
)
printf '%s\n' "$seen"
[ "$seen" = "left to itself: first chunk the same, the others differ
given the cache: first chunk the same, the others the same" ]

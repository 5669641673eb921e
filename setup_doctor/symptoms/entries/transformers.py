"""transformers: networks that it does not know yet, and a torch that it passes over."""

from __future__ import annotations

from setup_doctor.repair import common_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_NEMOTRON = common_remedies.install("nemotron")

TRANSFORMERS = (
    symptom(
        "packages.nemotron-old",
        r"model type `nemotron3_diarization` but Transformers does not recognize this architecture"
        r"|KeyError: '?nemotron3_diarization|No module named 'transformers\.models\.nemotron3_diarization"
        r"|(?:cannot import name '|has no attribute '?)Nemotron3Diarization",
        "This transformers is older than the network of Nemotron 3 Diarization.",
        _NEMOTRON,
        weight=Weight.SHARP,
        needs=("transformers>=5.24",),
        seen=(
            (
                "ValueError: The checkpoint you are trying to load has model type `nemotron3_diarization` but Transformers does not recognize this architecture.",
                "https://huggingface.co/nvidia/Nemotron-3-Diarization",
            ),
            (
                "ModuleNotFoundError: No module named 'transformers.models.nemotron3_diarization'",
                "https://huggingface.co/nvidia/Nemotron-3-Diarization",
            ),
        ),
    ),
    symptom(
        "packages.transformers-old",
        r"has model type `(?P<kind>[\w.-]+)` but Transformers does not recognize this architecture",
        "This transformers does not know networks of the type {kind}: it is older than the model.",
        weight=Weight.SHARP,
        needs=("transformers>=5.24",),
        seen=(
            (
                "The checkpoint you are trying to load has model type `nemotron_h` but Transformers does not recognize this architecture. This could be because of an issue with the checkpoint, or because your version of Transformers is out of date.",
                "NVIDIA/garak#2114",
            ),
            (
                "ValueError: The checkpoint you are trying to load has model type `qwen2_5_omni` but Transformers does not recognize this architecture.",
                "vllm-project/vllm#15685",
            ),
        ),
    ),
    symptom(
        "packages.transformers-torch",
        r"Disabling PyTorch because PyTorch >= (?P<wanted>[\d.]+) is required but found (?P<found>[\w.+]+)",
        "This transformers wants torch {wanted} or newer and passes over the {found} that is installed.",
        weight=Weight.SHARP,
        needs=("torch>=2.6",),
        seen=(
            (
                "Disabling PyTorch because PyTorch >= 2.1 is required but found 2.0.1",
                "jingyaogong/minimind#588",
            ),
            (
                "Disabling PyTorch because PyTorch >= 2.4 is required but found 2.3.0",
                "alibaba-damo-academy/Lumos#8",
            ),
        ),
    ),
)

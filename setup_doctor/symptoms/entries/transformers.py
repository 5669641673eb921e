"""transformers: networks that it does not know yet, and a torch that it passes over."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair import common_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_NEMOTRON = common_remedies.install("nemotron")

TRANSFORMERS = (
    symptom(
        "packages.nemotron-python",
        r"requirement transformers[>=~!]+5\.[\s\S]{0,40}\(from versions|nemotron needs Python 3\.11"
        r"|transformers[^\n]{0,60}depends on Python ?>=3\.11|transformers[^\n]{0,80}requires a different Python"
        r"|transformers[^\n]{0,60}requires Python >=3\.11|nemotron нужен Python 3\.11",
        "nemotron is part of transformers 5.24, which takes Python 3.11 and newer; this environment has an older one.",
        common_remedies.new_python(),
        common_remedies.by_hand(
            text("Or take open, which needs no account either: setup-doctor install open")
        ),
        weight=Weight.SHARP,
        looks=("python.version", "packages.nemotron"),
        seen=(
            (
                "ERROR: Ignored the following versions that require a different python version: 5.24.0 Requires-Python "
                ">=3.11.0\nERROR: Could not find a version that satisfies the requirement transformers>=5.24 (from versions: "
                "4.57.0, 5.20.0)\nERROR: No matching distribution found for transformers>=5.24",
                "https://pypi.org/project/transformers/",
            ),
            (
                "Because the requested Python version (>=3.10) does not satisfy Python>=3.11.0 and transformers==5.24.0 "
                "depends on Python>=3.11.0, we can conclude that transformers==5.24.0 cannot be used.",
                "https://pypi.org/project/transformers/",
            ),
        ),
    ),
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
        r"KeyError: '(?P<kind>[\w.-]+)'",
        "This transformers does not know networks of the type {kind}: it is older than the model.",
        weight=Weight.SHARP,
        where=r"CONFIG_MAPPING\[|configuration_auto\.py",
        needs=("transformers>=5.24",),
        seen=(
            (
                'File "/x/site-packages/transformers/models/auto/configuration_auto.py", line 1092, in from_pretrained\n'
                "KeyError: 'qwen3_asr'",
                "https://huggingface.co/docs/transformers/model_doc/auto",
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
    symptom(
        "packages.tokenizers-old",
        # Other programs in Rust say it of files of theirs.
        r"data did not match any variant of untagged enum \w*(?:Wrapper|Untagged)\b",
        "The file tokenizer.json was written by a newer tokenizers than the one that reads it.",
        common_remedies.by_hand(
            text("Bring the program up to date that comes with an old one packed into it")
        ),
        weight=Weight.SHARP,
        needs=("tokenizers>=0.20", "transformers"),
        seen=(
            (
                "Exception: data did not match any variant of untagged enum ModelWrapper at line 264903 column 3",
                "SubtitleEdit/subtitleedit#10111",
            ),
        ),
    ),
)

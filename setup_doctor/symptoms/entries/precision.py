"""How the graphics card calculates: in which precision, with which cuDNN."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

PRECISION = (
    symptom(
        "cuda.cudnn-start",
        r"CUDNN_STATUS_NOT_INITIALIZED",
        "cuDNN was found and does not start: the memory of the graphics card is taken already, or cuDNN is of another version than "
        "the driver or the CUDA beside it.",
        by_hand(
            text("See who has the memory: nvidia-smi; end it, or take a smaller model or batch")
        ),
        shared_remedies.DRIVER,
        shared_remedies.ON_THE_PROCESSOR,
        weight=Weight.SHARP,
        looks=("packages.devices",),
        seen=(
            (
                "RuntimeError: cuDNN failed with status CUDNN_STATUS_NOT_INITIALIZED",
                "SYSTRAN/faster-whisper#408",
            ),
        ),
    ),
    symptom(
        "cuda.float16",
        r"Requested (?:float16|bfloat16|int8_float16) compute type",
        "float16 was asked for, which the processor and older graphics cards cannot do.",
        by_hand(
            text('Ask for another: compute_type="int8" on a processor, "float32" on an old card')
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "ValueError: Requested float16 compute type, but the target device or backend do not support efficient "
                "float16 computation.",
                "m-bain/whisperX#878",
            ),
            (
                "Requested float16 compute type, but the target device or backend do not support",
                "SYSTRAN/faster-whisper#14",
            ),
        ),
    ),
    symptom(
        "cuda.half",
        r"not implemented for 'Half'|Input type \((?:torch\.cuda\.)?HalfTensor\) and (?:weight|bias) type",
        "Half precision was asked for, which the processor cannot do.",
        by_hand(text("Ask for full precision: fp16=False, or dtype=torch.float32")),
        weight=Weight.SHARP,
        seen=(
            (
                "RuntimeError: \"slow_conv2d_cpu\" not implemented for 'Half'",
                "https://docs.pytorch.org/docs/stable/tensor_attributes.html",
            ),
        ),
    ),
    symptom(
        "cuda.precision",
        r"Failed to align segment \(\"[!\s]{6,}\"\)",
        "The text is nothing but exclamation marks: this graphics card cannot calculate in float16 rightly, as those of the GTX 16 "
        "series.",
        by_hand(text('Ask for another precision: --compute_type float32 (compute_type="float32")')),
        shared_remedies.ON_THE_PROCESSOR,
        weight=Weight.SHARP,
        seen=(
            (
                'Failed to align segment ("!!!!!!!!!!!!!!!!!!!!"): no characters in this segment found in model dictionary, resorting '
                "to original...",
                "m-bain/whisperX#428",
            ),
        ),
    ),
    symptom(
        "cuda.precision",
        r"CUBLAS_STATUS_NOT_SUPPORTED",
        "The graphics card cannot calculate in the precision that was asked for: int8 on an RTX 50, bfloat16 on an "
        "old card.",
        by_hand(text('Ask for another: compute_type="float16", or "float32" on an old card')),
        shared_remedies.ON_THE_PROCESSOR,
        weight=Weight.SHARP,
        seen=(
            (
                'File "faster_whisper\\transcribe.py", line 1719, in encode\n'
                "RuntimeError: cuBLAS failed with status CUBLAS_STATUS_NOT_SUPPORTED",
                "OpenNMT/CTranslate2#1865",
            ),
        ),
    ),
    symptom(
        "cuda.cudnn-two",
        r"CUDNN_STATUS_(?:SUBLIBRARY_)?VERSION_MISMATCH|cuDNN version incompatibility",
        "Two versions of cuDNN meet in one process: the one that torch brought, and another on PATH or "
        "LD_LIBRARY_PATH.",
        by_hand(
            text("Unset LD_LIBRARY_PATH, or take the other cuDNN off PATH, and start it again")
        ),
        shared_remedies.ON_THE_PROCESSOR,
        weight=Weight.SHARP,
        seen=(
            (
                "CUDNN_STATUS_VERSION_MISMATCH",
                "MahmoudAshraf97/whisper-diarization#69",
            ),
        ),
    ),
)

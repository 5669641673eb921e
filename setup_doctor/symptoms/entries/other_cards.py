"""Graphics cards that are none of NVIDIA's: those of AMD (HIP, ROCm) and those of a Mac (MPS)."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_WITHOUT_AMD = shared_remedies.variable(
    text("Or leave the card of AMD out, in this window"), "HIP_VISIBLE_DEVICES", "-1"
)

OTHER_CARDS = (
    symptom(
        "cuda.memory",
        r"HIP out of memory|HIP error: out of memory|hipErrorOutOfMemory",
        "The memory of the graphics card was not enough.",
        shared_remedies.SMALLER,
        _WITHOUT_AMD,
        weight=Weight.SHARP,
        seen=(
            (
                "torch.OutOfMemoryError: HIP out of memory. Tried to allocate 1.20 GiB.",
                "https://docs.pytorch.org/docs/stable/notes/hip.html",
            ),
        ),
    ),
    symptom(
        "cuda.kernel",
        r"HIP error: (?:invalid device function|no kernel image|shared object initialization failed)"
        r"|hipError(?:InvalidDeviceFunction|NoBinaryForGpu|SharedObjectInitFailed)"
        r"|Cannot read \S*TensileLibrary\S*",
        "This torch for AMD (ROCm) has no code for the graphics card that is here.",
        by_hand(
            text(
                "Take the newest torch for ROCm; its page and AMD's say which cards it knows (gfx1100 and the like)"
            ),
            shared_remedies.PYTORCH,
        ),
        by_hand(
            text(
                "On Linux, for a card that is close to a known one: HSA_OVERRIDE_GFX_VERSION=10.3.0 (RX 6000) or 11.0.0 "
                "(RX 7000) before the start"
            )
        ),
        _WITHOUT_AMD,
        weight=Weight.SHARP,
        looks=("packages.devices",),
        seen=(
            (
                "RuntimeError: HIP error: invalid device function",
                "ROCm/legacy-rocm-build#5668",
            ),
        ),
    ),
    symptom(
        "cuda.error",
        r"HIP error: |\bhipError[A-Z]\w+|HSA_STATUS_ERROR_\w+|MIOpen Error|Memory access fault by GPU node",
        "The graphics card of AMD reported an error, and the line that is shown may not be the one that caused it.",
        shared_remedies.ONE_SOURCE,
        _WITHOUT_AMD,
        weight=Weight.VAGUE,
        seen=(
            (
                "RuntimeError: HIP error: unspecified launch failure",
                "https://docs.pytorch.org/docs/stable/notes/hip.html",
            ),
        ),
    ),
    symptom(
        "cuda.mps",
        r"not (?:currently )?(?:implemented|supported) (?:at|by|on|in|with) (?:the )?MPS\b"
        r"|\bMTL\w+ [^\n]*failed assertion|failed assertion [^\n]*(?:MTL|MPS|Compute Function)",
        "The graphics of this Mac failed in a step of the model: this torch or this macOS cannot do it there.",
        by_hand(text("Ask for the processor in place of mps")),
        by_hand(text("Or bring torch and macOS up to date")),
        weight=Weight.SHARP,
        seen=(
            (
                "NotImplementedError: Output channels > 65536 not supported at the MPS device.",
                "nari-labs/dia#124",
            ),
            (
                "-[MTLDebugComputeCommandEncoder validateCommonDrawErrors:]: failed assertion `Compute Function(add_dense)'\n"
                "zsh: abort      python talk.py",
                "pytorch/pytorch#181650",
            ),
        ),
    ),
    symptom(
        "cuda.mps",
        r"Cannot convert a MPS Tensor to float64",
        "The graphics of a Mac cannot calculate in float64, and the program asks for that.",
        by_hand(text('Ask for the processor: device="cpu"; or convert first: .float()')),
        weight=Weight.SHARP,
        seen=(
            (
                "TypeError: Cannot convert a MPS Tensor to float64 dtype as the MPS framework doesn't support float64.",
                "https://docs.pytorch.org/docs/stable/notes/mps.html",
            ),
        ),
    ),
    symptom(
        "cuda.lost",
        r"\bGPU is lost\b|fallen off the bus|unable to determine the device handle for gpu",
        "The graphics card does not answer any more since it was last used: its driver crashed, or it lacks power or cooling.",
        by_hand(
            text("Restart the machine; if it comes again, look at the power supply and the heat")
        ),
        shared_remedies.DRIVER,
        weight=Weight.SHARP,
        seen=(
            (
                "Unable to determine the device handle for GPU0000:01:00.0: GPU is lost. Reboot the system to recover this GPU",
                "pyannote/pyannote-audio#1813",
            ),
        ),
    ),
)

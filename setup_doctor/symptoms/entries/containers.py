"""Containers and what they get of the machine below them: its graphics card, its memory."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

CONTAINERS = (
    symptom(
        "cuda.driver",
        r"unsatisfied condition: (?:cuda|driver|brand)",
        "The driver of this machine is older than the CUDA that the image of the container was made for.",
        shared_remedies.DRIVER,
        by_hand(text("Or take an image for an older CUDA")),
        weight=Weight.SHARP,
        seen=(
            (
                "nvidia-container-cli: requirement error: unsatisfied condition: cuda>=12.6, please update your driver to a newer "
                "version, or use an earlier cuda container: unknown.",
                "microsoft/WSL#6773",
            ),
        ),
    ),
    symptom(
        "cuda.container",
        r"nvidia-container-cli: mount error: [^\n]*: file exists",
        "The image of the container holds files of NVIDIA's driver itself, in the place where Docker would lay those of the machine.",
        by_hand(
            text(
                "Take them out of the image: RUN rm -f /usr/lib/x86_64-linux-gnu/libcuda.so* /usr/lib/x86_64-linux-gnu/libnvidia-*.so*"
            )
        ),
        by_hand(text("Or begin it with an image of nvidia/cuda, which has none")),
        weight=Weight.SHARP,
        seen=(
            (
                "nvidia-container-cli: mount error: file creation failed: /x/usr/lib/x86_64-linux-gnu/libnvidia-ml.so.1: file "
                "exists: unknown.",
                "NVIDIA/nvidia-container-toolkit#289",
            ),
        ),
    ),
)

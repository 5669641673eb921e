"""Containers and what they get of the machine below them: its graphics card, its memory."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

CONTAINERS = (
    symptom(
        "containers.other-processor",
        r"^(?:standard_init_linux\.go:\d+: )?exec (?:user process caused: |/\S+: )?\"?exec format error|platform \(linux/\w+\) does not match",
        "The image of the container was made for another kind of processor than this machine has, such as Intel's beside Apple's.",
        by_hand(
            text("Ask for the one that it was made for: docker run --platform linux/amd64 IMAGE")
        ),
        by_hand(text("Or build it here anew: docker build --no-cache .")),
        weight=Weight.SHARP,
        seen=(
            (
                "exec /usr/local/bin/python: exec format error",
                "https://docs.docker.com/build/building/multi-platform/",
            ),
        ),
    ),
    symptom(
        "memory.full",
        r"^[\w.-]+-\d+ exited with code 137\b|container \S+ (?:was )?(?:OOMKilled|exited \(137\))|\"OOMKilled\": true",
        "The container was ended from outside, which most often means that the memory of Docker was not enough.",
        by_hand(
            text(
                "Give it more: Docker Desktop, Settings, Resources, Memory; on Windows by .wslconfig"
            )
        ),
        shared_remedies.SMALLER,
        weight=Weight.SHARP,
        apart="docker inspect CONTAINER says OOMKilled where it was the memory, and not docker stop.",
        seen=(
            (
                "whisperx-1 exited with code 137",
                "https://docs.docker.com/engine/containers/resource_constraints/",
            ),
        ),
    ),
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

"""Containers and what they get of the machine below them: its graphics card, its memory."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

CONTAINERS = (
    symptom(
        "containers.no-home",
        r"Permission denied: '/(?:\.cache|\.local|\.config|nonexistent|app/\.(?:cache|local))\b",
        "The container runs as a user who has no folder of his own, so that nothing can be kept where caches lie.",
        by_hand(text("Give him one: docker run -e HOME=/tmp -e HF_HOME=/tmp/hf IMAGE")),
        by_hand(
            text(
                'Or a folder of yours, made before, which keeps the models: -v "${{PWD}}/cache:/.cache"'
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "PermissionError: [Errno 13] Permission denied: '/.cache'",
                "jim60105/docker-whisperX#27",
            ),
        ),
    ),
    symptom(
        "containers.path",
        r"docker: Error response from daemon: invalid (?:mode|volume specification)|is not a valid Windows path"
        r"|includes invalid characters for a local volume name",
        "Docker took a part of the path behind -v for something else: of Windows it wants the whole path, in quotes.",
        by_hand(
            text(
                'In PowerShell: docker run -v "${{PWD}}:/app" IMAGE; in cmd: docker run -v "%cd%:/app" IMAGE'
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "docker: Error response from daemon: invalid mode: \\x\\audio.",
                "https://docs.docker.com/engine/storage/bind-mounts/",
            ),
        ),
    ),
    symptom(
        "containers.wsl",
        r"WSL 2 installation is incomplete|WSL (?:update|kernel) (?:failed|is out of date)|\bWSL_E_(?:WSL_OPTIONAL_COMPONENT|VIRTUAL_MACHINE_PLATFORM)_REQUIRED|\bHCS_E_(?:HYPERV_NOT_INSTALLED|SERVICE_NOT_AVAILABLE)|0x80370102",
        "Docker on Windows works in WSL 2, which is not there as a whole, or virtualisation is off in the BIOS.",
        by_hand(text("As administrator, and then restart Windows: wsl --update")),
        by_hand(
            text(
                "If it stays, switch virtualisation on in the BIOS, and: wsl --install --no-distribution"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "Docker Desktop - WSL 2 installation is incomplete.",
                "https://learn.microsoft.com/windows/wsl/troubleshooting",
            ),
        ),
    ),
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
        "memory.container",
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

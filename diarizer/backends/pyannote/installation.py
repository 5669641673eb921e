"""Whether pyannote.audio is installed and can be imported, and what stands in the way."""

from __future__ import annotations

import os
import sys
import warnings
from importlib.util import find_spec
from pathlib import Path

from diarizer.backends.shared.installed_version import version
from diarizer.errors import BackendUnavailable
from diarizer.messages.text import text

_INSTALL = "setup-doctor install pyannote"
_OLDEST = 4
# Harmless here: the samples come decoded, the results are not compared bit by bit, and pyannote
# itself passes over the voice of somebody who is heard for a single frame.
_NOISE = (
    r"\s*torchcodec is not installed correctly",
    r".*TensorFloat-32 \(TF32\) has been disabled",
    r"std\(\): degrees of freedom is <= 0",
)


def look() -> None:
    """Look at what is installed, without importing it.

    Raises:
        BackendUnavailable: something is missing, too old, or built for another machine.

    """
    for package in ("pyannote", "pyannote.audio", "torch", "torchaudio"):
        if find_spec(package) is None:
            raise BackendUnavailable(
                text("pyannote.audio is not installed.")
                if package.startswith("pyannote")
                else text(
                    "pyannote.audio needs {package}, which is not installed.", package=package
                ),
                hint=_INSTALL,
                reference="backend.not-installed",
            )
    found = version("pyannote.audio")
    if not found.partition(".")[0].isdecimal() or int(found.partition(".")[0]) < _OLDEST:
        raise BackendUnavailable(
            text(
                "pyannote.audio {found} is too old: 3.x cannot load on today's torch, torchaudio and "
                "huggingface_hub.",
                found=found,
            ),
            context=text("Found {found}, wanted {oldest}.0 or later.", found=found, oldest=_OLDEST),
            hint='pip install --upgrade "pyannote.audio>=4.0"',
            reference="backend.pyannote-too-old",
        )
    _look_at_torchaudio()


def enter() -> None:
    """Import pyannote.audio, which takes seconds, without its telemetry.

    Raises:
        BackendUnavailable: it does not load.

    """
    # It would report every file's duration and number of speakers. It reads this at each call.
    os.environ["PYANNOTE_METRICS_ENABLED"] = "0"
    try:
        with warnings.catch_warnings():
            hush()
            import pyannote.audio  # noqa: F401, PLC0415
    except Exception as error:
        raise BackendUnavailable(
            text("pyannote.audio is installed, but does not load."),
            context=f"{type(error).__name__}: {error}",
            hint="setup-doctor check --backend pyannote",
            reference="backend.does-not-load",
        ) from error


def hush() -> None:
    """Leave out the warnings that mean nothing here; within ``warnings.catch_warnings``."""
    for pattern in _NOISE:
        warnings.filterwarnings("ignore", message=pattern)


def _look_at_torchaudio() -> None:
    # On Linux the index gives torchaudio for CUDA, whatever torch is there. Beside a torch for the
    # processor it does not load, and neither does pyannote.audio.
    torch, torchaudio = _folder("torch"), _folder("torchaudio")
    extension = torchaudio / "lib" / "_torchaudio.abi3.so"
    if not sys.platform.startswith("linux") or not extension.is_file():
        return
    wants_cuda = b"libc10_cuda.so" in extension.read_bytes()
    if wants_cuda and not (torch / "lib" / "libc10_cuda.so").exists():
        raise BackendUnavailable(
            text(
                "torchaudio is built for CUDA and torch for the processor: they do not fit together."
            ),
            context=text(
                "{extension} wants libc10_cuda.so, which is not in {folder}.",
                extension=extension,
                folder=torch / "lib",
            ),
            hint=_INSTALL,
            reference="backend.torchaudio-mismatch",
        )


def _folder(package: str) -> Path:
    spec = find_spec(package)
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else Path()

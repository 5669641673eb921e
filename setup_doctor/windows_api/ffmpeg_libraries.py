"""The libraries of torchcodec, one for each version of FFmpeg. To be asked in a process of its own."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from setup_doctor.windows_api import libraries


def load() -> list[dict[str, Any]]:
    """Load each as torchcodec does: beside torch, with the folder of the ffmpeg on PATH.

    Returns:
        What `libraries.load_all` says of each; nothing where torchcodec is not installed.

    """
    found = importlib.util.find_spec("torchcodec")
    if found is None or found.origin is None:
        return []
    import torch  # noqa: F401, PLC0415 - its DLLs are what these are linked to

    program = shutil.which("ffmpeg")
    if sys.platform == "win32" and program is not None:
        os.add_dll_directory(str(Path(program).parent))
    return libraries.load_all(
        map(str, sorted(Path(found.origin).parent.glob("libtorchcodec_core*.dll")))
    )

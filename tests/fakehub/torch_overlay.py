"""A torchaudio that loads beside a CPU torch, without changing what is installed.

The Linux wheel of torchaudio is built for CUDA, and its extension needs libc10_cuda.so. pyannote
uses none of the extension, and torchaudio does without it when the file is not there. So a folder
of links to everything else, first on the path, is the same package without the file.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

_EXTENSION = "_torchaudio.abi3.so"


def overlay(folder: Path) -> Path:
    """Fill ``folder``, to be put first on PYTHONPATH, and return it."""
    spec = find_spec("torchaudio")
    assert spec is not None
    assert spec.origin is not None
    installed = Path(spec.origin).parent
    library = folder / "torchaudio" / "lib"
    library.mkdir(parents=True)
    for path in installed.iterdir():
        if path.name != "lib":
            (folder / "torchaudio" / path.name).symlink_to(path)
    for path in (installed / "lib").iterdir():
        if path.name != _EXTENSION:
            (library / path.name).symlink_to(path)
    return folder

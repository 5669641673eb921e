"""Put a torchaudio that was built for CUDA to use beside a torch for the processor (Linux).

    python -m setup_doctor.install.torchaudio

pip brings that pair on Linux, and the import of torchaudio then fails over libc10_cuda.so. The
compiled part is optional: pyannote uses none of it, and torchaudio does without it where the file
is not there. So the file is set aside under another name, which is undone by renaming it back.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

ASIDE = ".for-cuda"  # stands behind the name of a library that was set aside


def main() -> int:
    """Set the compiled part aside where it cannot be loaded; 0 whether or not there was need."""
    for path in set_aside(_folder("torch"), _folder("torchaudio")):
        sys.stderr.write(f"Set aside: {path}\n")
    return 0


def set_aside(torch: Path | None, torchaudio: Path | None) -> list[Path]:
    """Rename the libraries in `torchaudio` that want a CUDA which `torch` does not have.

    Raises:
        OSError: when a file cannot be renamed.
    """
    if torch is None or torchaudio is None or list(torch.glob("lib/libc10_cuda*")):
        return []
    wanting = [p for p in torchaudio.glob("lib/*.so") if b"libc10_cuda" in p.read_bytes()]
    return [path.rename(path.with_name(path.name + ASIDE)) for path in wanting]


def _folder(package: str) -> Path | None:
    spec = find_spec(package)
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else None


if __name__ == "__main__":
    sys.exit(main())

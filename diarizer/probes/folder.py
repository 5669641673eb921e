"""Using a folder as the diarizer does. To be run in a process of its own: it imports torch.

Every step leaves the folder as it was.
"""

from __future__ import annotations

import math
import struct
import tempfile
import wave
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_RATE, _SECONDS = 16_000, 0.5
# Also where the user's own name is plain: it is what a file may be called.
_NAME = "проба с пробелом"


def walk(folders: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Try each folder; by its name and the step: what went wrong, empty where nothing did."""
    return {name: _try(Path(path)) for name, path in folders.items()}


def _try(path: Path) -> dict[str, str]:
    while not path.exists() and path != path.parent:
        path = path.parent
    steps = {"write and read": _write, "load a model": _model, "decode a recording": _recording}
    return {name: _outcome(step, path) for name, step in steps.items()}


def _outcome(step: Callable[[Path], None], path: Path) -> str:
    try:
        with tempfile.TemporaryDirectory(dir=path, ignore_cleanup_errors=True) as folder:
            step(Path(folder))
    except ModuleNotFoundError as error:
        return f"not tried, {error.name} is not installed"
    except Exception as error:  # noqa: BLE001 - whatever a native library raises is the answer
        return f"{type(error).__name__}: {error}"
    return ""


def _write(folder: Path) -> None:
    file = folder / f"{_NAME}.txt"
    file.write_text(_NAME, encoding="utf-8")
    if file.read_text(encoding="utf-8") != _NAME:
        raise OSError("what is read back differs")


def _model(folder: Path) -> None:
    import torch  # noqa: PLC0415

    file = folder / f"{_NAME}.pt"
    torch.save({"weight": torch.arange(4.0)}, file)
    loaded = torch.load(file, map_location="cpu", weights_only=True)
    if float(loaded["weight"].sum()) != 6.0:  # noqa: PLR2004, 0 + 1 + 2 + 3
        raise OSError("what is loaded differs")


def _recording(folder: Path) -> None:
    from diarizer.audio.recording import load  # noqa: PLC0415

    file = folder / f"{_NAME}.wav"
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_RATE)
        turns = (math.sin(2 * math.pi * 440 * n / _RATE) for n in range(int(_RATE * _SECONDS)))
        sound.writeframes(b"".join(struct.pack("<h", int(9000 * turn)) for turn in turns))
    if abs(load(file).duration - _SECONDS) > 0.01:  # noqa: PLR2004, seconds
        raise OSError("what is decoded has another length")

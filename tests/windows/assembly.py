"""Assembling the Windows Python, and making good what it lacks."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.windows import dlls
from tests.windows.bench import PYTHON, TO_BE_UNDONE, Windows

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "windows"


def missing() -> str:
    """Why it cannot be done here, empty if it can."""
    if not SHARED.is_dir():
        return "../shared/windows is not here, so that no Windows Python can be assembled"
    if not shutil.which("wine"):
        return "wine is not installed (apt-get install -y --no-install-recommends wine wine64)"
    if not (os.environ.get("PYLIB") or shutil.which(f"python{PYTHON}")):
        return f"python{PYTHON}, whose library is used, is not on PATH (or name it in PYLIB)"
    return ""


def assemble(prefix: Path) -> Windows:
    """The prefix as it stands, or a new one where a run was stopped that had changed it."""
    windows = Windows(prefix)
    left = windows.path(TO_BE_UNDONE)
    if left.is_dir() and any(left.iterdir()):
        print(f"{prefix} is made anew: a run was stopped before it had undone its changes.")
        stop = {"env": windows.environ, "stdin": subprocess.DEVNULL, "timeout": 60}
        subprocess.run(["wineserver", "-k"], check=False, **stop)
        shutil.rmtree(prefix)
    root = windows.path(windows.interpreter).parent
    if not (root / "python.exe.manifest").is_file():  # the last thing that is written
        prefix.parent.mkdir(parents=True, exist_ok=True)
        command = [str(SHARED / "winpy.sh"), PYTHON, str(prefix)]
        subprocess.run(command, check=True, timeout=300, stdin=subprocess.DEVNULL)
    _agree(root / "Lib" / "importlib" / "metadata" / "__init__.py")
    # Where virtual environments find it, too.
    system = windows.path(r"C:\windows\system32")
    library = system / f"python{PYTHON.replace('.', '')}.dll"
    dlls.lay_stable_abi(library, SHARED / "make_forwarder_dll.py")
    native = dlls.complete_c_runtime(system / "ucrtbase.dll")
    # A program that crashes shall end, and not wait for somebody at wine's debugger.
    return Windows(prefix, "winedbg.exe=d;ucrtbase=n" if native else "winedbg.exe=d")


def _agree(module: Path) -> None:
    """Let the library (of a Linux Python) suit the DLL, which is a younger 3.11.

    It calls this as a class method, which it became in 3.11.8.
    """
    source = module.read_text(encoding="utf-8")
    method = "    def invalidate_caches(cls):"
    if f"@classmethod\n{method}" not in source:
        source = source.replace(method, f"    @classmethod\n{method}")
        module.write_text(source, encoding="utf-8")

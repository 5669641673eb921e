"""States of a Windows, made for real and undone: registry values, libraries, held files."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from setup_doctor.machine import Machine
from tests.windows.bench import TO_BE_UNDONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def is_wine() -> bool:
    """Whether this Windows may be turned upside down."""
    return sys.platform == "win32" and hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")


in_wine = pytest.mark.skipif(
    not is_wine(), reason="would write to the registry of a Windows that somebody uses"
)


@contextlib.contextmanager
def to_be_undone() -> Iterator[None]:
    """Remembered in a file: a run that is stopped meanwhile leaves this Windows in a state."""
    if not is_wine():
        yield
        return
    Path(TO_BE_UNDONE).mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(dir=TO_BE_UNDONE)
    os.close(handle)
    yield
    Path(name).unlink()  # only where all went well


if sys.platform == "win32":
    import winreg

    _HIVES = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}
    _ACCESS = winreg.KEY_ALL_ACCESS | winreg.KEY_WOW64_64KEY

    @contextlib.contextmanager
    def registered(path: str, **values: Any) -> Iterator[None]:
        """Write values into a key, and put back what was there; skips without the right to."""
        hive, _, below = path.partition("\\")
        try:
            missing = _made(_HIVES[hive], below)
            key = winreg.OpenKey(_HIVES[hive], below, 0, _ACCESS)
        except PermissionError:
            pytest.skip(f"{path} may be written to by an administrator only")
        with to_be_undone():
            with key, _put_back(key, values):
                for name, value in values.items():
                    kind = winreg.REG_DWORD if isinstance(value, int) else winreg.REG_SZ
                    winreg.SetValueEx(key, name, 0, kind, value)
                yield
            for each in missing:
                winreg.DeleteKeyEx(_HIVES[hive], each, winreg.KEY_WOW64_64KEY)

    @contextlib.contextmanager
    def _put_back(key: Any, names: Iterable[str]) -> Iterator[None]:
        before = {name: _value(key, name) for name in names}
        try:
            yield
        finally:
            for name, old in before.items():
                _restore(key, name, old)

    def _made(hive: int, below: str) -> list[str]:
        """Make the key with all above it; returns what was made, the deepest first."""
        missing = []
        parts = below.split("\\")
        for n in range(len(parts), 0, -1):
            path = "\\".join(parts[:n])
            with contextlib.suppress(OSError), winreg.OpenKey(hive, path, 0, _ACCESS):
                break
            missing.append(path)
        winreg.CreateKeyEx(hive, below, 0, _ACCESS).Close()
        return missing

    def _value(key: Any, name: str) -> tuple[Any, int] | None:
        try:
            return winreg.QueryValueEx(key, name)
        except FileNotFoundError:
            return None

    def _restore(key: Any, name: str, old: tuple[Any, int] | None) -> None:
        if old is None:
            winreg.DeleteValue(key, name)
        else:
            winreg.SetValueEx(key, name, 0, old[1], old[0])


@contextlib.contextmanager
def runtime(folder: Path, msvcp140: bytes | None) -> Iterator[Machine]:
    """A machine whose Python finds this msvcp140.dll beside itself, or none at all."""
    base, program = Path(sys.base_prefix), folder / "doctored.exe"
    for file in ("python311.dll", "vcruntime140.dll", "vcruntime140_1.dll", "python.exe.manifest"):
        with contextlib.suppress(FileNotFoundError):
            shutil.copy(base / file, folder / file)
    shutil.copy(base / "python.exe", program)
    if msvcp140 is not None:
        (folder / "msvcp140.dll").write_bytes(msvcp140)
    environ = {
        **os.environ,
        "PYTHONHOME": str(base),
        "PYTHONPATH": os.pathsep.join([str(folder), *filter(None, sys.path)]),
    }
    machine = Machine(environ=environ)
    interpreter = replace(machine.interpreter, executable=program, prefix=folder)
    # Wine brings an msvcp140.dll of its own, unless it is told not to, for this program alone.
    wine = rf"HKCU\Software\Wine\AppDefaults\{program.name}\DllOverrides"
    with registered(wine, msvcp140="native"):
        yield replace(machine, interpreter=interpreter)


def package(folder: Path, content: bytes | None) -> None:
    """A package `torch` that loads its library in torch's own way; without one where it is None."""
    (folder / "torch" / "lib").mkdir(parents=True)
    if content is not None:
        (folder / "torch" / "lib" / "c10.dll").write_bytes(content)
    (folder / "torch" / "__init__.py").write_text(_TORCH, encoding="utf-8")


_TORCH = """\
import ctypes, pathlib
dll = str(pathlib.Path(__file__).with_name("lib") / "c10.dll")
kernel32 = ctypes.WinDLL("kernel32.dll", use_last_error=True)
kernel32.LoadLibraryExW.restype = ctypes.c_void_p
if kernel32.LoadLibraryExW(dll, None, 0x00001100) is None:
    err = ctypes.WinError(ctypes.get_last_error())
    err.strerror += f' Error loading "{dll}" or one of its dependencies.'
    raise err
"""

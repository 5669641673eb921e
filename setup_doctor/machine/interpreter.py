"""The running Python, and the processor under it."""

from __future__ import annotations

import platform
import struct
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

# PE machine numbers, as IsWow64Process2 gives them.
_PROCESSORS = {0x014C: "x86", 0x8664: "AMD64", 0xAA64: "ARM64"}


@dataclass(frozen=True, slots=True)
class Interpreter:
    """The Python that runs the doctor, which is the one that it looks after."""

    executable: Path
    version: tuple[int, int, int]
    bits: int
    tag: str  # `win-amd64`, `linux-x86_64`: what wheels are chosen by
    free_threaded: bool
    prefix: Path
    base_prefix: Path
    include: Path

    @property
    def dotted(self) -> str:
        """``3.12.1``."""
        return ".".join(map(str, self.version))

    @property
    def in_virtual_environment(self) -> bool:
        """Whether packages go into a folder of the project's own."""
        return self.prefix != self.base_prefix

    @classmethod
    def running(cls) -> Interpreter:
        """The facts of this process."""
        return cls(
            executable=Path(sys.executable),
            version=sys.version_info[:3],
            bits=8 * struct.calcsize("P"),
            tag=sysconfig.get_platform(),
            free_threaded=bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
            prefix=Path(sys.prefix),
            base_prefix=Path(sys.base_prefix),
            include=Path(sysconfig.get_path("include")),
        )


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    def processor() -> str:
        """The processor that is really there: ``AMD64``, ``ARM64``, ``x86``.

        Windows on ARM tells a program for x86-64 that it runs on one; IsWow64Process2 does not
        take part in that.
        """
        kernel32 = ctypes.WinDLL("kernel32")
        try:
            ask = kernel32.IsWow64Process2
        except AttributeError:  # before Windows 10 of 2016, which ran on no ARM
            return platform.machine()
        word = ctypes.POINTER(wintypes.USHORT)
        ask.argtypes, ask.restype = [wintypes.HANDLE, word, word], wintypes.BOOL
        emulated, native = wintypes.USHORT(), wintypes.USHORT()
        itself = wintypes.HANDLE(-1)
        answered = ask(itself, ctypes.byref(emulated), ctypes.byref(native))
        return _PROCESSORS.get(native.value, platform.machine()) if answered else platform.machine()

    def elevated() -> bool:
        """Whether this process has the rights of an administrator."""
        return bool(ctypes.WinDLL("shell32").IsUserAnAdmin())

else:

    def processor() -> str:
        """The processor that is really there, in the words of its system."""
        return platform.machine()

    def elevated() -> bool:
        """Whether repairs may count on an administrator's rights: nothing here asks for them."""
        return False

"""The Python that is looked after, and the processor under it."""

from __future__ import annotations

import platform
import re
import struct
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from packaging.tags import Tag

# PE machine numbers, as IsWow64Process2 gives them.
_PROCESSORS = {0x014C: "x86", 0x8664: "AMD64", 0xAA64: "ARM64"}


@dataclass(frozen=True, slots=True)
class Interpreter:
    """The Python that the doctor looks after: the one that runs it, unless another one was named.

    Attributes:
        packages: the folders that pip puts packages into.
        path: where it looks for modules; empty for the one that runs the doctor.
    """

    executable: Path
    version: tuple[int, int, int]
    bits: int
    tag: str  # `win-amd64`, `linux-x86_64`: what wheels are chosen by
    free_threaded: bool
    prefix: Path
    base_prefix: Path
    include: Path
    packages: tuple[Path, ...] = ()
    path: tuple[str, ...] = ()

    @property
    def dotted(self) -> str:
        """``3.12.1``."""
        return ".".join(map(str, self.version))

    @property
    def in_virtual_environment(self) -> bool:
        """Whether packages go into a folder of the project's own."""
        return self.prefix != self.base_prefix

    def tags(self) -> tuple[Tag, ...]:
        """The tags of the wheels that it takes, the best first, as pip has them."""
        from packaging.tags import (  # noqa: PLC0415, slow to load, and rarely needed
            compatible_tags,
            cpython_tags,
            platform_tags,
            sys_tags,
        )

        if not self.path:
            return tuple(sys_tags())
        same = self.tag == sysconfig.get_platform()
        platforms = list(platform_tags()) if same else [re.sub(r"[-.]", "_", self.tag)]
        version = self.version[:2]
        number = "".join(map(str, version))
        free = "t" * self.free_threaded
        own = cpython_tags(version, [f"cp{number}{free}"], platforms)
        return (*own, *compatible_tags(version, f"cp{number}", platforms))

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
            packages=_folders(sysconfig.get_path("purelib"), sysconfig.get_path("platlib")),
        )

    @classmethod
    def told(cls, facts: Mapping[str, Any]) -> Interpreter:
        """Another one, by what it says of itself in `guest.py`."""
        major, minor, micro = facts["version"]
        return cls(
            executable=Path(facts["executable"]),
            version=(major, minor, micro),
            bits=facts["bits"],
            tag=facts["tag"],
            free_threaded=facts["free_threaded"],
            prefix=Path(facts["prefix"]),
            base_prefix=Path(facts["base_prefix"]),
            include=Path(facts["include"]),
            packages=_folders(*facts["packages"]),
            path=tuple(facts["path"]),
        )


def _folders(*paths: str) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(map(Path, paths)))


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

"""Code pages, drives and the marks on files, from the functions of kernel32."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_KINDS = {1: "missing", 2: "removable", 3: "fixed", 4: "network", 5: "optical", 6: "RAM disk"}
_NONE = 0xFFFFFFFF  # INVALID_FILE_ATTRIBUTES
_LENGTH = 1024  # characters, for answers that are a name or a path
# winnt.h, FILE_ATTRIBUTE_*: a file of OneDrive that is fetched when it is opened, or kept here.
MARKS = {
    0x00001000: "offline",
    0x00040000: "recalled when opened",
    0x00080000: "pinned",
    0x00100000: "unpinned",
    0x00400000: "recalled when read",
}


@dataclass(frozen=True, slots=True)
class CodePages:
    """In which code pages Windows speaks; all 0 where there is no Windows.

    Attributes:
        ansi: of programs that know no Unicode, and of pipes.
        oem: of `cmd` and its like.
        console: of the console in which this runs; 0 without one.
    """

    ansi: int = 0
    oem: int = 0
    console: int = 0


@dataclass(frozen=True, slots=True)
class Drive:
    r"""A drive.

    Attributes:
        root: ``C:\``, or a network share.
        kind: fixed, removable, network, optical, RAM disk, missing; empty where nobody knows.
        filesystem: NTFS, exFAT, FAT32, ReFS.
    """

    root: str
    kind: str = ""
    filesystem: str = ""


if sys.platform == "win32":
    import ctypes

    def _kernel() -> Any:
        return ctypes.WinDLL("kernel32", use_last_error=True)

    def code_pages() -> CodePages:
        """The code pages of this Windows and of this console."""
        kernel = _kernel()
        return CodePages(kernel.GetACP(), kernel.GetOEMCP(), kernel.GetConsoleOutputCP())

    def drive(path: Path) -> Drive:
        """The drive on which `path` lies, or would lie."""
        kernel = _kernel()
        found = ctypes.create_unicode_buffer(_LENGTH)
        kernel.GetVolumePathNameW(ctypes.c_wchar_p(str(path)), found, _LENGTH)
        root = found.value or path.anchor
        kind = _KINDS.get(kernel.GetDriveTypeW(ctypes.c_wchar_p(root)), "")
        name = ctypes.create_unicode_buffer(_LENGTH)
        unused = (None, 0, None, None, None)
        asked = kernel.GetVolumeInformationW(ctypes.c_wchar_p(root), *unused, name, _LENGTH)
        return Drive(root, kind, name.value if asked else "")

    def marks(path: Path) -> tuple[str, ...]:
        """What is marked on the file or folder at `path`; nothing where it is not there."""
        kernel = _kernel()
        kernel.GetFileAttributesW.restype = ctypes.c_uint32
        found = kernel.GetFileAttributesW(ctypes.c_wchar_p(str(path)))
        return () if found == _NONE else tuple(word for bit, word in MARKS.items() if found & bit)

    def short(path: str) -> str:
        """The path with the old 8.3 names where the drive keeps them, else as it is."""
        found = ctypes.create_unicode_buffer(_LENGTH)
        length = _kernel().GetShortPathNameW(ctypes.c_wchar_p(path), found, _LENGTH)
        return found.value if 0 < length < _LENGTH else path

    def whole(path: str) -> str:
        """The path with the names that were given, where old 8.3 names stand in it."""
        found = ctypes.create_unicode_buffer(_LENGTH)
        length = _kernel().GetLongPathNameW(ctypes.c_wchar_p(path), found, _LENGTH)
        return found.value if 0 < length < _LENGTH else path

else:

    def code_pages() -> CodePages:
        """None here."""
        return CodePages()

    def drive(path: Path) -> Drive:
        """The root; the rest is not known here."""
        return Drive(path.anchor)

    def marks(path: Path) -> tuple[str, ...]:  # noqa: ARG001 - the signature of the other
        """None here."""
        return ()

    def short(path: str) -> str:
        """As it is."""
        return path

    def whole(path: str) -> str:
        """As it is."""
        return path

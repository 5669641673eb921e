"""Drives of every kind, made by wine's own manager of drives, as its settings do, and taken away."""

from __future__ import annotations

import contextlib
import ctypes
import struct
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# The kinds of GetDriveTypeW.
GONE, REMOVABLE, FIXED, NETWORK = 1, 2, 3, 4
# Wine's ddk/mountmgr.h: IOCTL_MOUNTMGR_DEFINE_UNIX_DRIVE, and the head of what it takes.
_DEFINE, _HEAD = 0x006DC080, struct.Struct("<IIIIQHHHH")
_READ_AND_WRITE, _SHARED, _OPEN_EXISTING = 0xC0000000, 3, 3
_KNOWN = (
    1.1  # seconds; a process asks anew where the drives are when the clock shows another second
)


@contextlib.contextmanager
def mapped(folder: Path, letter: str, kind: int, *, fat32: bool = False) -> Iterator[Path]:
    """`folder` is the root of a drive of this kind; yields the root."""
    device = folder / "stick.img"  # below the root, by which wine finds the drive that it is of
    if fat32:
        device.write_bytes(_fat32())
    _define(letter, kind, _unix(folder), _unix(device) if fat32 else b"")
    try:
        time.sleep(_KNOWN)
        yield Path(f"{letter}:\\")
    finally:
        _define(letter, GONE, b"", b"")
        device.unlink(missing_ok=True)


def _define(letter: str, kind: int, folder: bytes, device: bytes) -> None:
    kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.CreateFileW.restype = ctypes.c_void_p
    manager = ("\\\\.\\MountPointManager", _READ_AND_WRITE, _SHARED, None, _OPEN_EXISTING, 0, None)
    handle = ctypes.c_void_p(kernel.CreateFileW(*manager))
    beyond = _HEAD.size + len(folder)
    places = (_HEAD.size if folder else 0, beyond if device else 0, 0)
    head = _HEAD.pack(beyond + len(device), kind, 0, 0, 0, ord(letter.lower()), *places)
    told, size = head + folder + device, ctypes.c_uint32()
    asked = (_DEFINE, told, len(told), None, 0, ctypes.byref(size), None)
    done = kernel.DeviceIoControl(handle, *asked)
    kernel.CloseHandle(handle)
    assert done, "wine's manager of drives refuses"


def _unix(path: Path) -> bytes:
    kernel: Any = ctypes.CDLL("kernel32")
    kernel.wine_get_unix_file_name.restype = ctypes.c_char_p
    return bytes(kernel.wine_get_unix_file_name(ctypes.c_wchar_p(str(path)))) + b"\0"


def _fat32() -> bytes:
    """The first sectors of a drive of 2 GB (Microsoft's FAT specification, section 3)."""
    sector = bytearray(32768)
    sector[:11] = b"\xeb\x58\x90MSWIN4.1"
    shape = (512, 8, 32, 2, 0, 0, 0xF8, 0, 63, 255, 0, 0x400000)  # bytes a sector, sectors, ...
    struct.pack_into("<HBHBHHBHHHII", sector, 11, *shape)
    struct.pack_into("<IHHIHH", sector, 36, 1000, 0, 0, 2, 1, 6)
    sector[66:90] = b"\x29\x78\x56\x34\x12STICK      FAT32   "
    sector[510:512] = b"\x55\xaa"
    return bytes(sector)

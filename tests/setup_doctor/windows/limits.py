"""What an ordinary Windows refuses and wine grants, put between this Python and the system.

The functions are those that this Python calls, and they refuse with the numbers of Windows; all that
lies above them is as it is. For wine's Windows alone.
"""

from __future__ import annotations

import contextlib
import ctypes
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# CreateDirectoryW keeps room for a file's 8.3 name (Microsoft: Maximum Path Length Limitation).
_FILE, _FOLDER = 260, 248
_TOO_LONG, _NOT_FOUND, _NO_PRIVILEGE = 206, 3, 1314
_NOTHING = -1  # INVALID_HANDLE_VALUE, INVALID_FILE_ATTRIBUTES
_WRITABLE = 0x40  # PAGE_EXECUTE_READWRITE
PINNED = 0x00080000  # FILE_ATTRIBUTE_PINNED


@contextlib.contextmanager
def short_paths() -> Iterator[None]:
    r"""No path of 260 characters, unless it begins with ``\\?\``: LongPathsEnabled is 0."""

    def refuses(limit: int, number: int) -> Callable[..., int]:
        def refuse(path: str) -> int:
            return number if len(path) >= limit and not path.startswith("\\\\?\\") else 0

        return refuse

    text, word, pointer = ctypes.c_wchar_p, ctypes.c_uint32, ctypes.c_void_p
    made = ctypes.c_int, (text, pointer)
    opened = pointer, (text, word, word, pointer, word, word, pointer)
    with (
        _refusing("CreateDirectoryW", *made, 0, refuses(_FOLDER, _TOO_LONG)),
        _refusing("CreateFileW", *opened, _NOTHING, refuses(_FILE, _NOT_FOUND)),
    ):
        yield


@contextlib.contextmanager
def no_links() -> Iterator[None]:
    """The privilege to make links is not held: no developer mode, no administrator."""
    signature = ctypes.c_ubyte, (ctypes.c_wchar_p, ctypes.c_wchar_p, ctypes.c_uint32)
    with _refusing("CreateSymbolicLinkW", *signature, 0, lambda *_: _NO_PRIVILEGE):
        yield


@contextlib.contextmanager
def _refusing(
    name: str, result: Any, arguments: Any, failure: int, number: Callable[..., int]
) -> Iterator[None]:
    """Where this Python calls the function `name`, it fails with what `number` says, unless 0."""
    kernel = _kernel()
    kind = ctypes.WINFUNCTYPE(result, *arguments, use_last_error=True)  # type: ignore[attr-defined]
    place = _place(kernel.GetModuleHandleW("python311.dll"), name)
    (before,) = struct.unpack("<Q", ctypes.string_at(place, 8))
    original = kind(before)

    def instead(*given: Any) -> Any:
        refused = number(*given[: number.__code__.co_argcount or len(given)])
        if refused:
            ctypes.set_last_error(refused)  # type: ignore[attr-defined]
            return failure
        return original(*given)

    ours = kind(instead)
    entry = ctypes.cast(ours, ctypes.c_void_p).value or 0
    _write(place, struct.pack("<Q", entry))
    try:
        yield
    finally:
        _write(place, struct.pack("<Q", before))


@contextlib.contextmanager
def marked(folder: Path, mark: int) -> Iterator[None]:
    """This folder carries a mark of OneDrive's, which wine keeps nowhere.

    Who asks by GetFileAttributesW gets it; the marks that are really there are kept.
    """
    kernel = _kernel()
    place = ctypes.cast(kernel.GetFileAttributesW, ctypes.c_void_p).value or 0
    before = ctypes.string_at(place, 12)

    def instead(path: str) -> int:
        facts = (ctypes.c_uint32 * 9)()  # WIN32_FILE_ATTRIBUTE_DATA begins with the marks
        if not kernel.GetFileAttributesExW(ctypes.c_wchar_p(path), 0, facts):
            return _NOTHING & 0xFFFFFFFF
        return facts[0] | (mark if path == str(folder) else 0)

    kind = ctypes.WINFUNCTYPE(ctypes.c_uint32, ctypes.c_wchar_p)  # type: ignore[attr-defined]
    ours = kind(instead)
    entry = ctypes.cast(ours, ctypes.c_void_p).value or 0
    _write(place, b"\x48\xb8" + struct.pack("<Q", entry) + b"\xff\xe0")  # mov rax, ...; jmp rax
    try:
        yield
    finally:
        _write(place, before)


def _kernel() -> Any:
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.GetModuleHandleW.restype = ctypes.c_void_p
    return kernel


def _write(place: int, content: bytes) -> None:
    before = ctypes.c_uint32()
    where, size = ctypes.c_void_p(place), ctypes.c_size_t(len(content))
    assert _kernel().VirtualProtect(where, size, _WRITABLE, ctypes.byref(before))
    ctypes.memmove(place, content, len(content))


def _place(module: int, name: str) -> int:
    """Where a loaded module keeps the address of the imported function (PE format, 6.4)."""

    def read(format_: str, place: int) -> tuple[int, ...]:
        return struct.unpack(format_, ctypes.string_at(place, struct.calcsize(format_)))

    (head,) = read("<I", module + 0x3C)
    (table,) = read("<I", module + head + 24 + 120)
    while True:
        names, _, _, library, places = read("<5I", module + table)
        if not library:
            raise LookupError(name)
        for n in range(4096):
            (entry,) = read("<Q", module + names + 8 * n)
            if not entry:
                break
            if not entry >> 63 and ctypes.string_at(module + entry + 2) == name.encode():
                return module + places + 8 * n
        table += 20

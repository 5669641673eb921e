"""Loading a DLL, and reading which version it is. To be asked in a process of its own.

    python -c "from setup_doctor.windows_api import libraries; print(libraries.load('msvcp140.dll'))"

A version in the registry says what an installer wrote there once; this says what a program gets.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from diarizer.files.held_by_others import number

if TYPE_CHECKING:
    from collections.abc import Iterable

MODULE_NOT_FOUND = 126  # ERROR_MOD_NOT_FOUND: it or one that it needs
# What importlib loads an extension module with: the DLLs beside it come first.
_AS_PYTHON = 0x00000100 | 0x00001000
_LENGTH = 1024


@dataclass(frozen=True, slots=True)
class Library:
    """What came of loading a DLL.

    Attributes:
        name: what was asked for.
        path: what was loaded; empty if nothing was.
        version: of the file, four numbers as Windows keeps them; empty if it has none.
        winerror: the number of the failure; None where it loads.
    """

    name: str
    path: str = ""
    version: tuple[int, ...] = ()
    winerror: int | None = None


def load_all(names: Iterable[str]) -> list[dict[str, Any]]:
    """Load each of `names`; as dictionaries, which can leave a process as JSON."""
    return [asdict(load(name)) for name in names]


def failure(error: BaseException) -> int | None:
    """The number of Windows behind an exception of an import, None where there is none.

    An ImportError carries the words of the system alone, in the user's language. So what it could
    not load is loaded once more, by a function that tells the number.
    """
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        found = number(current)
        if found is None and isinstance(current, ImportError) and current.path:
            found = load(current.path).winerror if current.path.endswith((".pyd", ".dll")) else None
        if found is not None:
            return found
        current = current.__cause__ or current.__context__
    return None


if sys.platform == "win32":

    def load(name: str) -> Library:
        """Load the DLL `name`, a plain name or a whole path."""
        try:
            loaded = ctypes.WinDLL(name, winmode=_AS_PYTHON if "\\" in name else 0)
        except OSError as error:
            # ctypes itself words this one number, and leaves the number out.
            return Library(name, winerror=number(error) or MODULE_NOT_FOUND)
        found = ctypes.create_unicode_buffer(_LENGTH)
        kernel = ctypes.WinDLL("kernel32")
        handle = ctypes.c_void_p(loaded._handle)  # noqa: SLF001 - ctypes has no other name for it
        kernel.GetModuleFileNameW(handle, found, _LENGTH)
        return Library(name, found.value, version(found.value))

    def version(path: str) -> tuple[int, ...]:
        """The file version in the resources of the DLL at `path`; empty if there is none."""
        reader = ctypes.WinDLL("version")
        where = ctypes.c_wchar_p(path)
        size = reader.GetFileVersionInfoSizeW(where, None)
        content = ctypes.create_string_buffer(size or 1)
        begin, length = ctypes.c_void_p(), ctypes.c_uint()
        root = (ctypes.c_wchar_p("\\"), ctypes.byref(begin), ctypes.byref(length))
        if not size or not reader.GetFileVersionInfoW(where, 0, size, content):
            return ()
        if not reader.VerQueryValueW(content, *root) or not begin.value:
            return ()
        # VS_FIXEDFILEINFO: signature, structure version, then the high and the low half.
        _, _, high, low = struct.unpack("<4I", ctypes.string_at(begin.value, 16))
        return (high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF)

else:

    def load(name: str) -> Library:
        """Nothing is loaded here."""
        return Library(name)

    def version(path: str) -> tuple[int, ...]:  # noqa: ARG001 - the signature of the other
        """None here."""
        return ()

"""Libraries written byte by byte, which fail in a way of one's choice when they are loaded."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

# The statuses of the system, and the numbers that a program gets for them.
NO_SUCH_PROCEDURE = 0xC0000139  # 127
OUT_OF_MEMORY = 0xC000012D  # 1455
_HEADERS, _BASE, _SIZE = 0x200, 0x1000, 0x200  # of the file, of the one section in memory
# Where in the section the table of what is imported lies, the function's place in it, the names.
_IMPORTS, _LOOKUP, _PLACE, _FUNCTION, _LIBRARY = 0x40, 0x80, 0xA0, 0xC0, 0x100


def refusing() -> bytes:
    """A whole 64-bit DLL that does nothing but say no when it is started: WinError 1114."""
    return _image(b"\x31\xc0\xc3")  # xor eax, eax; ret


def ended_with(status: int) -> bytes:
    """A whole 64-bit DLL whose loading ends with this status.

    The loader of Windows finds it out by itself, from a library that lacks a function or from a full
    paging file. Wine's gives every missing function a stand-in, so this one tells it.
    """
    start = b"\x48\x83\xec\x28\xb9" + struct.pack("<I", status)  # sub rsp, 40; mov ecx, status
    there = _PLACE - len(start) - 6
    content = bytearray(_SIZE)
    struct.pack_into("<II", content, _IMPORTS, _BASE + _LOOKUP, 0)
    struct.pack_into("<III", content, _IMPORTS + 8, 0, _BASE + _LIBRARY, _BASE + _PLACE)
    for table in (_LOOKUP, _PLACE):
        struct.pack_into("<Q", content, table, _BASE + _FUNCTION)
    names = {0: start + b"\xff\x15" + struct.pack("<i", there), _LIBRARY: b"ntdll.dll\0"}
    for place, part in {**names, _FUNCTION + 2: b"RtlRaiseStatus\0"}.items():
        content[place : place + len(part)] = part
    return _image(bytes(content), imports=(_BASE + _IMPORTS, 40))


def _image(content: bytes, imports: tuple[int, int] = (0, 0)) -> bytes:
    """A DLL of one section that is also the function with which it starts (PE format, 3 and 4)."""
    file_header = struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, 240, 0x2022)  # AMD64, a DLL
    optional = struct.pack(
        "<HBBIIIIIQIIHHHHHHIIIIHHQQQQII",
        *(0x20B, 14, 0, _SIZE, 0, 0, _BASE, _BASE),  # PE32+, the entry point
        *(0x180000000, 0x1000, 0x200, 6, 0, 0, 0, 6, 0, 0),  # base, alignments, versions
        *(0x2000, _HEADERS, 0, 2, 0x160),  # sizes, checksum, GUI, relocatable
        *(0x100000, 0x1000, 0x100000, 0x1000, 0, 16),  # stack, heap, directories
    )
    directories = bytes(8) + struct.pack("<II", *imports) + bytes(14 * 8)
    text = b".text\0\0\0" + struct.pack("<IIII", 0x1000, _BASE, _SIZE, _HEADERS)
    text += struct.pack("<IIHHI", 0, 0, 0, 0, 0xE0000020)  # code, to be read, written and executed
    stub = b"MZ" + bytes(58) + struct.pack("<I", 64)
    head = stub + b"PE\0\0" + file_header + optional + directories + text
    return head.ljust(_HEADERS, b"\0") + content.ljust(_SIZE, b"\0")


def library(version: tuple[int, int, int, int]) -> bytes:
    """A library of this Python's own that says it is of `version`."""
    content = bytearray(Path(sys.base_prefix, "DLLs", "select.pyd").read_bytes())
    facts = content.index(struct.pack("<I", 0xFEEF04BD))  # VS_FIXEDFILEINFO
    major, minor, build, revision = version
    struct.pack_into("<II", content, facts + 8, major << 16 | minor, build << 16 | revision)
    return bytes(content)

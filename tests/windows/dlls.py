"""What wine 8 lacks of Windows, and the product's own versions of numpy, scipy and PyAV call.

wine declares the C99 functions that take a complex number apart, and ends a program that calls them:
numpy does so when it is imported, since 2.2.2. Two or three instructions make them good, and then
the very versions that a user gets run here. Nothing else of the C runtime is touched: a power or a
square root of a complex number still ends the program, so nobody gets a wrong figure from here.
"""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

# x64 passes a pair of floats in rcx, and a pair of doubles by its address in rcx; a part goes back in xmm0.
_FIRST_FLOAT = "660f6ec1c3"  # movd xmm0, ecx; ret
_SECOND_FLOAT = "48c1e920660f6ec1c3"  # shr rcx, 32; movd xmm0, ecx; ret
_FIRST_DOUBLE = "f20f1001c3"  # movsd xmm0, [rcx]; ret
_SECOND_DOUBLE = "f20f104108c3"  # movsd xmm0, [rcx + 8]; ret
# A long double is a double on Windows.
_PARTS = {
    "crealf": _FIRST_FLOAT,
    "cimagf": _SECOND_FLOAT,
    "creal": _FIRST_DOUBLE,
    "creall": _FIRST_DOUBLE,
    "cimag": _SECOND_DOUBLE,
    "cimagl": _SECOND_DOUBLE,
}
# How a function begins that wine only declares: sub rsp, 40; lea rcx, ...; lea rdx, ...; call.
_DECLARED = bytes.fromhex("4883ec28488d0d")
_BUILT_IN = b"Wine builtin DLL"


def complete_c_runtime(dll: Path) -> bool:
    """Give wine's copy of ucrtbase.dll the functions; whether it now has to be asked for as native."""
    content = dll.read_bytes()
    if _BUILT_IN not in content[:128]:
        return True
    places = exports(content)
    wanting = {n: c for n, c in _PARTS.items() if content[places[n] :].startswith(_DECLARED)}
    if not wanting:
        return False
    patched = bytearray(content)
    for name, code in wanting.items():
        instructions = bytes.fromhex(code)
        patched[places[name] : places[name] + len(instructions)] = instructions
    # wine loads its own file in place of one that carries this mark.
    patched[:128] = patched[:128].replace(_BUILT_IN, bytes(len(_BUILT_IN)))
    dll.unlink()  # it may be a link to the one that everybody uses
    dll.write_bytes(patched)
    return True


def lay_stable_abi(python: Path, forwarder: Path) -> None:
    """python3.dll, through which wheels that serve every Python (PyAV, hf-xet) call theirs."""
    target = python.with_name("python3.dll")
    if not target.exists():
        names = (f"{name}={python.stem}.{name}" for name in exports(python.read_bytes()))
        command = [sys.executable, str(forwarder), str(target), target.name, *names]
        subprocess.run(command, check=True, timeout=60)


def exports(content: bytes) -> dict[str, int]:
    """The functions of a 64-bit DLL, and where in the file each lies (PE format, section 6.3)."""
    (head,) = struct.unpack_from("<I", content, 0x3C)
    (count,) = struct.unpack_from("<H", content, head + 6)
    (optional,) = struct.unpack_from("<H", content, head + 20)
    sections = [
        struct.unpack_from("<4I", content, head + 24 + optional + 40 * i + 8) for i in range(count)
    ]

    def place(address: int) -> int:
        for size, start, raw_size, raw in sections:
            if start <= address < start + max(size, raw_size):
                return address - start + raw
        raise ValueError(f"{address:#x} lies in no section")

    (table,) = struct.unpack_from("<I", content, head + 24 + 112)
    names_count, functions, names, ordinals = struct.unpack_from("<4I", content, place(table) + 24)
    found = {}
    for i in range(names_count):
        (name,) = struct.unpack_from("<I", content, place(names) + 4 * i)
        (ordinal,) = struct.unpack_from("<H", content, place(ordinals) + 2 * i)
        (function,) = struct.unpack_from("<I", content, place(functions) + 4 * ordinal)
        begin = place(name)
        found[content[begin : content.index(b"\0", begin)].decode("ascii")] = place(function)
    return found

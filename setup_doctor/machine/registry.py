"""Reading the registry of Windows. Elsewhere there is none: every key is missing."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Key:
    """What stands in a key.

    Attributes:
        values: by name, spelled as they were written; the default value is called ``""``. Texts
            are `str` (``%VARIABLES%`` unexpanded), numbers `int`, lists of texts `list`.
        keys: the names of the keys below it.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    keys: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        """The value `name` as a text, empty where there is none; case does not count."""
        for known, value in self.values.items():
            if known.lower() == name.lower():
                return str(value)
        return ""

    def number(self, name: str) -> int | None:
        """The value `name` as a number, None where it is missing or no number."""
        found = self.text(name)
        return int(found) if found.isascii() and found.isdigit() else None


def read(path: str) -> Key | None:
    r"""The key at `path`, None where there is none or it may not be read.

    Always in the view of a 64-bit program, whatever this one is: what a 32-bit installer wrote
    stands below ``WOW6432Node`` and is named so.

    Args:
        path: ``HKLM\SOFTWARE\...`` or ``HKCU\...``.

    Raises:
        ValueError: when it begins with neither.
    """
    root, _, below = path.partition("\\")
    if root not in {"HKLM", "HKCU"}:
        raise ValueError(f"a path of the registry begins with HKLM or HKCU, unlike {path!r}")
    return _read(root, below)


if sys.platform == "win32":
    import winreg

    def _read(root: str, below: str) -> Key | None:
        hive = {"HKLM": winreg.HKEY_LOCAL_MACHINE, "HKCU": winreg.HKEY_CURRENT_USER}[root]
        try:
            with winreg.OpenKey(hive, below, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as key:
                n_keys, n_values, _ = winreg.QueryInfoKey(key)
                entries = [winreg.EnumValue(key, n) for n in range(n_values)]
                keys = tuple(winreg.EnumKey(key, n) for n in range(n_keys))
        except OSError:  # no such key, no right to read it, or it has changed meanwhile
            return None
        return Key({name: value for name, value, _ in entries}, keys)

else:

    def _read(root: str, below: str) -> Key | None:  # noqa: ARG001 - the signature of the other
        return None

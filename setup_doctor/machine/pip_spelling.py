"""What is asked of pip, asked of uv: in an environment that uv keeps there is no pip.

The doctor's plans are written for pip. uv takes the same requirements under other options, and
has no `download`: there a package is unpacked into a folder, which holds the same files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.machine.keeper import UV, keeper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setup_doctor.machine.machine import Machine

UNPACKED = "unpacked"
"""The folder, below that of the downloads, into which uv lays what pip would have kept as a wheel."""

# uv never asks, says nothing of newer versions, prefers wheels and compiles nothing anyway.
_POINTLESS = frozenset(
    (
        *("--no-input", "--disable-pip-version-check", "--no-compile", "--prefer-binary", "--yes"),
        "--no-warn-conflicts",
    )
)


def by_uv(machine: Machine) -> bool:
    """Whether uv stands in for pip: it keeps this environment, or no pip is in it; and it is here."""
    if machine.which("uv") is None:
        return False
    return keeper(machine).name == UV or not machine.has("pip")


def translated(command: Sequence[str], machine: Machine) -> tuple[str, ...]:
    """`command` for uv, where it is one for pip and uv stands in for it; else as it is."""
    program, *rest = command
    ours = program in {"python", str(machine.interpreter.executable)}
    if not ours or rest[:2] != ["-m", "pip"] or not by_uv(machine):
        return tuple(command)
    action, *options = rest[2:]
    uv = ("uv", "pip", "install" if action == "download" else action)
    python = ("--python", str(machine.interpreter.executable))
    return (*uv, *python, *_options(options))


def _options(options: Sequence[str]) -> list[str]:
    words = [each for each in options if each not in _POINTLESS]
    if "--dest" in words:
        place = words.index("--dest")
        words[place : place + 2] = ["--target", f"{words[place + 1]}/{UNPACKED}"]
    if "--extra-index-url" in words:
        # uv takes a package from the first index that has any of it; pip looks at all of them.
        words[:0] = ["--index-strategy", "unsafe-best-match"]
    return words

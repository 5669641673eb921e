"""FFmpeg's libraries, which torchcodec would load, told apart from a program that holds them all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.messages.text import label, text
from setup_doctor.model import Remedy, check
from setup_doctor.model.findings import note, ok
from setup_doctor.repair.common_remedies import by_hand

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Finding

# avcodec-61.dll, libavcodec.so.61.3.100, libavcodec.61.dylib.
_LIBRARY = re.compile(r"avcodec-(\d+)\.dll$|libavcodec\.so\.(\d+)|libavcodec\.(\d+)[\d.]*\.dylib$")
_VERSIONS = {58: 4, 59: 5, 60: 6, 61: 7, 62: 8, 63: 9}  # of FFmpeg, by that of its libavcodec
_CORE = re.compile(r"libtorchcodec_core(\d+)")
_NATIVE = (".dll", ".so", ".dylib")
# Where the linker looks on its own, and Homebrew and MacPorts put theirs.
_LINUX = ("/usr/local/lib", "/usr/lib", "/usr/lib64", "/usr/lib/{}-linux-gnu", "/lib/{}-linux-gnu")
_MACOS = ("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib")


@dataclass(frozen=True, slots=True)
class _Found:
    """What there is of FFmpeg.

    Attributes:
        program: the `ffmpeg` on PATH.
        libraries: the folder of each version that has its libraries there.
        stub: a stand-in of Chocolatey or Scoop, which starts a program that lies elsewhere.
    """

    program: Path | None
    libraries: dict[int, Path]
    stub: bool


@check()
def ffmpeg(machine: Machine) -> Finding:
    """FFmpeg's libraries, which torchcodec would load (not needed).

    Looks at: the `ffmpeg` on PATH and what lies beside it, through the links of winget and the
    stand-ins of Chocolatey and Scoop; the folders of libraries; which versions the installed
    torchcodec has a library for. The number in the name tells the version: avcodec-58 is FFmpeg 4,
    59 is 5, 60 is 6, 61 is 7, 62 is 8, 63 is 9.
    Why: torchcodec loads FFmpeg's libraries and cannot use a program. The usual download, winget's
    Gyan.FFmpeg too, is one ffmpeg.exe that holds them all; the stand-ins have none beside them.
    Nobody needs either here, as recordings are decoded by PyAV, which brings its own.
    Usual causes: `ffmpeg -version` works, and nobody said that this is not enough.
    Fix: none needed. For programs of your own: `winget install --id Gyan.FFmpeg.Shared -e`.
    """
    found = _look(machine)
    wanted = _supported(machine)
    trail: list[tuple[str, Text | str]] = [
        ("ffmpeg", str(found.program) if found.program else label("not on PATH")),
        *((f"FFmpeg {version}", str(folder)) for version, folder in found.libraries.items()),
        ("torchcodec", ", ".join(f"FFmpeg {n}" for n in wanted) or label("not installed")),
    ]
    versions = ", ".join(map(str, found.libraries))
    if found.libraries and wanted and not set(wanted) & set(found.libraries):
        told = {"versions": versions, "wanted": ", ".join(map(str, wanted))}
        message = text(
            "FFmpeg {versions} is here, and torchcodec loads {wanted}; nobody needs it", **told
        )
        return note("packages.ffmpeg-version", message, trail, _shared(machine))
    if found.libraries:
        return ok(
            text("FFmpeg {versions} with its libraries (not needed)", versions=versions), trail
        )
    if found.program is None:
        return ok(text("No FFmpeg, and none is needed: PyAV brings its own"), trail)
    if found.stub:
        message = text("The ffmpeg on PATH is a stand-in without libraries; nobody needs them")
        return note("packages.ffmpeg-stub", message, trail, _shared(machine))
    message = text("The ffmpeg on PATH is one program without libraries; nobody needs them")
    return note("packages.ffmpeg-static", message, trail, _shared(machine))


def _look(machine: Machine) -> _Found:
    program = machine.which("ffmpeg")
    libraries: dict[int, Path] = {}
    for folder in (*_beside(program, machine), *_usual(machine)):
        for name in machine.entries(folder):
            if match := _LIBRARY.search(name):
                number = int(next(filter(None, match.groups())))
                libraries.setdefault(_VERSIONS.get(number, number), folder)
    stub = program is not None and _is_stub(program)
    return _Found(program, dict(sorted(libraries.items())), stub)


def _beside(program: Path | None, machine: Machine) -> list[Path]:
    """The folder of the program, and that of the one to which a link of winget leads.

    Not those behind a stand-in: torchcodec looks beside the stand-in, too.
    """
    if program is None:
        return []
    return [program.parent, machine.resolved(program).parent]


def _is_stub(program: Path) -> bool:
    folders = [part.lower() for part in program.parent.parts[-2:]]
    return folders in (["chocolatey", "bin"], ["scoop", "shims"])


def _usual(machine: Machine) -> list[Path]:
    prefix = machine.interpreter.prefix
    if machine.platform == "windows":
        return [prefix / "Library" / "bin"]  # of conda
    processor = machine.interpreter.tag.rpartition("-")[2]
    named = machine.environ.get("LD_LIBRARY_PATH", "").split(":")
    usual = _MACOS if machine.platform == "macos" else _LINUX
    places = [*filter(None, named), *(each.format(processor) for each in usual)]
    return [prefix / "lib", *map(Path, places)]


def _supported(machine: Machine) -> list[int]:
    """The versions of FFmpeg for which the installed torchcodec has a library."""
    files = machine.installed_files("torchcodec", _NATIVE)
    found = (_CORE.match(file.path.name) for file in files)
    return sorted({int(match[1]) for match in found if match})


def _shared(machine: Machine) -> Remedy:
    if machine.platform == "windows":
        return Remedy(
            text("Install FFmpeg with its libraries, for programs of your own"),
            (("winget", "install", "--id", "Gyan.FFmpeg.Shared", "-e"),),
            megabytes=90,
        )
    brew, apt = "brew install ffmpeg", "apt-get install ffmpeg"
    command = brew if machine.platform == "macos" else apt
    return by_hand(text("For programs of your own: {command}", command=command))

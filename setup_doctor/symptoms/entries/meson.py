"""What meson and pkg-config say where a package is to be built from its source, and something lacks."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.entries.platforms import BUILT
from setup_doctor.symptoms.symptom import Weight, symptom

_READY_BUILT = by_hand(
    text(
        "Ask for a ready-built one: python -m pip install --only-binary=:all: {package}",
        package="...",
    )
)
_WHOSE = (
    r"(?P<package>(?!src\b)[A-Za-z]\w+)[\\/]meson\.build:\d",
    BUILT,
    r"generating package metadata\.\s+(?P<package>[A-Za-z][\w.-]*)",
    r"Project name: (?P<package>[A-Za-z][\w-]*)",
)

MESON = (
    symptom(
        "python.not-windows",
        r"Built by MSYS2 project",
        "This Python is that of MSYS2, not the one of python.org: the packages that are ready-built for Windows do not fit it, so "
        "{package} was to be built from its source.",
        shared_remedies.NEW_PYTHON,
        weight=Weight.SHARP,
        where=r"Meson build system",
        names=_WHOSE,
        looks=("python.version", "python.architecture"),
        seen=(
            (
                "AttributeError: 'NoneType' object has no attribute 'endswith'\nThe Meson build system\nProject name: NumPy\n"
                'C compiler for the host machine: cc (gcc 12.2.0 "cc (Rev1, Built by MSYS2 project) 12.2.0")',
                "chenfei-wu/TaskMatrix#124",
            ),
        ),
    ),
    symptom(
        "packages.compiler-other",
        r"meson\.build:\d+:\d+: ERROR: Unknown compiler\(s\)",
        "There is no ready-built {package} for this Python and this system in the version that was chosen; to build it from its "
        "source, compilers would be needed that are not here.",
        _READY_BUILT,
        shared_remedies.NEW_PYTHON,
        weight=Weight.SHARP,
        names=_WHOSE,
        looks=("python.version", "compiler.msvc"),
        seen=(
            (
                "Project name: NumPy\nWARNING: Failed to activate VS environment: Could not find C:\\x\\vswhere.exe\n\n"
                "..\\meson.build:1:0: ERROR: Unknown compiler(s): [['icl'], ['cl'], ['cc'], ['gcc'], ['clang'], ['clang-cl'], "
                "['pgcc']]",
                "xxyzz/WordDumb#298",
            ),
            (
                "..\\..\\meson.build:1:0: ERROR: Unknown compiler(s): [['icl'], ['cl'], ['cc']]\nerror: "
                "metadata-generation-failed",
                "scipy/scipy#18870",
            ),
        ),
    ),
    symptom(
        "packages.foreign-headers",
        r"meson\.build:\d+:\d+: ERROR: Dependency \"[^\"\n]+\" not found"
        r"|Package lib(?:av|sw)\w+ was not found in the pkg-config search path"
        r"|pkg-config could not find libraries \['\w+'",
        "There is no ready-built {package} for this Python and this system in the version that was chosen; to build it from its "
        "source, the files of another library would be needed (OpenBLAS for scipy, FFmpeg for av).",
        _READY_BUILT,
        shared_remedies.NEW_PYTHON,
        weight=Weight.SHARP,
        names=_WHOSE,
        looks=("python.version",),
        seen=(
            (
                '..\\..\\scipy\\meson.build:131:0: ERROR: Dependency "OpenBLAS" not found, tried pkgconfig and cmake',
                "scipy/scipy#17508",
            ),
            (
                "Package libavformat was not found in the pkg-config search path.\nerror: subprocess-exited-with-error",
                "myshell-ai/OpenVoice#450",
            ),
            (
                "Failed to build: `av==10.0.0`\npkg-config could not find libraries ['avformat', 'avcodec']\nPackage libavformat "
                "was not found in the pkg-config search path.",
                "prefix-dev/pixi#1464",
            ),
        ),
    ),
)

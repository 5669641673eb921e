"""A compiler that is there, and a source that it does not compile."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.entries.platforms import NAMED
from setup_doctor.symptoms.symptom import Weight, symptom

_FAILS = r"\.(?:c|cc|cpp|cxx|pyx|h|hpp|cu)(?::\d+:\d+: (?:fatal )?error: |\(\d+\): (?:fatal )?error C(?!1083)\d+)"
# One that is missing ends in no exit code.
WAS_STARTED = (
    r"command '[^'\n]*(?:gcc|g\+\+|cc|clang|clang\+\+|cl\.exe)' failed with exit (?:code|status)"
)

COMPILING = (
    symptom(
        "packages.not-for-windows",
        r"(?:building wheels? for|build wheels? for|failed to build) [`'\"]?pynini\b|pip-install-\w+\\pynini",
        "pynini is for Linux and macOS alone: there is none for Windows, neither ready-built nor as a source that compiles there.",
        by_hand(
            text(
                "Install what wants it without that part: nemo_toolkit[asr] does without, nemo_toolkit[all] does not"
            )
        ),
        by_hand(text("Or run it in WSL, which is a Linux within Windows: wsl --install")),
        weight=Weight.SHARP,
        where=r"win-amd64|win32|\.exe\b|[A-Z]:\\|Microsoft Visual",
        seen=(
            (
                "\\MSVC\\14.39.33519\\bin\\HostX86\\x64\\cl.exe' failed with exit code 2\n  ERROR: Failed building wheel for pynini",
                "NVIDIA-NeMo/Speech#6960",
            ),
        ),
    ),
    symptom(
        "packages.compile-failed",
        _FAILS + "|" + WAS_STARTED,
        "A compiler is there and was started, and could not translate the source of {package}: the version that was chosen does "
        "not go with this compiler, this Python, or the libraries beside it.",
        by_hand(
            text(
                "Take a version that is ready-built: python -m pip install --only-binary=:all: {package}",
                package="...",
            )
        ),
        shared_remedies.NEW_PYTHON,
        unless=r"webrtcvad|Python\.h|'?io\.h|No such file or directory: '(?:gcc|cc|clang)'|Microsoft Visual C\+\+ 14",
        names=NAMED,
        looks=("python.version",),
        seen=(
            (
                "src/_hmmc.cpp:66:8: error: call to deleted constructor of 'pybind11::gil_scoped_release'\n"
                "    /x/T/pip-install-x/hmmlearn",
                "pyannote/pyannote-audio#1306",
            ),
            (
                "building 'av.filter.loudnorm' extension\nerror: command '/usr/bin/clang' failed with exit code 1",
                "ed-donner/agents#249",
            ),
        ),
    ),
    symptom(
        "packages.compiler-wanted",
        r"Unable to find a compatible Visual Studio installation",
        "A package is to be built from its source, and there is no compiler of Microsoft's that it knows: none is installed, or "
        "its part for C++ is not. If it is webrtcvad, which resemblyzer asks for, none is needed.",
        shared_remedies.RESEMBLYZER,
        weight=Weight.VAGUE,
        apart='The line "Failed building wheel for" names the package, if it is another one.',
        looks=("compiler.msvc", "packages.webrtcvad-wheel"),
        seen=(
            (
                "distutils.errors.DistutilsPlatformError: Unable to find a compatible Visual Studio installation.",
                "https://setuptools.pypa.io/en/latest/userguide/ext_modules.html",
            ),
        ),
    ),
)

"""A compiler that is there, and a source that it does not compile."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.entries.platforms import NAMED
from setup_doctor.symptoms.symptom import symptom

_FAILS = r"\.(?:c|cc|cpp|cxx|pyx|h|hpp|cu)(?::\d+:\d+: (?:fatal )?error: |\(\d+\): (?:fatal )?error C(?!1083)\d+)"
# One that is missing ends in no exit code.
WAS_STARTED = (
    r"command '[^'\n]*(?:gcc|g\+\+|cc|clang|clang\+\+|cl\.exe)' failed with exit (?:code|status)"
)

COMPILING = (
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
)

"""Packages that have no build for this system, and what building them asks for instead."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_READY_BUILT = by_hand(
    text(
        "Ask for a ready-built one: python -m pip install --only-binary=:all: {package}",
        package="...",
    )
)
BUILT = (
    r"(?:building wheel for|build (?:installable )?wheels for(?: some pyproject\.toml based projects \()?"
    r"|failed to build:?|built wheel for) [`'\"(]?(?P<package>(?!installable|some\b)[\w.-]+)"
)
# Headers and libraries of others: those of Python and of the Windows SDK have entries of their own.
# Where no line says it: a source file, a folder of pip, an extension.
NAMED = (
    r"(?:^|[\s(])(?:src[\\/])?(?P<package>(?!src|cbits|lib|include|external|third_party|build)[A-Za-z][\w-]+)[\\/][\w\\/.-]+\.(?:c|cc|cpp|cxx|pyx)\b",
    r"pip-(?:install|req-build)-\w+[\\/]+(?P<package>[A-Za-z][\w.-]*?)(?:_[0-9a-f]{32})?(?=[\\/\s'\"]|$)",
    r"building '(?P<package>[A-Za-z]\w*)[\w.]*' extension",
    BUILT,
)
FOREIGN = (
    r"(?:C1083|fatal error): [^\n]*?\b(?!io\.h|Python\.h|pyconfig\.h)[\w./-]+\.(?:h|hpp)\b"
    r"|LNK1181: [^\n]*?'(?!kernel32|python)[\w.-]+\.lib'"
)

PLATFORMS = (
    symptom(
        "packages.foreign-headers",
        FOREIGN,
        "There is no ready-built {package} for this Python and this system in the version that was chosen. A compiler is there "
        "and was started; what lacks are the files of another library ({file}), from which it would be built.",
        _READY_BUILT,
        shared_remedies.NEW_PYTHON,
        weight=Weight.SHARP,
        # The first path of such a line leads into the source of a package, where the line is all that was pasted.
        where=r"wheel|setup\.py|pip|cl\.exe|gcc|clang|temp\.(?:win|linux|macosx)-|^src[\\/][\w\\/]+\.\w+\(\d+\)",
        unless=r"`(?!webrtcvad)[\w.-]+` \(v[\w.]+\) was included",
        names=(
            *NAMED,
            r"(?:C1083|fatal error): [^\n]*?(?P<file>\b[\w./-]+\.(?:h|hpp)\b)",
            r"LNK1181: [^\n]*?'(?P<file>[\w.-]+\.lib)'",
        ),
        looks=("python.version",),
        seen=(
            (
                "src\\av\\bitstream.c(1144): fatal error C1083: Cannot open include file: 'libavutil/mathematics.h': No such file "
                "or directory\n  ERROR: Failed building wheel for av\nERROR: ERROR: Failed to build installable wheels for some "
                "pyproject.toml based projects (av)",
                "jhj0517/ComfyUI-faster-whisper#9",
            ),
            (
                "LINK : fatal error LNK1181: cannot open input file 'avformat.lib'\nERROR: Failed building wheel for av",
                "savbell/whisper-writer#142",
            ),
        ),
    ),
    symptom(
        "python.no-wheels",
        r"(?:failed building wheel for|failed to build|could not build wheels for) [`'\"]?llvmlite",
        "There is no ready-built llvmlite for this Python and this processor (32-bit systems have none, as on many a Raspberry "
        "Pi; nor has a Python that is too new), and to build it LLVM would be needed.",
        shared_remedies.NEW_PYTHON,
        shared_remedies.LIGHT,
        weight=Weight.SHARP,
        where=r"llvm-config|LLVM_CONFIG",
        needs=("numba>=0.61", "llvmlite>=0.44"),
        looks=("python.architecture", "python.version"),
        seen=(
            (
                "RuntimeError: llvm-config failed executing, please point LLVM_CONFIG to the path for llvm-config\n"
                "ERROR: Failed building wheel for llvmlite",
                "numba/numba#9027",
            ),
        ),
    ),
    symptom(
        "packages.triton-elsewhere",
        r"(?:satisfies the requirement|distribution found for) triton\b",
        "triton is published for Linux alone, and what asks for it was written for that. Whatever pip says of Python versions "
        "before it, another Python does not help.",
        by_hand(
            text(
                "Leave it out: newer versions of what asks for it want it on Linux only; on Windows there is triton-windows"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "ERROR: Ignored the following versions that require a different python version: 0.52.0 Requires-Python >=3.6,<3.9\n"
                "ERROR: Could not find a version that satisfies the requirement triton<3,>=2.0.0 (from openai-whisper) (from "
                "versions: none)\nERROR: No matching distribution found for triton<3,>=2.0.0",
                "SugarcaneDefender/z-waif#19",
            ),
        ),
    ),
)

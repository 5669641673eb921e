"""Packages that pip could not build, or could not find ready-built."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.entries.compiling import WAS_STARTED
from setup_doctor.symptoms.entries.platforms import BUILT, FOREIGN
from setup_doctor.symptoms.symptom import Weight, symptom

_COMPILER = (
    r"Microsoft Visual C\+\+ 14|command '[^']*(?:gcc|clang|cl\.exe)[^']*' failed"
    r"|No such file or directory: '?(?:\S*gcc|cc|clang)\b|error: command .{0,80}(?:gcc|clang|cl\.exe)"
    r"|unable to execute '?(?:gcc|clang|cc)"
)
_OURS = r"(?:building wheel for|build wheels for|failed to build) [`'\"]?webrtcvad(?![-_]wheels)(?!\S* \(\S+\) ?\.\.\. done)"
_WEBRTCVAD = (
    # Not by the name alone: webrtcvad-wheels is on every line of an installation that goes well.
    _OURS
    + r"|building '_webrtcvad' extension|Running setup\.py install for webrtcvad[ .:]+(?:error|finished with status 'error')"
    r"|(?:failed-wheel-build-for-install|legacy-install-failure)\s[\s\S]{0,200}?webrtcvad(?![-_]wheels)"
    r"|webrtcvad[^\n]{0,80}(?:invalid active developer path|xcrun: error)"
)
_WANTED = (
    "pip tried to compile webrtcvad, which is published as source only. No compiler is needed: "
    "the same module comes ready-built as webrtcvad-wheels."
)

BUILD = (
    symptom(
        "python.too-new-for-numba",
        r"(?:failed building wheel for|failed to build|could not build wheels for|get_requires_for_build\w* for)"
        r" [`'\"]?(?:llvmlite|numba)"
        r"|Cannot install on Python version [\d.]+; only versions >=?[\d.]+ ?,? ?<[\d.]+ are supported",
        "An old numba or llvmlite was chosen, for which this Python is too new; pip then tried to build it.",
        shared_remedies.RESEMBLYZER,
        shared_remedies.NEW_PYTHON,
        weight=Weight.SHARP,
        unless=r"llvm-config|LLVM_CONFIG",
        needs=("numba>=0.61", "llvmlite>=0.44"),
        seen=(
            (
                "RuntimeError: Cannot install on Python version 3.12.2; only versions >=3.8,<3.12 are supported.",
                "numba/numba#9250",
            ),
            ("× Failed to build `llvmlite==0.36.0`", "rohitg00/ai-engineering-from-scratch#388"),
            (
                "RuntimeError: Cannot install on Python version 3.13.0; only versions >=3.9,<3.13 are supported.",
                "Philipbear/msbuddy#5",
            ),
        ),
    ),
    symptom(
        "packages.compiler-other",
        _COMPILER,
        "uv tried to build {package} from its source, for which it found no ready-built package, and that failed at the "
        "compiler. webrtcvad is not what fails here.",
        by_hand(
            text(
                "Take a version that has one for this Python and this system: uv add {package} --no-build-package {package}",
                package="...",
            )
        ),
        shared_remedies.NEW_PYTHON,
        weight=Weight.SHARP,
        where=r"`(?!webrtcvad)[\w.-]+` \(v[\w.]+\) was included",
        names=(r"`(?P<package>[\w.-]+)` \(v[\w.]+\) was included",),
        looks=("compiler.msvc", "python.version"),
        seen=(
            (
                "fatal error: 'libavcodec/avfft.h' file not found\nerror: command '/usr/bin/clang' failed with exit code 1\n\n"
                "help: `av` (v13.1.0) was included because `shop` (v0.1.0) depends on `av`",
                "ed-donner/agents#249",
            ),
        ),
    ),
    symptom(
        "packages.compiler-other",
        BUILT,
        "pip tried to compile {package}, for which it found no ready-built package, and there is no "
        "compiler. webrtcvad is not what fails here.",
        by_hand(
            text(
                "Ask for a ready-built one: python -m pip install --only-binary=:all: {package}",
                package="...",
            )
        ),
        shared_remedies.NEW_PYTHON,
        weight=Weight.SHARP,
        where=_COMPILER,
        unless=_OURS + r"|building '_webrtcvad' extension|" + FOREIGN + "|" + WAS_STARTED,
        looks=("compiler.msvc", "python.version"),
        seen=(
            (
                "error: Microsoft Visual C++ 14.0 or greater is required.\nERROR: Failed building wheel for TTS",
                "coqui-ai/TTS#3843",
            ),
        ),
    ),
    symptom(
        "compiler.no-sdk",
        r"C1083[^\n]*'?io\.h|LNK1104[^\n]*kernel32\.lib|LNK1181[^\n]*kernel32\.lib|LNK1158[^\n]*rc\.exe",
        "The compiler is there, the Windows SDK is not. It is not needed either: webrtcvad comes "
        "ready-built.",
        shared_remedies.RESEMBLYZER,
        weight=Weight.SHARP,
        seen=(
            (
                "pyconfig.h(59): fatal error C1083: Cannot open include file: 'io.h'",
                "microsoft/causalml#36",
            ),
            ("LINK : fatal error LNK1104: cannot open file 'kernel32.lib'", "hobuinc/mgrs#35"),
            ("LINK : fatal error LNK1158: cannot run 'rc.exe'", "python/cpython#76148"),
        ),
    ),
    symptom(
        "compiler.no-headers",
        r"(?:C1083|fatal error)[^\n]*Python\.h",
        "This Python was installed without its headers, so nothing can be compiled for it. Nothing has "
        "to be: webrtcvad comes ready-built.",
        shared_remedies.RESEMBLYZER,
        weight=Weight.SHARP,
        seen=(
            (
                "cbits/pywebrtcvad.c:1:10: fatal error: Python.h: No such file or directory",
                "wiseman/py-webrtcvad#66",
            ),
        ),
    ),
    symptom(
        "compiler.architecture",
        r"LNK1112|LNK4272",
        "The compiler works for another architecture than this Python: this window is a Developer "
        "Prompt for it.",
        by_hand(text("Go on in an ordinary terminal")),
        weight=Weight.SHARP,
        seen=(
            (
                "fatal error LNK1112: module machine type 'x64' conflicts with target machine type 'x86'",
                "https://learn.microsoft.com/cpp/error-messages/tool-errors/linker-tools-error-lnk1112",
            ),
        ),
    ),
    symptom(
        "packages.compiler-wanted",
        _WEBRTCVAD,
        "webrtcvad, which resemblyzer asks for, is published as source only, and there is no compiler. None is "
        "needed: this installs the same module ready-built; with --full torch as well, so that `import "
        "resemblyzer` works in your own code.",
        shared_remedies.RESEMBLYZER,
        shared_remedies.WITH_TORCH,
        shared_remedies.PROJECT_FILE,
        weight=Weight.SHARP,
        where=r"\bresemblyzer\b",
        looks=("packages.webrtcvad-wheel",),
        seen=(
            (
                "hint: `webrtcvad` (v2.0.10) was included because `shop` (v0.1.0) depends on `resemblyzer` (v0.1.4)\n"
                "Failed to build `webrtcvad==2.0.10`",
                "https://docs.astral.sh/uv/reference/troubleshooting/build-failures/",
            ),
        ),
    ),
    symptom(
        "packages.compiler-wanted",
        _WEBRTCVAD,
        _WANTED,
        shared_remedies.RESEMBLYZER,
        looks=("packages.webrtcvad-wheel",),
        needs=("webrtcvad-wheels>=2.0.14",),
        seen=(
            (
                "Building wheel for webrtcvad (setup.py) ... error",
                "CorentinJ/Real-Time-Voice-Cloning#226",
            ),
            ("ERROR: Failed building wheel for webrtcvad", "wiseman/py-webrtcvad#34"),
        ),
    ),
    symptom(
        "packages.compiler-wanted",
        r"Microsoft Visual C\+\+ 14\.\d (?:or greater )?is required"
        r"|invalid argument '-std=c\+\+11' not allowed with 'C'|No such file or directory: '(?:gcc|cc|clang)'",
        "pip tried to compile a package for which it found none ready-built, and there is no compiler. If it is webrtcvad, which "
        "resemblyzer asks for, none is needed: the same module comes ready-built as webrtcvad-wheels.",
        shared_remedies.RESEMBLYZER,
        # Of another package it is another cause.
        unless=r"(?:building wheel for|build wheels for|failed to build) [`'\"]?(?!webrtcvad)\w"
        r"|`(?!webrtcvad)[\w.-]+` \(v[\w.]+\) was included|building '(?!_webrtcvad)[\w.]+' extension|file '?lib(?!python)\w+/",
        apart='The line "Failed building wheel for" names the package, if it is another one.',
        looks=("compiler.msvc", "packages.webrtcvad-wheel"),
        needs=("webrtcvad-wheels>=2.0.14",),
        seen=(
            (
                'error: Microsoft Visual C++ 14.0 or greater is required. Get it with "Microsoft C++ Build Tools"',
                "CorentinJ/Real-Time-Voice-Cloning#971",
            ),
        ),
    ),
)

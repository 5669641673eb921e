"""What a package lacks that is built from its source: tools, and what it imports on the way.

That it is built at all is what is wrong most often: nothing ready-built was found for this Python.
"""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_FAILED = (
    r"(?:failed building wheel for|failed to build|could not build wheels for) [`'\"]?(?!installable\b)PACKAGE",
    r"building wheel for PACKAGE \(\S+\)[ .:]+(?:error|finished with status 'error')",
    # pip unpacks it there; the name of the folder begins with that of the package.
    r"pip-install-\w+[\\/]+PACKAGE_[0-9a-f]{32}",
    r"(?:Using cached|Downloading) PACKAGE-\d[\w.]*\.(?:tar\.gz|zip)",
)
_ANY_PACKAGE = "|".join(each.replace("PACKAGE", r"[\w.-]+?") for each in _FAILED)
_NAMES = tuple(each.replace("PACKAGE", r"(?P<package>[\w.-]*\w)") for each in _FAILED[::-1])
_WRAPPED = (
    r"metadata-generation-failed|subprocess-exited-with-error"
    r"|egg_info did not run successfully|failed-wheel-build-for-install|This error originates from a subprocess"
)

_BUILDING = (
    r"Getting requirements to build wheel|get_requires_for_build|prepare_metadata_for_build"
    r"|Preparing metadata|setup\.py egg_info|build_meta|build dependencies"
)
# In the source of a package that pip has unpacked; what Python itself has dropped is another cause.
_UNPACKED = (
    r"pip-(?:install|req-build)-\w+[\\/](?!webrtcvad)[^\n]*\n(?:[^\n]*\n){0,8}?[^\n]*ModuleNotFoundError: "
    r"No module named '(?!(?:distutils|pkg_resources|imp|_ctypes|tools)\b)\w+'"
)

SOURCES = (
    symptom(
        "packages.build-isolated",
        r"No module named '?(?:torch|numpy|Cython|pkg_resources|pip|wheel|packaging|pybind11)\b|"
        + _UNPACKED,
        "A package is built in a room of its own, where {module} is missing; that {module} is installed "
        "here does not help.",
        by_hand(
            text(
                "Install {module}, setuptools<81 and wheel here, then build with: pip install --no-build-isolation",
                module="...",
            )
        ),
        weight=Weight.SHARP,
        where=_BUILDING + "|" + _UNPACKED,
        names=(r"No module named '?(?P<module>\w+)",),
        seen=(
            (
                'File "/tmp/pip-install-igtc85l1/sox/sox/core.py", line 9, in <module>\n'
                "    from typing_extensions import Literal\nModuleNotFoundError: No module named 'typing_extensions'",
                "SergeyShk/Speech-to-Text-Russian#33",
            ),
            (
                "Getting requirements to build wheel did not run successfully.\n"
                "ModuleNotFoundError: No module named 'torch'",
                "https://pip.pypa.io/en/stable/reference/build-system/",
            ),
            (
                "Getting requirements to build wheel: error\nModuleNotFoundError: No module named 'pkg_resources'",
                "QwenAudio/CosyVoice#1844",
            ),
        ),
    ),
    symptom(
        "packages.rust-wanted",
        r"can't find Rust compiler|rust toolchain|cargo,? the Rust package manager|maturin failed"
        r"|error: linker `link\.exe` not found",
        "A package wants to be compiled with Rust, because there is no ready-built one for this Python.",
        shared_remedies.NEW_PYTHON,
        needs=("pip",),
        seen=(("error: can't find Rust compiler", "PrithivirajDamodaran/Parrot_Paraphraser#41"),),
    ),
    symptom(
        "packages.tool-wanted",
        r"(?P<tool>cmake|swig|make|ninja|pkg-config|nasm|bison|autoconf)(?:: command not found|: not found)",
        "A package wants to be built from its source with {tool}, because there is no ready-built one for this "
        "Python or this system.",
        shared_remedies.NEW_PYTHON,
        by_hand(
            text("Or ask for a version that is ready-built: pip install --only-binary=:all: ...")
        ),
        weight=Weight.SHARP,
        where=r"building wheel for|bdist_wheel|build_ext|metadata-generation|build backend",
        looks=("python.version",),
        seen=(
            (
                "Building wheel for sentencepiece (setup.py) ... error\n./build_bundled.sh: line 21: cmake: command not found",
                "huggingface/transformers#35027",
            ),
        ),
    ),
    symptom(
        "packages.tool-wanted",
        r"error: command '(?!\S*(?:gcc|cc|clang|cl\.exe|link\.exe)')(?P<tool>[\w.+-]+)' failed: (?:None|No such file)",
        "A package wants to be built from its source with {tool}, because there is no ready-built one for this "
        "Python or this system.",
        shared_remedies.NEW_PYTHON,
        by_hand(
            text("Or ask for a version that is ready-built: pip install --only-binary=:all: ...")
        ),
        weight=Weight.SHARP,
        looks=("python.version", "python.architecture"),
        seen=(
            (
                "Failed to build `faiss-cpu==1.11.0`\nerror: command 'swig.exe' failed: None",
                "browser-use/workflow-use#64",
            ),
        ),
    ),
    symptom(
        "packages.cmake-wanted",
        r"CMake must be installed|Problems with the build tools: CMake|CMake Error at|Could NOT find CMake",
        "A package wants to be compiled with CMake, because there is no ready-built one for this Python.",
        shared_remedies.NEW_PYTHON,
        seen=(
            (
                "RuntimeError: CMake must be installed to build the following extensions",
                "https://cmake.org/cmake/help/latest/guide/user-interaction/",
            ),
        ),
    ),
    symptom(
        "packages.build-requires",
        r"DistutilsError: Command '\[[^\n]*'pip'[^\n]*'(?P<package>[\w.-]+)[^'\n]*'\]' returned non-zero",
        "An old package fetches {package} while it is built, and that failed; the reason stands above.",
        by_hand(
            text(
                "Install it and setuptools<81 here, then build with: pip install --no-build-isolation"
            )
        ),
        by_hand(text("Better: ask for a newer version of the package that is built")),
        shared_remedies.LOOK_ABOVE,
        weight=Weight.SHARP,
        needs=("{package}",),
        seen=(
            (
                "distutils.errors.DistutilsError: Command '['D:\\\\x\\\\python.exe', '-m', 'pip', 'wheel', '--no-deps', '-w', "
                "'--quiet', 'pybind11']' returned non-zero exit status 1.",
                "MahmoudAshraf97/whisper-diarization#221",
            ),
        ),
    ),
    symptom(
        "packages.build-failed",
        _ANY_PACKAGE + "|" + _WRAPPED + r"|problem with the package or the build environment",
        "There is no ready-built {package} for this Python and this system in the version that was chosen, so it was to be "
        "built from its source, and that failed.",
        by_hand(
            text(
                "Ask for a ready-built one: python -m pip install --only-binary=:all: {package}",
                package="...",
            )
        ),
        shared_remedies.NEW_PYTHON,
        by_hand(text("Or read on above: what the build itself lacked stands there")),
        weight=Weight.VAGUE,
        where=_ANY_PACKAGE,
        names=_NAMES,
        unless=r"webrtcvad",
        looks=("python.version", "python.architecture"),
        seen=(
            ("ERROR: Failed building wheel for sentencepiece", "kaixxx/noScribe#199"),
            (
                "Collecting openai-whisper (from whisperjav==1.0.0)\n  Using cached openai-whisper-20240930.tar.gz (800 kB)\n"
                "Getting requirements to build wheel did not run successfully.\nKeyError: '__version__'\n"
                "note: This error originates from a subprocess, and is likely not a problem with pip.",
                "meizhong986/WhisperJAV#12",
            ),
            (
                "Failed to build `sentencepiece==0.2.0`\nNo package 'sentencepiece' found",
                "firstbatchxyz/dria-agent#3",
            ),
            (
                'File "C:\\x\\pip-install-w4xxtsqm\\sentencepiece_3b3859cc12e740d999c7fdf3bc0c613a\\setup.py", line 128\n'
                "FileNotFoundError: [WinError 2] The system cannot find the file specified\nerror: metadata-generation-failed",
                "MahmoudAshraf97/whisper-diarization#294",
            ),
        ),
    ),
    symptom(
        "packages.build-failed",
        _WRAPPED,
        "pip could not build a package from its source; the reason stands above these lines.",
        shared_remedies.LOOK_ABOVE,
        shared_remedies.NEW_PYTHON,
        weight=Weight.VAGUE,
        unless=r"webrtcvad[-_]wheels|" + _ANY_PACKAGE,
        seen=(
            (
                "error: metadata-generation-failed\n\n× Encountered error while generating package metadata.",
                "ggml-org/whisper.cpp#793",
            ),
        ),
    ),
)

"""Compiled files of packages that are none of ours, and do not load: torch has no part in them."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_OURS = r"torch|resemblyzer|pyannote|onnxruntime|numba|llvmlite|libiomp|c10\.dll|fbgemm"
# The package that lies innermost, or the compiled module where no path names one.
_WHOSE = (
    r"DLL load failed while importing _?(?P<module>(?!_|core\b|ext\b|[Cc]\b|lib|impl|native|main|utils?\b"
    # Parts of Python itself, and what several packages have.
    r"|f?lapack|f?blas|cython|framework|ssl|ctypes|sqlite3|socket)\w+)",
    r"(?:site|dist)-packages[\\/](?P<module>(?!pip\b|importlib)[A-Za-z]\w*)[\\/]",
)
_ANEW = by_hand(
    text(
        "Install that package anew: python -m pip install --force-reinstall --no-deps {distribution}",
        distribution="...",
    )
)

FOREIGN_LIBRARIES = (
    symptom(
        "packages.dll-missing",
        r"_rocm_sdk_\w+",
        "ctranslate2 4.7.0 asks on Windows for a folder of AMD's ROCm, whether it is there or not. No DLL is missing; 4.7.1 does "
        "without.",
        weight=Weight.SHARP,
        where=r"WinError 3\b[^\n]*ctranslate2|ctranslate2[\s\S]*WinError 3\b",
        needs=("ctranslate2>=4.7.1",),
        seen=(
            (
                "FileNotFoundError: [WinError 3] The system cannot find the path specified: 'C:\\\\x\\\\Lib\\\\site-packages\\\\"
                "ctranslate2/../_rocm_sdk_core/bin'",
                "m-bain/whisperX#1337",
            ),
        ),
    ),
    symptom(
        "cuda.libraries",
        r"torch[\\/]lib[\\/]libtorch\w*\.so: (?:undefined symbol|symbol lookup error)[^\n]*?\b(?:nccl|cudnn|cu|__nv|__cuda)[A-Za-z]\w+",
        "torch loads a library of CUDA in another version than it was built for: an older one of the system or of conda is found "
        "first, or a package nvidia-... was changed after torch was installed.",
        by_hand(text("Unset LD_LIBRARY_PATH, and start it again")),
        shared_remedies.ONE_SOURCE,
        weight=Weight.SHARP,
        looks=("packages.torch-answers",),
        seen=(
            (
                "ImportError: /x/site-packages/torch/lib/libtorch_cuda.so: undefined symbol: ncclCommRegister",
                "https://docs.pytorch.org/docs/stable/notes/cuda.html",
            ),
        ),
    ),
    symptom(
        "packages.dll-missing",
        r"DLL load failed while importing cuda_utils\b",
        "triton has compiled a module of its own, and it does not load: what is in its cache is from another Python or another "
        "CUDA, or this Python came without its folders include and libs.",
        by_hand(
            text("Empty its cache: delete the folder .triton\\cache in your user folder, try again")
        ),
        by_hand(text("A portable or embedded Python: use an installed one, of python.org")),
        weight=Weight.SHARP,
        seen=(
            (
                "ImportError: DLL load failed while importing cuda_utils: The specified module could not be found.",
                "woct0rdho/triton-windows#64",
            ),
        ),
    ),
    symptom(
        "packages.dll-missing",
        r"DLL load failed|WinError 126\b",
        "A DLL that {module} asks for was not found: the Microsoft Visual C++ Redistributable, or a DLL that belongs beside the "
        "package itself. Never fetch single DLLs from the web.",
        shared_remedies.RUNTIME,
        _ANEW,
        names=_WHOSE,
        unless=_OURS + r"|WinError (?!126\b)\d+|pyimod0\d|_MEI\d",
        looks=("windows.runtime",),
        apart="If the Redistributable is here and new, it is the package's own DLL: look in its issues for the name of the module.",
        seen=(
            (
                "DLL load failed while importing _pywhispercpp: The specified module could not be found.\n"
                '  File "C:\\x\\main.py", line 1, in <module>',
                "absadiki/pywhispercpp#44",
            ),
            (
                'File "C:\\x\\lib\\site-packages\\scipy\\sparse\\linalg\\isolve\\iterative.py", line 7, in <module>\n'
                "    from . import _iterative\nImportError: DLL load failed: The specified module could not be found.",
                "hmmlearn/hmmlearn#244",
            ),
        ),
    ),
    symptom(
        "packages.cut",
        r"WinError 193\b|file too short|invalid ELF header",
        "A compiled file of {module} is cut (an interrupted installation, a full disk, a virus scanner), or was built for another "
        "kind of processor: a 32-bit Python beside 64-bit packages, or packages of two Pythons in one path.",
        _ANEW,
        by_hand(
            text(
                'Look which Python runs: python -c "import sys, platform; print(sys.executable, platform.machine())"'
            )
        ),
        weight=Weight.SHARP,
        where=r"(?:site|dist)-packages[\\/][A-Za-z]",
        unless=_OURS,
        names=(_WHOSE[1],),
        looks=("python.architecture", "python.site-packages"),
        seen=(
            (
                'File "D:\\x\\lib\\site-packages\\scipy\\special\\__init__.py", line 640, in <module>\n    from ._ufuncs import *\n'
                "ImportError: DLL load failed: %1 is not a valid Win32 application.",
                "michtesar/color_recognizer#5",
            ),
        ),
    ),
)

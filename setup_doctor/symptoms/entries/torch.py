"""torch, torchaudio, CUDA, numpy: packages that do not go together, files that do not load."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair import common_remedies
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

TORCH = (
    symptom(
        "packages.resemblyzer-old",
        r"resample\(\) takes 1 positional argument|melspectrogram\(\) takes 0 positional arguments",
        "This Resemblyzer is older than the installed librosa; 0.1.4 goes with both.",
        shared_remedies.RESEMBLYZER,
        unless=r"[\\/](?!resemblyzer[\\/])\w+[\\/]audio\.py\"",
        needs=("resemblyzer>=0.1.4",),
        seen=(
            (
                "TypeError: resample() takes 1 positional argument but 3 were given",
                "resemble-ai/Resemblyzer#80",
            ),
            (
                'File "resemblyzer/audio.py", line 33, in preprocess_wav\n'
                "TypeError: resample() takes 1 positional argument but 3 were given",
                "yzhou359/MakeItTalk#82",
            ),
        ),
    ),
    symptom(
        "packages.numpy-2",
        r"np\.(?:NaN|NAN|Inf|float_|infty)\b.{0,3} was removed in the NumPy 2|module 'numpy' has no attribute '(?:NAN|NaN|Inf|infty|float_)'",
        "This pyannote.audio is too old for numpy 2, which dropped names that it uses.",
        shared_remedies.PYANNOTE,
        weight=Weight.SHARP,
        needs=("pyannote.audio>=4",),
        apart="If the file in the traceback is not pyannote's, that package has to be newer, or numpy<2.",
        seen=(
            (
                "AttributeError: `np.NaN` was removed in the NumPy 2.0 release. Use `np.nan` instead.",
                "https://numpy.org/devdocs/numpy_2_0_migration_guide.html",
            ),
        ),
    ),
    symptom(
        "packages.numpy-alias",
        r"module 'numpy' has no attribute '(?:float|int|bool|object|complex|str|typeDict|long)'"
        r"|`np\.(?:float|int|bool|object|complex|str)` was a deprecated alias",
        "An old package uses a name that numpy 1.24 dropped.",
        by_hand(text("Install a newer version of the package that the traceback names")),
        needs=("numpy<1.24",),
        seen=(
            (
                "AttributeError: module 'numpy' has no attribute 'complex'.",
                "https://numpy.org/doc/stable/release/1.24.0-notes.html",
            ),
        ),
    ),
    symptom(
        "packages.numpy-mismatch",
        r"Numpy is not available|Failed to initialize NumPy",
        "This torch was built for numpy 1, and numpy 2 is beside it: it cannot give its numbers to numpy.",
        by_hand(
            text("Put numpy 1 beside it, as below; or take a torch of 2.3 or newer, for numpy 2"),
            shared_remedies.PYTORCH,
        ),
        weight=Weight.SHARP,
        needs=("numpy<2",),
        looks=("packages.combination",),
        seen=(
            ("RuntimeError: Numpy is not available", "resemble-ai/Resemblyzer#93"),
            (
                "UserWarning: Failed to initialize NumPy: _ARRAY_API not found (Triggered internally at "
                "torch/csrc/utils/tensor_numpy.cpp:84.)\nRuntimeError: Numpy is not available",
                "pytorch/pytorch#107302",
            ),
        ),
    ),
    symptom(
        "packages.numpy-mismatch",
        r"compiled using NumPy 1|_ARRAY_API not found",
        "A package was built for numpy 1, and numpy 2 is beside it. The traceback's last file names it.",
        by_hand(text("Upgrade that package; where there is no newer one, put numpy 1 beside it")),
        needs=("numpy<2",),
        looks=("packages.combination",),
        seen=(
            (
                "AttributeError: _ARRAY_API not found\n\nA module that was compiled using NumPy 1.x cannot be run "
                "in\nNumPy 2.4.2 as it may crash.",
                "agentscope-ai/QwenPaw#437",
            ),
        ),
    ),
    symptom(
        "packages.numpy-mismatch",
        r"numpy\.core\.multiarray failed to import|Numba needs NumPy"
        r"|numpy\.(?:dtype|ndarray) size changed|compiled against (?:ABI|API) version"
        r"|NumPy version \S+ and \S+ is required for this version of SciPy",
        "numpy and a package that was built against another numpy do not go together.",
        shared_remedies.RESEMBLYZER,
        by_hand(text("Or install both anew in one command, so that they fit each other")),
        seen=(
            (
                "ValueError: numpy.dtype size changed, may indicate binary incompatibility. Expected 96 from C header, "
                "got 88 from PyObject",
                "absadiki/subsai#139",
            ),
            ("ImportError: Numba needs NumPy 2.0 or less. Got NumPy 2.2.", "McCloudS/subgen#321"),
            (
                "UserWarning: A NumPy version >=1.22.4 and <1.29.0 is required for this version of SciPy (detected "
                "version 2.0.0b1)",
                "serge-sans-paille/pythran#2189",
            ),
        ),
    ),
    symptom(
        "packages.scipy-2",
        r"No module named '?scipy\.ndimage\.morphology",
        "This scipy has dropped a module that Resemblyzer still imports.",
        shared_remedies.RESEMBLYZER,
        weight=Weight.SHARP,
        needs=("scipy<2",),
        seen=(
            (
                "ModuleNotFoundError: No module named 'scipy.ndimage.morphology'",
                "https://docs.scipy.org/doc/scipy/reference/ndimage.html",
            ),
        ),
    ),
    symptom(
        "packages.torchaudio-build",
        r"libc10_cuda|_torchaudio\.abi3|torchaudio has (?:a )?CUDA version|PyTorch and TorchAudio were compiled with different CUDA",
        "torchaudio was built for CUDA and torch for the CPU. pyannote uses none of the part that fails.",
        common_remedies.mend_torchaudio(),
        shared_remedies.ONE_SOURCE,
        weight=Weight.SHARP,
        unless=r"Symbol not found|undefined symbol",
        seen=(
            (
                "OSError: libc10_cuda.so: cannot open shared object file: No such file or directory",
                "https://pytorch.org/get-started/locally/",
            ),
        ),
    ),
    symptom(
        "packages.torch-family",
        r"Could not load this library: [^\n]*_?torchaudio|operator torchvision::nms does not exist"
        r"|No such operator torchvision::nms|torchvision[^\n]*undefined symbol|torchaudio[^\n]*(?:undefined symbol|Symbol not found)"
        r"|torchaudio[^\n]*has no attribute '(?:pipelines|legacy)'|partially initialized module 'torchvision'",
        "torch, torchaudio and torchvision come from different releases or sources, and do not fit each other.",
        shared_remedies.ONE_SOURCE,
        weight=Weight.SHARP,
        looks=("packages.torch", "packages.combination"),
        seen=(
            (
                "OSError: Could not load this library: C:\\d\\Lib\\site-packages\\torchaudio\\lib\\_torchaudio.pyd",
                "FranckyB/Voice-Clone-Studio#79",
            ),
            ("RuntimeError: operator torchvision::nms does not exist", "pytorch/pytorch#157648"),
            (
                "OSError: dlopen(/x/site-packages/torchaudio/lib/_torchaudio.abi3.so, 0x0006): Symbol not found: "
                "_torch_library_impl",
                "TaterTotterson/microWakeWord-Trainer-AppleSilicon#10",
            ),
            (
                "OSError: dlopen(/x/lib/python3.8/site-packages/torchaudio/_torchaudio.so, 6): Symbol not found: "
                "__Z16THPVariable_WrapN2at6TensorE",
                "pytorch/audio#2035",
            ),
            (
                "AttributeError: module 'torchaudio' has no attribute 'pipelines'",
                "m-bain/whisperX#87",
            ),
        ),
    ),
    symptom(
        "packages.torch-old",
        r"module 'torch(?:\.\w+)*' has no attribute|Disabling PyTorch because PyTorch >= "
        r"|keyword argument 'weights_only'|'weights_only' is an invalid keyword",
        "Another package expects a newer torch than the installed one, or a much older one.",
        shared_remedies.ONE_SOURCE,
        looks=("packages.torch",),
        seen=(
            (
                "AttributeError: module 'torch' has no attribute 'compile'",
                "WhisperSpeech/WhisperSpeech#85",
            ),
            (
                "TypeError: 'weights_only' is an invalid keyword argument for Unpickler()",
                "MooreThreads/Moore-AnimateAnyone#39",
            ),
        ),
    ),
    symptom(
        "packages.openmp-twice",
        r"OMP: Error #15|libiomp5md\.dll already initialized|KMP_DUPLICATE_LIB_OK",
        "Two packages brought a library of the same kind (OpenMP) into one process, most often conda's and "
        "pip's.",
        shared_remedies.NEW_ENVIRONMENT,
        by_hand(text("For a try only: set KMP_DUPLICATE_LIB_OK=TRUE; results may then be wrong")),
        weight=Weight.SHARP,
        seen=(
            (
                "OMP: Error #15: Initializing libiomp5md.dll, but found libiomp5md.dll already initialized.",
                "harry0703/MoneyPrinterTurbo#90",
            ),
        ),
    ),
    symptom(
        "memory.full",
        r"DefaultCPUAllocator|not enough memory|Unable to allocate [\d.]+ ?[KMGT]iB|\bMemoryError\b|std::bad_alloc"
        r"|Cannot allocate memory|exit(?:ed with)?(?: status| code)? (?:137|-9)\b|^Killed$|(?:^|: )(?:line \d+: +\d+ )?[Kk]illed +\S*python|OOM[ -]?[Kk]ill",
        "The memory of this machine was not enough.",
        shared_remedies.SMALLER,
        shared_remedies.LIGHT,
        seen=(
            (
                "numpy.core._exceptions._ArrayMemoryError: Unable to allocate 81.3 GiB for an array with shape",
                "pyannote/pyannote-audio#1257",
            ),
            (
                "MemoryError: Unable to allocate 182. GiB for an array with shape (8486, 80000, 36)",
                "joonaskalda/PixIT#10",
            ),
            (
                "RuntimeError: [enforce fail at alloc_cpu.cpp:127] DefaultCPUAllocator: can't allocate memory",
                "resemble-ai/Resemblyzer#14",
            ),
        ),
    ),
)

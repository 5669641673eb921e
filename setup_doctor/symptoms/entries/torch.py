"""torch, torchaudio, CUDA: packages that do not go together, files that do not load."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair import common_remedies
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

TORCH = (
    symptom(
        "packages.loaded-late",
        r"(?P<file>/\S+): cannot allocate memory in static TLS block",
        "On ARM this library (most often libgomp) has to be loaded before others; no memory is wanting.",
        by_hand(text("Load it first, before Python starts: export LD_PRELOAD={file}", file="...")),
        by_hand(text("Or import torch before everything else in your program")),
        weight=Weight.SHARP,
        seen=(
            (
                "OSError: /x/torch.libs/libgomp-d22c30c5.so.1.0.0: cannot allocate memory in static TLS block",
                "dusty-nv/jetson-containers#296",
            ),
        ),
    ),
    symptom(
        "packages.macos-old",
        r"Symbol not found: [^\n]*\s+(?:Referenced from: [^\n]*\s+)?Expected in: \W*(?:<[\w-]+> )?'?/(?:System|usr/lib)/",
        "What is started was built for a newer macOS than this one: the system's own library lacks what it asks for.",
        by_hand(
            text(
                "Update macOS, or take an older version of the program or package that was started"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "dyld[88550]: Symbol not found: (_cblas_sgemm$NEWLAPACK$ILP64)\n  Referenced from: '/Applications/x'\n  Expected in: "
                "'/System/Library/Frameworks/Accelerate.framework/Versions/A/Accelerate'",
                "ZuodaoTech/everyone-can-use-english#756",
            ),
        ),
    ),
    symptom(
        "packages.executable-stack",
        r"(?P<file>[\w.-]+\.so[\d.]*): cannot enable executable stack",
        "This Linux loads no library that asks to run code from its stack, as {file} does by an oversight of those who built it: "
        "glibc 2.41 and newer, or a policy, refuse it.",
        by_hand(
            text(
                "Install a newer version of the package that the file belongs to (ctranslate2: 4.6)"
            )
        ),
        by_hand(
            text(
                "Where another package holds it back, take the wish out of it: patchelf --clear-execstack {file}",
                file="...",
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "ImportError: libctranslate2-d3638643.so.4.4.0: cannot enable executable stack as shared object requires: Invalid "
                "argument",
                "m-bain/whisperX#1038",
            ),
        ),
    ),
    symptom(
        "packages.resemblyzer-old",
        r"resample\(\) takes 1 positional argument|melspectrogram\(\) takes 0 positional arguments",
        "This Resemblyzer is older than the installed librosa; 0.1.4 goes with both.",
        shared_remedies.RESEMBLYZER,
        unless=r"[\\/](?!resemblyzer[\\/])\w+[\\/]audio\.py[\"\]]",
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
        "packages.torchaudio-build",
        r"libc10_cuda|_torchaudio\.abi3",
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
        r"torchaudio has (?:a )?CUDA version|PyTorch and TorchAudio were compiled with different CUDA",
        "torch and torchaudio were built for two different versions of CUDA: they come from two sources or two releases.",
        shared_remedies.ONE_SOURCE,
        weight=Weight.SHARP,
        looks=("packages.torch", "packages.combination"),
        seen=(
            (
                "RuntimeError: Detected that PyTorch and TorchAudio were compiled with different CUDA versions. PyTorch has CUDA "
                "version 11.8 whereas TorchAudio has CUDA version 11.7.",
                "mli/autocut#106",
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
        r"OMP: Error #15|__kmp_(?:suspend|fork_barrier|hyper_barrier)|libiomp5md\.dll already initialized|KMP_DUPLICATE_LIB_OK",
        "Two packages brought a library of the same kind (OpenMP) into one process, most often conda's and "
        "pip's.",
        shared_remedies.NEW_ENVIRONMENT,
        shared_remedies.variable(
            text("For a try only, since results may then be wrong"), "KMP_DUPLICATE_LIB_OK", "TRUE"
        ),
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
        r"|Cannot allocate memory|exit(?:ed with)?(?: status| code)?:? (?:137|-9)\b|\b(?:exited|terminated|stopped|failed)\b[^\n]{0,24}\bcode:? (?:137|-9)\b|^Killed$|(?:^|: )(?:line \d+: +\d+ )?[Kk]illed +\S*python|OOM[ -]?[Kk]ill(?!ed\W{1,4}false)|[Oo]ut of memory: Kill|\bsig(?:nal:?|=) ?9\b|terminated by SIGKILL",
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

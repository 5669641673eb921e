"""The graphics card: its memory, its driver, its libraries."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.pattern_literals import TROUBLE
from setup_doctor.symptoms.symptom import Weight, symptom

_CTRANSLATE = r"ctranslate2|faster[_-]whisper|whisperx"

_OF_TORCHAUDIO = r"torchaudio[\\/](?:_extension|lib\b|__init__)"

CUDA = (
    symptom(
        "cuda.memory",
        r"CUDA out of memory|torch\.(?:cuda\.)?OutOfMemoryError|CUBLAS_STATUS_ALLOC_FAILED|MPS backend out of memory"
        r"|CUDA failed with error out of memory|ErrorOutOfDeviceMemory",
        "The memory of the graphics card was not enough.",
        by_hand(
            text("Take smaller batches (pipeline.embedding_batch_size = 8), or shorter pieces")
        ),
        shared_remedies.ON_THE_PROCESSOR,
        weight=Weight.SHARP,
        seen=(
            (
                "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 1.60 GiB",
                "Wordcab/wordcab-transcribe#129",
            ),
            (
                "RuntimeError: CUDA out of memory. Tried to allocate 312.00 MiB",
                "pyannote/pyannote-audio#684",
            ),
        ),
    ),
    symptom(
        "cuda.kernel",
        r"parallel_for failed: cudaErrorNoKernelImageForDevice",
        "faster-whisper (its ctranslate2), not torch, has no code for this graphics card: the card is newer, or older, than it "
        "knows.",
        by_hand(text('Ask for the processor there: device="cpu", compute_type="int8"')),
        weight=Weight.SHARP,
        needs=("ctranslate2",),
        apart="If the newest ctranslate2 does not know the card either, the card is too old for it.",
        seen=(
            (
                "parallel_for failed: cudaErrorNoKernelImageForDevice: no kernel image is available",
                "jhj0517/Whisper-WebUI#112",
            ),
            (
                "RuntimeError: parallel_for failed: cudaErrorNoKernelImageForDevice: no kernel image is available for "
                "execution on the device",
                "m-bain/whisperX#794",
            ),
        ),
    ),
    symptom(
        "cuda.kernel",
        r"no kernel image is available|cudaErrorNoKernelImageForDevice|is not compatible with the current PyTorch installation"
        r"|sm_\d+ is not compatible|Found GPU\d+ [^\n]* which is of compute capability",
        "This torch was built for other graphics cards: yours is newer, or older, than it knows.",
        shared_remedies.ONE_SOURCE,
        shared_remedies.ON_THE_PROCESSOR,
        weight=Weight.SHARP,
        looks=("packages.devices",),
        apart="A card of the RTX 50 series (sm_120) wants torch 2.7 or newer for CUDA 12.8; one older than the RTX 20 a "
        "build for CUDA 12.6.",
        seen=(
            (
                "RuntimeError: CUDA error: no kernel image is available for execution on the device",
                "Purfview/whisper-standalone-win#509",
            ),
            (
                "NVIDIA GeForce RTX 5090 D with CUDA capability sm_120 is not compatible with the current PyTorch "
                "installation.",
                "ahmetoner/whisper-asr-webservice#335",
            ),
        ),
    ),
    symptom(
        "cuda.not-built",
        r"Torch not compiled with CUDA enabled|not linked with (?:support for )?cuda|not compiled with CUDA support",
        "The program asks for the graphics card, and this torch was built for the processor alone.",
        by_hand(text('Ask for the processor: device="cpu"')),
        shared_remedies.ONE_SOURCE,
        weight=Weight.SHARP,
        apart="torch.__version__ ends in +cpu where torch is the reason.",
        looks=("packages.devices",),
        seen=(
            (
                "AssertionError: Torch not compiled with CUDA enabled",
                "Vaibhavs10/insanely-fast-whisper#249",
            ),
            (
                "AssertionError: Torch not compiled with CUDA enabled",
                "CorentinJ/Real-Time-Voice-Cloning#101",
            ),
        ),
    ),
    symptom(
        "cuda.driver",
        r"Found no NVIDIA driver|NVIDIA driver on your system is too old|CUDA driver version is insufficient"
        r"|CUDA driver initialization failed|nvcuda\.dll|libcuda\.so\.1|No CUDA GPUs are available|No CUDA runtime is found"
        r"|could not load NVML library|couldn't communicate with the NVIDIA driver",
        "No graphics card of NVIDIA was found, or its driver is too old for this torch.",
        shared_remedies.DRIVER,
        shared_remedies.ON_THE_PROCESSOR,
        weight=Weight.SHARP,
        looks=("packages.devices",),
        seen=(
            (
                "RuntimeError: The NVIDIA driver on your system is too old (found version 11040).",
                "https://docs.nvidia.com/deploy/cuda-compatibility/",
            ),
        ),
    ),
    symptom(
        "cuda.cudnn-8",
        r"cudnn_\w+64_8\.dll|libcudnn\w*\.so\.8|cudnn64_8",
        "A program that was built for cuDNN 8 (an older ctranslate2 or onnxruntime) does not find it; today's torch "
        "brings cuDNN 9.",
        by_hand(text("Install a newer one, which uses cuDNN 9")),
        shared_remedies.ON_THE_PROCESSOR,
        # It is found where Windows names it as the place of a crash.
        unless=r"WinError 1455|(?:Error|Faulting) module name: cudnn",
        weight=Weight.SHARP,
        needs=("ctranslate2>=4.5", "faster-whisper>=1.1"),
        seen=(
            (
                "Could not load library libcudnn_ops_infer.so.8. Error: libcudnn_ops_infer.so.8: cannot open shared "
                "object file",
                "SYSTRAN/faster-whisper#516",
            ),
            (
                "Please make sure libcudnn_ops_infer.so.8 is in your library path!\nAborted (core dumped)",
                "Softcatala/whisper-ctranslate2#27",
            ),
        ),
    ),
    symptom(
        "cuda.cudnn-9",
        r"cudnn_?\w*64_9\.dll|libcudnn\w*\.so\.9|cudnnCreateTensorDescriptor|CUDNN_STATUS_SUBLIBRARY",
        "cuDNN 9, which this program uses on the graphics card, is not found.",
        by_hand(
            text(
                "Install it: python -m pip install nvidia-cudnn-cu12, and add its bin (lib) folder to PATH"
            )
        ),
        shared_remedies.ON_THE_PROCESSOR,
        weight=Weight.SHARP,
        where=TROUBLE,
        seen=(
            (
                "Unable to load any of {libcudnn_ops.so.9.1.0, libcudnn_ops.so.9}\nInvalid handle. Cannot load symbol "
                "cudnnCreateTensorDescriptor",
                "https://github.com/OpenNMT/CTranslate2/blob/master/docs/installation.md",
            ),
            (
                "Successfully loaded cudnn_ops64_9.dll without its dependencies. Successfully loaded zlib independently. "
                "Unknown dll missing.\nInvalid handle. Cannot load symbol cudnnCreateTensorDescriptor",
                "SYSTRAN/faster-whisper#1279",
            ),
            (
                "Model was trained with pyannote.audio 0.0.1, yours is 3.1.1. Bad things might happen unless you revert "
                "pyannote.audio to 0.x.\nCould not locate cudnn_ops64_9.dll. Please make sure it is in your library path!",
                "Huanshere/VideoLingo#188",
            ),
        ),
    ),
    symptom(
        "packages.torchaudio-build",
        r"lib(?:cudart|cublas|torch_cuda)[\w.-]*\.so[\d.]*[^\n]{0,40}cannot open shared object",
        "This torchaudio was built for CUDA, and the torch beside it was not, or for another CUDA.",
        shared_remedies.ONE_SOURCE,
        weight=Weight.SHARP,
        where=_OF_TORCHAUDIO,
        looks=("packages.torch",),
        seen=(
            (
                'File "/x/torchaudio/_extension/__init__.py", line 5\n'
                "OSError: libcudart.so.13: cannot open shared object file: No such file or directory",
                "boson-ai/higgs-audio#177",
            ),
        ),
    ),
    symptom(
        "cuda.libraries",
        r"(?:Library|library) (?:lib)?cublas\S* is not found|cublas(?:Lt)?64_1\d\.dll (?:is not found|not found)|not locate cublas"
        # Not by the name alone: installers list these files, too.
        r"|lib(?:cublas(?:Lt)?|cudart|nvrtc|cufft)[\w.-]*\.so[\d.]*[^\n]{0,40}(?:cannot open|not found|no such file)"
        r"|(?:cannot|could not|couldn't|unable to|failed to) (?:load|find|open|locate)[^\n]{0,80}?lib(?:cublas(?:Lt)?|cudart|nvrtc|cufft)"
        r"|cudart64_\d+\.dll|nvrtc: error|failed to open libnvrtc",
        "A library of CUDA is missing, or there is another version than the program was built for.",
        by_hand(text("Install it: python -m pip install nvidia-cublas-cu12 nvidia-cudnn-cu12")),
        shared_remedies.ON_THE_PROCESSOR,
        unless=_OF_TORCHAUDIO,
        weight=Weight.SHARP,
        apart="The number behind the name is that of CUDA. With 11 (libcublasLt.so.11, cublas64_11.dll) the program itself is too "
        "old for what is installed today: take a newer one.",
        seen=(
            (
                "Could not load library libcublasLt.so.11. Error: libcublasLt.so.11: cannot open shared object file",
                "SYSTRAN/faster-whisper#1017",
            ),
        ),
    ),
    symptom(
        "cuda.onnxruntime",
        r"onnxruntime_providers_(?:cuda|tensorrt)|Failed to create CUDAExecutionProvider"
        r"|CUDA_PATH is set but CUDA wasn't able to be loaded|onnxruntime [\d.]+ does not calculate on"
        r"|Specified provider 'CUDAExecutionProvider' is not in available provider names",
        "onnxruntime was built for the processor alone, or found no CUDA and cuDNN of the versions that it was "
        "built for. It then calculates on the processor, which is enough for the backend open.",
        by_hand(
            text("Or install what it wants, by its table of versions"),
            "https://onnxruntime.ai/docs/execution-providers/CUDA-ExecutionProvider.html",
        ),
        by_hand(
            text(
                "The build for CUDA: python -m pip uninstall --yes onnxruntime; python -m pip install "
                '"onnxruntime-gpu[cuda,cudnn]"'
            )
        ),
        weight=Weight.SHARP,
        apart="python -m pip list shows onnxruntime-gpu where it was built for CUDA.",
        looks=("packages.devices",),
        seen=(
            (
                "UserWarning: Specified provider 'CUDAExecutionProvider' is not in available provider names.Available "
                "providers: 'CPUExecutionProvider'",
                "https://nvidia.github.io/earth2mip/userguide/troubleshooting.html",
            ),
            (
                "onnxruntime::ProviderLibrary::Get [ONNXRuntimeError] : 1 : FAIL : LoadLibrary failed with error 126 "
                'when trying to load "D:\\mc\\onnxruntime\\capi\\onnxruntime_providers_cuda.dll"',
                "lazydog28/mc_auto_boss#205",
            ),
        ),
    ),
    symptom(
        "cuda.error",
        r"CUDA error: |device-side assert triggered|CUBLAS_STATUS_|CUDNN_STATUS_|cudaError\w+",
        "The graphics card reported an error, and the line that is shown may not be the one that caused it.",
        shared_remedies.DRIVER,
        shared_remedies.ON_THE_PROCESSOR,
        weight=Weight.VAGUE,
        seen=(
            (
                "RuntimeError: CUDA error: device-side assert triggered",
                "https://docs.pytorch.org/docs/stable/notes/cuda.html",
            ),
        ),
    ),
)

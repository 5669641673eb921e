"""The screen, the parts of Python, the device of the samples: what a program asks of a machine."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_NO_WINDOW = shared_remedies.variable(
    text("Let pictures go into files, in this window"), "MPLBACKEND", "Agg"
)

DEVICES = (
    symptom(
        "cuda.saved-there",
        r"Attempting to deserialize object on (?:a CUDA device|CUDA device)",
        "The file of the model was saved on a graphics card, and this torch has none to put it on.",
        by_hand(text('Load it for the processor: torch.load(..., map_location="cpu")')),
        weight=Weight.SHARP,
        looks=("packages.devices",),
        seen=(
            (
                "RuntimeError: Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is False. If you are "
                "running on a CPU-only machine, please use torch.load with map_location=torch.device('cpu')",
                "https://docs.pytorch.org/docs/stable/generated/torch.load.html",
            ),
        ),
    ),
    symptom(
        "cuda.ctranslate2-not-built",
        r"CTranslate2 package was not compiled with CUDA support",
        "This ctranslate2 was built for the processor alone, as its packages for ARM (aarch64) and for Macs are. torch has "
        "nothing to do with it.",
        by_hand(text('Ask for the processor: device="cpu", compute_type="int8"')),
        by_hand(
            text("Or build ctranslate2 with CUDA for this machine, as its page says"),
            "https://opennmt.net/CTranslate2/",
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "ValueError: This CTranslate2 package was not compiled with CUDA support",
                "OpenNMT/CTranslate2#1908",
            ),
        ),
    ),
    symptom(
        "python.incomplete",
        r"No module named '?(?P<module>_?tkinter|_ctypes|_lzma|_bz2|_ssl|_sqlite3|_hashlib|_curses|ensurepip)\b",
        "This Python came without {module}, which belongs to Python itself; pip has no such package.",
        by_hand(
            text(
                "On Linux: apt install python3-tk (for tkinter) or python3-full; on a Mac: brew install python-tk"
            )
        ),
        shared_remedies.NEW_PYTHON,
        _NO_WINDOW,
        weight=Weight.SHARP,
        seen=(
            (
                'File "/usr/local/lib/python3.6/tkinter/__init__.py", line 36, in <module>\n'
                "    import _tkinter # If this fails your Python may not be configured for Tk\n"
                "ModuleNotFoundError: No module named '_tkinter'",
                "matplotlib/matplotlib#9017",
            ),
        ),
    ),
    symptom(
        "packages.no-screen",
        r"Cannot load backend '\w+' which requires|_tkinter\.TclError|find a usable (?:tk|init)\.tcl"
        r"|no display name and no \$DISPLAY|could not connect to display|no Qt platform plugin could be initialized",
        "matplotlib wants to open a window, and there is no screen for it here, or this Python's Tk is damaged.",
        _NO_WINDOW,
        weight=Weight.SHARP,
        seen=(
            (
                "ImportError: Cannot load backend 'TkAgg' which requires the 'tk' interactive framework, as 'headless' "
                "is currently running",
                "xingjiepan/cylinder_fitting#3",
            ),
            (
                "_tkinter.TclError: Can't find a usable tk.tcl in the following directories:",
                "talmolab/sleap-nn#248",
            ),
        ),
    ),
    symptom(
        "python.no-ssl",
        r"SSL module is not available|ssl module in Python is not available|DLL load failed while importing _ssl",
        "This Python cannot load its own SSL library, so that nothing is fetched at all. No certificate and no proxy is the "
        "reason, whatever conda proposes.",
        by_hand(
            text(
                "conda: open Anaconda Prompt, or activate the environment first; its Library\\bin has to be on PATH"
            )
        ),
        by_hand(text("Another Python: install it anew, with the installer of python.org")),
        weight=Weight.SHARP,
        looks=("python.environment",),
        seen=(
            (
                "CondaSSLError: Encountered an SSL error. Most likely a certificate verification issue.\n\nException: "
                "HTTPSConnectionPool(host='conda.anaconda.org', port=443): Max retries exceeded with url: "
                "/pytorch/win-64/current_repodata.json (Caused by SSLError(\"Can't connect to HTTPS URL because the SSL module "
                'is not available."))',
                "lkwq007/stablediffusion-infinity#125",
            ),
            (
                "CondaHTTPError: HTTP 000 CONNECTION FAILED for url <https://conda.anaconda.org/pytorch/win-64/>\n"
                "SSLError(MaxRetryError('Caused by SSLError(\"Can\\'t connect to HTTPS URL because the SSL module is not "
                "available.\")'))",
                "avinashpaliwal/Super-SloMo#69",
            ),
        ),
    ),
    symptom(
        "python.unreadable-certificate",
        r"cadata does not contain a certificate|\[ASN1\] nested asn1 error",
        "A certificate in the store of Windows cannot be read by this Python, which then trusts nobody: no proxy and no network is "
        "the reason. A newer Python passes over it.",
        by_hand(text("Install the newest 3.12 or 3.13 (conda: conda update -n base conda python)")),
        by_hand(
            text(
                "Or take what was added last out of certmgr.msc (often by a program for signatures)"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "CondaSSLError: Encountered an SSL error. Most likely a certificate verification issue.\n"
                "(Caused by SSLError(SSLError(0, 'not enough data: cadata does not contain a certificate (_ssl.c:4159)')))",
                "oobabooga/textgen#2844",
            ),
            (
                "SSLError(58, '[ASN1] nested asn1 error (_ssl.c:4174)')",
                "python/cpython#104135",
            ),
        ),
    ),
    symptom(
        "cuda.devices",
        r"Expected all tensors to be on the same device|Input type \(torch\.\w*\.?FloatTensor\) and weight type",
        "Samples and model are not in the same place: one on the graphics card, one on the processor.",
        by_hand(
            text("Move both: pipeline.to(torch.device(...)), and the samples with .to(the same)")
        ),
        seen=(
            (
                "RuntimeError: Expected all tensors to be on the same device, but found at least two devices, cuda:0 "
                "and cpu!",
                "https://docs.pytorch.org/docs/stable/notes/cuda.html",
            ),
            (
                "Error in diarize: Expected all tensors to be on the same device, but got mat2 is on cuda:0, different "
                "from other tensors on cpu",
                "QuentinFuxa/WhisperLiveKit#197",
            ),
        ),
    ),
    symptom(
        "cuda.mps",
        r"not (?:currently )?(?:implemented|supported) for the MPS device|from the '\w*MPS' backend"
        r"|\bMPS(?:Graph|NDArray|Core)\w*\.mm|loc\(\W{0,2}mps_\w+",
        "The graphics of this Mac cannot do a step that the model needs.",
        by_hand(
            text(
                'export PYTORCH_ENABLE_MPS_FALLBACK=1 in this window, or ask for the processor: device="cpu"'
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "NotImplementedError: Could not run 'aten::_sparse_coo_tensor_with_dims_and_tensors' with arguments from the "
                "'SparseMPS' backend.",
                "Vaibhavs10/insanely-fast-whisper#258",
            ),
            (
                'loc("mps_multiply"("(mpsFileLoc): /AppleInternal/Library/MPSGraphUtilities.mm":228:0)): error: input types '
                "'tensor<1x1280x3000xf16>' and 'tensor<1xf32>' are not broadcast compatible\n"
                "LLVM ERROR: Failed to infer result type(s).",
                "m-bain/whisperX#109",
            ),
            (
                "NotImplementedError: The operator 'aten::_fft_r2c' is not currently implemented for the MPS device.",
                "https://docs.pytorch.org/docs/stable/mps_environment_variables.html",
            ),
        ),
    ),
    symptom(
        "cuda.start",
        r"(?:Unexpected error from cudaGetDeviceCount|CUDA initialization: CUDA (?:unknown error|driver initialization failed))",
        "CUDA could not be started at all, so torch works on the processor: the driver is in a bad state, does not fit, or no "
        "card reaches this WSL or container.",
        by_hand(text("Restart the computer; in WSL: wsl --update and wsl --shutdown, in Windows")),
        shared_remedies.DRIVER,
        shared_remedies.ON_THE_PROCESSOR,
        weight=Weight.SHARP,
        apart="`nvidia-smi` in the same window: where it fails, too, it is the driver. The number behind Error says which (804: the "
        "driver is older than this CUDA, 802: still starting, 2: out of memory).",
        looks=("packages.devices",),
        seen=(
            (
                "UserWarning: CUDA initialization: Unexpected error from cudaGetDeviceCount(). Did you run some cuda functions "
                "before calling NumCudaDevices() that might have already set an error? Error 2: out of memory (Triggered "
                "internally at /pytorch/c10/cuda/CUDAFunctions.cpp:109.)",
                "pytorch/pytorch#150048",
            ),
        ),
    ),
    symptom(
        "cuda.container",
        r"could not select device driver [^\n]{0,40}capabilities: \[\[gpu\]\]|nvidia-container-cli: |CDI device injection failed",
        "Docker has no way to a graphics card: there is none from NVIDIA here, its driver does not run on this machine itself "
        "(nvidia-smi says so), or its Container Toolkit is missing.",
        by_hand(
            text("Install the NVIDIA Container Toolkit, and restart Docker"),
            "https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/install-guide.html",
        ),
        by_hand(text("Or start the container without --gpus: it then works on the processor")),
        weight=Weight.SHARP,
        seen=(
            (
                'docker: Error response from daemon: could not select device driver "" with capabilities: [[gpu]].',
                "NVIDIA-NeMo/Speech#2455",
            ),
            (
                'docker: Error response from daemon: could not select device driver "" with capabilities: [[gpu]]',
                "speaches-ai/speaches#97",
            ),
        ),
    ),
    symptom(
        "cuda.blocked",
        r"GPU access blocked by the operating system",
        "Windows does not let WSL, or the container in it, reach the graphics card.",
        by_hand(text("In Windows: wsl --update, then wsl --shutdown, and open WSL again")),
        shared_remedies.DRIVER,
        shared_remedies.ON_THE_PROCESSOR,
        weight=Weight.SHARP,
        seen=(
            (
                "Failed to initialize NVML: GPU access blocked by the operating system",
                "microsoft/WSL#9962",
            ),
        ),
    ),
)

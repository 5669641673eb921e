"""Names that the index does not have, and names that an installed package does not have."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

# Where the index itself was not read, what pip does not find follows from that.
INDEX_UNREAD = r"Could not fetch URL [^\n]*- skipping|ssl module in Python is not available"
# Each exists, with ready-built files for some Pythons and systems alone.
_COMPILED = (
    r"torch\w*|triton|onnxruntime(?:-\w+)?|tensorflow[\w-]*|numba|llvmlite|numpy|scipy|scikit-learn|ctranslate2|av"
    r"|faster-whisper|whisperx|pyannote\S*|speechbrain|sentencepiece|tokenizers|soxr|sherpa-onnx|mediapipe|open3d|faiss-\w+"
)
_NOT_FOUND = (
    r"(?:Could not find a version that satisfies the requirement|No matching distribution found for"
    r"|Unable to find installation candidates for) [`'\"]?"
)

NAMES = (
    symptom(
        "packages.other-name",
        r"(?:the requirement|distribution found for|failed building wheel for|failed to build) [`'\"]?"
        r"(?P<module>hydra|sndfile|cv2|PIL|yaml|skimage|bs4|dotenv|jwt|docx|fitz|OpenSSL|zmq|wx|win32api|ffmpeg_python)(?![\w.-])",
        "What Python imports as {module} is called {distribution} by pip; a package called {module}, if there is one, is another "
        "one.",
        weight=Weight.SHARP,
        needs=("{distribution}",),
        seen=(
            (
                "Building wheel for hydra (setup.py) ... error\nsrc/_hydra.c:565:10: fatal error: 'longintrepr.h' file not found\n"
                "ERROR: Failed building wheel for hydra",
                "MahmoudAshraf97/whisper-diarization#83",
            ),
        ),
    ),
    symptom(
        "python.no-wheels",
        _NOT_FOUND + r"onnxruntime-gpu\b",
        "onnxruntime-gpu exists for Windows and Linux on x64 processors alone: not for Macs, not for ARM, not for a Python that "
        "is too new.",
        by_hand(text("Take onnxruntime in its place; on a Mac it uses Core ML by itself")),
        weight=Weight.SHARP,
        unless=INDEX_UNREAD + r"|\(from versions: (?!none\)|\))",
        needs=("onnxruntime",),
        looks=("python.architecture", "python.version"),
        seen=(
            (
                "ERROR: Could not find a version that satisfies the requirement onnxruntime-gpu<2,>=1.14 (from faster-whisper) "
                "(from versions: none)",
                "jim60105/docker-whisperX#12",
            ),
        ),
    ),
    symptom(
        "python.no-wheels",
        _NOT_FOUND + rf"(?:{_COMPILED})(?![\w-])|from versions: none\) *$",
        "pip found nothing of that name for this Python and this system: Python is 32-bit, for ARM, or too new; the package is for "
        "another system, as pywin32 is; or it is called otherwise.",
        shared_remedies.NEW_PYTHON,
        weight=Weight.VAGUE,
        where=_NOT_FOUND + rf"(?:{_COMPILED})(?![\w-])",
        unless=INDEX_UNREAD,
        looks=("python.architecture", "python.version"),
        apart="setup-doctor check --only python says which of the three it is.",
        seen=(
            (
                "RuntimeError\n\n  Unable to find installation candidates for tensorflow (2.17.0)",
                "metauto-ai/agent-as-a-judge#11",
            ),
        ),
    ),
    symptom(
        "packages.not-at-index",
        _NOT_FOUND + r"(?P<package>[\w.-]*\w)|from versions: none",
        "The index has no file of {package} that this Python and this system could take: it is called otherwise, it is not "
        "there at all but at GitHub or another index, or it is there for other Pythons and systems alone.",
        by_hand(
            text("Look at its page: whether there is one, and for which Python its files are"),
            "https://pypi.org/project/{package}/#files",
        ),
        by_hand(
            text("If it is at GitHub: python -m pip install git+https://github.com/OWNER/NAME")
        ),
        weight=Weight.VAGUE,
        unless=INDEX_UNREAD + r"|" + _NOT_FOUND + rf"(?:{_COMPILED})(?![\w-])",
        names=(_NOT_FOUND + r"(?P<package>[\w.-]*\w)",),
        looks=("python.architecture", "python.version"),
        seen=(
            (
                "pip install whisperbox\nERROR: Could not find a version that satisfies the requirement whisperbox (from versions: "
                "none)\nERROR: No matching distribution found for whisperbox",
                "ToolUse/whisperbox#26",
            ),
            (
                "Could not find a version that satisfies the requirement chocolate>=0.6 (from pyannote.audio) (from versions: )\n"
                "No matching distribution found for chocolate>=0.6 (from pyannote.audio)",
                "pyannote/pyannote-audio#102",
            ),
        ),
    ),
    symptom(
        "packages.two-versions",
        r"(?:site|dist)-packages[\\/](?P<module>[A-Za-z]\w*)[\\/][^\n]*\n(?:[^\n]*\n){0,14}?"
        r"[^\n]*cannot import name '(?P<what>\w+)' from '(?P=module)[.']",
        "{module} does not find {what} in itself: files of two versions of it lie over each other, or it was replaced while a "
        "program that had loaded it went on, as a notebook does.",
        by_hand(
            text(
                "In a notebook: restart the runtime after the installation, and run the cells anew"
            )
        ),
        by_hand(
            text(
                "Elsewhere: python -m pip install --force-reinstall --no-deps {distribution}",
                distribution="...",
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                'File "/x/python3.12/dist-packages/numpy/_core/strings.py", line 24, in <module>\n'
                "    from numpy._core.umath import (\n"
                "ImportError: cannot import name '_center' from 'numpy._core.umath' (/x/dist-packages/numpy/_core/umath.py)",
                "m-bain/whisperX#1244",
            ),
        ),
    ),
    symptom(
        "packages.missing",
        r"No module named '?(?P<module>models?|utils?|helpers?|config|configs|settings|common|constants|data|dataset|src|tools"
        r"|core|main|app|lib|modules|hparams|inference|train|encoder|decoder|synthesizer|vocoder|preprocess|custom_interface)"
        r"(?:\.[\w.]+)?'?(?![\w'-])",
        "Python finds no module {module}. By its name it is a file or a folder of the program itself: it was started from another "
        "folder, or not all of it was copied. What pip has under that name is something else.",
        by_hand(
            text(
                "Go to the folder of the program that holds {module}, and start it there; or set PYTHONPATH to that folder",
                module="...",
            )
        ),
        # What an installed package imports is none of the program's own.
        unless=r"(?:site|dist)-packages[\\/][^\n]*\n(?:[^\n]*\n){0,2}[^\n]*No module named",
        seen=(
            (
                "import model as spkModel\nModuleNotFoundError: No module named 'model'",
                "taylorlu/Speaker-Diarization#32",
            ),
        ),
    ),
    symptom(
        "packages.missing",
        r"DistributionNotFound: The '(?P<package>[\w.-]+)[^'\n]*' distribution was not found"
        r"|PackageNotFoundError: (?:No package metadata was found for )?(?P<name>[a-z][\w.-]*)$",
        "A program asks which version of {package} is installed, and it is not, or its metadata is gone.",
        weight=Weight.SHARP,
        unless=r"pyimod0\d_importers|\[PYI-\d+|_MEI\d{4,}|Failed to execute script",
        names=(
            r"PackageNotFoundError: (?:No package metadata was found for )?(?P<package>[a-z][\w.-]*)$",
        ),
        needs=("{package}",),
        apart="If it is installed, this is another Python, or a packed program that left the metadata out.",
        seen=(
            (
                "pkg_resources.DistributionNotFound: The 'addict' distribution was not found and is required by the application",
                "vladmandic/sdnext#100",
            ),
        ),
    ),
    symptom(
        "packages.missing",
        r"Failed to import any qt binding|No Qt bindings could be found",
        "The program draws windows with Qt, and none of the packages that bring it is installed.",
        weight=Weight.SHARP,
        needs=("PyQt5",),
        seen=(
            (
                "ImportError: Failed to import any qt binding",
                "CorentinJ/Real-Time-Voice-Cloning#882",
            ),
        ),
    ),
    symptom(
        "packages.missing",
        r"Unable to import '(?P<module>webrtcvad)'",
        "Python finds no module {module}: the program goes on without it, and does not cut out the pauses.",
        shared_remedies.RESEMBLYZER,
        needs=("webrtcvad-wheels>=2.0.14",),
        seen=(
            (
                "UserWarning: Unable to import 'webrtcvad'. This package enables noise removal and is recommended.",
                "CorentinJ/Real-Time-Voice-Cloning#642",
            ),
        ),
    ),
    symptom(
        "packages.other-whisper",
        r"LoadLibrary\(\) argument 1 must be str, not None|argument of type 'NoneType' is not iterable",
        "The package that is called whisper is another program's; OpenAI's is called openai-whisper.",
        by_hand(text("Remove it first: python -m pip uninstall whisper")),
        weight=Weight.SHARP,
        where=r"site-packages[\\/]whisper\.py\b",
        needs=("openai-whisper",),
        seen=(
            (
                'File "D:\\x\\lib\\site-packages\\whisper.py", line 69, in <module>\n'
                "    libc = ctypes.CDLL(libc_name)\n"
                "TypeError: argument of type 'NoneType' is not iterable",
                "UX-Decoder/Segment-Everything-Everywhere-All-At-Once#25",
            ),
            (
                'File "E:\\x\\Lib\\site-packages\\whisper.py", line 69, in <module>\n'
                "    libc = ctypes.CDLL(libc_name)\n"
                "TypeError: LoadLibrary() argument 1 must be str, not None",
                "graphite-project/whisper#288",
            ),
        ),
    ),
    symptom(
        "python.no-wheels",
        r"URL dependency is incompatible with the current platform|is not a supported wheel on this platform",
        "That very file is made for another Python or another system: in its name cp311 stands for Python 3.11, win_amd64 for Windows "
        "of 64 bits.",
        by_hand(
            text("Ask for the package by its name and version, so that the file that fits is taken")
        ),
        by_hand(
            text("Or make the environment with the Python of that file: py -3.11 -m venv .venv")
        ),
        weight=Weight.SHARP,
        looks=("python.version", "python.architecture"),
        seen=(
            (
                "error: Failed to determine installation plan\n  Caused by: A URL dependency is incompatible with the current "
                "platform: https://download.pytorch.org/whl/cu121/torch-2.2.2%2Bcu121-cp311-cp311-win_amd64.whl",
                "BBC-Esq/WhisperS2T-transcriber#9",
            ),
            (
                "ERROR: torch-2.2.2-cp311-cp311-win_amd64.whl is not a supported wheel on this platform.",
                "https://pip.pypa.io/en/stable/topics/repeatable-installs/",
            ),
        ),
    ),
)

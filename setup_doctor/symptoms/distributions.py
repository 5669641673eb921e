"""Which package brings a module, where the two are called differently."""

from __future__ import annotations

from types import MappingProxyType

_NAMES = MappingProxyType(
    {
        "cv2": "opencv-python",
        "PIL": "pillow",
        "yaml": "PyYAML",
        "sklearn": "scikit-learn",
        "skimage": "scikit-image",
        "bs4": "beautifulsoup4",
        "dotenv": "python-dotenv",
        "ffmpeg": "ffmpeg-python",
        "whisper": "openai-whisper",
        "faster_whisper": "faster-whisper",
        "nemo": "nemo_toolkit[asr]",
        "pyaudio": "PyAudio",
        "pytorch_lightning": "pytorch-lightning",
        "lightning_fabric": "lightning",
        "speech_recognition": "SpeechRecognition",
        "google": "protobuf",
        "Crypto": "pycryptodome",
        "git": "GitPython",
        "attr": "attrs",
        "serial": "pyserial",
        "win32api": "pywin32",
        "pywintypes": "pywin32",
        "sounddevice": "sounddevice",
        "webrtcvad": "webrtcvad-wheels",
        "_webrtcvad": "webrtcvad-wheels",
        "silero_vad": "silero-vad",
        "asteroid_filterbanks": "asteroid-filterbanks",
        "torch_audiomentations": "torch-audiomentations",
        "_cffi_backend": "cffi",
        "ruamel": "ruamel.yaml",
        "dateutil": "python-dateutil",
        "docx": "python-docx",
        "hydra": "hydra-core",
        "zmq": "pyzmq",
        "jwt": "PyJWT",
        "OpenSSL": "pyOpenSSL",
        "Levenshtein": "python-Levenshtein",
        "wx": "wxPython",
        "fitz": "PyMuPDF",
        "websocket": "websocket-client",
        "socks": "PySocks",
        "torch_complex": "torch-complex",
        "sndfile": "soundfile",
        # Compiled parts, which Windows names alone where they do not load.
        "multiarray_umath": "numpy",
        "multiarray": "numpy",
        "ufuncs": "scipy",
        "superlu": "scipy",
        "iterative": "scipy",
        "imaging": "pillow",
        "imp": "",
    }
)

# Several distributions put their modules below these.
_SHARED = frozenset({"pyannote"})


def distribution(module: str) -> str:
    """The name under which pip knows what brings `module`.

    >>> distribution("sklearn.cluster")
    'scikit-learn'
    >>> distribution("hdbscan")
    'hdbscan'
    >>> distribution("pyannote.audio.core.io")
    'pyannote.audio'
    """
    root, _, rest = module.partition(".")
    if root in _SHARED and rest:
        return f"{root}.{rest.partition('.')[0]}"
    return _NAMES.get(root, root)

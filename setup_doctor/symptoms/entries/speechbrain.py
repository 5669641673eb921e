"""What speechbrain does on Windows alone: parts that it imports unasked, and links."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

SPEECHBRAIN = (
    symptom(
        "packages.speechbrain-lazy",
        r"Lazy import of LazyModule\([^\n]*\) failed|Please install k2 to use k2",
        "speechbrain imports optional parts of itself when something merely looks at it; its guard against that "
        "works with the paths of Windows from 1.1.1 on. k2 or flair are not needed.",
        shared_remedies.PYANNOTE,
        weight=Weight.SHARP,
        needs=("speechbrain>=1.1.1",),
        seen=(
            (
                "ImportError: Lazy import of LazyModule(package=None, target=speechbrain.integrations.k2_fsa, loaded=False) failed",
                "speechbrain/speechbrain#2988",
            ),
        ),
    ),
    symptom(
        "packages.speechbrain-lazy",
        r"No module named '?(?:k2|flair|spacy)\b",
        "speechbrain imports optional parts of itself when something merely looks at it; its guard against that "
        "works with the paths of Windows from 1.1.1 on. k2 or flair are not needed.",
        shared_remedies.PYANNOTE,
        weight=Weight.SHARP,
        where=r"speechbrain|LazyModule",
        needs=("speechbrain>=1.1.1",),
        seen=(
            (
                'File "C:\\v\\Lib\\site-packages\\speechbrain\\integrations\\k2_fsa\\__init__.py", line 17\n'
                "ModuleNotFoundError: No module named 'k2'",
                "speechbrain/speechbrain#2988",
            ),
        ),
    ),
    symptom(
        "windows.links",
        r"required privilege is not held|клиент не обладает требуемыми правами",
        "speechbrain puts the files of a model into its folder as links, for which this account lacks the privilege. "
        "HF_HUB_DISABLE_SYMLINKS does not change that: it is for the cache of Hugging Face.",
        by_hand(
            text(
                "Give its from_hparams(...) local_strategy=LocalStrategy.COPY; from speechbrain.utils.fetching import "
                "LocalStrategy"
            )
        ),
        by_hand(
            text("Or allow links: Settings, System, For developers, Developer Mode; then try again")
        ),
        number=1314,
        weight=Weight.SHARP,
        where=r"speechbrain|spkrec-|hyperparams\.yaml'?$",
        needs=("speechbrain>=1.0.2",),
        seen=(
            (
                "OSError: [WinError 1314] A required privilege is not held by the client: '..\\\\blobs' -> 'hyperparams.yaml'",
                "NavodPeiris/speechlib#8",
            ),
            (
                "[WinError 1314] A required privilege is not held by the client: 'C:\\\\x\\\\models--speechbrain--spkrec-ecapa-voxceleb"
                "\\\\snapshots\\\\eac2\\\\hyperparams.yaml' -> '~\\\\.cache\\\\speechbrain\\\\hyperparams.yaml'",
                "if-ai/ComfyUI-IF_AI_WishperSpeechNode#1",
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
    symptom(
        "packages.name-gone",
        r"There is no such (?:callable|class|module|function)[\w ]* as (?P<what>\w+(?:\.\w+)+)",
        "The file of settings names {what}, which is not there in the installed package: the file was written for another version of it.",
        by_hand(
            text(
                "Bring both to their newest versions in one command, or both to those that a page names together"
            )
        ),
        seen=(
            (
                "ImportError: There is no such callable as speechbrain.utils.seed_everything",
                "speechbrain/speechbrain#2793",
            ),
        ),
    ),
)

"""pyannote: its results and its files, for code that was written for another version."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_TRACKS = by_hand(text("Write: for turn, _, speaker in annotation.itertracks(yield_label=True)"))

ANNOTATIONS = (
    symptom(
        "huggingface.no-token-given",
        # Where secrets are taken out, the name of the option looks like one.
        r"\bno --hf_(?:token|\*+) (?:used|provided)",
        "whisperx was started without a token, and the models of pyannote that it diarizes with want one.",
        by_hand(
            text(
                "Add --hf_token with a token of the type Read; its account has to have accepted the terms"
            ),
            shared_remedies.TOKENS,
        ),
        weight=Weight.VAGUE,
        looks=("huggingface.token", "huggingface.account"),
        seen=(
            (
                "Warning, no --hf_*** used, needs to be saved in environment variable, otherwise will throw error loading "
                "diarization model...",
                "m-bain/whisperX#662",
            ),
        ),
    ),
    symptom(
        "packages.pyannote-other-model",
        r"^KeyError: '(?:pyannote\.audio|pytorch-lightning_version)'$",
        "The file that was named is no model of pyannote's: that of another library (SpeechBrain, WeSpeaker), or its weights "
        "alone.",
        by_hand(
            text(
                "For segmentation name the pytorch_model.bin of pyannote/segmentation-3.0; an embedding of SpeechBrain is "
                "named by its folder, and that has to have speechbrain in its path"
            )
        ),
        shared_remedies.PYANNOTE,
        weight=Weight.SHARP,
        seen=(
            (
                'module_name: str = loaded_checkpoint["pyannote.audio"]["architecture"]["module"]\n'
                "KeyError: 'pyannote.audio'",
                "pyannote/pyannote-audio#1294",
            ),
        ),
    ),
    symptom(
        "packages.pyannote-json",
        r"'(?:Annotation|Timeline|Segment)' object has no attribute '(?:for_json|from_json)'",
        "pyannote.core 5 dropped for_json, which an older package, most often speechbox, still calls.",
        _TRACKS,
        weight=Weight.SHARP,
        apart="Where it is speechbox that calls: nobody looks after it any more, but its newest source calls itertracks.",
        seen=(
            (
                "AttributeError: 'Annotation' object has no attribute 'for_json'",
                "pyannote/pyannote-audio#1668",
            ),
        ),
    ),
    symptom(
        "packages.pyannote-iteration",
        r"^Type ?error: (?:'int' object is not subscriptable|'Annotation' object is not iterable)",
        "The installed pyannote.core cannot go through an Annotation like that; newer ones can, and itertracks is there in "
        "each.",
        _TRACKS,
        weight=Weight.SHARP,
        where=r"pyannote[\\/]core[\\/]annotation\.py|in annotation\.py|'Annotation' object",
        needs=("pyannote.core",),
        seen=(
            (
                'File "/x/pyannote/core/annotation.py", line 848, in __getitem__\n'
                "TypeError: 'int' object is not subscriptable",
                "pyannote/pyannote-audio#1928",
            ),
        ),
    ),
    symptom(
        "packages.ages",
        r"TypeError: '(?P<kind>(?!NoneType|DiarizeOutput|Annotation|Namespace)(?-i:[A-Z])\w+)' object is not (?:subscriptable|iterable)",
        "What calls it expects a list or a dictionary, and it is given {kind}: the package that gives it gave something else in the version "
        "that the code was written for.",
        by_hand(
            text(
                "Bring both to their newest versions in one command, or both to those that a page names together"
            )
        ),
        weight=Weight.VAGUE,
        apart="In code of your own: print(type(it), dir(it)) shows the names of its parts.",
        seen=(
            (
                "TypeError: 'AudioMetaData' object is not subscriptable",
                "facebookresearch/libri-light#50",
            ),
        ),
    ),
    symptom(
        "packages.pyannote-scores",
        r"'(?:SlidingWindowFeature|Timeline)' object has no attribute '(?:itertracks|labels|write_rttm)'",
        "What was called gives scores, or stretches without a name: a model or a pipeline that finds speech. Who speaks is told by "
        "a pipeline for diarization.",
        by_hand(
            text(
                'Write: Pipeline.from_pretrained("pyannote/speaker-diarization-community-1", token=...)'
            )
        ),
        by_hand(text("Stretches alone: for segment in output.get_timeline().support()")),
        weight=Weight.SHARP,
        seen=(
            (
                "for turn, _, speaker in diarization.itertracks(yield_label=True):\n"
                "AttributeError: 'SlidingWindowFeature' object has no attribute 'itertracks'",
                "pyannote/pyannote-audio#165",
            ),
        ),
    ),
)

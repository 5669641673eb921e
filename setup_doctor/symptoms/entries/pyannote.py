"""pyannote, speechbrain, whisperx: code that was written for another version."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_NEWER = by_hand(text("Install a newer version of the package that the traceback names"))

PYANNOTE = (
    symptom(
        "packages.speechbrain-old",
        r"unexpected keyword argument '(?:use_auth_token|token)'|cached_download\(\) takes 1 positional argument",
        "This speechbrain is older than the installed huggingface_hub, which dropped what it calls. pyannote is not "
        "the reason.",
        weight=Weight.SHARP,
        where=r"[\\/]speechbrain[\\/][^\n]*\n(?:[^\n]*\n){0,3}[^\n]*(?:unexpected keyword|takes 1 positional)"
        r"|(?:unexpected keyword|takes 1 positional)[^\n]*\n(?:[^\n]*\n){0,2}[^\n]*[\\/]speechbrain[\\/]",
        needs=("speechbrain>=1.1",),
        seen=(
            (
                'File "/x/speechbrain/pretrained/fetching.py", line 116, in fetch\n'
                "TypeError: cached_download() takes 1 positional argument but 2 were given",
                "speechbrain/speechbrain#1459",
            ),
            (
                'File "/x/speechbrain/utils/fetching.py", line 1\nTypeError: hf_hub_download() got an unexpected keyword '
                "argument 'use_auth_token'",
                "speechbrain/speechbrain#2991",
            ),
        ),
    ),
    symptom(
        "packages.torchaudio-backends",
        r"has no attribute '(?:list_audio_backends|set_audio_backend|get_audio_backend|_backend)'"
        r"|module 'torchaudio' has no attribute '(?:info|io|sox_effects|load_wav)'",
        "torchaudio 2.9 dropped its backends, which an older speechbrain or pyannote still asks for.",
        shared_remedies.PYANNOTE,
        weight=Weight.SHARP,
        needs=("speechbrain>=1.1", "pyannote.audio>=4"),
        seen=(
            (
                "AttributeError: module 'torchaudio' has no attribute 'list_audio_backends'",
                "NavodPeiris/speechlib#56",
            ),
            (
                "AttributeError: module 'torchaudio' has no attribute 'list_audio_backends'",
                "paberr/ownscribe#34",
            ),
        ),
    ),
    symptom(
        "packages.whisperx-moved",
        r"module 'whisperx' has no attribute 'DiarizationPipeline'|DiarizationPipeline\.__init__\(\) got an unexpected keyword argument 'use_auth_token'",
        "whisperx has moved its DiarizationPipeline, and calls the token `token` now.",
        by_hand(
            text(
                "Write: from whisperx.diarize import DiarizationPipeline; DiarizationPipeline(token=...)"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "AttributeError: module 'whisperx' has no attribute 'DiarizationPipeline'",
                "m-bain/whisperX#1319",
            ),
            (
                "Diarization failed: module 'whisperx' has no attribute 'DiarizationPipeline'",
                "rishikanthc/Scriberr#158",
            ),
        ),
    ),
    symptom(
        "packages.pyannote-token-name",
        r"(?:Pipeline|Model|Inference)\.from_pretrained\(\) got an unexpected keyword argument 'token'",
        "This pyannote.audio is of version 3 or older, and the code that calls it was written for version 4.",
        shared_remedies.PYANNOTE,
        by_hand(text("Or keep it, and write: Pipeline.from_pretrained(..., use_auth_token=...)")),
        weight=Weight.SHARP,
        needs=("pyannote.audio>=4",),
        seen=(
            (
                "TypeError: Pipeline.from_pretrained() got an unexpected keyword argument 'token'",
                "sim186/AmicoScript#24",
            ),
        ),
    ),
    symptom(
        "packages.pyannote-token-name",
        r"(?:Pipeline|Model|Inference)\.from_pretrained\(\) got an unexpected keyword argument 'use_auth_token'",
        "pyannote 4 calls it `token`; use_auth_token is the name of version 3.",
        by_hand(text("Write: Pipeline.from_pretrained(..., token=...)")),
        weight=Weight.SHARP,
        seen=(
            (
                "TypeError: Pipeline.from_pretrained() got an unexpected keyword argument 'use_auth_token'",
                "https://github.com/pyannote/pyannote-audio/blob/main/CHANGELOG.md",
            ),
        ),
    ),
    symptom(
        "packages.pyannote-output",
        r"'DiarizeOutput' object has no attribute|'DiarizeOutput' object is not (?:iterable|subscriptable)",
        "pyannote 4 returns an object with several results; the turns are in its speaker_diarization.",
        by_hand(text("Write: output.speaker_diarization.itertracks(yield_label=True)")),
        weight=Weight.SHARP,
        seen=(
            (
                "AttributeError: 'DiarizeOutput' object has no attribute 'itertracks'",
                "https://github.com/pyannote/pyannote-audio/blob/main/README.md",
            ),
        ),
    ),
    symptom(
        "packages.pyannote-2",
        r"'SpeakerDiarization' object has no attribute 'to'|torch\.hub\.load\(['\"]pyannote|pyannote_pyannote-audio"
        r"|No module named '?pyannote\.audio\.(?:features|labeling|applications|embedding)"
        r"|pyannote\.database\W{1,2} relies on a YAML",
        "This is code for pyannote.audio 1 or 2, or such a version itself.",
        shared_remedies.PYANNOTE,
        weight=Weight.SHARP,
        needs=("pyannote.audio>=4",),
        seen=(
            (
                "AttributeError: 'SpeakerDiarization' object has no attribute 'to'",
                "pyannote/pyannote-pipeline#48",
            ),
        ),
    ),
    symptom(
        "packages.pyannote-pipeline-version",
        r"ValueError: parameter '\w+' does not exist|WrongDependencyVersion|Pipeline requires pyannote\.audio"
        r"|has no attribute 'SpeakerSegmentation'|got an unexpected keyword argument '(?:plda|scores|embedding_exclude_overlap)'"
        r"|requires? pyannote\.audio ?(?:>=|~)",
        "The pipeline and the installed pyannote.audio are of different generations.",
        shared_remedies.PYANNOTE,
        needs=("pyannote.audio>=4",),
        seen=(
            (
                "ValueError: parameter 'segmentation_onset' does not exist",
                "pyannote/pyannote-audio#1106",
            ),
            (
                "AttributeError: module 'pyannote.audio.pipelines' has no attribute 'SpeakerSegmentation'",
                "pyannote/pyannote-audio#1423",
            ),
        ),
    ),
    symptom(
        "packages.ruamel",
        r"'Tag' object has no attribute 'value'|has no attribute 'max_depth'|'Loader' object has no attribute",
        "hyperpyyaml, which speechbrain uses, does not go with this ruamel.yaml.",
        needs=("ruamel.yaml<0.19", "hyperpyyaml"),
        weight=Weight.SHARP,
        seen=(("AttributeError: 'Tag' object has no attribute 'value'", "m-bain/whisperX#292"),),
    ),
    symptom(
        "packages.faster-whisper-old",
        r"has no attribute 'BatchedInferencePipeline'|unexpected keyword argument '(?:multilingual|max_new_tokens|hotwords)'",
        "The installed faster-whisper is older than the program that calls it.",
        needs=("faster-whisper>=1.1",),
        seen=(
            (
                "AttributeError: module 'faster_whisper' has no attribute 'BatchedInferencePipeline'",
                "MahmoudAshraf97/whisper-diarization#319",
            ),
        ),
    ),
    symptom(
        "packages.pyannote-service",
        r"PyannoteAIFailedJob|pyannoteai\.sdk|precision-2",
        "That is the paid service of pyannoteAI: the recording is sent there, and its server reported the error.",
        by_hand(
            text(
                "Look at the key and the job at https://dashboard.pyannote.ai, or take community-1, which runs here"
            )
        ),
        seen=(
            (
                "pyannoteai.sdk.client.PyannoteAIFailedJob: ('An error occurred while processing the audio.')",
                "pyannote/pyannote-audio#1964",
            ),
        ),
    ),
    symptom(
        "packages.pyannote-old",
        r"unexpected keyword argument '(?:use_auth_token|plda)'|has no attribute 'AudioMetaData'"
        r"|No module named '?torchaudio\.backend",
        "This is pyannote.audio 3 or older: it asks other packages for what their newer versions no longer have.",
        shared_remedies.PYANNOTE,
        weight=Weight.PLAIN,
        needs=("pyannote.audio>=4",),
        apart="If the last file of the traceback is speechbrain's, speechbrain is too old, not pyannote.",
        seen=(
            (
                "AttributeError: module 'torchaudio' has no attribute 'AudioMetaData'",
                "m-bain/whisperX#1295",
            ),
            (
                "ModuleNotFoundError: No module named 'torchaudio.backend.common'",
                "pyannote/pyannote-audio#1456",
            ),
        ),
    ),
    symptom(
        "packages.pyannote-old",
        r"'NoneType' object (?:is not callable|has no attribute '(?:to|eval)')",
        "This is pyannote.audio 3 on a newer stack, or a model whose terms were not accepted; version 4 "
        "says which.",
        shared_remedies.PYANNOTE,
        weight=Weight.VAGUE,
        unless=r"site-packages[\\/](?!pyannote|whisperx|diart)\w+[\\/](?![\s\S]*(?:pyannote|whisperx|pipeline))",
        needs=("pyannote.audio>=4",),
        looks=("huggingface.account", "huggingface.community"),
        apart='pyannote 3 returns None where the model could not be had: look for "Could not download" above.',
        seen=(
            (
                "\"error\": \"'NoneType' object has no attribute 'eval'\"",
                "kodxana/whisperx-worker#5",
            ),
            (
                "failed to diarize speaker!\nError: 'NoneType' object is not callable",
                "CheshireCC/faster-whisper-GUI#19",
            ),
        ),
    ),
)

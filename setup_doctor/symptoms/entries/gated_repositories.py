"""Gated repositories on Hugging Face: the request for access, and the terms of the model."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

REPOSITORY = (
    r"(?:hf\.co|huggingface\.co)/(?:api/models/)?(?P<repository>(?!settings/|docs/|api/|join|blog/|spaces/)[\w.-]+/[\w.-]*\w)",
    r"from_pretrained\(['\"](?P<repository>[\w.-]+/[\w.-]+)['\"]",
    r"(?:download|model|repo_id[=:]|repository) ['\"]?(?P<repository>(?!settings/)[\w-]+/[\w.-]*\w)['\"]? ?(?:model|pipeline|is restricted|is awaiting|has been|$)",
    r"access (?:to )?model (?P<repository>[\w.-]+/[\w.-]*\w)",
)
# A name of pyannote's stands for the page, where no address is there.
DEFAULT = (
    r"(?<![\w./-])(?P<repository>pyannote/(?:speaker|segmentation|embedding|wespeaker|overlapped|voice)(?:[\w.-]*\w)?)",
)

GATED_REPOSITORIES = (
    symptom(
        "huggingface.access-pending",
        r"is awaiting a review from the repo authors",
        "The request for access to {repository} waits for the authors of the model.",
        by_hand(text("Wait for their mail, or take another model: setup-doctor install open")),
        weight=Weight.SHARP,
        names=REPOSITORY,
        seen=(
            (
                "403 Client Error. Your request to access model a/b is awaiting a review from the repo authors.",
                "https://huggingface.co/docs/hub/models-gated",
            ),
        ),
    ),
    symptom(
        "huggingface.access-rejected",
        r"request to access model \S+ has been rejected",
        "The authors of {repository} refused the request for access.",
        by_hand(text("Take another model, which needs no account: setup-doctor install open")),
        weight=Weight.SHARP,
        names=REPOSITORY,
        seen=(
            (
                "403 Client Error. Your request to access model a/b has been rejected by the repo's authors.",
                "https://huggingface.co/docs/hub/models-gated",
            ),
        ),
    ),
    symptom(
        "huggingface.access-reset",
        r"access (?:to )?model \S+ has been reset",
        "The authors of {repository} reset the access; it has to be asked for again.",
        shared_remedies.ACCEPT,
        weight=Weight.SHARP,
        names=REPOSITORY,
        seen=(
            (
                "403 Client Error. Your access to model a/b has been reset by the repo's authors.",
                "https://huggingface.co/docs/hub/models-gated",
            ),
        ),
    ),
    symptom(
        "huggingface.terms-not-accepted",
        r"GatedRepo|not in the authorized list|Access to model \S+ is restricted|is restricted and you are|private or gated(?! repo)"
        r"|(?:403 (?:Client Error|Forbidden))[^\n]*(?:huggingface\.co|hf\.co)|accept the user conditions"
        r"|from_pretrained\S* \w+ None\b|не приняты условия|agree to their requirements to download|(?:have|has) not accepted the (?:user )?(?:terms|conditions)"
        r"|(?<![\w/.:#])403 Client Error|^HTTP Error 403|^(?:HTTP )?403(?: Forbidden)?$"
        r"|huggingface\S*[^\n]{0,60}\b403\b|\b403\b[^\n]{0,60}huggingface",
        "The terms of {repository} were not accepted with the account to which the token belongs, or no token was "
        "sent. Each model page has terms of its own.",
        shared_remedies.ACCEPT,
        shared_remedies.NEW_TOKEN,
        weight=Weight.SHARP,
        names=DEFAULT + REPOSITORY,
        unless=r"HTTP error 403 while getting https?://(?!huggingface)|403[^\n]*(?:index|pypi|mirror|whl|proxy|xethub)",
        looks=("huggingface.community", "huggingface.account"),
        apart="pyannote 4 wants the terms of speaker-diarization-community-1 also for the older 3.1.",
        seen=(
            (
                "Could not download 'pyannote/speaker-diarization-3.1' pipeline.\nIt might be because the pipeline is "
                "private or gated",
                "m-bain/whisperX#705",
            ),
            (
                "Could not download 'pyannote/segmentation-3.0' model.\nvisit https://hf.co/pyannote/segmentation-3.0 to "
                "accept the user conditions.",
                "JarodMica/audiosplitter_whisper#15",
            ),
            (
                "requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: "
                "https://huggingface.co/pyannote/segmentation/resolve/2022.07/pytorch_model.bin",
                "pyannote/pyannote-audio#1128",
            ),
            (
                "ValueError: Failed to load model диаризации: pyannote/speaker-diarization: from_pretrained вернул None — "
                "не приняты условия зависимых моделей",
                "dubr1k/GigaAMGUI#21",
            ),
            (
                "Failed to diarize. You need huggingface token and agree to their requirements to download the diarization "
                "model.\nError transcribing file: 'NoneType' object is not callable",
                "jhj0517/Whisper-WebUI#265",
            ),
            (
                "Could not download 'pyannote/speaker-diarization' pipeline.\nIt might be because the pipeline is private "
                "or gated\nTraceback (most recent call last):\n"
                '  File "/x/whisperplus/pipelines/whisper_diarize.py", line 104, in __call__\n'
                "TypeError: 'NoneType' object is not callable",
                "kadirnar/whisper-plus#87",
            ),
        ),
    ),
    symptom(
        "huggingface.terms-not-accepted",
        # It is said of every failure; what stands beside it knows better.
        r"Could not download '[\w.-]+/[\w.@-]+' (?:pipeline|model)\b",
        "The terms of {repository} were not accepted with the account to which the token belongs, or no token was "
        "sent. Each model page has terms of its own.",
        shared_remedies.ACCEPT,
        shared_remedies.NEW_TOKEN,
        weight=Weight.VAGUE,
        names=DEFAULT + REPOSITORY,
        looks=("huggingface.community", "huggingface.account"),
        seen=(
            (
                "Could not download 'pyannote/segmentation-3.0' model.",
                "JarodMica/audiosplitter_whisper#15",
            ),
        ),
    ),
)

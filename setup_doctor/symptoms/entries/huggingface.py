"""Hugging Face: the token, the terms, the download."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

_REPOSITORY = (
    r"(?:hf\.co|huggingface\.co)/(?:api/models/)?(?P<repository>(?!settings/|docs/|api/|join|blog/|spaces/)[\w.-]+/[\w.-]*\w)",
    r"from_pretrained\(['\"](?P<repository>[\w.-]+/[\w.-]+)['\"]",
    r"(?:download|model|repo_id[=:]|repository) ['\"]?(?P<repository>(?!settings/)[\w-]+/[\w.-]*\w)['\"]? ?(?:model|pipeline|is restricted|is awaiting|has been|$)",
    r"access (?:to )?model (?P<repository>[\w.-]+/[\w.-]*\w)",
)
# A name of pyannote's stands for the page, where no address is there.
_DEFAULT = (
    r"(?<![\w./-])(?P<repository>pyannote/(?:speaker|segmentation|embedding|wespeaker|overlapped|voice)(?:[\w.-]*\w)?)",
)

HUGGINGFACE = (
    symptom(
        "packages.token-renamed",
        r"(?:_sanitize_parameters|load_dataset)\(\) got an unexpected keyword argument 'use_auth_token'",
        "Newer transformers and datasets call it `token`; use_auth_token is the old name.",
        by_hand(
            text(
                "Write token=... in your own code; else upgrade the package whose file calls it in the traceback"
            )
        ),
        weight=Weight.SHARP,
        seen=(
            (
                "TypeError: AutomaticSpeechRecognitionPipeline._sanitize_parameters() got an unexpected keyword "
                "argument 'use_auth_token'",
                "huggingface/speechbox#39",
            ),
        ),
    ),
    symptom(
        "huggingface.token-too-narrow",
        r"enable access to public gated repositories",
        "The token is a fine-grained one without the right to read gated repositories.",
        by_hand(
            text(
                'Make a "Read" token, or tick "Read access to contents of all public gated repos"'
            ),
            shared_remedies.TOKENS,
        ),
        weight=Weight.SHARP,
        looks=("huggingface.account",),
        seen=(
            (
                "403 Forbidden: Please enable access to public gated repositories in your fine-grained token settings",
                "jhj0517/Whisper-WebUI#302",
            ),
        ),
    ),
    symptom(
        "huggingface.access-pending",
        r"is awaiting a review from the repo authors",
        "The request for access to {repository} waits for the authors of the model.",
        by_hand(text("Wait for their mail, or take another model: setup-doctor install open")),
        weight=Weight.SHARP,
        names=_REPOSITORY,
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
        names=_REPOSITORY,
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
        names=_REPOSITORY,
        seen=(
            (
                "403 Client Error. Your access to model a/b has been reset by the repo's authors.",
                "https://huggingface.co/docs/hub/models-gated",
            ),
        ),
    ),
    symptom(
        "huggingface.no-token",
        r"You must have access to it and be authenticated|must be authenticated to access it|401 Client Error|HTTP Error 401"
        r"|Repository Not Found for url|Invalid username or password|RepositoryNotFoundError|LocalTokenNotFoundError"
        r"|Token is required \(`?token=|no token found|Invalid token passed",
        "No valid token reached Hugging Face for {repository}: none is stored, or it has expired. A model that "
        "is gated or misspelled looks the same.",
        by_hand(
            text("setup-doctor token set, then accept the terms on the page of the model"),
            f"{shared_remedies.HUGGING_FACE}/{{repository}}",
        ),
        weight=Weight.SHARP,
        # Other servers have accounts of their own.
        unless=r"401 Client Error[^\n]*for url: https?://(?![\w.-]*(?:huggingface\.|hf\.co|hf-mirror))",
        names=_DEFAULT + _REPOSITORY,
        looks=("huggingface.token", "huggingface.account"),
        apart="`setup-doctor check --only huggingface` tells a missing token from a wrong one, and names the "
        "account.",
        seen=(
            (
                "401 Client Error: Repository Not Found for url: "
                "https://huggingface.co/pyannote/segmentation/resolve/2022.07/pytorch_model.bin",
                "pyannote/pyannote-audio#1128",
            ),
            (
                "HTTPError: 401 Client Error: Unauthorized for url: "
                "https://huggingface.co/pyannote/segmentation/resolve/2022.07/pytorch_model.bin\n\n"
                "The above exception was the direct cause of the following exception:\n\nRepositoryNotFoundError",
                "pyannote/pyannote-audio#1173",
            ),
        ),
    ),
    symptom(
        "huggingface.token-invalid",
        r"Invalid user token|Invalid credentials in Authorization|Illegal header value|token seems invalid|token is invalid",
        "Hugging Face does not know the token: mistyped, revoked, expired, or with a quote or a line "
        "break in it.",
        by_hand(text("Make a new token and store it"), shared_remedies.TOKENS),
        weight=Weight.SHARP,
        looks=("huggingface.token",),
        seen=(
            (
                "HfHubHTTPError: Invalid user token. The token from HF_TOKEN environment variable is invalid.",
                "huggingface/huggingface_hub#3368",
            ),
        ),
    ),
    symptom(
        "huggingface.token-file",
        r"UnicodeDecodeError[^\n]*0xff in position 0",
        "A file that should be plain text was written by PowerShell in UTF-16.",
        by_hand(text("Write the token anew: setup-doctor token set; save other files as UTF-8")),
        weight=Weight.SHARP,
        apart="The traceback names the file: the token's, or a requirements.txt that was made with `>`.",
        seen=(
            (
                "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
                "https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding",
            ),
        ),
    ),
    symptom(
        "huggingface.token-malformed",
        r"UnicodeEncodeError: '(?:ascii|latin-1)' codec can't encode character '\\u(?:201[89cd]|ab|bb|feff)",
        "The token holds curly quotes or another letter that no token has.",
        shared_remedies.NEW_TOKEN,
        weight=Weight.SHARP,
        seen=(
            (
                "UnicodeEncodeError: 'ascii' codec can't encode character '\\u201c' in position 10",
                "https://huggingface.co/docs/hub/security-tokens",
            ),
        ),
    ),
    symptom(
        "huggingface.terms-not-accepted",
        r"GatedRepo|not in the authorized list|Access to model \S+ is restricted|is restricted and you are|private or gated"
        r"|(?:403 (?:Client Error|Forbidden))[^\n]*(?:huggingface\.co|hf\.co)|accept the user conditions"
        r"|from_pretrained\S* \w+ None\b|не приняты условия|agree to their requirements to download|(?:have|has) not accepted the (?:user )?(?:terms|conditions)"
        r"|(?<![\w/.:#])403 Client Error|^HTTP Error 403|^(?:HTTP )?403(?: Forbidden)?$"
        r"|huggingface\S*[^\n]{0,60}\b403\b|\b403\b[^\n]{0,60}huggingface",
        "The terms of {repository} were not accepted with the account to which the token belongs, or no token was "
        "sent. Each model page has terms of its own.",
        shared_remedies.ACCEPT,
        shared_remedies.NEW_TOKEN,
        weight=Weight.SHARP,
        names=_DEFAULT + _REPOSITORY,
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
        "huggingface.token-too-narrow",
        # Programs and guides advise it whatever was wrong.
        r"fine-grained[^\n]{0,60}Read access to (?:contents of all )?public gated repos",
        "The token is a fine-grained one without the right to read gated repositories.",
        by_hand(
            text(
                'Make a "Read" token, or tick "Read access to contents of all public gated repos"'
            ),
            shared_remedies.TOKENS,
        ),
        weight=Weight.VAGUE,
        looks=("huggingface.account",),
        seen=(
            (
                "Most often it is a fine-grained token without 'Read access to public gated repos'",
                "https://huggingface.co/docs/hub/security-tokens",
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
        names=_DEFAULT + _REPOSITORY,
        looks=("huggingface.community", "huggingface.account"),
        seen=(
            (
                "Could not download 'pyannote/segmentation-3.0' model.",
                "JarodMica/audiosplitter_whisper#15",
            ),
        ),
    ),
)

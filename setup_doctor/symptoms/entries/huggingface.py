"""Hugging Face: the token, and what is refused for want of one."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.entries.gated_repositories import DEFAULT, REPOSITORY
from setup_doctor.symptoms.symptom import Weight, symptom

HUGGINGFACE = (
    symptom(
        "huggingface.offline-mode",
        r"outgoing traffic has been disabled",
        "The model is not in the cache, and the program was to look nowhere else: offline mode is on, or it tried the cache because "
        "Hugging Face was not reached before; then the reason stands in the error above.",
        by_hand(text("Unset HF_HUB_OFFLINE and TRANSFORMERS_OFFLINE, or download the model first")),
        by_hand(
            text(
                "See that https://huggingface.co opens here, then: setup-doctor check --only huggingface"
            )
        ),
        weight=Weight.VAGUE,
        looks=("huggingface.reach", "huggingface.account"),
        apart="local_files_only=True in the program, or in an option of it, does the same as the variables.",
        seen=(
            (
                "LocalEntryNotFoundError: Cannot find an appropriate cached snapshot folder for the specified revision on the local "
                "disk and outgoing traffic has been disabled.",
                "R3gm/SoniTranslate#169",
            ),
        ),
    ),
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
        "huggingface.name",
        r"404 Client Error(?:: |\. \(Request ID[^\n)]*\) )Repository Not Found for url",
        "Hugging Face has no {repository} that this account may see: the name is misspelled, a folder was meant that is not there, or "
        "it is private.",
        by_hand(
            text(
                'Look at the spelling, at "/" and "\\", and at the folder in which the program runs'
            )
        ),
        weight=Weight.SHARP,
        names=DEFAULT + REPOSITORY,
        looks=("huggingface.account",),
        apart="Terms that are not accepted are a 403, and a token that lacks is a 401.",
        seen=(
            (
                "404 Client Error: Repository Not Found for url: https://huggingface.co/bunpo-check/resolve/main/config.json",
                "albertsokol/bunpo-check#3",
            ),
            (
                "RepositoryNotFoundError: 404 Client Error. (Request ID: Root=1-64f34d30)\n\n"
                "Repository Not Found for url: https://huggingface.co/LaMini-T5-738M/resolve/main/tokenizer_config.json.",
                "AIAnytime/Chat-with-PDF-Chatbot#5",
            ),
        ),
    ),
    symptom(
        "huggingface.no-token",
        r"You must have access to it and be authenticated|\AIf you are trying to access a private or gated repo|must be authenticated to access it|401 Client Error|HTTP Error 401"
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
        names=DEFAULT + REPOSITORY,
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
)

"""Hugging Face: the token, the terms, the download."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import ways
from setup_doctor.symptoms.symptom import Weight, symptom

_REPOSITORY = (
    r"(?:hf\.co|huggingface\.co)/(?:api/models/)?(?P<repository>(?!settings/|docs/|api/|join|blog/|spaces/)[\w.-]+/[\w.-]*\w)",
    r"from_pretrained\(['\"](?P<repository>[\w.-]+/[\w.-]+)['\"]",
    r"(?:download|model|repo_id[=:]|repository) ['\"]?(?P<repository>(?!settings/)[\w-]+/[\w.-]*\w)['\"]? ?(?:model|pipeline|is restricted|is awaiting|has been|$)",
    r"access (?:to )?model (?P<repository>[\w.-]+/[\w.-]*\w)",
)
_DEFAULT = (r"(?P<repository>pyannote/speaker-diarization-community-1)",)

HUGGINGFACE = (
    symptom(
        "huggingface.token-too-narrow",
        r"enable access to public gated repositories",
        "The token is a fine-grained one without the right to read gated repositories.",
        by_hand(
            text('Make a "Read" token, or tick "Read access to contents of all public gated repos"'),
            ways.TOKENS,
        ),
        weight=Weight.SHARP,
        looks=("huggingface.account",),
        seen=(("403 Forbidden: Please enable access to public gated repositories in your fine-grained token settings",
               "jhj0517/Whisper-WebUI#302"),),
    ),
    symptom(
        "huggingface.access-pending",
        r"is awaiting a review from the repo authors",
        "The request for access to {repository} waits for the authors of the model.",
        by_hand(text("Wait for their mail, or take another model: setup-doctor install open")),
        weight=Weight.SHARP,
        names=_REPOSITORY,
        seen=(("403 Client Error. Your request to access model a/b is awaiting a review from the repo authors.",
               "https://huggingface.co/docs/hub/models-gated"),),
    ),
    symptom(
        "huggingface.access-rejected",
        r"request to access model \S+ has been rejected",
        "The authors of {repository} refused the request for access.",
        by_hand(text("Take another model, which needs no account: setup-doctor install open")),
        weight=Weight.SHARP,
        names=_REPOSITORY,
        seen=(("403 Client Error. Your request to access model a/b has been rejected by the repo's authors.",
               "https://huggingface.co/docs/hub/models-gated"),),
    ),
    symptom(
        "huggingface.access-reset",
        r"access (?:to )?model \S+ has been reset",
        "The authors of {repository} reset the access; it has to be asked for again.",
        ways.ACCEPT,
        weight=Weight.SHARP,
        names=_REPOSITORY,
        seen=(("403 Client Error. Your access to model a/b has been reset by the repo's authors.",
               "https://huggingface.co/docs/hub/models-gated"),),
    ),
    symptom(
        "huggingface.no-token",
        r"You must have access to it and be authenticated|must be authenticated to access it|401 Client Error|HTTP Error 401"
        r"|Repository Not Found for url|Invalid username or password|RepositoryNotFoundError|LocalTokenNotFoundError"
        r"|Token is required \(`?token=|no token found",
        "No valid token reached Hugging Face for {repository}: none is stored, or it has expired. A model that "
        "is gated or misspelled looks the same.",
        by_hand(text("setup-doctor token set, then accept the terms on the page of the model"),
                f"{ways.HUGGING_FACE}/{{repository}}"),
        weight=Weight.PLAIN,
        names=_REPOSITORY,
        looks=("huggingface.token", "huggingface.account"),
        apart="`setup-doctor check --only huggingface` tells a missing token from a wrong one, and names the "
        "account.",
        seen=(
            ("401 Client Error: Repository Not Found for url: "
             "https://huggingface.co/pyannote/segmentation/resolve/2022.07/pytorch_model.bin", "pyannote/pyannote-audio#1128"),
        ),
    ),
    symptom(
        "huggingface.token-invalid",
        r"Invalid user token|Invalid credentials in Authorization|Illegal header value|token seems invalid|token is invalid",
        "Hugging Face does not know the token: mistyped, revoked, expired, or with a quote or a line "
        "break in it.",
        by_hand(text("Make a new token and store it"), ways.TOKENS),
        weight=Weight.SHARP,
        looks=("huggingface.token",),
        seen=(("HfHubHTTPError: Invalid user token. The token from HF_TOKEN environment variable is invalid.",
               "huggingface/huggingface_hub#3368"),),
    ),
    symptom(
        "huggingface.token-file",
        r"UnicodeDecodeError[^\n]*0xff in position 0",
        "A file that should be plain text was written by PowerShell in UTF-16.",
        by_hand(text("Write the token anew: setup-doctor token set; save other files as UTF-8")),
        weight=Weight.SHARP,
        apart="The traceback names the file: the token's, or a requirements.txt that was made with `>`.",
        seen=(("UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
               "https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding"),),
    ),
    symptom(
        "huggingface.token-malformed",
        r"UnicodeEncodeError: '(?:ascii|latin-1)' codec can't encode character '\\u(?:201[89cd]|ab|bb|feff)",
        "The token holds curly quotes or another letter that no token has.",
        ways.NEW_TOKEN,
        weight=Weight.SHARP,
        seen=(("UnicodeEncodeError: 'ascii' codec can't encode character '\\u201c' in position 10",
               "https://huggingface.co/docs/hub/security-tokens"),),
    ),
    symptom(
        "huggingface.terms-not-accepted",
        r"GatedRepo|not in the authorized list|Access to model \S+ is restricted|is restricted and you are|private or gated"
        r"|(?:403 (?:Client Error|Forbidden))[^\n]*(?:huggingface\.co|hf\.co)|accept the user conditions"
        r"|(?<![\w/.:#])403 Client Error|^HTTP Error 403|(?<!line\s)(?<![\w.:/#-])403(?: Forbidden)?$"
        r"|huggingface\S*[^\n]{0,60}\b403\b|\b403\b[^\n]{0,60}huggingface",
        "The terms of {repository} were not accepted with the account to which the token belongs, or no token was "
        "sent. Each model page has terms of its own.",
        ways.ACCEPT,
        ways.NEW_TOKEN,
        weight=Weight.SHARP,
        names=_DEFAULT + _REPOSITORY,
        unless=r"HTTP error 403 while getting https?://(?!huggingface)|403[^\n]*(?:index|pypi|mirror|whl|proxy)",
        looks=("huggingface.community", "huggingface.account"),
        apart="pyannote 4 wants the terms of speaker-diarization-community-1 also for the older 3.1.",
        seen=(
            ("Could not download 'pyannote/speaker-diarization-3.1' pipeline.\nIt might be because the pipeline is "
             "private or gated", "m-bain/whisperX#705"),
            ("Could not download 'pyannote/segmentation-3.0' model.\nvisit https://hf.co/pyannote/segmentation-3.0 to "
             "accept the user conditions.", "JarodMica/audiosplitter_whisper#15"),
            ("requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: "
             "https://huggingface.co/pyannote/segmentation/resolve/2022.07/pytorch_model.bin", "pyannote/pyannote-audio#1128"),
        ),
    ),
    symptom(
        "huggingface.offline-mode",
        r"offline mode is enabled|OfflineModeIsEnabled|HF_HUB_OFFLINE",
        "Offline mode is on, and the file is not in the cache.",
        by_hand(text("Unset HF_HUB_OFFLINE and TRANSFORMERS_OFFLINE, or download the model first")),
        weight=Weight.SHARP,
        seen=(("OfflineModeIsEnabled: Cannot reach https://huggingface.co: offline mode is enabled.",
               "https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables"),),
    ),
    symptom(
        "huggingface.not-cached",
        r"LocalEntryNotFoundError|cannot find the requested files in the (?:local|disk) cache|couldn't connect to 'https://huggingface\.co'"
        r"|We couldn't connect to",
        "The model is not in the cache, and Hugging Face was not reached, or refused. The reason stands in the "
        "error above.",
        by_hand(text("See that https://huggingface.co opens here, then: setup-doctor check --only huggingface")),
        ways.NO_XET,
        weight=Weight.VAGUE,
        looks=("huggingface.reach", "huggingface.account"),
        apart="The line \"403\" or \"gated\" above it means the terms; \"getaddrinfo\" or \"timed out\" means the network.",
        seen=(("LocalEntryNotFoundError: An error happened while trying to locate the file on the Hub and we cannot "
               "find the requested files in the local cache.",
               "https://huggingface.co/docs/huggingface_hub/package_reference/utilities"),),
    ),
    symptom(
        "network.xet-blocked",
        r"CAS Client Error|cas-server\.xethub|File reconstruction error|CAS service error|xet_get|XetRuntime|hf_xet[^\n]{0,60}(?:timed out|stall|Error)"
        r"|Reconstructing \(incomplete total|Downloading \(incomplete total",
        "The download goes through Xet, a second service of Hugging Face that stalls in some networks.",
        ways.NO_XET,
        by_hand(text("Or a newer one: python -m pip install --upgrade hf-xet")),
        seen=(("RuntimeError: Data processing error: CAS service error : ReqwestMiddleware Error",
               "huggingface/xet-core#389"),
              ("RuntimeError: Task error: File reconstruction error: CAS Client Error: Request middleware error",
               "huggingface/xet-core#850")),
    ),
    symptom(
        "huggingface.cut-download",
        r"Consistency check failed|file should be of size \d+ but has size",
        "The download was cut on its way: a weak line, a proxy, or a full disk.",
        by_hand(text("Try again with force_download=True")),
        ways.NO_XET,
        weight=Weight.SHARP,
        seen=(("OSError: Consistency check failed: file should be of size 440449768 but has size 2288622",
               "huggingface/huggingface_hub#2520"),),
    ),
    symptom(
        "huggingface.rate-limited",
        r"429 (?:Client Error|Too Many)|Too Many Requests|rate limit",
        "Too many requests came from this account or network.",
        by_hand(text("Wait a few minutes; with a token the limit is higher")),
        weight=Weight.SHARP,
        seen=(("HfHubHTTPError: 429 Client Error: Too Many Requests for url",
               "https://huggingface.co/docs/hub/rate-limits"),),
    ),
    symptom(
        "huggingface.server-error",
        r"\b50[0234] (?:Server Error|Internal Server|Bad Gateway|Service Unavailable|Gateway Time)",
        "The server has a problem of its own.",
        by_hand(text("Try again later")),
        weight=Weight.SHARP,
        seen=(("requests.exceptions.HTTPError: 504 Server Error: Gateway Time-out for url: https://huggingface.co/api",
               "m-bain/whisperX#490"),),
    ),
    symptom(
        "huggingface.name",
        r"HFValidationError|Repo id must (?:be in the form|use alphanumeric)|RevisionNotFoundError|(?<!Local)EntryNotFoundError"
        r"|Revisions must be passed with|is not a local folder and is not a valid model identifier",
        "The name of the model is wrong, or the folder that was meant is not there.",
        by_hand(text("Look at the spelling, at \"/\" and \"\\\", and at the folder in which the program runs")),
        seen=(("HFValidationError: Repo id must be in the form 'repo_name' or 'namespace/repo_name': 'C:\\models\\x'",
               "https://huggingface.co/docs/huggingface_hub/package_reference/utilities"),),
    ),
    symptom(
        "huggingface.client-other",
        r"cannot import name '(?P<what>cached_download|HfFolder|split_torch_state_dict_into_shards|\w+)' from 'huggingface_hub|huggingface-hub[<>=][^\n]{1,40} is required for a normal functioning",
        "huggingface_hub is newer or older than the package wants that imports it.",
        by_hand(text("Install a newer version of the package that the traceback names")),
        weight=Weight.SHARP,
        needs=("huggingface_hub<1",),
        seen=(
            ("ImportError: cannot import name 'cached_download' from 'huggingface_hub'", "navervision/lincir#22"),
            ("ImportError: huggingface-hub>=0.34.0,<1.0 is required for a normal functioning of this module, but found "
             "huggingface-hub==1.2.3.", "YanWenKun/Hunyuan3D-2-WinPortable#104"),
        ),
    ),
    symptom(
        "huggingface.cli-gone",
        r"huggingface-cli: (?:command )?not found|['\"«]huggingface-cli['\"»] (?:is not recognized|не является)|`?huggingface-cli`? is deprecated",
        "huggingface-cli is gone since huggingface_hub 1.0; the command is called hf now.",
        by_hand(text("Write: hf auth login, or setup-doctor token set")),
        seen=(("/exec: line 13: huggingface-cli: command not found", "pytorch/executorch#15398"),),
    ),
)

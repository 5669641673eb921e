"""Hugging Face after the terms: the download, the cache, the client."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.symptom import Weight, symptom

DOWNLOADS = (
    symptom(
        "huggingface.offline-mode",
        r"offline mode is enabled|OfflineModeIsEnabled|HF_HUB_OFFLINE",
        "Offline mode is on, and the file is not in the cache.",
        by_hand(text("Unset HF_HUB_OFFLINE and TRANSFORMERS_OFFLINE, or download the model first")),
        weight=Weight.SHARP,
        seen=(
            (
                "OfflineModeIsEnabled: Cannot reach https://huggingface.co: offline mode is enabled.",
                "https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables",
            ),
            (
                "huggingface_hub.utils._http.OfflineModeIsEnabled: Cannot reach "
                "https://huggingface.co/meta-llama/Llama-2-7b-chat-hf/",
                "huggingface/optimum-neuron#535",
            ),
        ),
    ),
    symptom(
        "huggingface.not-cached",
        r"LocalEntryNotFoundError|cannot find the requested files in the (?:local|disk) cache|couldn't connect to 'https://huggingface\.co'"
        r"|We couldn't connect to|cannot find the appropriate snapshot folder|Cannot find an appropriate cached snapshot folder",
        "The model is not in the cache, and Hugging Face was not reached, or refused. The reason stands in the "
        "error above.",
        by_hand(
            text(
                "See that https://huggingface.co opens here, then: setup-doctor check --only huggingface"
            )
        ),
        shared_remedies.NO_XET,
        weight=Weight.VAGUE,
        looks=("huggingface.reach", "huggingface.account"),
        apart='The line "403" or "gated" above it means the terms; "getaddrinfo" or "timed out" means the network.',
        seen=(
            (
                "LocalEntryNotFoundError: An error happened while trying to locate the file on the Hub and we cannot "
                "find the requested files in the local cache.",
                "https://huggingface.co/docs/huggingface_hub/package_reference/utilities",
            ),
            (
                "LocalEntryNotFoundError: Connection error, and we cannot find the requested files in the disk cache.",
                "suno-ai/bark#269",
            ),
        ),
    ),
    symptom(
        "network.xet-blocked",
        r"CAS Client Error|cas-server\.xethub|File reconstruction error|CAS service error|xet_get|XetRuntime|hf_xet[^\n]{0,60}(?:timed out|stall|Error)"
        r"|Reconstructing \(incomplete total|Downloading \(incomplete total",
        "The download goes through Xet, a second service of Hugging Face that stalls in some networks.",
        shared_remedies.NO_XET,
        by_hand(text("Or a newer one: python -m pip install --upgrade hf-xet")),
        looks=("huggingface.xet",),
        seen=(
            (
                "RuntimeError: Data processing error: CAS service error : ReqwestMiddleware Error",
                "huggingface/xet-core#389",
            ),
            (
                "RuntimeError: Task error: File reconstruction error: CAS Client Error: Request middleware error",
                "huggingface/xet-core#850",
            ),
            (
                "RuntimeError: Data processing error: CAS service error : IO Error: Timer expired",
                "huggingface/xet-core#444",
            ),
            (
                "Error occurred during download: Data processing error: CAS service error : Error : result term data "
                "length 63574543 did not match expected value 67084736",
                "huggingface/xet-core#303",
            ),
            (
                "RuntimeError: Data processing error: CAS service error : Error : single flight error: Real call failed",
                "huggingface/huggingface_hub#3036",
            ),
        ),
    ),
    symptom(
        "huggingface.cut-download",
        r"Consistency check failed|file should be of size \d+ but has size",
        "The download was cut on its way: a weak line, a proxy, or a full disk.",
        by_hand(text("Try again with force_download=True")),
        shared_remedies.NO_XET,
        weight=Weight.SHARP,
        seen=(
            (
                "OSError: Consistency check failed: file should be of size 440449768 but has size 2288622",
                "huggingface/huggingface_hub#2520",
            ),
        ),
    ),
    symptom(
        "huggingface.rate-limited",
        r"429 (?:Client Error|Too Many)|Too Many Requests|rate limit",
        "Too many requests came from this account or network.",
        by_hand(text("Wait a few minutes; with a token the limit is higher")),
        weight=Weight.SHARP,
        seen=(
            (
                "HfHubHTTPError: 429 Client Error: Too Many Requests for url",
                "https://huggingface.co/docs/hub/rate-limits",
            ),
        ),
    ),
    symptom(
        "huggingface.server-error",
        r"(?<!\"\s)\b50[0234] (?:Server Error|Internal Server|Bad Gateway|Service Unavailable|Gateway Time)",
        "The server has a problem of its own.",
        by_hand(text("Try again later")),
        weight=Weight.SHARP,
        seen=(
            (
                "requests.exceptions.HTTPError: 504 Server Error: Gateway Time-out for url: https://huggingface.co/api",
                "https://status.huggingface.co/",
            ),
        ),
    ),
    symptom(
        "huggingface.no-such-file",
        r"Entry Not Found for url|404 Client Error: Not Found for url: \S*huggingface\.co/\S+/resolve/",
        "{repository} is there, and holds no file {file}. A pipeline has none of its own: what is called "
        "speaker-diarization is loaded by Pipeline.from_pretrained, not by Model.",
        by_hand(
            text("Look at what the page of the model lists"),
            f"{shared_remedies.HUGGING_FACE}/{{repository}}",
        ),
        weight=Weight.SHARP,
        names=(
            r"huggingface\.co/(?P<repository>[\w.-]+/[\w.-]+)/resolve/[^/\s]+/(?P<file>[\w./-]*\w)",
        ),
        unless=r"Repository Not Found",
        seen=(
            (
                "EntryNotFoundError: 404 Client Error.\n\nEntry Not Found for url: "
                "https://huggingface.co/pyannote/speaker-diarization/resolve/main/pytorch_model.bin.",
                "pyannote/pyannote-audio#1399",
            ),
        ),
    ),
    symptom(
        "huggingface.no-such-repository",
        r"404 Client Error: Not Found for url: \S*huggingface\.co/api/models/",
        "The Hub has no {repository}: misspelled, renamed by its owner, or the Hub itself is disturbed.",
        by_hand(
            text("Look whether its page opens"), f"{shared_remedies.HUGGING_FACE}/{{repository}}"
        ),
        by_hand(
            text("If it does, wait: the Hub says how it is itself"),
            "https://status.huggingface.co",
        ),
        weight=Weight.SHARP,
        names=(r"huggingface\.co/api/models/(?P<repository>[\w.-]+/[\w.-]*\w)",),
        seen=(
            (
                "requests.exceptions.HTTPError: 404 Client Error: Not Found for url: "
                "https://huggingface.co/api/models/guillaumekln/faster-whisper-large-v2/revision/main",
                "SYSTRAN/faster-whisper#213",
            ),
        ),
    ),
    symptom(
        "huggingface.no-such-revision",
        r"Invalid rev id: (?P<revision>\S+)|Revision Not Found for url",
        "The page of the model is there, and has no version of that name: what stands behind @, or was given as revision.",
        by_hand(
            text(
                "Leave it out: Pipeline.from_pretrained('pyannote/speaker-diarization-3.1'), and not '...@3.1'"
            )
        ),
        weight=Weight.SHARP,
        names=(r"huggingface\.co/(?P<repository>[\w.-]+/[\w.-]+)/resolve/(?P<revision>[^/\s]+)/",),
        seen=(
            (
                "Revision Not Found for url: https://huggingface.co/pyannote/speaker-diarization/resolve/3.0/config.yaml.\n"
                "Invalid rev id: 3.0",
                "https://huggingface.co/docs/huggingface_hub/package_reference/utilities",
            ),
        ),
    ),
    symptom(
        "huggingface.name",
        r"HFValidationError|Repo id must (?:be in the form|use alphanumeric)|RevisionNotFoundError|(?<!Local)EntryNotFoundError"
        r"|Revisions must be passed with|is not a local folder and is not a valid model identifier",
        "The name of the model is wrong, or the folder that was meant is not there.",
        by_hand(
            text(
                'Look at the spelling, at "/" and "\\", and at the folder in which the program runs'
            )
        ),
        seen=(
            (
                "HFValidationError: Repo id must be in the form 'repo_name' or 'namespace/repo_name': 'C:\\models\\x'",
                "https://huggingface.co/docs/huggingface_hub/package_reference/utilities",
            ),
            (
                "huggingface_hub.errors.HFValidationError: Repo id must be in the form 'repo_name' or "
                "'namespace/repo_name': '/x/whisperx/pyannote-offline/config.yaml'.",
                "pyannote/pyannote-audio#1800",
            ),
        ),
    ),
    symptom(
        "huggingface.client-other",
        r"cannot import name '(?P<what>cached_download|HfFolder|split_torch_state_dict_into_shards|\w+)' from 'huggingface_hub|huggingface-hub[<>=][^\n]{1,40} is required for a normal functioning",
        "huggingface_hub is newer or older than the package wants that imports it.",
        by_hand(text("Install a newer version of the package that the traceback names")),
        weight=Weight.SHARP,
        needs=("huggingface_hub<1",),
        seen=(
            (
                "ImportError: cannot import name 'cached_download' from 'huggingface_hub'",
                "navervision/lincir#22",
            ),
            (
                "ImportError: huggingface-hub>=0.34.0,<1.0 is required for a normal functioning of this module, but found "
                "huggingface-hub==1.2.3.",
                "YanWenKun/Hunyuan3D-2-WinPortable#104",
            ),
        ),
    ),
    symptom(
        "huggingface.client-other",
        r"(?:hf_hub_download|snapshot_download)\(\) got an unexpected keyword argument 'token'",
        "This huggingface_hub is older than the package that calls it.",
        weight=Weight.SHARP,
        unless=r"[\\/]speechbrain[\\/]",
        needs=("huggingface_hub>=0.23",),
        seen=(
            (
                "TypeError: hf_hub_download() got an unexpected keyword argument 'token'",
                "brycedrennan/imaginAIry#180",
            ),
        ),
    ),
    symptom(
        "huggingface.cli-gone",
        r"\[no such command: huggingface-cli\]|`?huggingface-cli`? is deprecated",
        "huggingface-cli is gone since huggingface_hub 1.0; the command is called hf now.",
        by_hand(text("Write: hf auth login, or setup-doctor token set")),
        seen=(("/exec: line 13: huggingface-cli: command not found", "pytorch/executorch#15398"),),
    ),
)

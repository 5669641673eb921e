"""Why a download fails: every cause with the sentence and the next step that a user reads.

``{repository}`` and ``{page}`` stand for the repository in question, ``{host}`` for the Hub.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from diarizer.errors import AccessRefused, DownloadFailed, NetworkFailed, StorageFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

TOKEN_PAGE = "https://huggingface.co/settings/tokens"  # noqa: S105, an address


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason, told to a beginner.

    Attributes:
        kind: the class of error; it decides whether this is "wrong" or "could not be checked".
        message: what went wrong, one sentence.
        hint: one next step.

    """

    kind: type[DownloadFailed]
    message: str
    hint: str


_ACCESS = {
    "huggingface.no-token": (
        "{repository} needs a Hugging Face token, and none was found.",
        (
            "Open {page}, log in and accept the terms; make a token of the type Read at "
            f"{TOKEN_PAGE}; then: setup-doctor token set"
        ),
    ),
    "huggingface.token-invalid": (
        "Hugging Face does not know the token: it is mistyped, expired or was revoked.",
        f"Make a new token of the type Read at {TOKEN_PAGE}, then: setup-doctor token set",
    ),
    "huggingface.token-malformed": (
        (
            "The token holds characters that no token has: quotes, spaces or letters that only "
            "look like Latin ones."
        ),
        "Copy the token again, without anything around it, then: setup-doctor token set",
    ),
    "huggingface.token-too-narrow": (
        "The token is fine-grained and may not read gated repositories such as {repository}.",
        (
            f"Edit the token at {TOKEN_PAGE} and tick 'Read access to contents of all public gated "
            "repos you can access', or make a token of the type Read."
        ),
    ),
    "huggingface.terms-not-accepted": (
        "The terms of {repository} are not accepted by the account of this token.",
        (
            "Open {page} while logged in with that account, fill in the form and agree, then try "
            "again. Every page has a form of its own."
        ),
    ),
    "huggingface.access-pending": (
        "The request for access to {repository} waits for an answer of its authors.",
        "Wait until {page} shows that access was granted; a mail says so as well.",
    ),
    "huggingface.access-rejected": (
        "The authors of {repository} have rejected the request for access.",
        "Ask the authors at {page}, or use the backend resemblyzer, which needs no account.",
    ),
    "huggingface.access-reset": (
        "The authors of {repository} have reset the granted access; it has to be asked for again.",
        "Open {page}, fill in the form once more and agree, then try again.",
    ),
    "huggingface.forbidden": (
        "Hugging Face refuses {repository} to this token.",
        "Look at {page} while logged in: what stands there is the reason.",
    ),
    "huggingface.repository-not-found": (
        "There is no repository {repository}, or it is private.",
        "Check the name for typing errors, and HF_ENDPOINT if it is set.",
    ),
    "huggingface.file-not-found": (
        "{repository} does not hold the file that is asked for.",
        "Upgrade: the authors have changed the repository. pip install --upgrade setup-doctor",
    ),
}
_NETWORK = {
    "huggingface.offline-mode": (
        "The offline mode of Hugging Face is on, so nothing can be downloaded.",
        "Unset HF_HUB_OFFLINE and TRANSFORMERS_OFFLINE, then try again.",
    ),
    "huggingface.rate-limited": (
        "Hugging Face asks to slow down: too many requests came from this account or network.",
        "Wait a few minutes, then try again.",
    ),
    "huggingface.server-error": (
        "Hugging Face has a problem of its own.",
        "Try again later; https://status.huggingface.co tells how it stands.",
    ),
    "network.dns": (
        "The name {host} cannot be found: there is no internet connection, or no name service.",
        (
            "Open https://huggingface.co in a browser on this machine; if that fails, mend the "
            "connection or the VPN first."
        ),
    ),
    "network.refused": (
        "{host} refuses the connection.",
        "Check the connection, the firewall, and HF_ENDPOINT if it is set.",
    ),
    "network.unreachable": (
        "{host} cannot be reached.",
        "Check the connection, the VPN and the firewall, then try again.",
    ),
    "network.proxy": (
        "The connection goes through a proxy, and the proxy does not answer.",
        "Correct HTTPS_PROXY, or unset it if this network needs none.",
    ),
    "network.proxy-credentials": (
        "The proxy asks for a user name and a password.",
        "Set HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT for this session, then try again.",
    ),
    "network.proxy-malformed": (
        "The variable of the proxy holds no address: http://HOST:PORT, without quotes around it.",
        "Correct HTTPS_PROXY, or unset it if this network needs none.",
    ),
    "network.proxy-socks": (
        "A SOCKS proxy is set, and the package that speaks to it is missing.",
        "pip install socksio",
    ),
    "network.tls-intercepted": (
        (
            "The certificate of {host} is not trusted: a company proxy or antivirus reads along, "
            "or this machine lacks root certificates."
        ),
        "Save the certificate of the company as a .pem file and set SSL_CERT_FILE to its path.",
    ),
    "network.certificate-expired": (
        "The certificate of {host} has expired, or the clock of this machine is wrong.",
        "Check the date and the time of this machine.",
    ),
    "network.certificate-file": (
        "SSL_CERT_FILE or SSL_CERT_DIR names something that is not there, or holds no certificate.",
        "Correct the path, or unset the variable.",
    ),
    "network.captive-portal": (
        (
            "Something other than Hugging Face answered: a login page of this network, a proxy, or "
            "a wrong HF_ENDPOINT."
        ),
        "Open https://huggingface.co in a browser on this machine and log in to the network.",
    ),
    "network.redirect-loop": (
        "{host} sends every request to another address without end.",
        "Unset HF_ENDPOINT if it is set; otherwise log in to the network in a browser.",
    ),
    "network.silent": (
        "{host} took the connection and then fell silent.",
        "Try again; if it stays so, allow huggingface.co and *.hf.co in the firewall.",
    ),
    "network.reset": (
        "The connection to {host} broke off again and again.",
        "Try again: what has arrived is kept. If it stays so, use another network.",
    ),
    "network.xet-blocked": (
        "The network blocks the hosts of the Xet storage.",
        "Set HF_HUB_DISABLE_XET=1, then try again.",
    ),
    "download.wrong-hash": (
        "A file of {repository} arrived changed: its hash is not what the Hub says.",
        "Try again, on another network if it happens twice: something changes the data.",
    ),
    "download.busy": (
        "Another program is downloading the same file of {repository}.",
        "Wait for it to finish, then try again.",
    ),
}
_STORAGE = {
    "disk.full": (
        "The disk is full.",
        "Free some space, or set HF_HOME to a folder on another disk, then try again.",
    ),
    "disk.file-held": (
        "Another program holds a file that has to be moved: a virus scanner, or the same model in use.",
        "Close what uses the file and wait a minute; what has arrived is kept. Then try again.",
    ),
    "disk.not-writable": (
        "The folder for the models cannot be written to.",
        "Set HF_HOME to a folder of your own, or correct the rights of the one above.",
    ),
}
_OTHER = {
    "huggingface.endpoint": (
        "HF_ENDPOINT is no address: one begins with https:// and has no quotes or blanks around it.",
        "Correct HF_ENDPOINT, or unset it: then the Hub itself is asked.",
    ),
    "huggingface.setting": (
        "A variable of Hugging Face's client holds something that the client cannot read.",
        "Correct or unset it: those of times (HF_HUB_ETAG_TIMEOUT and its like) are whole numbers.",
    ),
    "huggingface.client-missing": (
        "The package huggingface_hub is missing or does not load.",
        "pip install --upgrade huggingface_hub",
    ),
    "model.download": (
        "The download failed for a reason that is not known here.",
        "Try again; if it stays so, report it with the lines above.",
    ),
}
_KINDS = (
    (AccessRefused, _ACCESS),
    (NetworkFailed, _NETWORK),
    (StorageFailed, _STORAGE),
    (DownloadFailed, _OTHER),
)

CAUSES: Mapping[str, Cause] = MappingProxyType(
    {
        reference: Cause(kind, message, hint)
        for kind, texts in _KINDS
        for reference, (message, hint) in texts.items()
    }
)
"""Every cause by its stable reference."""

"""From any exception of huggingface_hub to a cause: the rules, in order."""

from __future__ import annotations

import errno
import os
import re
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from diarizer.errors import DownloadFailed
from diarizer.files.held_by_others import is_held
from diarizer.messages.redaction import redact
from diarizer.messages.text import Text, joined, text
from diarizer.models.causes import CAUSES
from diarizer.models.exception_chain import Symptom, look

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.EIO}
_PROXIES = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy")
_SITE = "https://huggingface.co"
_NO_ADDRESS = {
    "UnsupportedProtocol",
    "InvalidURL",
    "MissingSchema",
    "InvalidSchema",
    "InvalidProxyURL",
}
_ADDRESS = re.compile(r"https?://[\w.\[-]")
_PROXY = re.compile(r"(?:\w+://)?(?:[^\s\"'@/]*@)?(?:[\w.-]+|\[[\w:]+\])(?::\d+)?/?$")
_LINE = 300  # characters of what a library said that are worth showing


def classify(
    error: BaseException, *, repository: str = "", note: Text | str = ""
) -> DownloadFailed:
    """Return the failure that ``error`` stands for, ready to be raised.

    Args:
        error: whatever huggingface_hub or :class:`~diarizer.models.hub.Hub` raised.
        repository: that was asked for.
        note: a fact to be shown beside what the library said.

    Returns:
        A :class:`DownloadFailed` without any secret in it. Raise it ``from None``: the message of
        the original may hold the token.

    """
    if isinstance(error, DownloadFailed):
        return error
    symptom = look(error)
    reference = next((found for rule in _RULES if (found := rule(symptom))), "model.download")
    return failure(reference, repository=repository, context=_context(symptom, note))


def failure(reference: str, *, repository: str = "", context: Text | str = "") -> DownloadFailed:
    """Make the error for a cause of the table."""
    cause = CAUSES[reference]
    page = f"{_SITE}/{repository}" if repository else ""
    facts = {
        "repository": repository or text("The model"),
        "page": page or text("the page of the model"),
        "host": _host(),
    }
    error = cause.kind(
        Text(cause.message, facts),
        context=redact(context) if isinstance(context, str) else context.mapped(redact),
        hint=Text(cause.hint, facts),
        reference=reference,
    )
    error.repository = repository
    error.page = page
    return error


def _offline(symptom: Symptom) -> str:
    return "huggingface.offline-mode" if "OfflineModeIsEnabled" in symptom.names else ""


def _client(symptom: Symptom) -> str:
    if "socksio" in symptom.text:
        return "network.proxy-socks"
    return "huggingface.client-missing" if "ImportError" in symptom.names else ""


def _answered(symptom: Symptom) -> str:
    """Go by what the Hub answered; its headers say more than the client's text."""
    said = symptom.headers.get("x-error-message", "") or symptom.text
    code = symptom.headers.get("x-error-code", "")
    if symptom.status == 401:  # noqa: PLR2004, a valid token gets 403 or 404, never 401
        return "huggingface.token-invalid" if symptom.authorized else "huggingface.no-token"
    if symptom.status == 403:  # noqa: PLR2004, HTTP
        return _forbidden(said, code)
    if symptom.status == 404:  # noqa: PLR2004, HTTP
        missing = code in {"EntryNotFound", "RevisionNotFound"}
        return "huggingface.file-not-found" if missing else "huggingface.repository-not-found"
    known = {407: "network.proxy-credentials", 429: "huggingface.rate-limited"}
    known |= {451: "huggingface.forbidden", 511: "network.captive-portal"}
    if symptom.status in known:
        return known[symptom.status]
    return "huggingface.server-error" if symptom.status >= 500 else ""  # noqa: PLR2004, HTTP


def _forbidden(said: str, code: str) -> str:
    phrases = (
        ("awaiting a review", "huggingface.access-pending"),
        ("has been rejected", "huggingface.access-rejected"),
        ("has been reset", "huggingface.access-reset"),
        ("public gated repositories", "huggingface.token-too-narrow"),
        ("not in the authorized list", "huggingface.terms-not-accepted"),
    )
    found = next((reference for phrase, reference in phrases if phrase in said), "")
    fallback = "huggingface.terms-not-accepted" if code == "GatedRepo" else "huggingface.forbidden"
    return found or fallback


def _token(symptom: Symptom) -> str:
    if "LocalTokenNotFoundError" in symptom.names:
        return "huggingface.no-token"
    dirty = "Illegal header value" in symptom.text or "UnicodeEncodeError" in symptom.names
    return "huggingface.token-malformed" if dirty else ""


def _address(symptom: Symptom) -> str:
    """No request was made: what was to be called is no address."""
    if not (symptom.names & _NO_ADDRESS or "proxy URL" in symptom.text):
        return ""
    if not _ADDRESS.match(os.environ.get("HF_ENDPOINT") or _SITE):
        return "huggingface.endpoint"
    proxies = (os.environ.get(name, "") for name in _PROXIES)
    odd = any(value and not _PROXY.match(value) for value in proxies)
    return "network.proxy-malformed" if odd else ""


def _certificate(symptom: Symptom) -> str:
    if "CERTIFICATE_VERIFY_FAILED" in symptom.text or "InvalidCertificate" in symptom.text:
        expired = "expired" in symptom.text
        return "network.certificate-expired" if expired else "network.tls-intercepted"
    named = {"SSL_CERT_FILE", "SSL_CERT_DIR"} & os.environ.keys()
    missing = any(
        isinstance(one, FileNotFoundError) and one.filename is None  # ssl does not name the file
        for one in symptom.chain
    )
    missing |= "NO_CERTIFICATE_OR_CRL_FOUND" in symptom.text
    return "network.certificate-file" if named and missing else ""


def _proxy(symptom: Symptom) -> str:
    if "ProxyError" in symptom.names:
        asked = "407" in symptom.text
        return "network.proxy-credentials" if asked else "network.proxy"
    return ""


def _connection(symptom: Symptom) -> str:
    if any(isinstance(one, socket.gaierror) for one in symptom.chain):
        return "network.dns"
    if re.search(r"getaddrinfo failed|Name or service not known|Errno -[235]\b", symptom.text):
        return "network.dns"
    if errno.ECONNREFUSED in symptom.errnos or "refused" in symptom.text:
        return "network.proxy" if _proxy_in_use() else "network.refused"
    if "ConnectError" in symptom.names and not symptom.is_break:
        return "network.proxy" if _proxy_in_use() else "network.unreachable"
    return ""


def _strange(symptom: Symptom) -> str:
    if symptom.names & {"TooManyRedirects", "RedirectLoop"}:
        return "network.redirect-loop"
    if "CAS Client Error" in symptom.text:
        return "network.xet-blocked"
    if symptom.names & {"NotTheHub", "FileMetadataError", "JSONDecodeError"}:
        return "network.captive-portal"
    named = "HFValidationError" in symptom.names
    return "huggingface.repository-not-found" if named else ""


def _broken(symptom: Symptom) -> str:
    if symptom.is_silence:
        return "network.silent"
    return "network.reset" if symptom.is_break else ""


def _storage(symptom: Symptom) -> str:
    if symptom.errnos & _FULL:
        return "disk.full"
    if any(map(is_held, symptom.chain)):
        return "disk.file-held"
    return "disk.not-writable" if symptom.errnos & _READ_ONLY else ""


# The order matters: an answer of the Hub outranks its wrapping, and a broken connection carries
# error numbers that would also look like a disk's.
_RULES = (
    _offline,
    _answered,
    _token,
    _client,
    _address,
    _certificate,
    _proxy,
    _strange,
    _connection,
    _broken,
    _storage,
)


def _context(symptom: Symptom, note: Text | str) -> Text:
    said = symptom.headers.get("x-error-message") or str(symptom.chain[-1])
    said = " ".join(said.split()).partition(" For more information check:")[0][:_LINE]
    status = f" {symptom.status}" if symptom.status else ""
    first = f"{type(symptom.chain[0]).__name__}{status}: {said}"
    return joined(first, note, *_surroundings(symptom))


def _surroundings(symptom: Symptom) -> Iterator[Text]:
    if symptom.retry_after:
        yield text("It asks to wait for {seconds:.0f} s.", seconds=symptom.retry_after)
    if symptom.status in range(400, 500) and symptom.status not in {407, 429}:
        return  # the Hub has answered: the way to it is fine
    if os.environ.get("HF_ENDPOINT", _SITE) != _SITE:
        yield text("{name} is {value}", name="HF_ENDPOINT", value=os.environ["HF_ENDPOINT"])
    for name in _PROXIES:
        if os.environ.get(name):
            yield text("{name} is {value}", name=name, value=os.environ[name])


def _proxy_in_use() -> bool:
    from urllib.request import getproxies, proxy_bypass  # noqa: PLC0415, slow on Windows

    host = _host()
    proxies = getproxies()
    scheme = "http" if os.environ.get("HF_ENDPOINT", "").startswith("http:") else "https"
    return bool(proxies.get(scheme) or proxies.get("all")) and not proxy_bypass(host)


def _host() -> str:
    address = os.environ.get("HF_ENDPOINT") or _SITE
    return urlsplit(address).hostname or address

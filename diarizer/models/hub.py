"""The one door to the Hugging Face Hub: every request has a time limit.

The connection, the proxies, the certificates and the errors are huggingface_hub's own. Its calls
``whoami``, ``auth_check`` and ``hf_hub_download`` are not used: the first two wait for ever when a
server accepts and never answers, the third for six minutes, and none of them can be told otherwise
without changing the client of the whole process, which belongs to whoever imports this library.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit

from diarizer.models.hub_settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diarizer.models.tokens import Token

_HEXADECIMAL = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")  # Git's SHA-1, or SHA-256
_REDIRECTS = 5
_AGENT = "setup-doctor; diarizer"


class NotTheHub(Exception):  # noqa: N818, the fact is named, and diarizer.errors holds the errors
    """Somebody answered, but not the Hub: a portal's login page, a proxy, a wrong address."""


class RedirectLoop(Exception):  # noqa: N818, as above
    """One redirect leads to the next without end."""


@dataclass(frozen=True, slots=True)
class Account:
    """Whose token it is.

    Attributes:
        name: of the account.
        role: ``read``, ``write``, ``fineGrained`` or ``oauth``; empty if the Hub does not say.
        reads_gated: whether a fine-grained token may read gated repositories; None where the
            question does not arise or the Hub does not say.

    """

    name: str
    role: str
    reads_gated: bool | None


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands in a repository; the Hub tells it to everybody, also of a gated one.

    Attributes:
        commit: 40 hexadecimal digits.
        sizes: bytes of each path.

    """

    commit: str
    sizes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Remote:
    """One file as the Hub describes it to a caller who may read it.

    Attributes:
        repository: its name.
        path: in the repository.
        commit: that the revision stands for.
        etag: SHA-256 of a large file, Git's SHA-1 of a small one, in hexadecimal.
        size: in bytes.
        url: where the bytes are.

    """

    repository: str
    path: str
    commit: str
    etag: str
    size: int
    url: str


@dataclass(frozen=True, slots=True)
class Hub:
    """The Hub, as one caller sees it.

    Attributes:
        token: of the caller; without one, what everybody may see.
        timeout: seconds that any single answer may take to begin or go on.

    """

    token: Token | None = None
    timeout: float = 10.0

    def whoami(self) -> Account:
        """Whose token it is; the Hub allows this question only a few times a minute."""
        answer = self._json("/api/whoami-v2")
        auth = answer.get("auth") or {}
        access = auth.get("accessToken") or {}
        role = str(access.get("role") or auth.get("type") or "")
        fine = access.get("fineGrained") or {}
        return Account(str(answer.get("name", "")), role, fine.get("canReadGatedRepos"))

    def listing(self, repository: str, revision: str) -> Listing:
        """Every file of the repository with its size; needs no token, so none is sent."""
        path = f"/api/models/{repository}/revision/{quote(revision, safe='')}?blobs=true"
        answer = Hub(timeout=self.timeout)._json(path)  # noqa: SLF001, it is our own class
        if "sha" not in answer:
            raise NotTheHub(f"The answer to {path} names no commit.")
        files = answer.get("siblings") or ()
        sizes = {str(file["rfilename"]): int(file.get("size") or 0) for file in files}
        return Listing(str(answer["sha"]), sizes)

    def head(self, repository: str, path: str, revision: str) -> Remote:
        """Ask for a file without its bytes: the one proof that this caller may read it."""
        url = f"{endpoint()}/{repository}/resolve/{quote(revision, safe='')}/{quote(path)}"
        response, url = self._follow(url)
        commit = response.headers.get("X-Repo-Commit")
        etag = response.headers.get("X-Linked-Etag") or response.headers.get("ETag")
        size = response.headers.get("X-Linked-Size") or response.headers.get("Content-Length")
        if not (commit and etag and size):
            raise NotTheHub(f"The answer from {urlsplit(url).netloc} has no X-Repo-Commit header.")
        etag = etag.removeprefix("W/").strip('"')
        # Both become names of files, and neither may lead out of the folder.
        if not (_HEXADECIMAL.fullmatch(commit) and _HEXADECIMAL.fullmatch(etag)):
            raise NotTheHub(f"The answer from {urlsplit(url).netloc} names no hash.")
        location = urljoin(url, response.headers.get("Location") or "")
        return Remote(repository, path, commit, etag, int(size), location)

    @contextmanager
    def body(self, remote: Remote, start: int) -> Iterator[Any]:
        """Stream the bytes of a file from ``start`` on; the caller looks at the status.

        The status is 206 if the server goes on from there, 200 if it begins anew, 416 if there is
        nothing left; every other one is raised.
        """
        headers = self._headers(remote.url)
        if start:
            headers["Range"] = f"bytes={start}-"
        request = _session().stream("GET", remote.url, headers=headers, timeout=self.timeout)
        with request as response:
            if response.status_code >= 400 and response.status_code != 416:  # noqa: PLR2004, HTTP
                response.read()
                _raise_for_status(response)
            yield response

    def _json(self, path: str) -> dict[str, Any]:
        url = endpoint() + path
        response = _session().get(url, headers=self._headers(url), timeout=self.timeout)
        _raise_for_status(response)
        try:
            answer = response.json()
        except ValueError:
            raise NotTheHub(f"The answer from {urlsplit(url).netloc} is not JSON.") from None
        if not isinstance(answer, dict):
            raise NotTheHub(f"The answer from {urlsplit(url).netloc} is no JSON object.")
        return answer

    def _follow(self, url: str) -> tuple[Any, str]:
        # Redirects within the Hub are followed; one that leads elsewhere is the answer itself.
        for _ in range(_REDIRECTS):
            response = _session().request(
                "HEAD",
                url,
                headers=self._headers(url),
                timeout=self.timeout,
                follow_redirects=False,
            )
            _raise_for_status(response)
            target = urljoin(url, response.headers.get("Location") or "")
            if not response.is_redirect or not _is_hub(target):
                return response, url
            url = target
        raise RedirectLoop(f"{urlsplit(url).netloc} redirected {_REDIRECTS} times.")

    def _headers(self, url: str) -> dict[str, str]:
        # identity: a compressed answer could neither be measured nor be taken up in the middle.
        headers = {"user-agent": _AGENT, "accept-encoding": "identity"}
        if self.token and _is_hub(url):  # the hosts that hold the bytes never see the token
            headers["authorization"] = f"Bearer {self.token.value}"
        return headers


def endpoint() -> str:
    """Return the address of the Hub, which ``HF_ENDPOINT`` may have moved."""
    return str(settings().ENDPOINT)


def _is_hub(url: str) -> bool:
    return urlsplit(url)[:2] == urlsplit(endpoint())[:2]


def _session() -> Any:
    # Its type is httpx's under huggingface_hub 1.x and httpx2's under 2.x.
    from huggingface_hub import get_session  # noqa: PLC0415, 0.4 s

    return get_session()


def _raise_for_status(response: Any) -> None:
    from huggingface_hub import hf_raise_for_status  # noqa: PLC0415, 0.4 s

    hf_raise_for_status(response)

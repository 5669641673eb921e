"""The HTTP side: two servers under two host names, as the Hub and its store of large files are."""

from __future__ import annotations

import json
import re
import socket
import struct
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from .world import ACCOUNT, GOOD_TOKEN, KNOWN_TOKENS, Blob, Gate, Repository

if TYPE_CHECKING:
    from . import FakeHub
    from .faults import Fault

_SITE = "https://huggingface.co"
_TYPE = "text/plain; charset=utf-8"
_GATES = {
    Gate.UNASKED: "Access to model {id} is restricted and you are not in the authorized list. "
    "Visit {site}/{id} to ask for access.",
    Gate.PENDING: "Your request to access model {id} is awaiting a review from the repo authors.",
    Gate.REJECTED: "Your request to access model {id} has been rejected by the repo's authors.",
    Gate.RESET: "Your request to access model {id} has been reset by the repo's authors. "
    "Visit {site}/{id} to submit a new request.",
}
_LOGIN = (
    "Access to model {id} is restricted. You must have access to it and be authenticated to "
    "access it. Please log in."
)
_NARROW = (
    "Please enable access to public gated repositories in your fine-grained token settings to "
    "view this repository."
)
_FREE = {"README.md", "LICENSE", "LICENSE.md", "LICENSE.txt"}  # the Hub gives these to everybody


@dataclass
class Seen:
    """One request, as the servers saw it."""

    server: str
    method: str
    path: str
    authorized: bool
    range: str = ""
    status: int = 0
    sent: int = 0


class Answer(NamedTuple):
    status: int
    body: bytes = b""
    headers: dict[str, str] = {}  # noqa: RUF012, never changed

    @classmethod
    def refusal(cls, status: int, message: str, code: str = "") -> Answer:
        headers = {"X-Error-Message": message, "Content-Type": _TYPE}
        if code:
            headers["X-Error-Code"] = code
        if status == 401:
            headers["WWW-Authenticate"] = 'Bearer realm="Authentication required"'
        return cls(status, message.encode(), headers)

    @classmethod
    def json(cls, content: Any) -> Answer:
        return cls(200, json.dumps(content).encode(), {"Content-Type": "application/json"})


class Server(ThreadingHTTPServer):
    """A server that knows the fake Hub that it belongs to, and lets go of it at once."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, hub: FakeHub, handler: type[Handler], port: int = 0) -> None:
        self.hub = hub
        super().__init__(("127.0.0.1", port), handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay quiet: clients that are killed are what the tests are about."""


class Handler(BaseHTTPRequestHandler):
    """What both servers share: the log, the faults and ranges."""

    protocol_version = "HTTP/1.1"
    server: Server
    name = ""

    def do_GET(self) -> None:
        self._serve()

    def do_HEAD(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        self.form = dict(parse_qsl(self.rfile.read(length).decode()))
        self._serve()

    def log_message(self, *_: object) -> None:
        pass

    def answer(self, path: str) -> Answer:
        raise NotImplementedError

    def _serve(self) -> None:
        authorization = self.headers.get("Authorization", "")
        wanted = self.headers.get("Range", "")
        self.seen = Seen(self.name, self.command, self.path, bool(authorization), wanted)
        self.server.hub.log.append(self.seen)
        fault = self.server.hub.faults.take(f"{self.command} {self.name} {self.path}")
        time.sleep(fault.pause)
        if fault.cut and fault.after < 0:
            self._break(fault.cut)
            return
        if fault.status:
            headers = {**fault.headers}
            if headers.get("Location") == "SELF":
                headers["Location"] = self.path
            answer = Answer(fault.status, fault.body, headers)
        else:
            answer = self._ranged(self.answer(unquote(urlsplit(self.path).path)))
        self._send(answer, fault)

    def _ranged(self, answer: Answer) -> Answer:
        match = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if not match or answer.status != 200:
            return answer
        start, total = int(match[1]), len(answer.body)
        if start >= total:
            return Answer(416, b"", {"Content-Range": f"bytes */{total}"})
        headers = {**answer.headers, "Content-Range": f"bytes {start}-{total - 1}/{total}"}
        return Answer(206, answer.body[start:], headers)

    def _send(self, answer: Answer, fault: Fault) -> None:
        self.seen.status = answer.status
        self.send_response(answer.status)
        headers = {"Content-Length": str(len(answer.body)), **answer.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self._write(
                bytes(byte ^ 1 for byte in answer.body) if fault.corrupt else answer.body, fault
            )

    def _write(self, body: bytes, fault: Fault) -> None:
        end = fault.after if fault.cut else len(body)
        step = max(1, fault.rate // 20) if fault.rate else 1 << 16
        for start in range(0, min(end, len(body)), step):
            piece = body[start : min(start + step, end)]
            self.wfile.write(piece)
            self.wfile.flush()
            self.seen.sent += len(piece)
            if fault.rate:
                time.sleep(len(piece) / fault.rate)
        if fault.cut:
            self._break(fault.cut)

    def _break(self, how: str) -> None:
        self.close_connection = True
        if how == "stall":
            self.server.hub.closing.wait(120)
        elif how == "rst":  # lingering for zero seconds makes close() send a reset
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.rfile.close()
            self.wfile.close()
            self.connection.close()
        else:
            self.connection.shutdown(socket.SHUT_RDWR)


class ApiHandler(Handler):
    """huggingface.co."""

    name = "api"

    def answer(self, path: str) -> Answer:
        routes = (
            (r"/api/whoami-v2", self._whoami),
            (r"/oauth/device", self._begin_login),
            (r"/oauth/token", self._login),
            (r"/api/models/([^/]+/[^/]+)/auth-check", self._auth_check),
            (r"/api/models/([^/]+/[^/]+)/tree/([^/]+)", self._tree),
            (r"/api/models/([^/]+/[^/]+)(?:/revision/([^/]+))?", self._info),
            (r"/api/resolve-cache/models/([^/]+/[^/]+)/([^/]+)/(.+)", self._small),
            (r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", self._resolve),
        )
        for pattern, route in routes:
            if match := re.fullmatch(pattern, path):
                return route(*match.groups())
        return Answer.refusal(404, "Not Found")

    @property
    def _token(self) -> str:
        return self.headers.get("Authorization", "").removeprefix("Bearer ")

    def _whoami(self) -> Answer:
        if self._token not in KNOWN_TOKENS:
            return Answer.refusal(401, "Invalid username or password.")
        if self._token != GOOD_TOKEN:  # of a login: no name, no role
            auth = {"type": "oauth"}
            return Answer.json(
                {"type": "user", "id": "1", "name": ACCOUNT, "orgs": [], "auth": auth}
            )
        persona = self.server.hub.persona
        access: dict[str, Any] = {"displayName": "test", "role": persona.role}
        if persona.role == "fineGrained":
            access["fineGrained"] = {
                "canReadGatedRepos": not persona.narrow,
                "global": [],
                "scoped": [],
            }
        auth = {"type": "access_token", "accessToken": access}
        return Answer.json({"type": "user", "id": "1", "name": ACCOUNT, "orgs": [], "auth": auth})

    def _begin_login(self) -> Answer:
        status, said = self.server.hub.login.begin(self.server.hub.url)
        return Answer.json(said)._replace(status=status)

    def _login(self) -> Answer:
        status, said = self.server.hub.login.token(self.form)
        return Answer.json(said)._replace(status=status)

    def _auth_check(self, name: str) -> Answer:
        return self._refusal(name) or Answer(200, b"OK", {"Content-Type": _TYPE})

    def _info(self, name: str, revision: str | None) -> Answer:
        found = self._find(name, revision or "main")
        if isinstance(found, Answer):
            return found
        siblings = [
            {"rfilename": blob.path, "size": len(blob.content), "blobId": blob.git}
            for blob in found.files.values()
        ]
        gated = "auto" if found.gated else False
        return Answer.json({"id": name, "sha": found.commit, "gated": gated, "siblings": siblings})

    def _tree(self, name: str, revision: str) -> Answer:
        found = self._find(name, revision)
        if isinstance(found, Answer):
            return found
        hidden = self._refusal(name) is not None
        return Answer.json([_entry(blob, hidden=hidden) for blob in found.files.values()])

    def _resolve(self, name: str, revision: str, path: str) -> Answer:
        refusal = None if path in _FREE else self._refusal(name)
        if refusal:
            return refusal  # the gate comes before existence
        found = self._find(name, revision)
        if isinstance(found, Answer):
            return found
        blob = found.files.get(path)
        if blob is None:
            return Answer.refusal(404, "Entry not found", "EntryNotFound")
        headers = {"X-Repo-Commit": found.commit, **self.server.hub.extra_headers}
        if not blob.is_large:
            location = f"/api/resolve-cache/models/{name}/{found.commit}/{path}"
            return Answer(307, b"", {**headers, "Location": location})
        headers["X-Linked-Etag"] = f'"{blob.sha256}"'
        headers["X-Linked-Size"] = str(len(blob.content))
        return Answer(302, b"", {**headers, "Location": self.server.hub.cdn_url(blob)})

    def _small(self, name: str, revision: str, path: str) -> Answer:
        found = self._find(name, revision)
        if isinstance(found, Answer):
            return found
        blob = found.files[path]
        headers = {"X-Repo-Commit": found.commit, "ETag": f'"{blob.git}"', "Content-Type": _TYPE}
        return Answer(200, blob.content, headers)

    def _find(self, name: str, revision: str) -> Repository | Answer:
        found = self.server.hub.repositories.get(name)
        if found is None and self._token in KNOWN_TOKENS:
            return Answer.refusal(404, "Repository not found", "RepoNotFound")
        if found is None or (self._token and self._token not in KNOWN_TOKENS):
            return Answer.refusal(401, "Invalid username or password.")
        if revision not in {"main", found.commit}:
            return Answer.refusal(404, f"Invalid rev id: {revision}", "RevisionNotFound")
        return found

    def _refusal(self, name: str) -> Answer | None:
        hub = self.server.hub
        found = hub.repositories.get(name)
        if found is None or not found.gated:
            return None
        if (
            self._token not in KNOWN_TOKENS
        ):  # the same for no token and a wrong one, as on the real Hub
            return Answer.refusal(401, _LOGIN.format(id=name), "GatedRepo")
        if hub.persona.narrow:
            return Answer.refusal(403, _NARROW)
        gate = hub.persona.stands(name)
        if gate is Gate.OPEN:
            return None
        return Answer.refusal(403, _GATES[gate].format(id=name, site=_SITE), "GatedRepo")


class CdnHandler(Handler):
    """The store of large files: another host name, to which no token must come."""

    name = "cdn"

    def answer(self, path: str) -> Answer:
        content = self.server.hub.large.get(path.rpartition("/")[2])
        if content is None:
            return Answer.refusal(404, "Not Found")
        return Answer(200, content, {"Content-Type": "application/octet-stream"})


def _entry(blob: Blob, *, hidden: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {"type": "file", "path": blob.path}
    entry |= {"size": len(blob.content), "oid": blob.git}
    if blob.is_large:
        oid = "*" * 64 if hidden else blob.sha256
        entry["lfs"] = {"oid": oid, "size": len(blob.content), "pointerSize": 134}
    return entry

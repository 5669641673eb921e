"""A Hugging Face Hub for the tests: real sockets, the standard library, no network.

    with FakeHub(persona="terms-not-accepted") as hub:
        hub.fail(Fault(match="GET cdn", cut="rst", after=1000, times=1))
        subprocess.run([...], env={**os.environ, **hub.environment(home)})
        assert not any(seen.authorized for seen in hub.log if seen.server == "cdn")

By hand: ``python -m tests.fakehub --persona good --root FOLDER --port 8123``.
What the answers are, and that the real Hub gives them, is recorded beside each in ``server.py``.
"""

from __future__ import annotations

import ssl
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from .device_login import DeviceLogin
from .faults import Fault, Faults, captive_portal, rate_limit, redirect_loop
from .server import ApiHandler, CdnHandler, Seen, Server
from .world import (
    ACCOUNT,
    GATED,
    GOOD_TOKEN,
    OAUTH_TOKEN,
    PERSONAS,
    REFRESH_TOKEN,
    RENEWED_TOKEN,
    WRONG_TOKEN,
    Blob,
    Persona,
    Repository,
    from_folder,
    repository,
    stand_ins,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

__all__ = [
    "ACCOUNT",
    "GATED",
    "GOOD_TOKEN",
    "OAUTH_TOKEN",
    "PERSONAS",
    "REFRESH_TOKEN",
    "RENEWED_TOKEN",
    "WRONG_TOKEN",
    "DeviceLogin",
    "FakeHub",
    "Fault",
    "Persona",
    "Repository",
    "Seen",
    "captive_portal",
    "from_folder",
    "rate_limit",
    "redirect_loop",
    "repository",
    "stand_ins",
]

_HERE = Path(__file__).parent


class FakeHub:
    """A Hub that listens from ``with`` to the end of it."""

    def __init__(
        self,
        repositories: Iterable[Repository] = (),
        *,
        persona: Persona | str = "good",
        certificate: str = "",
        port: int = 0,
    ) -> None:
        """``certificate`` is ``expired`` or ``untrusted``; the API then speaks https."""
        found = tuple(repositories) or stand_ins()
        self.repositories = {one.name: one for one in found}
        blobs = [blob for one in found for blob in one.files.values()]
        self.large = {blob.sha256: blob.content for blob in blobs if blob.is_large}
        self.persona = PERSONAS[persona] if isinstance(persona, str) else persona
        self.faults = Faults()
        self.login = DeviceLogin()
        self.log: list[Seen] = []
        self.closing = threading.Event()
        self.extra_headers: dict[str, str] = {}
        self._certificate = certificate
        self._api = Server(self, ApiHandler, port)
        self._cdn = Server(self, CdnHandler)

    @property
    def url(self) -> str:
        scheme = "https" if self._certificate else "http"
        return f"{scheme}://127.0.0.1:{self._api.server_port}"

    def cdn_url(self, blob: Blob) -> str:
        return f"http://localhost:{self._cdn.server_port}/blobs/{blob.sha256}"

    def fail(self, *faults: Fault) -> None:
        for fault in faults:
            self.faults.add(fault)

    def environment(self, home: Path) -> dict[str, str]:
        """What a client has to find in its environment before it imports huggingface_hub."""
        return {
            "HF_ENDPOINT": self.url,
            "HF_HOME": str(home),
            "HF_HUB_DISABLE_TELEMETRY": "1",
            "HF_TOKEN": self.persona.token,
            "NO_PROXY": "127.0.0.1,localhost",
            "no_proxy": "127.0.0.1,localhost",
        }

    def __enter__(self) -> FakeHub:  # noqa: PYI034, Self is newer than Python 3.10
        if self._certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(_HERE / f"{self._certificate}.pem")
            self._api.socket = context.wrap_socket(
                self._api.socket, server_side=True, do_handshake_on_connect=False
            )
        for server in (self._api, self._cdn):
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        for server in (self._api, self._cdn):
            server.shutdown()
            server.server_close()

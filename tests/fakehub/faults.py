"""What can go wrong on the way, on demand."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field, replace

PORTAL = b"<!doctype html><html><title>Hotel Wi-Fi</title><body>Please log in</body></html>"


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong with the requests that it matches.

    ``match`` is searched in ``METHOD SERVER PATH``, for instance ``GET cdn /blobs/...``.
    """

    match: str = ""
    times: int = 1_000_000
    status: int = 0  # answer with this instead
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: str = ""  # "rst", "fin" or "stall", after so many bytes of the body; -1: before any answer
    after: int = -1
    rate: int = 0  # bytes per second
    pause: float = 0.0  # seconds before the answer
    corrupt: bool = False  # right length, wrong bytes


class Faults:
    """The faults that are still to happen, asked by many threads."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()

    def take(self, request: str) -> Fault:
        """The first fault for the request, which has then happened once more."""
        with self._lock:
            for number, fault in enumerate(self._waiting):
                if fault.times > 0 and re.search(fault.match, request):
                    self._waiting[number] = replace(fault, times=fault.times - 1)
                    return fault
        return Fault()


def captive_portal() -> Fault:
    """A hotel's login page in place of every answer."""
    return Fault(status=200, headers={"Content-Type": "text/html"}, body=PORTAL)


def redirect_loop() -> Fault:
    """Every answer leads to itself."""
    return Fault(status=307, headers={"Location": "SELF"})


def rate_limit(seconds: int) -> Fault:
    return Fault(status=429, headers={"Retry-After": str(seconds)}, body=b"Too many requests")

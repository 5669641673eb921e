"""One file from the Hub: resumed, retried and compared with its hash."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, TypeVar

from diarizer.messages.text import text
from diarizer.models.cache import Entry, Repository
from diarizer.models.exception_chain import CutShort, look
from diarizer.models.failures import classify, failure
from diarizer.models.hub import Hub, NotTheHub, Remote
from diarizer.models.verify import matches

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_TRIES = 3  # without a single new byte between them
_PIECE = 1 << 16  # bytes; small enough for a bar that moves on a slow line
_PARTIAL, _BEYOND = 206, 416  # HTTP
T = TypeVar("T")


@dataclass(slots=True)
class Patience:
    """How long a download is carried on that does not get anywhere.

    Attributes:
        seconds: without a new byte, after which it is given up.

    """

    seconds: float
    _since: float = 0.0
    _failures: int = 0

    def __post_init__(self) -> None:
        self.moved()

    @property
    def per_answer(self) -> float:
        """Seconds for one answer, so that all tries fit into the limit."""
        return max(1.0, self.seconds / _TRIES - 0.5)

    def moved(self) -> None:
        """Begin to count anew: something has arrived."""
        self._since = time.monotonic()
        self._failures = 0

    def allows(self, error: BaseException) -> bool:
        """Wait a little and say whether to try again; a lasting failure is not tried again."""
        symptom = look(error)
        self._failures += 1
        pause = max(symptom.retry_after, 0.5 * self._failures)
        left = self.seconds - (time.monotonic() - self._since)
        if not symptom.is_passing or self._failures >= _TRIES or pause >= left:
            return False
        time.sleep(pause)
        return True


def persist(attempt: Callable[[], T], patience: Patience, repository: str) -> T:
    """Call ``attempt`` until it succeeds or trying again makes no sense.

    Raises:
        DownloadFailed: by cause, without the original, whose text may hold the token.

    """
    while True:
        try:
            return attempt()
        except Exception as error:  # noqa: BLE001, PERF203, the client's errors share no base
            cause = classify(error, repository=repository)
            if not patience.allows(error):
                raise cause from None


def fetch(
    hub: Hub, remote: Remote, cached: Repository, patience: Patience, at: Callable[[int], None]
) -> None:
    """Bring one file into the cache, unless it is there already.

    Args:
        hub: seen with the right token.
        remote: the file.
        cached: the place of its repository.
        patience: for all tries together.
        at: is told how many bytes of the file are there.

    Raises:
        DownloadFailed: by cause; what has arrived is kept for the next run.

    """
    with cached.lock(remote.etag, patience.seconds):
        whole = _present(cached, remote)
        if whole is None:
            whole = _download(hub, remote, cached, patience, at)
        if whole != cached.folder / "snapshots" / remote.commit / remote.path:
            cached.place(whole, remote.commit, remote.path, remote.etag)
    at(remote.size)


def entry(remote: Remote) -> Entry:
    """Return what the cache should remember of a file."""
    return Entry(remote.etag, remote.size)


def _present(cached: Repository, remote: Remote) -> Path | None:
    pointer = cached.folder / "snapshots" / remote.commit / remote.path
    blob = cached.folder / "blobs" / remote.etag
    candidates = (pointer, blob, cached.partial(remote.etag))
    return next((path for path in candidates if _is_whole(path, remote)), None)


def _is_whole(path: Path, remote: Remote) -> bool:
    right_size = path.is_file() and path.stat().st_size == remote.size
    return right_size and matches(path, remote.etag)


def _download(
    hub: Hub, remote: Remote, cached: Repository, patience: Patience, at: Callable[[int], None]
) -> Path:
    partial = cached.partial(remote.etag)
    partial.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(2):  # a file that was taken up in the middle deserves a whole second try
        persist(lambda: _receive(hub, remote, partial, patience, at), patience, remote.repository)
        if matches(partial, remote.etag):
            return partial
        partial.unlink()
    said = text(
        "{path}: {size} bytes arrived, but not those of {hash}...",
        path=remote.path,
        size=remote.size,
        hash=remote.etag[:12],
    )
    raise failure("download.wrong-hash", repository=remote.repository, context=said)


def _receive(
    hub: Hub, remote: Remote, partial: Path, patience: Patience, at: Callable[[int], None]
) -> None:
    with partial.open("ab") as stream:
        if stream.tell() > remote.size:
            stream.truncate(0)
            stream.seek(0)
        if stream.tell() < remote.size:
            with hub.body(remote, stream.tell()) as response:
                _copy(response, stream, remote.size, patience, at)
        stream.flush()
        os.fsync(stream.fileno())
        if stream.tell() != remote.size:
            raise CutShort(f"{stream.tell()} of {remote.size} bytes of {remote.path}")


def _copy(
    response: Any, stream: IO[bytes], size: int, patience: Patience, at: Callable[[int], None]
) -> None:
    if response.status_code != _PARTIAL and stream.tell():
        stream.truncate(0)  # the server begins anew, or has less than was kept
        stream.seek(0)
    if response.status_code == _BEYOND:
        return
    _check_length(response, size)
    for piece in response.iter_bytes(_PIECE):
        if stream.tell() + len(piece) > size:
            raise CutShort(f"more than {size} bytes")
        stream.write(piece)
        patience.moved()
        at(stream.tell())


def _check_length(response: Any, size: int) -> None:
    # The login page of a network arrives with status 200 wherever bytes are asked for.
    total = response.headers.get("Content-Range", "").rpartition("/")[2]
    if response.status_code != _PARTIAL:
        total = response.headers.get("Content-Length", "")
    if total.isdecimal() and int(total) != size:
        raise NotTheHub(f"{total} bytes were announced in place of {size}.")

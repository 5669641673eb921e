"""The cache that huggingface_hub and pyannote share, read and written in its published layout.

    models--OWNER--NAME/
    ├── blobs/ETAG                 the bytes, named by their hash
    ├── refs/REVISION              the commit that the revision stood for
    ├── snapshots/COMMIT/PATH      links to the blobs; plain files where links cannot be made
    └── diarizer.json              ours: sizes and hashes, since a plain file lost its blob's name

Nothing becomes visible under its name before it is whole, so a kill at any moment leaves either
the old state or the new one, and at most an ``.incomplete`` file that the next run goes on with,
or a ``.tmp`` that it removes.
"""

from __future__ import annotations

import errno
import json
import os
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diarizer.errors import NetworkFailed
from diarizer.files.held_by_others import persistently
from diarizer.models.failures import failure
from diarizer.models.hub_settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_RECORD = "diarizer.json"
_PARTIAL = ".incomplete"
_FRESH, _TRIES = ".tmp", 5


@dataclass(frozen=True, slots=True)
class Entry:
    """What a file has to be.

    Attributes:
        etag: SHA-256, or Git's SHA-1 of a small file; empty if unknown.
        size: in bytes; -1 if unknown.

    """

    etag: str = ""
    size: int = -1


@dataclass(frozen=True, slots=True)
class Repository:
    """One repository in the cache; nothing of it need exist yet."""

    folder: Path
    name: str

    def commit(self, revision: str) -> str:
        """Return the commit that the revision stood for at the download; empty without one."""
        path = self.folder / "refs" / revision
        return path.read_text(encoding="ascii").strip() if path.is_file() else ""

    def snapshot(self, revision: str) -> Path | None:
        """Return the folder of the revision's files, if it is there."""
        commit = self.commit(revision)
        folder = self.folder / "snapshots" / commit
        return folder if commit and folder.is_dir() else None

    def partial(self, etag: str) -> Path:
        """Return the file that collects the bytes until they are whole."""
        return self.folder / "blobs" / f"{etag}{_PARTIAL}"

    def expected(self, path: Path, commit: str) -> Entry:
        """Return what a file of a snapshot has to be, as the Hub said when it was downloaded."""
        named = path.relative_to(self.folder / "snapshots" / commit).as_posix()
        recorded = self._record(commit).get(named)
        if recorded is not None:
            return recorded
        blob = path.resolve().name if path.is_symlink() else ""
        return Entry(etag=blob if _HASH.fullmatch(blob) else "")

    def place(self, partial: Path, commit: str, path: str, etag: str) -> None:
        """Give whole bytes their name, and the snapshot its link to them."""
        blob = self.folder / "blobs" / etag
        pointer = self.folder / "snapshots" / commit / path
        pointer.parent.mkdir(parents=True, exist_ok=True)
        persistently(lambda: partial.replace(blob), partial)
        self._link(blob, pointer)

    def finish(self, revision: str, commit: str, files: Mapping[str, Entry]) -> None:
        """Write down what has come, then let the revision stand for it."""
        known = {**self._record(commit), **files}
        record = {"commit": commit, "files": {path: _plain(known[path]) for path in sorted(known)}}
        _write(self.folder / _RECORD, json.dumps(record, indent=2) + "\n")
        _write(self.folder / "refs" / revision, commit)

    @contextmanager
    def lock(self, etag: str, seconds: float) -> Iterator[None]:
        """Keep other programs off a file: it is the lock that huggingface_hub takes.

        Raises:
            NetworkFailed: somebody else still holds it after ``seconds``.

        """
        from filelock import FileLock, Timeout  # noqa: PLC0415, slow on Windows

        path = self.folder.parent / ".locks" / self.folder.name / f"{etag}.lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(path, timeout=seconds):
                yield
        except Timeout:
            raise failure("download.busy", repository=self.name, context=str(path)) from None

    def leftovers(self) -> tuple[Path, ...]:
        """Return what interrupted downloads have left, ours and huggingface_hub's."""
        return tuple(sorted((self.folder / "blobs").glob(f"*{_PARTIAL}")))

    def sweep(self) -> None:
        """Remove the leftovers that no running program holds the lock of."""
        for path in self.leftovers():
            with suppress(NetworkFailed, OSError), self.lock(path.name.partition(".")[0], 0):
                path.unlink()
        for path in (*self.folder.glob(f"*{_FRESH}"), *(self.folder / "refs").rglob(f"*{_FRESH}")):
            with suppress(OSError):
                path.unlink()

    def _record(self, commit: str) -> dict[str, Entry]:
        try:
            content = json.loads((self.folder / _RECORD).read_text(encoding="utf-8"))
            files = content["files"] if content["commit"] == commit else {}
            return {path: Entry(facts["etag"], facts["size"]) for path, facts in files.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}  # none, or not ours: the files are then known by their links alone

    def _link(self, blob: Path, pointer: Path) -> None:
        if os.path.lexists(pointer):
            persistently(pointer.unlink, pointer)
        if not _symlink(blob, pointer):
            # Windows without the developer mode. huggingface_hub moves the bytes as well.
            persistently(lambda: blob.replace(pointer), blob)


def repository(name: str, cache_dir: Path | None = None) -> Repository:
    """Return the place of a repository in the cache; ``cache_dir`` is the Hub's own by default."""
    return Repository(cache_folder(cache_dir) / f"models--{name.replace('/', '--')}", name)


def cache_folder(cache_dir: Path | None = None) -> Path:
    """Return the folder that holds all repositories; it need not exist."""
    return cache_dir if cache_dir is not None else Path(settings().HF_HUB_CACHE)


def _plain(entry: Entry) -> dict[str, Any]:
    return {"etag": entry.etag, "size": entry.size}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}{_FRESH}")
    for _ in range(_TRIES):
        fresh.write_text(text, encoding="utf-8", newline="\n")
        with suppress(FileNotFoundError):  # somebody else swept at this very moment
            persistently(lambda: fresh.replace(path), path)
            return
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(fresh))


def _symlink(blob: Path, pointer: Path) -> bool:
    if os.environ.get("HF_HUB_DISABLE_SYMLINKS", "").upper() in {"1", "ON", "YES", "TRUE"}:
        return False
    try:
        pointer.symlink_to(os.path.relpath(blob, pointer.parent))
    except (OSError, NotImplementedError):
        return False
    if pointer.is_file():
        return True
    pointer.unlink(missing_ok=True)  # made, and cannot be followed: some network drives, Wine
    return False

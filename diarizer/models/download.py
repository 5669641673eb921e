"""Fetch what a backend needs: one progress for all bytes, every hash compared.

huggingface_hub's own download is not used for the bytes. Since 1.18 it throws away what has
arrived on any interruption and gives up at the first reset, and it takes the Xet transport by
default, which has proxies and certificates of its own and hangs for minutes where its hosts are
blocked. Plain HTTP serves the same files; nothing here ever loads hf_xet.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diarizer.errors import ModelDamaged, ModelMissing
from diarizer.messages.text import joined, text
from diarizer.models.access import TIMEOUT, Access, account_of, check_access, combined, sender
from diarizer.models.cache import cache_folder, repository
from diarizer.models.failures import classify, failure
from diarizer.models.fetch import Patience, entry, fetch
from diarizer.models.hub import Hub
from diarizer.models.tokens import Token, find_token
from diarizer.models.verify import State, locate, verify

if TYPE_CHECKING:
    from pathlib import Path

    from diarizer.models.table import Model

Progress = Callable[[str, int, int], None]
"""``progress(stage, completed_bytes, total_bytes)``; the stage is the file."""

_RESERVE = 50_000_000  # bytes that a disk should keep


class _Cancelled(BaseException):
    """Carries what ``progress`` raised past the retries, which are not meant for it."""


@dataclass(slots=True)
class _Run:
    """One download with its count of bytes."""

    token: Token | None
    progress: Progress | None
    timeout: float
    cache_dir: Path | None
    total: int
    before: int = 0

    def source(self, access: Access) -> None:
        """Bring all files of one source, then let its revision stand for them."""
        cached = repository(access.source.name, self.cache_dir)
        for remote in access.remotes:
            patience = Patience(self.timeout)
            hub = Hub(sender(access.source, self.token), patience.per_answer)
            fetch(hub, remote, cached, patience, self._report(remote.path))
            self.before += remote.size
        files = {remote.path: entry(remote) for remote in access.remotes}
        cached.finish(access.source.revision, access.remotes[0].commit, files)
        cached.sweep()

    def _report(self, stage: str) -> Callable[[int], None]:
        def at(completed: int) -> None:
            if self.progress is None:
                return
            try:
                self.progress(stage, self.before + completed, self.total)
            except Exception as error:
                raise _Cancelled from error

        return at


def download(
    model: Model,
    *,
    token: str | Token | None = None,
    progress: Progress | None = None,
    timeout: float = TIMEOUT,
    cache_dir: Path | None = None,
) -> Path:
    """Bring every file of a model onto this machine, whole.

    What is there and whole is passed over, without a network if nothing is missing. It may be
    interrupted at any byte: the next call goes on from there. An exception that ``progress``
    raises cancels the download and reaches the caller.

    Args:
        model: from the table.
        token: the one that huggingface_hub would find, by default.
        progress: ``progress(stage, completed_bytes, total_bytes)``.
        timeout: seconds without a new byte, after which it is given up.
        cache_dir: the cache of huggingface_hub by default.

    Returns:
        The folder of the model's first source.

    Raises:
        AccessRefused: the token, or the acceptance of terms, is wanting.
        NetworkFailed: the Hub could not be reached, or broke off.
        StorageFailed: the disk is full or not writable.
        ModelMissing: a file of an installed package is not there.
        ModelDamaged: a file of an installed package is cut or changed.

    """
    if any(source.is_repository for source in model.sources) and not _is_whole(model, cache_dir):
        try:
            _fetch_all(model, find_token(token), progress, timeout, cache_dir)
        except _Cancelled as cancelled:
            raise (cancelled.__cause__ or cancelled) from None
        except (OSError, ImportError) as error:
            raise classify(
                error, note=text("In {folder}", folder=cache_folder(cache_dir))
            ) from None
    return _located(model, cache_dir)


def _fetch_all(
    model: Model,
    token: Token | None,
    progress: Progress | None,
    timeout: float,
    cache_dir: Path | None,
) -> None:
    accesses = check_access(model, token=token, timeout=timeout)
    errors = [access.error for access in accesses if access.error]
    if errors:
        raise combined(errors, account_of(token, errors, timeout))
    total = sum(remote.size for access in accesses for remote in access.remotes)
    _check_disk(total, cache_folder(cache_dir))
    run = _Run(token, progress, timeout, cache_dir, total)
    for access in accesses:
        run.source(access)


def _check_disk(needed: int, folder: Path) -> None:
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    usage = shutil.disk_usage(nearest)
    if usage.total and usage.free < needed + _RESERVE:  # some network drives tell nothing
        free, coming = usage.free / 1e6, needed / 1e6
        said = text(
            "{folder} has {free:.0f} MB free, and {coming:.0f} MB are to come.",
            folder=folder,
            free=free,
            coming=coming,
        )
        raise failure("disk.full", context=said)


def _is_whole(model: Model, cache_dir: Path | None) -> bool:
    states = verify(model, deep=True, cache_dir=cache_dir)
    return all(state.state is State.WHOLE and state.hashed for state in states)


def _located(model: Model, cache_dir: Path | None) -> Path:
    wrong = [
        state
        for state in verify(model, deep=True, cache_dir=cache_dir)
        if state.state is not State.WHOLE
    ]
    path = locate(model, cache_dir=cache_dir)
    if path is not None and not wrong:
        return path
    missing = any(state.state is State.MISSING for state in wrong)
    kind = ModelMissing if missing else ModelDamaged
    raise kind(
        text("The weights of {model} are missing.", model=model.title)
        if missing
        else text("The weights of {model} are damaged.", model=model.title),
        context=joined(*(one.described() for one in wrong)),
        hint=f"setup-doctor {'download' if model.account else 'install'} {model.backend}",
    )

"""Whether this caller may read every repository of a model, asked in the only way that counts."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from diarizer.errors import AccessRefused, DownloadFailed, NetworkFailed, Told
from diarizer.messages.text import joined, text
from diarizer.models.failures import failure
from diarizer.models.fetch import Patience, persist
from diarizer.models.hub import Hub, Remote
from diarizer.models.tokens import Token, find_token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diarizer.models.table import Model, Source

TIMEOUT = 30.0
"""Seconds without a new byte, after which the Hub is given up."""


@dataclass(frozen=True, slots=True)
class Access:
    """Whether one source may be read.

    Attributes:
        source: of the model.
        remotes: its files as the Hub describes them; empty if it may not be read.
        error: why not; None if it may.

    """

    source: Source
    remotes: tuple[Remote, ...] = ()
    error: DownloadFailed | None = None


def check_access(
    model: Model, *, token: str | Token | None = None, timeout: float = TIMEOUT
) -> tuple[Access, ...]:
    """Ask for every file without its bytes: what model_info and the tree say proves nothing.

    Args:
        model: from the table.
        token: the one that huggingface_hub would find, by default.
        timeout: seconds of silence, for each source.

    Returns:
        One answer for each repository of the model. Errors are returned and not raised, so that
        one page whose terms are not accepted does not hide another. After the network has failed
        once, the rest is not asked and has the same error.

    """
    found = find_token(token)
    answers: list[Access] = []
    for source in model.sources:
        last = answers[-1].error if answers else None
        if isinstance(last, NetworkFailed):
            answers.append(Access(source, error=last))
        elif source.is_repository:
            answers.append(_ask(source, found, timeout))
    return tuple(answers)


def sender(source: Source, token: Token | None) -> Token | None:
    """Return the token to send for a source: none where none is needed.

    The Hub answers 401 to a stale token even where everybody may read.
    """
    return token if source.gated else None


def combined(errors: Sequence[DownloadFailed], account: str) -> DownloadFailed:
    """Make one error of several: the first, with the others' pages or sentences beside it."""
    first = errors[0]
    # What is wrong with the token itself is wrong everywhere, and is said once.
    rest = [one for one in errors[1:] if one.page in one.hint or one.reference != first.reference]
    pages = [one.page for one in rest if one.reference == first.reference]
    lines = [first.told.context, *(one.told.message for one in rest)]
    if account:
        lines.append(text("The token belongs to the account {account}.", account=account))
    also = text("Also open: {pages}", pages=", ".join(dict.fromkeys(pages))) if pages else ""
    error = copy(first)
    error.told = Told(first.told.message, joined(*lines), joined(first.told.hint, also))
    return error


def account_of(token: Token | None, errors: Sequence[DownloadFailed], timeout: float) -> str:
    """Look up whose token it is, where an error is easier to understand with the name."""
    if token is None or not any(isinstance(error, AccessRefused) for error in errors):
        return ""
    try:
        return Hub(token, Patience(timeout).per_answer).whoami().name
    except Exception:  # noqa: BLE001, a nicety must not replace the error that it decorates
        return ""


def _ask(source: Source, token: Token | None, timeout: float) -> Access:
    sent = sender(source, token)
    if sent and not sent.is_sendable:
        error = failure(
            "huggingface.token-malformed", context=text("Token from {source}.", source=sent.source)
        )
        return Access(source, error=error)
    try:
        return Access(source, _remotes(source, sent, timeout))
    except DownloadFailed as error:
        return Access(source, error=_with_origin(error, sent))


def _remotes(source: Source, token: Token | None, timeout: float) -> tuple[Remote, ...]:
    patience = Patience(timeout)
    hub = Hub(token, patience.per_answer)
    remotes: list[Remote] = []
    for file in source.files:
        # The first answer names the commit, and the rest is asked of it: no mix of two versions.
        revision = remotes[0].commit if remotes else source.revision
        ask = partial(hub.head, source.name, file.path, revision)
        remotes.append(persist(ask, patience, source.name))
        patience.moved()
    return tuple(remotes)


def _with_origin(error: DownloadFailed, token: Token | None) -> DownloadFailed:
    if token and isinstance(error, AccessRefused):
        origin = text("Token from {source}.", source=token.source)
        error.told = error.told._replace(context=joined(error.told.context, origin))
    return error

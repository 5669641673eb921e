"""The terms of each page: accepted, with this account, or not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.models import MODELS, Source, check_access
from setup_doctor.checks.huggingface.hub import account, patience
from setup_doctor.checks.huggingface.refusal import finding, nobody_asked, weights_are_here
from setup_doctor.messages.text import text
from setup_doctor.model import Cost, Status, check
from setup_doctor.model.findings import ok

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding


@check(requires=(account,), cost=Cost.NETWORK)
def community(machine: Machine) -> Finding:
    """The terms of speaker-diarization-community-1 are accepted.

    Looks at: whether this token may read the repository's real files, asked without their bytes.
    Why: each model page has terms of its own, and each account accepts them for itself. This is the
    one page that pyannote.audio 4 always needs, also for the older 3.1 pipeline, whose own page
    does not mention it.
    Usual causes: the form was opened and not sent; it was sent while logged in as somebody else.
    Fix: open the page while logged in to the account of the token, fill in the form, accept.
    """
    return _row(machine, "pyannote", "pyannote/speaker-diarization-community-1")


@check(requires=(account,), cost=Cost.NETWORK)
def segmentation(machine: Machine) -> Finding:
    """The terms of segmentation-3.0 are accepted (only for the older 3.1 pipeline).

    Looks at: whether this token may read the repository's real files.
    Why: the 3.1 pipeline loads its parts from three gated pages, and one that was forgotten looks
    like all of them.
    Usual causes: only the pipeline's page was accepted.
    Fix: open the page while logged in to the account of the token, fill in the form, accept.
    """
    return _optional(_row(machine, "pyannote-3.1", "pyannote/segmentation-3.0"))


@check(requires=(account,), cost=Cost.NETWORK)
def pipeline_3_1(machine: Machine) -> Finding:
    """The terms of speaker-diarization-3.1 are accepted (only for the older 3.1 pipeline).

    Looks at: whether this token may read the repository's real files.
    Why: it is the pipeline that most guides name; community-1 has replaced it.
    Usual causes: not asked for.
    Fix: open the page while logged in to the account of the token, fill in the form, accept.
    """
    return _optional(_row(machine, "pyannote-3.1", "pyannote/speaker-diarization-3.1"))


def _row(machine: Machine, model: str, repository: str) -> Finding:
    if weights_are_here():
        return nobody_asked()
    whole = MODELS[model]
    only = replace(whole, sources=tuple(s for s in whole.sources if s.name == repository))
    (answer,) = check_access(only, timeout=patience(machine))
    if answer.error is None:
        return ok(text("{repository} may be read", repository=repository), _files(answer.source))
    return finding(answer.error, [("page", answer.source.page)])


def _files(source: Source) -> list[tuple[str, str]]:
    return [(f"{source.name}/{file.path}", "may be read") for file in source.files]


def _optional(found: Finding) -> Finding:
    """A page that only the older pipeline needs holds nothing up, and is told all the same."""
    if found.status.passes:
        return found
    message = text("{what} Only the older 3.1 pipeline needs it.", what=found.message)
    return replace(found, status=Status.NOTE, message=message)

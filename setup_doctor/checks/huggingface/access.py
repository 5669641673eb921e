"""The terms of each page: accepted, with this account, or not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.models import MODELS, Source, check_access
from setup_doctor.checks.huggingface.hub import account, patience
from setup_doctor.checks.huggingface.refusal import finding, nobody_asked, weights_are_here
from setup_doctor.messages.text import label, text
from setup_doctor.model import Cost, Evidence, Status, check
from setup_doctor.model.findings import ok

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Finding

COMMUNITY = "pyannote/speaker-diarization-community-1"
SEGMENTATION = "pyannote/segmentation-3.0"
PIPELINE = "pyannote/speaker-diarization-3.1"
# The pages whose terms have to be accepted for a pipeline, by whether pyannote.audio is an old one:
# version 4 takes its PLDA from community-1 for the pipeline of version 3, too.
_FOR_NEW, _FOR_OLD = label("pages for community-1"), label("pages for speaker-diarization-3.1")
_PAGES: dict[bool, dict[str, tuple[str, ...]]] = {
    False: {_FOR_NEW: (COMMUNITY,), _FOR_OLD: (PIPELINE, SEGMENTATION, COMMUNITY)},
    True: {_FOR_OLD: (PIPELINE, SEGMENTATION)},
}


@check(requires=(account,), cost=Cost.NETWORK)
def community(machine: Machine) -> Finding:
    """The terms of speaker-diarization-community-1 are accepted.

    Looks at: whether this token may read the repository's real files, asked without their bytes.
    Why: each model page has terms of its own, and each account accepts them for itself. This is the
    one page that pyannote.audio 4 always needs, also for the older 3.1 pipeline, whose own page
    does not mention it. pyannote.audio 3 does not ask for it.
    Usual causes: the form was opened and not sent; it was sent while logged in as somebody else.
    Fix: open the page while logged in to the account of the token, fill in the form, accept.
    """
    found = _row(machine, "pyannote", COMMUNITY)
    if not _is_old(machine):
        return _told(machine, found, COMMUNITY)
    unneeded = text(
        "{what} pyannote.audio {version}, which is installed, does not ask for it.",
        what=found.message,
        version=_version(machine),
    )
    return _optional(machine, found, COMMUNITY, unneeded)


@check(requires=(account,), cost=Cost.NETWORK)
def segmentation(machine: Machine) -> Finding:
    """The terms of segmentation-3.0 are accepted (only for the older 3.1 pipeline).

    Looks at: whether this token may read the repository's real files.
    Why: the 3.1 pipeline loads its parts from three gated pages, and one that was forgotten looks
    like all of them.
    Usual causes: only the pipeline's page was accepted.
    Fix: open the page while logged in to the account of the token, fill in the form, accept.
    """
    return _of_the_older(machine, SEGMENTATION)


@check(requires=(account,), cost=Cost.NETWORK)
def pipeline_3_1(machine: Machine) -> Finding:
    """The terms of speaker-diarization-3.1 are accepted (only for the older 3.1 pipeline).

    Looks at: whether this token may read the repository's real files.
    Why: it is the pipeline that most guides name; community-1 has replaced it.
    Usual causes: not asked for.
    Fix: open the page while logged in to the account of the token, fill in the form, accept.
    """
    return _of_the_older(machine, PIPELINE)


def _of_the_older(machine: Machine, repository: str) -> Finding:
    """A page of the 3.1 pipeline, which version 3 always loads, and version 4 when it is told to."""
    found = _row(machine, "pyannote-3.1", repository)
    if _is_old(machine):
        return _told(machine, found, repository)
    alone = text("{what} Only the older 3.1 pipeline needs it.", what=found.message)
    return _optional(machine, found, repository, alone)


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


def _optional(machine: Machine, found: Finding, repository: str, why: Text) -> Finding:
    """A page that is not needed here holds nothing up, and is told all the same."""
    told = _told(machine, found, repository)
    if found.status.passes:
        return told
    return replace(told, status=Status.NOTE, message=why)


def _told(machine: Machine, found: Finding, repository: str) -> Finding:
    """With what the installed version asks for: one page that was forgotten looks like all."""
    if found.status.passes and not found.evidence:
        return found  # nobody was asked
    version = _version(machine) or label("not installed")
    pages = [Evidence("pyannote.audio", version)]
    pages += [
        Evidence(name, ", ".join(needed))
        for name, needed in _PAGES[_is_old(machine)].items()
        if repository in needed
    ]
    return replace(found, evidence=(*found.evidence, *pages))


def _version(machine: Machine) -> str:
    found = machine.distribution("pyannote.audio")
    return found.version if found else ""


def _is_old(machine: Machine) -> bool:
    """Whether a version is installed that knows neither community-1 nor its PLDA."""
    return _version(machine).partition(".")[0] in {"0", "1", "2", "3"}

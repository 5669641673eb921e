"""The weights: there, and whole."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from diarizer.models.table import MODELS
from diarizer.models.verify import FileState, State, verify
from setup_doctor import ways
from setup_doctor.checks import packages
from setup_doctor.findings import absent, failed, ok
from setup_doctor.model import Remedy, check
from setup_doctor.text import Text, text

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding


@check(requires=(packages.resemblyzer,))
def resemblyzer(machine: Machine) -> Finding:  # noqa: ARG001 - the weights lie where Python finds them
    """The weights of Resemblyzer are there and whole.

    Looks at: pretrained.pt inside the installed package: its size and its SHA-256.
    Why: a cut file fails while loading, with an error about pickles or a magic number.
    Usual causes: an interrupted installation; a copy of the repository without Git LFS.
    Fix: install the package anew; the weights come inside it, no account is needed.
    """
    files = _look("resemblyzer")
    bad = next((file for file in files if file.state is not State.WHOLE), None)
    if bad is None:
        megabytes = sum(file.size for file in files) / 1e6
        return ok(
            text(
                "The speaker embedding's weights are whole ({megabytes:.1f} MB)",
                megabytes=megabytes,
            ),
            _trail(files),
        )
    anew = ways.reinstall("resemblyzer==0.1.4", megabytes=16)
    return failed("models.damaged", _damage(bad), _trail(files), anew)


@check(requires=(packages.pyannote,))
def pyannote(machine: Machine) -> Finding:  # noqa: ARG001 - the weights lie where the Hub's client keeps them
    """The weights of pyannote's pipeline are there and whole (optional).

    Looks at: the cache of huggingface_hub: every file, its size and its hash.
    Why: they are behind a page whose terms have to be accepted with a Hugging Face account.
    Usual causes: never downloaded; a download that was interrupted; a Git LFS pointer.
    Fix: `setup-doctor download pyannote`.
    """
    files = _look("pyannote")
    download = Remedy(
        text("Download pyannote's models"),
        ((ways.DOCTOR, "download", "pyannote"),),
        page=MODELS["pyannote"].pages[0],
        megabytes=round(MODELS["pyannote"].size / 1e6),
    )
    if all(file.state is State.MISSING for file in files):
        message = text("pyannote's models were not downloaded (they need a Hugging Face account)")
        return absent("models.pyannote-missing", message, _trail(files), download)
    bad = next((file for file in files if file.state is not State.WHOLE), None)
    if bad is not None:
        return failed("models.damaged", _damage(bad), _trail(files), download)
    return ok(text("pyannote's models are whole"), _trail(files))


def _look(name: str) -> tuple[FileState, ...]:
    importlib.invalidate_caches()  # pip may have brought the package since the last look
    return verify(MODELS[name], deep=True)


def _trail(files: tuple[FileState, ...]) -> list[tuple[str, str]]:
    return [
        (str(f.location or f"{f.source}/{f.path}"), f"{f.state.value}, {f.size} bytes")
        for f in files
    ]


def _damage(file: FileState) -> Text:
    return text(
        "{path} of {source} is not whole: {state} ({size} bytes, {expected} expected).",
        path=file.path,
        source=file.source,
        state=file.state.value,
        size=file.size,
        expected=file.expected,
    )

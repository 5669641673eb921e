"""Whether transformers knows the network here, and what stands in the way."""

from __future__ import annotations

import platform
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from diarizer.backends.shared.installed_version import version
from diarizer.errors import BackendUnavailable
from diarizer.messages.text import text

if TYPE_CHECKING:
    from diarizer.messages.text import Text

_INSTALL = "setup-doctor install nemotron"
_OLDEST_PYTHON = (3, 11)  # of transformers 5.24
OLDEST = {"torch": (2, 6), "transformers": (5, 24)}
"""The first versions that load and run it as it was tested."""


def look() -> None:
    """Look at what is installed, without importing it.

    Raises:
        BackendUnavailable: something is missing or too old.

    """
    if sys.version_info < _OLDEST_PYTHON:
        raise _refused(
            text(
                "nemotron needs Python 3.11 or newer, and this is {version}.",
                version=platform.python_version(),
            ),
            "backend.python-too-old",
            hint=text("Install Python 3.12, and set up again with it."),
        )
    for package in OLDEST:
        if find_spec(package) is None:
            raise _refused(
                text("nemotron needs {package}, which is not installed.", package=package),
                "backend.not-installed",
            )
        _look_at(package)


def _look_at(package: str) -> None:
    found, oldest = version(package), OLDEST[package]
    if _numbers(found) >= oldest:
        return
    wanted = ".".join(map(str, oldest))
    raise _refused(
        text(
            "nemotron needs {package} {wanted} or newer, and {found} is installed.",
            package=package,
            wanted=wanted,
            found=found,
        ),
        f"backend.{package}-too-old",
        # torch has builds, and another one is for the user to choose.
        hint=_INSTALL if package != "torch" else "https://pytorch.org/get-started/locally/",
    )


def enter() -> None:
    """Import what is used of transformers, which takes seconds.

    Raises:
        BackendUnavailable: it does not load.

    """
    try:
        from transformers import (  # noqa: PLC0415
            AutoModelForAudioFrameClassification,  # noqa: F401
            AutoProcessor,  # noqa: F401
        )
        from transformers.models.nemotron3_diarization import (  # noqa: PLC0415
            modeling_nemotron3_diarization,  # noqa: F401
        )
    except Exception as error:
        raise BackendUnavailable(
            text("transformers is installed, but does not load."),
            context=f"{type(error).__name__}: {error}",
            hint="setup-doctor check --backend nemotron",
            reference="backend.does-not-load",
        ) from error


def _numbers(version: str) -> tuple[int, ...]:
    """Read the release of a version; nothing of one that is written otherwise.

    >>> _numbers("2.13.0+cpu"), _numbers("5.24.0.dev0"), _numbers("of unknown version")
    ((2, 13, 0), (5, 24, 0), ())
    """
    parts = version.partition("+")[0].split(".")
    plain = [part.isdecimal() for part in parts]
    return tuple(map(int, parts[: plain.index(False) if False in plain else len(parts)]))


def _refused(message: Text, reference: str, hint: Text | str = _INSTALL) -> BackendUnavailable:
    return BackendUnavailable(message, hint=hint, reference=reference)

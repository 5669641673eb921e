"""Versions that install cleanly together and then fail: the known ones, each with its way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.specifiers import SpecifierSet

from setup_doctor.messages.text import Text, text
from setup_doctor.repair import common_remedies
from setup_doctor.symptoms.shared_remedies import PYTORCH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setup_doctor.model import Remedy


@dataclass(frozen=True, slots=True)
class Combination:
    """Versions that must not meet.

    Attributes:
        cause: the id under which `docs/checks.md` tells more.
        when: package name to the versions concerned; ``""`` stands for "not installed".
        meaning: what happens then.
        remedies: best first.
    """

    cause: str
    when: Mapping[str, str]
    meaning: Text
    remedies: tuple[Remedy, ...]

    def matches(self, installed: Mapping[str, str]) -> bool:
        """Whether the installed versions (name to version) are such a combination."""
        return all(
            name not in installed
            if versions == ""
            else name in installed
            and SpecifierSet(versions).contains(installed[name], prereleases=True)
            for name, versions in self.when.items()
        )


_RESEMBLYZER = (common_remedies.install("resemblyzer"),)
# By hand: a torch is never replaced behind its owner's back, and who keeps it may need the old numpy.
_OLD_TORCH = (
    common_remedies.by_hand(
        text("Install a newer torch, of the same build, as its page says"), PYTORCH
    ),
    common_remedies.by_hand(
        text('Or keep this torch, and go back to numpy 1: python -m pip install "numpy<2"')
    ),
)

COMBINATIONS = (
    Combination(
        "packages.pkg-resources",
        # The stand-in is a post-release of 2.0.10 and does not match.
        {"webrtcvad": "==2.0.10", "setuptools": ">=82"},
        text(
            "The source webrtcvad imports pkg_resources, which this setuptools no longer has; the import "
            "fails although the installation was clean."
        ),
        _RESEMBLYZER,
    ),
    Combination(
        "packages.pkg-resources",
        {"webrtcvad-wheels": "<2.0.12", "setuptools": ">=82"},
        text(
            "This webrtcvad-wheels still imports pkg_resources, which this setuptools no longer has."
        ),
        _RESEMBLYZER,
    ),
    Combination(
        "packages.typing-backport",
        # Every real release; the stand-in's version ends in .post9.
        {"typing": "<=3.10.0.0"},
        text(
            "The typing back-port hides the standard library's typing wherever site-packages comes first."
        ),
        (common_remedies.uninstall("typing"), *_RESEMBLYZER),
    ),
    Combination(
        "packages.resemblyzer-old",
        {"resemblyzer": "<0.1.3", "librosa": ">=0.10"},
        text("This Resemblyzer calls librosa in a way that librosa 0.10 dropped."),
        _RESEMBLYZER,
    ),
    Combination(
        "packages.numpy-mismatch",
        {"torch": "<2.3", "numpy": ">=2"},
        text("This torch was built for numpy 1 and says `Numpy is not available` beside numpy 2."),
        _OLD_TORCH,
    ),
    Combination(
        "packages.numpy-mismatch",
        {"numba": "<=0.68.1", "numpy": ">=2.6"},
        text("This numba refuses a numpy as new as this one, and librosa imports numba."),
        _RESEMBLYZER,
    ),
    Combination(
        "packages.scipy-2",
        {"resemblyzer": "<=0.1.4", "scipy": ">=2"},
        text("scipy 2 drops a module that Resemblyzer imports."),
        _RESEMBLYZER,
    ),
    Combination(
        "packages.resampy",
        {"librosa": "<0.10", "resampy": ""},
        text("A librosa this old resamples through resampy, which is not installed."),
        _RESEMBLYZER,
    ),
)

"""Asking pip's index for a wheel, the way pip itself would: its settings, its proxy, its certificates."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from setup_doctor.machine import Machine


class Question(Enum):
    """How the question for a wheel ended."""

    FOUND = "found"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class WheelAnswer:
    """Which wheel pip would take, or what it said instead."""

    outcome: Question
    filename: str = ""
    said: str = ""


def ask_for_wheel(machine: Machine, requirement: str) -> WheelAnswer:
    """Which wheel pip would install for `requirement`; nothing is downloaded or installed."""
    done = machine.python(
        *("-m", "pip", "install", "--dry-run", "--quiet", "--no-input", "--no-deps"),
        *("--disable-pip-version-check", "--ignore-installed", "--only-binary=:all:"),
        # One retry and not none: only of a retry does pip say that the connection was broken.
        *("--retries", "1", "--timeout", "10", "--report", "-", requirement),
    )
    if done.ok:
        return _chosen(done.stdout)
    said = next((line for line in done.stderr.splitlines() if "ERROR" in line), done.last_line)
    # Without a connection it says "from versions: none" as well.
    unreachable = any(word in done.stderr for word in ("connection", "Could not fetch", "Retry"))
    if "No matching distribution" in done.stderr and not unreachable:
        return WheelAnswer(Question.NONE, said=said)
    return WheelAnswer(Question.UNKNOWN, said=said)


def _chosen(report: str) -> WheelAnswer:
    try:
        chosen = json.loads(report)["install"][0]["download_info"]["url"]
    except (ValueError, KeyError, IndexError, TypeError):
        return WheelAnswer(Question.UNKNOWN, said="pip's report could not be read")
    name = unquote(PurePosixPath(urlsplit(chosen).path).name)
    return WheelAnswer(Question.FOUND, name, said=f"would install {name}")

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
    from setup_doctor.process import Completed


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
    done = _ask(machine, requirement, "--quiet", "--report", "-")
    if done.ok:
        return _chosen(done.stdout)
    said = next((line for line in done.stderr.splitlines() if "ERROR" in line), done.last_line)
    if "No matching distribution" in done.stderr and _was_reached(machine, requirement):
        return WheelAnswer(Question.NONE, said=said)
    return WheelAnswer(Question.UNKNOWN, said=said)


def _was_reached(machine: Machine, requirement: str) -> bool:
    """Without a connection pip says "from versions: none" too; only its chatter tells the two apart."""
    done = _ask(machine, requirement)
    words = ("connection", "Could not fetch", "Retry", "SSL", "HTTP error")
    return not any(word in done.stdout + done.stderr for word in words)


def _ask(machine: Machine, requirement: str, *options: str) -> Completed:
    return machine.python(
        *("-m", "pip", "install", "--dry-run", "--no-input", "--no-deps", "--ignore-installed"),
        *("--disable-pip-version-check", "--only-binary=:all:"),
        # One try: behind a closed door pip's default is five, with pauses.
        *("--retries", "0", "--timeout", "10", *options, requirement),
    )


def _chosen(report: str) -> WheelAnswer:
    try:
        chosen = json.loads(report)["install"][0]["download_info"]["url"]
    except (ValueError, KeyError, IndexError, TypeError):
        return WheelAnswer(Question.UNKNOWN, said="pip's report could not be read")
    name = unquote(PurePosixPath(urlsplit(chosen).path).name)
    return WheelAnswer(Question.FOUND, name, said=f"would install {name}")

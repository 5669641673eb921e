"""Asking the index for a wheel, as pip or uv itself would: its settings, its proxy, its certificates."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from setup_doctor.machine.pip_spelling import by_uv
from setup_doctor.messages.text import Text, label, text

if TYPE_CHECKING:
    from setup_doctor.machine import Machine


_SILENT = label("no answer within the time limit")
_CHOSEN = re.compile(r"(?<=\+ )\S+==(\S+)")


class Question(Enum):
    """How the question for a wheel ended."""

    FOUND = "found"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class WheelAnswer:
    """Which wheel would be taken, or what was said instead; uv names only the version."""

    outcome: Question
    filename: str = ""
    version: str = ""
    asked: str = "pip"
    said: Text | str = ""


def ask_for_wheel(machine: Machine, requirement: str) -> WheelAnswer:
    """Which wheel pip would install for `requirement`; nothing is downloaded or installed.

    uv is asked where it stands in for pip.
    """
    if by_uv(machine):
        return _of_uv(machine, requirement)
    done = machine.python(
        *("-m", "pip", "install", "--dry-run", "--quiet", "--no-input", "--no-deps"),
        *("--disable-pip-version-check", "--ignore-installed", "--only-binary=:all:"),
        # One retry and not none: only of a retry does pip say that the connection was broken.
        *("--retries", "1", "--timeout", "10", "--report", "-", requirement),
    )
    if done.ok:
        return _chosen(done.stdout)
    if done.timed_out:
        return WheelAnswer(Question.UNKNOWN, said=_SILENT)
    said = next((line for line in done.stderr.splitlines() if "ERROR" in line), done.last_line)
    # Without a connection it says "from versions: none" as well.
    unreachable = any(word in done.stderr for word in ("connection", "Could not fetch", "Retry"))
    if "No matching distribution" in done.stderr and not unreachable:
        return WheelAnswer(Question.NONE, said=said)
    return WheelAnswer(Question.UNKNOWN, said=said)


def _of_uv(machine: Machine, requirement: str) -> WheelAnswer:
    done = machine.run(
        [
            *("uv", "pip", "install", "--python", str(machine.interpreter.executable)),
            *("--dry-run", "--no-deps", "--only-binary", ":all:", requirement),
        ],
        environ={"UV_HTTP_TIMEOUT": "10", "UV_HTTP_RETRIES": "1"},
        cwd=machine.interpreter.prefix,
    )
    if done.ok and (chosen := _CHOSEN.search(done.stderr)):
        return WheelAnswer(Question.FOUND, version=chosen[1], said=_would(chosen[0]), asked="uv")
    if done.timed_out:
        return WheelAnswer(Question.UNKNOWN, said=_SILENT, asked="uv")
    said = next((line for line in done.stderr.splitlines() if "error" in line), done.last_line)
    outcome = Question.NONE if "No solution found" in done.stderr else Question.UNKNOWN
    return WheelAnswer(outcome, said=said, asked="uv")


def _chosen(report: str) -> WheelAnswer:
    try:
        chosen = json.loads(report)["install"][0]["download_info"]["url"]
    except (ValueError, KeyError, IndexError, TypeError):
        return WheelAnswer(Question.UNKNOWN, said=label("pip's report could not be read"))
    name = unquote(PurePosixPath(urlsplit(chosen).path).name)
    return WheelAnswer(Question.FOUND, name, said=_would(name))


def _would(name: str) -> Text:
    return text("would install {name}", name=name)

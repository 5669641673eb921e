"""Asking the index for a wheel, as pip or uv itself would: its settings, its proxy, its certificates."""

from __future__ import annotations

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
    from setup_doctor.machine.process import Completed


_SILENT = label("no answer within the time limit")
_UNREACHABLE = ("connection", "Could not fetch", "Retry")
_CHOSEN = re.compile(r"(?<=\+ )\S+==(\S+)")


class Question(Enum):
    """How the question for a wheel ended."""

    FOUND = "found"
    NONE = "none"
    EMPTY = "empty"  # nothing of that name is there, for any Python
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
    done = _of_pip(machine, requirement)
    if done.ok:
        return _chosen(done)
    if done.timed_out:
        return WheelAnswer(Question.UNKNOWN, said=_SILENT)
    lines = done.stderr.splitlines()
    said = next((line for line in lines if "ERROR" in line), done.last_line)
    # Without a connection it says "from versions: none" as well, and of what is no index at all.
    if unreachable := [line for line in lines if any(word in line for word in _UNREACHABLE)]:
        # The folder of an index behind its address may be a token.
        return WheelAnswer(Question.UNKNOWN, said=re.sub(r": /\S*$", "", unreachable[0]))
    if "No matching distribution" in done.stderr:
        outcome = Question.NONE if _is_there(machine, requirement) else Question.EMPTY
        return WheelAnswer(outcome, said=said)
    return WheelAnswer(Question.UNKNOWN, said=said)


def _of_pip(machine: Machine, requirement: str) -> Completed:
    return machine.python(
        *("-m", "pip", "install", "--dry-run", "--quiet", "--no-input", "--no-deps"),
        *("--disable-pip-version-check", "--ignore-installed", "--only-binary=:all:"),
        # One retry and not none: only of a retry does pip say that the connection was broken.
        *("--retries", "1", "--timeout", "10", "--report", "-", requirement),
    )


def _is_there(machine: Machine, requirement: str) -> bool:
    """Whether the index has anything of that name; where pip is too old to tell, it is taken to have."""
    name = re.split(r"[^\w.-]", requirement)[0]
    done = machine.python(
        *("-m", "pip", "index", "versions", "--no-input", "--disable-pip-version-check"),
        *("--ignore-requires-python", "--timeout", "10", "-vv", name),
    )
    # A wheel for other Pythons is told only in so many words: "Skipping link: none of the wheel's tags".
    skipped = "Skipping link: none of the wheel" in done.stdout + done.stderr
    return skipped or "No matching distribution" not in done.stderr


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


def _chosen(done: Completed) -> WheelAnswer:
    try:
        chosen = done.document()["install"][0]["download_info"]["url"]
    except (ValueError, KeyError, IndexError, TypeError):
        return WheelAnswer(Question.UNKNOWN, said=label("pip's report could not be read"))
    name = unquote(PurePosixPath(urlsplit(chosen).path).name)
    return WheelAnswer(Question.FOUND, name, said=_would(name))


def _would(name: str) -> Text:
    return text("would install {name}", name=name)

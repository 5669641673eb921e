"""Diarizing a recording in a process of its own, and what can be said of the outcome."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from setup_doctor.machine import Machine
    from setup_doctor.process import Completed


_LONGEST = 160  # characters of a reason; the rest is in the JSON


@dataclass(frozen=True, slots=True)
class Proof:
    """A diarization that took place; `data` is the document of `python -m diarizer.smoke`."""

    data: Mapping[str, Any]

    @property
    def sentence(self) -> str:
        """``2 speakers in 27.4 s, DER 3.1 %, 41x real time``."""
        return sentence(self.data)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A diarization that did not take place, and why."""

    message: str
    context: str = ""
    hint: str = ""
    timed_out: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)


def sentence(data: Mapping[str, Any]) -> str:
    """What was found, how right it was, how long it took: in one line.

    >>> sentence({"speakers": 2, "duration": 27.4, "real_time_factor": 41.2, "der": {"rate": 0.031}})
    '2 speakers in 27.4 s, DER 3.1 %, 41x real time'
    """
    speakers = f"{data['speakers']} speaker{'' if data['speakers'] == 1 else 's'}"
    parts = [f"{speakers} in {data['duration']:.1f} s"]
    if data.get("der"):
        parts.append(f"DER {100 * data['der']['rate']:.1f} %")
    parts.append(f"{_times(data['real_time_factor'])} real time")
    return ", ".join(parts) + _engine(data)


def _engine(data: Mapping[str, Any]) -> str:
    if data.get("engine") != "light":
        return ""
    lines = str(data.get("passed_over", "")).splitlines()
    if not lines:
        return " (light engine)"
    missing = lines[0].endswith("is not installed")
    reason = lines[0] if missing else f"torch does not load: {lines[0]}"
    return f" (light engine; {reason[:_LONGEST]})"


def _times(factor: float) -> str:
    return f"{factor:.0f}x" if factor >= 9.5 else f"{factor:.1f}x"  # noqa: PLR2004 - where digits stop helping


def prove(
    machine: Machine,
    backend: str,
    audio: Path | None = None,
    reference: Path | None = None,
    num_speakers: int | None = None,
    engine: str = "auto",
) -> Proof | Refusal:
    """Diarize `audio` (the bundled recording by default) with `backend`, at most `machine.limit` s."""
    options = ["--backend", backend]
    if reference is not None:
        options += ["--reference", str(reference)]
    if engine != "auto":
        options += ["--engine", engine]
    if num_speakers is not None:
        options += ["--num-speakers", str(num_speakers)]
    return _read(machine.python("-m", "diarizer.smoke", *options, *([str(audio)] if audio else [])))


def _read(done: Completed) -> Proof | Refusal:
    if done.timed_out:
        return Refusal("no answer within the time limit", timed_out=True)
    try:
        data = json.loads(done.stdout)
    except json.JSONDecodeError:
        died = f"the process ended with code {done.returncode} and said: {done.last_line}"
        return Refusal(died, done.stderr)
    if "error" in data:
        error = data["error"]
        return Refusal(error["message"], error.get("context", ""), error.get("hint", ""), data=data)
    return Proof(data)

"""Diarizing a recording in a process of its own, and what can be said of the outcome."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from setup_doctor.machine.shell import DOCTOR, spelled
from setup_doctor.messages.text import plural, text, unpacked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from setup_doctor.machine import Machine
    from setup_doctor.machine.process import Completed
    from setup_doctor.messages.text import Text


_ABSENT = " is not installed"  # as the library has it in its document, which is in English
_LONGEST = 160  # characters of a reason; the rest is in the JSON


@dataclass(frozen=True, slots=True)
class Proof:
    """A diarization that took place.

    Attributes:
        data: the document of `python -m diarizer.probes.smoke`.
        warnings: for what reason it may be less than was asked for, by the reference of each.
    """

    data: Mapping[str, Any]
    warnings: Mapping[str, Text | str] = field(default_factory=dict)

    @property
    def sentence(self) -> Text:
        """``2 speakers in 27.4 s, DER 3.1 %, 41x real time``."""
        return sentence(self.data)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A diarization that did not take place, and why."""

    message: Text | str
    context: Text | str = ""
    hint: Text | str = ""
    timed_out: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)


def sentence(data: Mapping[str, Any]) -> Text:
    """What was found, how right it was, how long it took: in one line.

    >>> proof = {"speakers": 2, "duration": 27.4, "real_time_factor": 41.2, "der": {"rate": 0.031}}
    >>> str(sentence(proof))
    '2 speakers in 27.4 s, DER 3.1 %, 41x real time'
    """
    facts: dict[str, object] = {
        "speakers": plural("{count} speaker", "{count} speakers", count=data["speakers"]),
        "duration": data["duration"],
        "times": _times(data["real_time_factor"]),
    }
    if data.get("der"):
        rate = 100 * data["der"]["rate"]
        words = text(
            "{speakers} in {duration:.1f} s, DER {rate:.1f} %, {times}x real time",
            **facts,
            rate=rate,
        )
        return _engine(words, data)
    return _engine(text("{speakers} in {duration:.1f} s, {times}x real time", **facts), data)


def _engine(said: Text, data: Mapping[str, Any]) -> Text:
    # Of open neither engine is the reference, and nothing has to be said of it.
    if data.get("engine") != "light" or "passed_over" not in data:
        return said
    lines = str(data["passed_over"]).splitlines()
    if not lines:
        return text("{said} (light engine)", said=said)
    package, _, more = lines[0].partition(_ABSENT)
    # The default is without torch: nothing is amiss, and nobody shall think so.
    if package == "torch" and not more:
        return text("{said} (light engine, which needs no torch)", said=said)
    if package != lines[0] and not more:
        reason = text("{package} is not installed", package=package)
    else:
        reason = text("torch does not load: {reason}", reason=lines[0][:_LONGEST])
    return text("{said} (light engine; {reason})", said=said, reason=reason)


def _times(factor: float) -> str:
    return f"{factor:.0f}" if factor >= 9.5 else f"{factor:.1f}"  # noqa: PLR2004 - where digits stop helping


def prove(
    machine: Machine,
    backend: str,
    audio: Path | None = None,
    reference: Path | None = None,
    num_speakers: int | None = None,
    engine: str = "auto",
    *,
    device: str = "auto",
) -> Proof | Refusal:
    """Diarize `audio` (the bundled recording by default) with `backend`, at most `machine.limit` s."""
    options = ["--backend", backend]
    if reference is not None:
        options += ["--reference", str(reference)]
    if engine != "auto":
        options += ["--engine", engine]
    if device != "auto":
        options += ["--device", device]
    if num_speakers is not None:
        options += ["--num-speakers", str(num_speakers)]
    done = machine.python("-m", "diarizer.probes.smoke", *options, *([str(audio)] if audio else []))
    answer = _read(done)
    if isinstance(answer, Refusal):
        return replace(answer, hint=for_this_patient(answer.hint, machine))
    warnings = {name: _step_there(said, machine) for name, said in answer.warnings.items()}
    return replace(answer, warnings=warnings)


def _step_there(said: Text | str, machine: Machine) -> Text | str:
    if isinstance(said, str) or "command" not in said.values:
        return said
    command = for_this_patient(str(said.values["command"]), machine)
    return replace(said, values={**said.values, "command": command})


def for_this_patient(hint: Text | str, machine: Machine) -> Text | str:
    """The same hint where it is a command of the doctor's, spelled for the environment of `machine`.

    The library names it as for the doctor's own.
    """
    command = str(hint).split()
    if command[:1] != [DOCTOR] or machine.visit is None:
        return hint
    return spelled(command, machine)


def _read(done: Completed) -> Proof | Refusal:
    if done.timed_out:
        return Refusal(text("no answer within the time limit"), timed_out=True)
    try:
        data = done.document()
    except ValueError:
        died = text(
            "the process ended with code {code} and said: {said}",
            code=done.returncode,
            said=done.last_line,
        )
        return Refusal(died, done.stderr)
    if "error" in data:
        facts = [data["error"].get(name, "") for name in ("message", "context", "hint")]
        message, context, hint = map(unpacked, data["error"].pop("told", facts))
        return Refusal(message, context, hint, data=data)
    told = map(unpacked, data.pop("told", ()))
    return Proof(
        data, {w["reference"]: said for w, said in zip(data["warnings"], told, strict=True)}
    )

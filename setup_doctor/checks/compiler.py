"""A C compiler: what most advice sends people off to install, and what nobody needs here."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.checks import python
from setup_doctor.machine import c_extension
from setup_doctor.messages.text import Text, text
from setup_doctor.model import Cost, Evidence, Finding, Status, check
from setup_doctor.model.findings import note, ok, unknown
from setup_doctor.msvc.gather import gather
from setup_doctor.msvc.judgement import judge
from setup_doctor.msvc.remedies import remedies
from setup_doctor.msvc.trail import trail
from setup_doctor.repair import common_remedies
from setup_doctor.symptoms.table import recognise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setup_doctor.machine import Machine

# cl: "fatal error C1083", link: "error LNK1112", gcc: "fatal error:", setuptools: "PlatformError".
_ERROR = re.compile(r"error C\d+|error LNK\d+|error:|Error: ")
_LINES = 12  # of a compiler's talk: the first error is among the last


def _not_needed(machine: Machine) -> Text:
    wheel = machine.distribution("webrtcvad-wheels")
    if wheel is not None:
        return text("No C compiler. Not needed, webrtcvad came as a wheel.")
    return text("No C compiler. Not needed, webrtcvad comes as a wheel.")


@check(platforms=("linux", "macos"))
def c(machine: Machine) -> Finding:
    """A C compiler and Python's headers.

    Looks at: `$CC --version` (or cc, gcc, clang), and Python.h.
    Why: only packages that are published as source need one. Ours all come as wheels, so that a
    missing compiler is no failure.
    Usual causes: a minimal system.
    Fix: none needed. Should you want one: `apt install build-essential python3-dev`, or
    `xcode-select --install`.
    """
    header = machine.interpreter.include / "Python.h"
    headers = machine.is_file(header)
    trail = [(str(header), "there" if headers else "not there")]
    for name in filter(None, (machine.environ.get("CC"), "cc", "gcc", "clang")):
        answer = machine.run([*shlex.split(name), "--version"])
        first = (answer.stdout.splitlines() or [answer.last_line or "nothing"])[0]
        trail.append((f"{name} --version", first))
        if answer.ok and answer.stdout.strip():
            return _with_compiler(first, trail, headers=headers)
        if name == machine.environ.get("CC"):
            break  # builds take this one or none
    return note("compiler.none", _not_needed(machine), trail)


def _with_compiler(name: str, trail: list[tuple[str, str]], *, headers: bool) -> Finding:
    if headers:
        return ok(text("{name} (not needed: everything comes as wheels)", name=name), trail)
    return note(
        "compiler.no-headers",
        text(
            "{name}, without Python's headers. Not needed, webrtcvad comes as a wheel.", name=name
        ),
        trail,
    )


@check(platforms=("windows",))
def msvc(machine: Machine) -> Finding:
    """Microsoft's C++ Build Tools.

    Looks at: vswhere.exe where its installer puts it, asked with and without -all; the parts and
    the state of each installation that it lists; the Windows SDK in the registry and on the disk;
    vcvarsall.bat; Python.h; DISTUTILS_USE_SDK and the architecture of a Developer Prompt.
    Why: it is what "Microsoft Visual C++ 14.0 or greater is required" asks for. But that message
    comes from packages published as source only. Ours all come as wheels.
    Usual causes: no Visual Studio; Visual Studio Code, which is an editor; the Redistributable,
    which is a runtime; Build Tools without the workload "Desktop development with C++"; a restart
    that is pending.
    Fix: none needed. For those who want one, `setup-doctor check --only compiler --verbose` shows
    the command that suits this machine.
    """
    facts = gather(machine)
    judgement = judge(facts)
    if not judgement.cause:
        return ok(_found(machine, judgement.sentence), trail(facts))
    ways_out = remedies(judgement, facts)
    status = Status.NOTE
    if not wheel_exists(machine):
        # Another Python is the shorter way, and the compiler only the first of two walls.
        status, ways_out = Status.WARNING, (common_remedies.new_python(), *ways_out)
    message = text("{need} {sentence}", need=_need(machine), sentence=judgement.sentence)
    evidence = tuple(Evidence(*each) for each in trail(facts))
    return Finding(status, message, judgement.cause, evidence, ways_out)


def _found(machine: Machine, name: Text) -> Text:
    if wheel_exists(machine):
        return text("{name} (not needed: everything comes as wheels)", name=name)
    return text(
        "{name}. pip can compile webrtcvad with it, which has no wheel for this Python.", name=name
    )


def wheel_exists(machine: Machine) -> bool:
    """Whether webrtcvad is here as a wheel, or was made as one for this Python."""
    if machine.has("webrtcvad-wheels"):
        return True
    interpreter = machine.interpreter
    fitting = python.OLDEST <= interpreter.version[:2] <= python.NEWEST
    return fitting and interpreter.tag != "win-arm64" and not interpreter.free_threaded


def _need(machine: Machine) -> Text:
    """What is said first: whether anybody needs a compiler at all."""
    if not wheel_exists(machine):
        return text("pip has to compile webrtcvad, as it has no wheel for this Python.")
    if machine.has("webrtcvad-wheels"):
        return text("No compiler is needed: webrtcvad came as a wheel.")
    return text("No compiler is needed: webrtcvad comes as a wheel.")


@check(cost=Cost.DEEP)
def extension(machine: Machine) -> Finding:
    """A C extension of one line compiles.

    Looks at: what comes of compiling one by setuptools, which is how pip would, and of importing
    it; in a temporary folder that is removed again. Only with --deep.
    Why: it is the one proof that compiler, SDK, headers and linker work together for this Python.
    Usual causes of a failure: no compiler; no SDK; no headers; a Developer Prompt for another
    architecture.
    Fix: none needed. The finding about the compiler says what is missing.
    """
    try:
        with machine.scratch() as folder:
            done = machine.python("-I", str(Path(c_extension.__file__)), str(folder))
    except OSError as error:
        return _not_tried(text("No temporary folder can be made."), str(error))
    said = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    if c_extension.ANSWERED in said:
        return ok(text("A C extension compiles and answers"), _last(said))
    if done.timed_out:
        return _not_tried(text("The compiler did not end within the time limit."), *said)
    if any(line.startswith(c_extension.NO_SETUPTOOLS) for line in said):
        return _not_tried(text("setuptools, by which one would compile, is not installed."), *said)
    first = next((line for line in said if _ERROR.search(line)), done.last_line)
    symptom = recognise("\n".join(said))
    known = symptom.cause if symptom and symptom.cause.startswith("compiler.") else ""
    sentence = text(
        "{need} A C extension of one line does not compile: {error}",
        need=_need(machine),
        error=first,
    )
    if known:
        return note(known, sentence, _last(said))
    return note("compiler.trial-failed", sentence, _last(said))


def _not_tried(sentence: Text, *said: str) -> Finding:
    return unknown("compiler.not-tried", sentence, _last(said))


def _last(said: Sequence[str]) -> list[tuple[str, str]]:
    return [("compiling", line) for line in said[-_LINES:]]

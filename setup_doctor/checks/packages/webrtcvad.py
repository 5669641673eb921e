"""The voice activity detector: the wall that most people hit first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setup_doctor.checks import python
from setup_doctor.checks.python.pip import shown
from setup_doctor.diagnosis import import_failure
from setup_doctor.install.stand_in_wheels import is_stand_in
from setup_doctor.machine.pip_index import Question, WheelAnswer, ask_for_wheel
from setup_doctor.machine.pip_settings import blamed, leading_to_the_index, without_index
from setup_doctor.machine.shared_probes import PROBES
from setup_doctor.messages.text import text
from setup_doctor.model import Cost, check
from setup_doctor.model.findings import failed, ok, unknown, warning
from setup_doctor.repair import common_remedies
from setup_doctor.symptoms.table import recognise

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Finding, Remedy


@check(requires=(python.pip,), cost=Cost.NETWORK)
def webrtcvad_wheel(machine: Machine) -> Finding:
    """webrtcvad can be had ready-built for this Python.

    Looks at: the installed webrtcvad-wheels, else what pip (or uv) would choose from its index with
    everything that needs compiling refused, against the tags that this Python accepts.
    Why: under its own name webrtcvad is published as source only; this is the way past the
    compiler.
    Usual causes of a failure: a Python for which no wheel was made (too new, 32-bit ARM,
    free-threaded); an index that a proxy hides.
    Fix: Python 3.12; for the proxy, pip's own settings (`pip config set global.proxy ...`).
    """
    wheel = machine.distribution("webrtcvad-wheels")
    if wheel is not None:
        came = [("webrtcvad-wheels " + wheel.version, ", ".join(wheel.tags))]
        return ok(text("webrtcvad came as a wheel ({tags})", tags=", ".join(wheel.tags[:1])), came)
    answer = ask_for_wheel(machine, "webrtcvad-wheels>=2.0.14")
    tags = machine.interpreter.tags()
    first = str(tags[0])
    trail: list[tuple[str, Text | str]] = [("this Python's first tag", first)]
    trail.append((answer.asked, answer.said))
    if answer.version:
        message = text(
            "There is a wheel of webrtcvad for this Python: {version}", version=answer.version
        )
        return ok(message, trail)
    if answer.outcome is Question.FOUND:
        from packaging.utils import parse_wheel_filename  # noqa: PLC0415, slow, and rarely needed

        _, version, _, offered = parse_wheel_filename(answer.filename)
        fitting = [str(tag) for tag in tags if tag in offered]
        message = text(
            "There is a wheel of webrtcvad for this Python: {version}, {tag}",
            version=str(version),
            tag=(fitting or ["?"])[0],
        )
        return ok(message, [*trail, ("wheel", answer.filename)])
    if (told := _led_astray(machine, answer, trail)) is not None:
        return told
    if answer.outcome is Question.NONE:
        message = text("No wheel of webrtcvad was made for this Python ({tag}).", tag=first)
        return failed("packages.no-wheel", message, trail, common_remedies.new_python(machine))
    return _not_asked(machine, answer, trail)


def _led_astray(
    machine: Machine, answer: WheelAnswer, trail: list[tuple[str, Text | str]]
) -> Finding | None:
    """By its settings pip asks nobody, stops, or asks what is no index."""
    setting, message = (
        without_index(machine),
        text("pip asks no index, as it is set to: {setting}."),
    )
    if setting is None:
        setting = blamed(machine, str(answer.said))
        message = text("pip stops at a setting of its own: {setting}.")
    if setting is not None:
        told = replace(message, values={"setting": shown(setting)})
        way_out = common_remedies.without_setting(setting, machine)
        return unknown("python.pip-settings", told, trail, way_out)
    if answer.outcome is not Question.EMPTY:
        return None
    message = text(
        "What pip asks has no webrtcvad-wheels for any Python: it is no package index, or a mirror without it."
    )
    return unknown("packages.index", message, trail, _way_to_the_index(machine))


def _not_asked(
    machine: Machine, answer: WheelAnswer, trail: list[tuple[str, Text | str]]
) -> Finding:
    symptom = recognise(str(answer.said))
    if symptom is not None and symptom.remedies and not symptom.cause.startswith("network."):
        return unknown(symptom.cause, symptom.meaning, trail, *symptom.remedies)
    message = text("The package index could not be asked.")
    return unknown("packages.index", message, trail, _way_to_the_index(machine))


def _way_to_the_index(machine: Machine) -> Remedy:
    return common_remedies.reach_the_index(machine.environ, leading_to_the_index(machine))


@check(requires=(python.version, python.architecture, python.threading))
def webrtcvad(machine: Machine) -> Finding:
    """The voice activity detector is installed and answers.

    Looks at: `import webrtcvad`, then a second of digital silence, outside this process.
    Why: the import alone breaks in two ways. Without a compiler pip cannot install the source
    package; and where it can, the module imports pkg_resources, which setuptools 82 removed, while
    `pip check` finds nothing wrong.
    Usual causes: `pip install resemblyzer`, which asks for the source package.
    Fix: `setup-doctor install resemblyzer`, which brings the same module as a wheel.
    """
    answer = import_failure.ask(machine, PROBES["packages.webrtcvad"])
    source, wheels = machine.distribution("webrtcvad"), machine.distribution("webrtcvad-wheels")
    if answer.value is None:
        if source is None and wheels is None:
            return failed(
                "packages.webrtcvad-missing",
                text(
                    "webrtcvad is not installed. `pip install webrtcvad` would want a C compiler "
                    "(Microsoft Visual C++ 14.0 or greater); there is a way without."
                ),
                [("import webrtcvad", answer.error)],
                common_remedies.install("resemblyzer", machine),
            )
        return import_failure.diagnose(
            "webrtcvad", answer, common_remedies.install("resemblyzer", machine, megabytes=1)
        )
    if answer.value[0]:
        message = text("webrtcvad takes silence for speech: it is not the module it should be.")
        return failed(
            "packages.webrtcvad-wrong",
            message,
            (),
            common_remedies.install("resemblyzer", machine, megabytes=1),
        )
    versions = (source.version if source else "", wheels.version if wheels else "")
    return _owners(machine, answer.value[1], *versions)


def _owners(machine: Machine, version: str, source: str, wheels: str) -> Finding:
    trail = [
        ("webrtcvad", source or "not installed"),
        ("webrtcvad-wheels", wheels or "not installed"),
    ]
    if source and wheels and not is_stand_in(source):
        message = text(
            "webrtcvad and webrtcvad-wheels are both installed and own the same files: removing either "
            "breaks the other."
        )
        return warning(
            "packages.webrtcvad-twice",
            message,
            trail,
            common_remedies.install("resemblyzer", machine, megabytes=1),
        )
    if source and not is_stand_in(source):
        message = text(
            "webrtcvad {version} answers, compiled from source. The next setuptools may break it.",
            version=version,
        )
        return warning(
            "packages.webrtcvad-source",
            message,
            trail,
            common_remedies.install("resemblyzer", machine, megabytes=1),
        )
    return ok(text("webrtcvad {version} answers, and came as a wheel", version=version), trail)

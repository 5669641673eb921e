"""The proof: a recording is diarized, with each backend whose parts are all there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setup_doctor.checks import disk, models, packages
from setup_doctor.diagnosis import cut_files
from setup_doctor.install import light_engine
from setup_doctor.install.route import ROUTES
from setup_doctor.machine.proof import Proof, Refusal, for_this_patient, prove
from setup_doctor.machine.shell import DOCTOR
from setup_doctor.messages.text import text
from setup_doctor.model import Cost, Status, check
from setup_doctor.model.findings import failed, ok, unknown, warning
from setup_doctor.repair import common_remedies
from setup_doctor.symptoms.table import recognise

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Finding, Remedy


@check(
    requires=(
        packages.webrtcvad,
        packages.audio,
        packages.light,
        models.resemblyzer,
        disk.space,
    ),
    # Where they do not pass, the light engine takes over.
    prefers=(packages.resemblyzer_answers, packages.combination),
    # Their segmentation network says who speaks beside whom.
    uses=(models.open,),
    cost=Cost.HEAVY,
    backend="resemblyzer",
)
def resemblyzer(machine: Machine) -> Finding:
    """Resemblyzer diarizes the bundled recording.

    Looks at: a real run of `diarizer` on a recording of two people, in a process of its own, and
    its turns against the truth: with torch, or with the light engine where torch does not load.
    Why: packages that can be imported and weights that are whole do not prove that it works.
    Usual causes of a failure: everything that no other check has seen.
    Fix: what the error says; `setup-doctor explain "..."` knows many messages.
    """
    answer = prove(machine, "resemblyzer")
    if isinstance(answer, Refusal) and not answer.data:
        # torch took the process along; the light engine is not torn down with it.
        said = str(answer.message)
        answer = prove(machine, "resemblyzer", engine="light")
        if isinstance(answer, Proof):
            answer = Proof({**answer.data, "passed_over": said})
    finding = _told(machine, "resemblyzer", answer)
    reason = answer.data.get("passed_over", "")
    return (
        finding if not reason or light_engine.chosen(machine) else _without_torch(finding, reason)
    )


def _without_torch(finding: Finding, reason: str) -> Finding:
    """It works, and not as it was installed."""
    symptom = recognise(reason)
    trail = [(each.looked_at, each.seen) for each in finding.evidence]
    remedies = symptom.remedies if symptom else ()
    told = warning("smoke.light-engine", finding.message, trail, *remedies)
    return replace(told, data=finding.data)


@check(
    requires=(packages.audio, packages.light, models.open, disk.space),
    # Where they do not pass, onnxruntime may be there.
    prefers=(packages.torch_answers, packages.combination),
    cost=Cost.HEAVY,
    backend="open",
)
def open(machine: Machine) -> Finding:  # noqa: A001 - named after the backend
    """The backend `open` diarizes the bundled recording (optional).

    Looks at: the same run as for Resemblyzer, with segmentation-3.0 and CAM++.
    Why: the same.
    Usual causes of a failure: neither onnxruntime nor torch loads and calculates.
    Fix: what the error says; `setup-doctor install open`.
    """
    return diarizes(machine, "open")


@check(
    requires=(packages.pyannote_answers, models.pyannote, disk.space),
    cost=Cost.HEAVY,
    backend="pyannote",
)
def pyannote(machine: Machine) -> Finding:
    """Pyannote diarizes the bundled recording (optional).

    Looks at: the same run as for Resemblyzer, with pyannote's pipeline.
    Why: the same.
    Usual causes of a failure: torchaudio built for CUDA beside a torch for the CPU (Linux).
    Fix: what the error says.
    """
    return diarizes(machine, "pyannote")


@check(
    requires=(packages.nemotron_answers, models.nemotron, disk.space),
    cost=Cost.HEAVY,
    backend="nemotron",
)
def nemotron(machine: Machine) -> Finding:
    """The backend `nemotron` diarizes the bundled recording (optional).

    Looks at: the same run as for Resemblyzer, with NVIDIA's network in transformers.
    Why: the same.
    Usual causes of a failure: little memory, as the network and its weights take about 1 GB.
    Fix: what the error says.
    """
    return diarizes(machine, "nemotron")


def diarizes(machine: Machine, backend: str) -> Finding:
    """A finding about `backend`, which is to diarize the bundled recording.

    All that the check of a backend needs to say, also of one from another distribution.
    """
    return _told(machine, backend, prove(machine, backend))


def _told(machine: Machine, backend: str, answer: Proof | Refusal) -> Finding:
    return cut_files.blamed(machine, backend, _found(machine, backend, answer))


def _found(machine: Machine, backend: str, answer: Proof | Refusal) -> Finding:
    command = f"python -m diarizer.probes.smoke --backend {backend}"
    if isinstance(answer, Proof):
        said = text("{backend}: {proof}", backend=backend, proof=answer.sentence)
        proved = ok(said, [(command, answer.sentence)], **answer.data)
        return _lessened(machine, backend, proved, answer)
    trail = [(command, answer.context or answer.message)]
    if answer.timed_out:
        return unknown(
            "smoke.timeout", text("The diarization did not end within the time limit."), trail
        )
    symptom = recognise(str(answer.context)) or recognise(str(answer.message))
    if symptom is not None:
        return failed(symptom.cause, symptom.meaning, trail, *symptom.remedies)
    message = text("The diarization failed: {error}", error=answer.message)
    return failed("smoke.failed", message, trail, *_hinted(machine, backend, answer.hint))


def _lessened(machine: Machine, backend: str, proved: Finding, answer: Proof) -> Finding:
    """It works, and a network that is installed took no part in it."""
    # What is not installed is said where the models are looked at.
    if not answer.warnings or models.resemblyzer(machine).status is Status.WARNING:
        return proved
    reasons = [
        each if isinstance(each, str) else each.values.get("reason", each)
        for each in answer.warnings.values()
    ]
    symptom = recognise(str(reasons[0]))
    again = (common_remedies.install(backend, machine),) if backend in ROUTES else ()
    ways_out = symptom.remedies if symptom else again
    trail = [(each.looked_at, each.seen) for each in proved.evidence]
    trail += [(command, text("{said}", said=each)) for command, each in answer.warnings.items()]
    reason = text("{said}", said=reasons[0])
    told = failed("smoke.lesser", reason, trail, *ways_out)
    told = replace(told, cause=symptom.cause) if symptom else told
    told = cut_files.blamed(machine, backend, told)
    message = text(
        "{proof}, but less well than with all that is installed: {reason}",
        proof=proved.message,
        reason=told.message,
    )
    return replace(told, status=Status.WARNING, message=message, data=proved.data)


def _hinted(machine: Machine, backend: str, hint: Text | str) -> tuple[Remedy, ...]:
    """What the library advises; it sends here where a package of the backend is broken or gone."""
    commands = (f"{DOCTOR} check", f"{DOCTOR} install {backend}")
    ours = tuple(str(for_this_patient(each, machine)) for each in commands)
    if str(hint).startswith(ours) and backend in ROUTES:
        return (common_remedies.install(backend, machine),)
    return (common_remedies.by_hand(text("{hint}", hint=hint)),) if hint else ()

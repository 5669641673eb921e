"""What the backends are made of, on top of webrtcvad and torch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setup_doctor.checks import python
from setup_doctor.checks.packages.builds import builds
from setup_doctor.checks.packages.torch import combination, torch, torch_answers
from setup_doctor.checks.packages.webrtcvad import webrtcvad
from setup_doctor.diagnosis import cut_files, import_failure
from setup_doctor.install import light_engine
from setup_doctor.machine.shared_probes import PROBES
from setup_doctor.messages.text import text
from setup_doctor.model import Cost, check
from setup_doctor.model.findings import absent, failed, ok
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding


@check(requires=(python.version, python.architecture))
def audio(machine: Machine) -> Finding:
    """Recordings can be decoded.

    Looks at: soundfile writing and reading a sound in memory, PyAV, and the resampler, outside this
    process.
    Why: they bring libsndfile and FFmpeg inside their wheels, so that nobody has to install
    ffmpeg.exe; m4a, mp4 and webm need the second.
    Usual causes: never installed; on Linux a soundfile from a wheel without libsndfile.
    Fix: `setup-doctor install resemblyzer`.
    """
    answer = import_failure.ask(machine, PROBES["packages.audio"])
    if answer.value is None:
        missing = [n for n in ("numpy", "soundfile", "soxr", "av") if not machine.has(n)]
        if missing:
            message = text("{names} not installed.", names=", ".join(missing))
            trail = [("import soundfile, soxr, av", answer.error)]
            return failed(
                "packages.audio-missing", message, trail, common_remedies.install_any(machine)
            )
        found = import_failure.diagnose("soundfile", answer, common_remedies.install_any(machine))
        return cut_files.blamed(machine, common_remedies.DEFAULT_BACKEND, found)
    message = text(
        "soundfile {soundfile} and PyAV {av} decode", soundfile=answer.value[1], av=answer.value[2]
    )
    return ok(message)


@check(requires=(python.version, python.architecture))
def light(machine: Machine) -> Finding:
    """What diarizes without torch answers.

    Looks at: numpy and threadpoolctl in a small calculation, outside this process.
    Why: they find the speakers for Resemblyzer, and its light engine needs no more than them: where
    torch is missing or does not load, it takes over.
    Usual causes: never installed; a cut file.
    Fix: `setup-doctor install resemblyzer`, or with `--full` for torch, too.
    """
    names = ("numpy", "threadpoolctl")
    answer = import_failure.ask(machine, PROBES["packages.light"])
    if answer.value is not None:
        return ok(text("numpy {version} calculates", version=answer.value[1]))
    missing = [name for name in names if not machine.has(name)]
    if missing:
        message = text("{names} not installed.", names=", ".join(missing))
        trail = [("import numpy, threadpoolctl", answer.error)]
        return failed(
            "packages.light-missing", message, trail, common_remedies.install_any(machine)
        )
    found = import_failure.diagnose("numpy", answer, common_remedies.install_any(machine))
    return cut_files.blamed(machine, common_remedies.DEFAULT_BACKEND, found)


@check(requires=(webrtcvad, torch, audio, combination))
def resemblyzer(machine: Machine) -> Finding:
    """Resemblyzer and what it is made of are installed.

    Looks at: the installed versions of resemblyzer, librosa and scikit-learn.
    Why: Resemblyzer turns a voice into a speaker embedding; it is the engine that needs no account.
    Usual causes: `pip install resemblyzer` failed at webrtcvad.
    Fix: `setup-doctor install resemblyzer --full`.
    """
    names = ("resemblyzer", "librosa", "scikit-learn")
    found = {name: machine.distribution(name) for name in names}
    trail = [(name, d.version if d else "not installed") for name, d in found.items()]
    missing = [name for name, d in found.items() if d is None]
    if missing:
        message = text("{names} not installed.", names=", ".join(missing))
        if light_engine.chosen(machine):
            message = text("{names} not installed (optional)", names=", ".join(missing))
            return absent("packages.resemblyzer-missing", message, trail)
        return failed(
            "packages.resemblyzer-missing",
            message,
            trail,
            common_remedies.install_with_torch(machine),
        )
    return ok(text("resemblyzer {version} is installed", version=trail[0][1]), trail)


@check(requires=(resemblyzer, torch_answers), cost=Cost.HEAVY)
def resemblyzer_answers(machine: Machine) -> Finding:
    """Resemblyzer can be imported, with librosa and scikit-learn.

    Looks at: the three imports, in one process of their own.
    Why: `pip install resemblyzer` can end well, with `pip check` content, and the import still fail.
    Usual causes: the source webrtcvad beside a setuptools without pkg_resources.
    Fix: `setup-doctor install resemblyzer`.
    """
    answer = import_failure.ask(
        machine, "import sklearn, librosa.filters, resemblyzer; answer = True"
    )
    if answer.value is None:
        found = import_failure.diagnose(
            "resemblyzer", answer, common_remedies.install("resemblyzer", machine)
        )
        return cut_files.blamed(machine, "resemblyzer", found)
    return ok(text("resemblyzer, librosa and scikit-learn can be imported"))


@check(requires=(torch, audio))
def pyannote(machine: Machine) -> Finding:
    """pyannote.audio 4 is installed (optional).

    Looks at: the installed version.
    Why: pyannote is the most accurate engine, for those who have a Hugging Face account. Version 3
    cannot load on today's torch, torchaudio and huggingface_hub.
    Usual causes: not asked for; an old guide that pins version 3.
    Fix: `setup-doctor install pyannote`.
    """
    found = machine.distribution("pyannote.audio")
    if found is None:
        message = text("pyannote.audio is not installed (optional: needs a Hugging Face account)")
        return absent(
            "packages.pyannote-missing", message, (), common_remedies.install("pyannote", machine)
        )
    trail = [("pyannote.audio", found.version)]
    if found.version.partition(".")[0] in {"0", "1", "2", "3"}:
        message = text(
            "pyannote.audio {version} is too old for this torch; 4 is wanted.",
            version=found.version,
        )
        return failed(
            "packages.pyannote-old", message, trail, common_remedies.install("pyannote", machine)
        )
    return ok(text("pyannote.audio {version} is installed", version=found.version), trail)


@check(requires=(pyannote, torch_answers), cost=Cost.HEAVY)
def pyannote_answers(machine: Machine) -> Finding:
    """pyannote.audio can be imported (optional).

    Looks at: the import, in a process of its own, with its telemetry switched off.
    Why: on Linux pip brings a torchaudio that is built for CUDA beside a torch for the processor,
    and the import fails over a missing libc10_cuda.so. torchcodec complains about FFmpeg as well,
    which does no harm: the recordings come to pyannote decoded.
    Usual causes: the above; two of torch, torchaudio and torchcodec from different places.
    Fix: `setup-doctor install pyannote`.
    """
    code = (
        "from diarizer.backends.pyannote import installation as i; i.look(); i.enter(); "
        "from diarizer.backends.shared.installed_version import version; "
        "answer = version('pyannote.audio')"
    )
    answer = import_failure.ask(machine, code)
    if answer.value is None:
        found = import_failure.diagnose(
            "pyannote.audio", answer, common_remedies.install("pyannote", machine)
        )
        if found.cause == "packages.torch-family":  # which of them, and from where, is known here
            found = replace(found, remedies=(*builds(machine).remedies, *found.remedies))
        return cut_files.blamed(machine, "pyannote", found)
    return ok(text("pyannote.audio {version} can be imported", version=answer.value))

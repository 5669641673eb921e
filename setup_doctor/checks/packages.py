"""The packages: not whether they are listed, but whether they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.tags import sys_tags
from packaging.utils import parse_wheel_filename

from setup_doctor import probe, ways
from setup_doctor.checks import python
from setup_doctor.combinations import COMBINATIONS
from setup_doctor.findings import absent, failed, ok, unknown, warning
from setup_doctor.install.standins import is_stand_in
from setup_doctor.model import Cost, Remedy, check
from setup_doctor.pip_index import Question, ask_for_wheel
from setup_doctor.text import text

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding

_NATIVE = (".so", ".pyd", ".dll", ".dylib")


@check(requires=(python.pip,), cost=Cost.NETWORK)
def webrtcvad_wheel(machine: Machine) -> Finding:
    """Webrtcvad can be had ready-built for this Python.

    Looks at: the installed webrtcvad-wheels, else what pip would choose from its index with
    everything that needs compiling refused, against the tags that this Python accepts.
    Why: under its own name webrtcvad is published as source only; this is the way past the
    compiler.
    Usual causes of a failure: a Python for which no wheel was made (too new, 32-bit ARM,
    free-threaded); an index that a proxy hides.
    Fix: Python 3.12; for the proxy, pip's own settings (`pip config set global.proxy ...`).
    """
    wheel = machine.distribution("webrtcvad-wheels")
    if wheel is not None:
        trail = [("webrtcvad-wheels " + wheel.version, ", ".join(wheel.tags))]
        return ok(text("webrtcvad came as a wheel ({tags})", tags=", ".join(wheel.tags[:1])), trail)
    answer = ask_for_wheel(machine, "webrtcvad-wheels>=2.0.14")
    first = next(map(str, sys_tags()))
    trail = [("this Python's first tag", first), ("pip", answer.said)]
    if answer.outcome is Question.FOUND:
        _, version, _, tags = parse_wheel_filename(answer.filename)
        fitting = [str(tag) for tag in sys_tags() if tag in tags]
        message = text(
            "There is a wheel of webrtcvad for this Python: {version}, {tag}",
            version=str(version),
            tag=(fitting or ["?"])[0],
        )
        return ok(message, [*trail, ("wheel", answer.filename)])
    if answer.outcome is Question.NONE:
        message = text("No wheel of webrtcvad was made for this Python ({tag}).", tag=first)
        return failed("packages.no-wheel", message, trail, ways.new_python())
    return unknown("packages.index", text("The package index could not be asked."), trail)


@check(requires=(python.version, python.architecture, python.threading))
def webrtcvad(machine: Machine) -> Finding:
    """The voice activity detector is installed and answers.

    Looks at: `import webrtcvad`, then a second of digital silence, in a process of its own.
    Why: the import alone breaks in two ways. Without a compiler pip cannot install the source
    package; and where it can, the module imports pkg_resources, which setuptools 82 removed, while
    `pip check` finds nothing wrong.
    Usual causes: `pip install resemblyzer`, which asks for the source package.
    Fix: `setup-doctor install resemblyzer`, which brings the same module as a wheel.
    """
    answer = probe.ask(
        machine,
        "import webrtcvad; v = webrtcvad.Vad(3); "
        "answer = [v.is_speech(bytes(960), 16000), getattr(webrtcvad, '__version__', '?')]",
    )
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
                ways.install("resemblyzer"),
            )
        return probe.diagnose("webrtcvad", answer, ways.install("resemblyzer", megabytes=1))
    if answer.value[0]:
        message = text("webrtcvad takes silence for speech: it is not the module it should be.")
        return failed(
            "packages.webrtcvad-wrong", message, (), ways.install("resemblyzer", megabytes=1)
        )
    return _owners(
        answer.value[1], source.version if source else "", wheels.version if wheels else ""
    )


def _owners(version: str, source: str, wheels: str) -> Finding:
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
            "packages.webrtcvad-twice", message, trail, ways.install("resemblyzer", megabytes=1)
        )
    if source and not is_stand_in(source):
        message = text(
            "webrtcvad {version} answers, compiled from source. The next setuptools may break it.",
            version=version,
        )
        return warning(
            "packages.webrtcvad-source", message, trail, ways.install("resemblyzer", megabytes=1)
        )
    return ok(text("webrtcvad {version} answers, and came as a wheel", version=version), trail)


@check(requires=(python.version, python.architecture, python.threading))
def torch(machine: Machine) -> Finding:
    """Torch is installed, and every compiled file of it is whole.

    Looks at: the version, and the size of each library against the size in the wheel's record.
    Why: torch is the largest thing to be fetched. An interrupted installation, a full disk or a
    virus scanner leaves it with a cut library, and the error speaks of a DLL or an ELF header.
    Usual causes: Ctrl-C or a power cut while pip was unpacking.
    Fix: install it anew, without the cache.
    """
    torch = machine.distribution("torch")
    if torch is None:
        message = text("torch is not installed.")
        return failed(
            "packages.torch-missing",
            message,
            [("torch", "not installed")],
            ways.install("resemblyzer"),
        )
    files = machine.installed_files("torch", _NATIVE)
    cut = [
        (str(file.path), f"{machine.size(file.path)} bytes instead of {file.size}")
        for file in files
        if file.size is not None and machine.size(file.path) != file.size
    ]
    if cut:
        message = text(
            "torch {version} is damaged: {count} of its {all} libraries are cut or gone.",
            version=torch.version,
            count=len(cut),
            all=len(files),
        )
        return failed("packages.cut", message, cut, _torch_anew(torch.version))
    return ok(
        text("torch {version}, {count} libraries whole", version=torch.version, count=len(files)),
        [("torch", torch.version)],
    )


def _torch_anew(version: str) -> Remedy:
    # The same version, as exactly as pip allows: `2.13.0+cpu` is not in every index.
    return ways.reinstall(f"torch=={version.partition('+')[0]}", megabytes=130)


@check(requires=(torch,), cost=Cost.HEAVY)
def torch_answers(machine: Machine) -> Finding:
    """Torch loads and calculates.

    Looks at: `import torch` and a small sum, in a process of its own.
    Why: second among the failures that people report is a torch that will not load: WinError 126
    (a DLL is missing) or 1114 (a DLL would not start), most often an old Visual C++ Redistributable.
    Usual causes: no or an old Redistributable; a cut file; numpy and torch that do not go together.
    Fix: the newest Redistributable; else torch anew.
    """
    answer = probe.ask(
        machine, "import torch; answer = [float(torch.ones(3).sum()), torch.__version__]"
    )
    if answer.value is None:
        return probe.diagnose("torch", answer, _torch_anew(_version_of(machine, "torch")))
    return ok(text("torch {version} calculates", version=answer.value[1]))


def _version_of(machine: Machine, name: str) -> str:
    found = machine.distribution(name)
    return found.version if found else ""


@check(requires=(python.version, python.architecture))
def audio(machine: Machine) -> Finding:
    """Recordings can be decoded.

    Looks at: soundfile writing and reading a sound in memory, PyAV, and the resampler, each in a
    process of its own.
    Why: they bring libsndfile and FFmpeg inside their wheels, so that nobody has to install
    ffmpeg.exe; m4a, mp4 and webm need the second.
    Usual causes: never installed; on Linux a soundfile from a wheel without libsndfile.
    Fix: `setup-doctor install resemblyzer`.
    """
    code = (
        "import io, numpy, soundfile, soxr, av; b = io.BytesIO(); "
        "soundfile.write(b, numpy.zeros(800, 'float32'), 8000, format='WAV'); b.seek(0); "
        "n = len(soxr.resample(soundfile.read(b)[0], 8000, 16000)); "
        "av.CodecContext.create('aac', 'r'); "
        "answer = [n, soundfile.__version__, av.__version__]"
    )
    answer = probe.ask(machine, code)
    if answer.value is None:
        missing = [
            n for n in ("numpy", "soundfile", "soxr", "av") if machine.distribution(n) is None
        ]
        if missing:
            message = text("{names} not installed.", names=", ".join(missing))
            trail = [("import soundfile, soxr, av", answer.error)]
            return failed("packages.audio-missing", message, trail, ways.install("resemblyzer"))
        return probe.diagnose("soundfile", answer, ways.install("resemblyzer"))
    message = text(
        "soundfile {soundfile} and PyAV {av} decode", soundfile=answer.value[1], av=answer.value[2]
    )
    return ok(message)


@check(requires=(torch,))
def combination(machine: Machine) -> Finding:
    """The versions go together.

    Looks at: the installed versions against the combinations that are known to fail.
    Why: each of them installs cleanly, `pip check` finds nothing, and the program fails later.
    Usual causes: `pip install --upgrade` of one of them alone.
    Fix: `setup-doctor install resemblyzer`, which installs the versions that were tested together.
    """
    names = sorted({name for combination in COMBINATIONS for name in combination.when})
    found = {name: d.version for name in names if (d := machine.distribution(name))}
    trail = list(found.items())
    for combination in COMBINATIONS:
        if combination.matches(found):
            return failed(combination.cause, combination.meaning, trail, *combination.remedies)
    return ok(text("No combination of versions that is known to fail"), trail)


@check(requires=(webrtcvad, torch, audio, combination))
def resemblyzer(machine: Machine) -> Finding:
    """Resemblyzer and what it is made of are installed.

    Looks at: the installed versions of resemblyzer, librosa and scikit-learn.
    Why: Resemblyzer turns a voice into a speaker embedding; it is the engine that needs no account.
    Usual causes: `pip install resemblyzer` failed at webrtcvad.
    Fix: `setup-doctor install resemblyzer`.
    """
    names = ("resemblyzer", "librosa", "scikit-learn")
    found = {name: machine.distribution(name) for name in names}
    trail = [(name, d.version if d else "not installed") for name, d in found.items()]
    missing = [name for name, d in found.items() if d is None]
    if missing:
        message = text("{names} not installed.", names=", ".join(missing))
        return failed("packages.resemblyzer-missing", message, trail, ways.install("resemblyzer"))
    return ok(text("resemblyzer {version} is installed", version=trail[0][1]), trail)


@check(requires=(resemblyzer, torch_answers), cost=Cost.HEAVY)
def resemblyzer_answers(machine: Machine) -> Finding:
    """Resemblyzer can be imported, with librosa and scikit-learn.

    Looks at: the three imports, in one process of their own.
    Why: `pip install resemblyzer` can end well, with `pip check` content, and the import still fail.
    Usual causes: the source webrtcvad beside a setuptools without pkg_resources.
    Fix: `setup-doctor install resemblyzer`.
    """
    answer = probe.ask(machine, "import sklearn, librosa.filters, resemblyzer; answer = True")
    if answer.value is None:
        return probe.diagnose("resemblyzer", answer, ways.install("resemblyzer"))
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
        return absent("packages.pyannote-missing", message, (), ways.install("pyannote"))
    trail = [("pyannote.audio", found.version)]
    if int(found.version.partition(".")[0]) < 4:  # noqa: PLR2004 - the number is the idea
        message = text(
            "pyannote.audio {version} is too old for this torch; 4 is wanted.",
            version=found.version,
        )
        return failed("packages.pyannote-old", message, trail, ways.install("pyannote"))
    return ok(text("pyannote.audio {version} is installed", version=found.version), trail)

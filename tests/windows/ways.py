"""The long ways round: from nothing to a diarization, with the packages that users get."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from diarizer.sample import sample
from tests.fakehub import GOOD_TOKEN, FakeHub, from_folder
from tests.windows.assembly import ROOT
from tests.windows.bench import HOME, Bench, expect
from tests.windows.wheels import unpack_large

# As on a Russian Windows whose output goes into a file.
_RUSSIAN = {"PYTHONIOENCODING": "cp1251"}
# The same arithmetic in other libraries: a turn may begin or end one frame of 30 ms apart.
_APART = 0.031
# wine 8 sometimes writes to a wrong address in its own ntdll while torch runs: an access violation.
_CRASHED, _TRIES = "ended with code 3221225477", 3
# What comes with torch and with the package of Resemblyzer only.
_WITH_RESEMBLYZER = ("numba", "scikit_learn")
_WITH_TORCH = (*_WITH_RESEMBLYZER, "networkx", "sympy", "torch")
# What comes with the others only: `pip check` misses what they ask for where they are not set up.
_WITH_PYANNOTE, _WITH_NEMOTRON = ("matplotlib", "pandas"), ("transformers",)
_WITH_OTHERS = (*_WITH_PYANNOTE, *_WITH_NEMOTRON)
_NOT_WITH = {
    "pyannote": (*_WITH_NEMOTRON, "numba"),  # llvmlite, which numba needs, comes with Resemblyzer
    "nemotron": (*_WITH_PYANNOTE, *_WITH_RESEMBLYZER),
}


def way(bench: Bench) -> None:
    """`setup` brings both backends without torch, `--full` torch; the turns are those of Linux."""
    _unpack(bench, but_for=(*_WITH_TORCH, *_WITH_OTHERS))
    done = _timed(bench, "setup", "--yes", limit=900, **_RUSSIAN)
    _ready(done, "resemblyzer", "open")
    expect(HOME in done.stderr, "the Cyrillic path arrives whole", done)
    print("    pip check:", bench.must("-m", "pip", "check", limit=300).strip())
    listed = bench.must("-m", "pip", "list", "--format=freeze").lower()
    expect("torch==" not in listed and "resemblyzer==" not in listed, "no torch", done)
    _same_turns(bench, "--backend", "resemblyzer", "--engine", "light")
    _with_torch(bench)


def _with_torch(bench: Bench) -> None:
    _unpack(bench, but_for=_WITH_OTHERS)
    done = _timed(bench, "install", "resemblyzer", "--full", limit=900, **_RUSSIAN)
    expect(done.returncode == 0, "torch and Resemblyzer's own package come", done)
    print("    pip check:", bench.must("-m", "pip", "check", limit=300).strip())
    listed = bench.must("-m", "pip", "list", "--format=freeze").lower().splitlines()
    for wanted in ("webrtcvad==2.0.10.post9", "typing==3.10.0.0.post9", "resemblyzer==0.1.4"):
        expect(wanted in listed, f"{wanted} among {listed}")
    again = bench.must("-m", "pip", "install", "--upgrade", "--no-deps", "webrtcvad", "resemblyzer")
    expect("Successfully installed" not in again, "a later --upgrade changes nothing: " + again)
    bench.must("-c", "from resemblyzer import VoiceEncoder, preprocess_wav", limit=300)
    _same_turns(bench, "--backend", "resemblyzer", "--engine", "torch")


def _unpack(bench: Bench, **options: tuple[str, ...]) -> None:
    if not bench.whole:
        folder = bench.windows.path(r"C:\wheels")
        names = unpack_large(folder, bench.windows.path(bench.packages), **options)
        print(f"    unpacked by Linux, and with --whole by Windows: {', '.join(names)}")


def _timed(bench: Bench, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    started = time.monotonic()
    done = bench.doctor(*arguments, **options)
    print(f"    setup-doctor {' '.join(arguments)}: {_last(done)} ({_since(started)})", flush=True)
    expect("Traceback" not in done.stdout + done.stderr, "no traceback", done)
    expect(GOOD_TOKEN not in done.stdout + done.stderr, "the token is not shown", done)
    return done


def _last(done: subprocess.CompletedProcess[str]) -> str:
    """The verdict; else the last line."""
    lines = done.stdout.strip().splitlines() or ["it said nothing"]
    # `smoke` draws the turns below it.
    return next((line for line in lines if line.startswith("Ready: ")), lines[-1])


def _since(started: float) -> str:
    return f"{time.monotonic() - started:.0f} s"


def _ready(done: subprocess.CompletedProcess[str], *backends: str) -> None:
    said = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("Ready: ")]
    expect(done.returncode == 0 and said == [*backends], f"ready: {', '.join(backends)}", done)


def _same_turns(bench: Bench, *options: str) -> None:
    arguments = ("-m", "diarizer", *options, "--format", "rttm")
    started = time.monotonic()
    there = _turns(bench.must(*arguments, "Z:" + str(sample()[0]).replace("/", "\\"), limit=600))
    command = [sys.executable, *arguments, str(sample()[0])]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, cwd=ROOT)
    expect(done.returncode == 0, "the same on Linux", done)
    here = _turns(done.stdout)
    speakers = [turn[2] for turn in here], [turn[2] for turn in there]
    expect(speakers[0] == speakers[1], f"Linux {here}, Windows {there}")
    apart = [abs(a[i] - b[i]) for a, b in zip(here, there, strict=True) for i in (0, 1)]
    expect(max(apart) < _APART, f"Linux {here}, Windows {there}")
    same = sum(a == b for a, b in zip(here, there, strict=True))
    print(
        f"    diarize {' '.join(options)}: {len(there)} turns, {same} of them to the millisecond those of Linux, "
        f"none more than {max(apart) * 1000:.0f} ms apart ({_since(started)})"
    )


def _turns(rttm: str) -> list[tuple[float, float, str]]:
    rows = [line.split() for line in rttm.splitlines() if line.strip()]
    return [(float(r[3]), round(float(r[3]) + float(r[4]), 3), r[7]) for r in rows]


def again(bench: Bench) -> None:
    """What `install.ps1` does, done once more, finds nothing to do and ends as the first time."""
    for command in bench.installer[1:]:
        started = time.monotonic()
        done = bench.windows.run(*command, limit=900, **_RUSSIAN)
        shown = " ".join(word.rpartition("\\")[2] for word in command)
        print(f"    {shown}: {_last(done)} ({_since(started)})", flush=True)
        expect(done.returncode == 0, "it ends well", done)
        expect("Successfully installed" not in done.stdout + done.stderr, "nothing to do", done)
    _ready(done, "resemblyzer", "open")


def pyannote(bench: Bench) -> None:
    """From nothing to "Ready: pyannote": `check`, `fix`, `download`, `smoke`, and offline."""
    _from_nothing(bench, "pyannote", "good")


def nemotron(bench: Bench) -> None:
    """From nothing to "Ready: nemotron", without a token: the same."""
    _from_nothing(bench, "nemotron", "no-token")


def _from_nothing(bench: Bench, backend: str, persona: str) -> None:
    _unpack(bench, but_for=_NOT_WITH[backend])
    only = ("--backend", backend)
    home = HOME + rf"\модели {backend}"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", f"tests.fakehub.tiny_{backend}", folder]
        made = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, cwd=ROOT)
        expect(made.returncode == 0, f"setup-doctor install {backend}, for the tiny models", made)
        repositories = from_folder(Path(folder))
    with FakeHub(repositories, persona=persona) as hub:
        meeting = {**hub.environment(Path("HF_HOME")), "HF_HOME": home, **_no_proxy()}
        said = _timed(bench, "check", *only, "--no-smoke", limit=300, **meeting)
        expect(said.returncode == 1, "not yet ready", said)
        # Diarized with it is once, below: its import alone takes wine a minute.
        more = ("--yes", "--no-smoke")
        fixed = _timed(bench, "fix", *only, *more, limit=900, **meeting, **_RUSSIAN)
        expect(fixed.returncode == 0, "everything is there", fixed)
        there = _timed(bench, "download", backend, limit=120, **meeting)
        expect(there.returncode == 0, "every file is there and whole", there)
    print("    pip check:", bench.must("-m", "pip", "check", limit=300).strip())
    offline = {"HF_HOME": home, "HF_HUB_OFFLINE": "1"}
    for _ in range(_TRIES):
        said = _timed(bench, "smoke", *only, limit=900, **offline)
        if _CRASHED not in said.stdout:
            _ready(said, backend)
            break
    else:
        print(f"    NOT SEEN: wine crashed {_TRIES} times in the diarization with {backend}")
    for path in bench.windows.path(home).rglob("*"):
        held = path.is_file() and GOOD_TOKEN.encode() in path.read_bytes()
        expect(not held, f"the token stands in {path}")


def _no_proxy() -> dict[str, str]:
    names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    return dict.fromkeys((*names, *map(str.lower, names)), "")

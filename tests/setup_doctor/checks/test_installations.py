"""Packages that are there and do not go together: two installations, other builds, an empty name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from setup_doctor.checks import find
from setup_doctor.machine import InstalledFile, Machine
from setup_doctor.machine.interpreter import Interpreter
from setup_doctor.machine.process import Completed
from setup_doctor.machine.registry import Key
from setup_doctor.machine.shell import spelled
from setup_doctor.messages.language import load
from setup_doctor.testing import compute_finding
from tests.setup_doctor.environments import has
from tests.setup_doctor.fakes import WINDOWS_PYTHON, FakeMachine, installed

SITE = find("python.site-packages")
BUILDS = find("packages.builds")
CODEC = find("packages.torchcodec")
FFMPEG = find("packages.ffmpeg")
XET = find("huggingface.xet")
MICROPHONE = find("windows.microphone")
CONSENT = (
    "HKCU\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CapabilityAccessManager\\ConsentStore"
    "\\microphone\\NonPackaged"
)
SMART = find("windows.smart-app-control")
POLICY = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\CI\\Policy"
STATE = "VerifiedAndReputablePolicyState"


def laid_down(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").touch()
    return folder


def with_path(own: Path, *folders: Path) -> Machine:
    """This machine, whose Python looks into `folders` first; `own` counts as its environment."""
    path = os.pathsep.join(map(str, folders))
    here = replace(Interpreter.running(), prefix=own, base_prefix=own)
    return Machine(environ={**os.environ, "PYTHONPATH": path}, interpreter=here)


# -- two site-packages


def test_torch_of_another_folder_beside_a_torchaudio_of_ours_is_named_with_both(tmp_path):
    foreign = laid_down(tmp_path / "other", "torch")
    own = laid_down(tmp_path / "own", "torchaudio", "torch")
    found = SITE(with_path(own, foreign, own))
    assert (found.status.value, found.cause) == ("warning", "python.two-site-packages")
    assert str(found.message) == (
        f"torch comes from {foreign}, torchaudio from {own}: two installations in one process "
        "(WinError 127)."
    )
    assert str(found.remedies[0].title) == "Unset PYTHONPATH and open a new window"


def test_a_package_of_ours_that_another_folder_hides_is_named(tmp_path):
    foreign = laid_down(tmp_path / "other", "onnxruntime")
    own = laid_down(tmp_path / "own", "onnxruntime")
    found = SITE(with_path(own, foreign, own))
    assert (found.status.value, found.cause) == ("warning", "python.hidden-packages")
    assert (
        str(found.message) == f"Not used, as {foreign} comes before this environment: onnxruntime."
    )


def test_folders_in_front_that_hide_nothing_are_fine(tmp_path):
    foreign = laid_down(tmp_path / "other", "something_else")
    own = laid_down(tmp_path / "own", "torch", "torchaudio")
    found = SITE(with_path(own, foreign, own))
    assert (found.status.value, str(found.message)) == (
        "ok",
        "The packages come from one installation",
    )


@pytest.mark.parametrize(
    "platform, way_out",
    [
        ("windows", "setx PYTHONNOUSERSITE 1, then open a new window and look again"),
        ("linux", "export PYTHONNOUSERSITE=1, and look again"),
    ],
)
def test_what_the_users_own_packages_hide_is_left_out_by_a_variable(platform, way_out):
    own = "C:/Users/Евгений/app/.venv/Lib/site-packages"
    user = "C:/Users/Евгений/AppData/Roaming/Python/Python312/site-packages"
    answer = {"folders": [[user, ["torch"]], [own, ["torch", "torchaudio"]]], "user": user}
    said = Completed(0, f"setup-doctor:{json.dumps(answer)}")
    found = compute_finding(
        SITE, platform=platform, interpreter=WINDOWS_PYTHON, answers=lambda _: said
    )
    assert found.cause == "python.two-site-packages"
    assert str(found.remedies[0].title) == way_out


# -- builds


def torch_of(version, *, cuda=False, platform="linux", **others):
    folder = Path("/venv/site-packages")
    contents = {name: (InstalledFile(folder / name / "lib" / "x.so", 1),) for name in others}
    contents["torch"] = (InstalledFile(folder / "torch" / "version.py", 1),)
    said = f"cuda: Optional[str] = {chr(39) + '13.0' + chr(39) if cuda else None}\n"
    return {
        "platform": platform,
        "packages": installed(torch=version, **others),
        "contents": contents,
        "files": {folder / "torch" / "version.py": said},
        "sizes": {file.path: 1 for files in contents.values() for file in files},
    }


@pytest.mark.parametrize(
    "facts, status, cause",
    [
        (torch_of("2.13.0+cpu"), "ok", ""),
        (torch_of("2.13.0+cpu", torchaudio="2.11.0+cpu", torchcodec="0.17.0+cpu"), "ok", ""),
        (torch_of("2.9.1", cuda=True, torchaudio="2.9.1", torchcodec="0.9.1"), "ok", ""),
        (torch_of("2.9.1", torchaudio="2.11.0+cpu"), "warning", "packages.builds-apart"),
        (torch_of("2.13.0", torchaudio="2.10.0+cpu"), "warning", "packages.builds-apart"),
        (torch_of("2.10.0", torchcodec="0.9.1"), "note", "packages.builds-apart"),
        (torch_of("2.9.1", torchcodec="0.12.0"), "note", "packages.builds-apart"),
        (torch_of("2.13.0+cpu", torchaudio="2.11.0"), "warning", "packages.torchaudio-build"),
        (torch_of("2.13.0+cpu", torchaudio="2.11.0+cu130"), "warning", "packages.torchaudio-build"),
        (torch_of("2.13.0+cpu", torchcodec="0.17.0+cu130"), "note", "packages.builds-mixed"),
        (torch_of("2.13.0+cpu", torchcodec="0.17.0"), "note", "packages.builds-mixed"),
        (torch_of("2.8.0+cpu", torchcodec="0.7.0"), "ok", ""),
        (torch_of("2.13.0", torchcodec="0.17.0", platform="windows"), "ok", ""),
        (
            torch_of("2.13.0+cu130", cuda=True, torchaudio="2.11.0+cpu"),
            "warning",
            "packages.builds-mixed",
        ),
        # No library of it, as the installation of pyannote leaves it: nothing there can fail.
        (torch_of("2.13.0+cpu", torchaudio="2.11.0") | {"sizes": {}}, "ok", ""),
        # Elsewhere the usual index serves those for the processor.
        (torch_of("2.13.0", torchaudio="2.11.0", platform="macos"), "ok", ""),
        (torch_of("my-own", torchaudio="2.11.0+cpu"), "ok", ""),
    ],
)
def test_what_loads_torchs_libraries_is_held_to_the_torch_that_is_here(facts, status, cause):
    found = compute_finding(BUILDS, **facts)
    assert (found.status.value, found.cause) == (status, cause), found.message


@pytest.mark.parametrize(
    "facts, said, command",
    [
        (
            torch_of("2.9.1+cpu", torchaudio="2.11.0+cpu"),
            "torchaudio 2.11.0+cpu was built for another torch than 2.9.1+cpu, which is here.",
            "--index-url https://download.pytorch.org/whl/cpu 'torchaudio==2.9.*'",
        ),
        (
            torch_of("2.10.0", torchcodec="0.9.1"),
            "torchcodec 0.9.1 was built for another torch than 2.10.0, which is here.",
            "--only-binary=:all: 'torchcodec==0.10.*'",
        ),
        (
            torch_of("2.13.0+cu130", cuda=True, torchaudio="2.11.0+cpu"),
            "torchaudio is for CPU and torch for CUDA: they came from two places.",
            "--index-url https://download.pytorch.org/whl/cu130 'torchaudio>=2.11'",
        ),
    ],
)
def test_the_others_come_anew_from_where_torch_came(facts, said, command):
    found = compute_finding(BUILDS, **facts)
    assert str(found.message) == said
    shown = spelled(found.remedies[-1].commands[0], FakeMachine())
    assert shown.endswith(command)
    assert "--no-deps" in shown


# -- torchcodec


def loading(*libraries, version="0.17.0", platform="linux"):
    said = Completed(0, f"setup-doctor:{json.dumps(libraries)}")
    facts = {"platform": platform, "answers": lambda _: said}
    return compute_finding(CODEC, packages=installed(torchcodec=version), **facts)


@pytest.mark.parametrize(
    "found, cause, said",
    [
        (
            compute_finding(CODEC),
            "",
            "torchcodec is not installed; diarizer decodes by itself",
        ),
        (
            loading(version="0.0.0.dev0"),
            "packages.torchcodec-empty",
            "torchcodec 0.0.0.dev0 is an empty name-holder; diarizer decodes by itself",
        ),
        (
            loading(["core8", "libavutil.so.60: cannot open"], ["core7", ""]),
            "",
            "torchcodec loads",
        ),
        (
            loading(["core8", "libavutil.so.60: cannot open shared object file"]),
            "packages.torchcodec",
            "torchcodec finds no FFmpeg; diarizer decodes by itself",
        ),
        (
            loading(["core8", "core8.so: undefined symbol: torch_library_impl"]),
            "packages.torchcodec-mismatch",
            "torchcodec was built for another torch; diarizer decodes by itself",
        ),
        (
            loading(["core8", "libc10_cuda.so: cannot open shared object file"]),
            "packages.torchcodec-mismatch",
            "torchcodec was built for another torch; diarizer decodes by itself",
        ),
        (
            loading(["core8.dll", "WinError 127"], platform="windows"),
            "packages.torchcodec-mismatch",
            "torchcodec was built for another torch; diarizer decodes by itself",
        ),
        (
            loading(["core8.dll", "WinError 126"], platform="windows"),
            "packages.torchcodec",
            "torchcodec finds no FFmpeg; diarizer decodes by itself",
        ),
    ],
)
def test_each_way_in_which_torchcodec_fails_is_told_apart_and_none_is_a_failure(found, cause, said):
    assert (found.cause, str(found.message)) == (cause, said)
    assert found.status.passes


def test_the_question_that_windows_is_asked_can_be_asked():
    from setup_doctor.checks.packages import torchcodec as module

    asked = module.examine.__globals__["_ON_WINDOWS"].replace("ffmpeg_libraries.load()", "[]")
    exec(asked, {})  # noqa: S102, what is imported there is there


def test_an_empty_torchcodec_can_be_removed():
    command = loading(version="0.0.0.dev0").remedies[0].commands[0]
    assert command[1:] == ("-m", "pip", "uninstall", "--yes", "torchcodec")


# -- FFmpeg

WINDOWS = {"platform": "windows", "interpreter": WINDOWS_PYTHON}
CHOCOLATEY = Path("C:/ProgramData/chocolatey/bin/ffmpeg.exe")
SCOOP = Path("C:/Users/eva/scoop/shims/ffmpeg.exe")
LINK = Path("C:/Users/eva/AppData/Local/Microsoft/WinGet/Links/ffmpeg.exe")
STATIC, SHARED = Path("C:/ffmpeg/bin/ffmpeg.exe"), Path("C:/ffmpeg-shared/bin/ffmpeg.exe")


def codec_for(*versions):
    folder = Path("/venv/torchcodec")
    names = (f"libtorchcodec_core{number}.dll" for number in versions)
    return {"torchcodec": tuple(InstalledFile(folder / name, 1) for name in names)}


def library(name, *, beside=SHARED):
    return {beside.parent / name: ""}


@pytest.mark.parametrize(
    "facts, cause, said",
    [
        (WINDOWS, "", "No FFmpeg, and none is needed: PyAV brings its own"),
        (
            WINDOWS | {"paths": {"ffmpeg": STATIC}},
            "packages.ffmpeg-static",
            "The ffmpeg on PATH is one program without libraries; nobody needs them",
        ),
        (
            WINDOWS | {"paths": {"ffmpeg": CHOCOLATEY}},
            "packages.ffmpeg-stub",
            "The ffmpeg on PATH is a stand-in without libraries; nobody needs them",
        ),
        (
            WINDOWS | {"paths": {"ffmpeg": SCOOP}},
            "packages.ffmpeg-stub",
            "The ffmpeg on PATH is a stand-in without libraries; nobody needs them",
        ),
        (
            WINDOWS | {"paths": {"ffmpeg": SHARED}, "files": library("avcodec-61.dll")},
            "",
            "FFmpeg 7 with its libraries (not needed)",
        ),
        (
            WINDOWS
            | {
                "paths": {"ffmpeg": LINK},
                "links": {LINK: SHARED},
                "files": library("avcodec-58.dll"),
            },
            "",
            "FFmpeg 4 with its libraries (not needed)",
        ),
        (
            WINDOWS
            | {
                "paths": {"ffmpeg": SHARED},
                "files": library("avcodec-63.dll"),
                "contents": codec_for(4, 5, 6, 7),
            },
            "packages.ffmpeg-version",
            "FFmpeg 9 is here, and torchcodec loads 4, 5, 6, 7; nobody needs it",
        ),
        (
            {"files": {Path("/usr/lib/x86_64-linux-gnu/libavcodec.so.59.37.100"): ""}},
            "",
            "FFmpeg 5 with its libraries (not needed)",
        ),
        (
            {"platform": "macos", "files": {Path("/opt/homebrew/lib/libavcodec.62.dylib"): ""}},
            "",
            "FFmpeg 8 with its libraries (not needed)",
        ),
        (
            {"files": {Path("/home/eva/app/.venv/lib/libavcodec.so.60"): ""}},
            "",
            "FFmpeg 6 with its libraries (not needed)",
        ),
        ({"files": {Path("/usr/lib/libavcodec.so"): ""}}, "", "No FFmpeg, and none is needed: PyAV brings its own"),
    ],
)  # fmt: skip
def test_ffmpeg_is_told_by_its_libraries_and_is_never_a_failure(facts, cause, said):
    found = compute_finding(FFMPEG, **facts)
    assert (found.cause, str(found.message)) == (cause, said)
    assert found.status.passes


# -- hf-xet


@pytest.mark.parametrize(
    "version, switch, cause, said",
    [
        (None, "", "", "hf-xet is not installed: files come over plain HTTP"),
        ("1.8.0", "", "", "hf-xet 1.8.0, which goes on where a line is poor"),
        ("1.5.1", "1", "", "hf-xet is switched off: files come over plain HTTP"),
        ("my-own", "", "", "hf-xet my-own, which goes on where a line is poor"),
        (
            "1.5.1",
            "0",
            "huggingface.xet-stalls",
            "hf-xet 1.5.1 may stand still in a download of other programs; the doctor does without",
        ),
    ],
)
def test_an_hf_xet_that_stands_still_is_known_by_its_version(version, switch, cause, said):
    packages = installed(hf_xet=version) if version else {}
    found = compute_finding(XET, packages=packages, environ={"HF_HUB_DISABLE_XET": switch})
    assert (found.cause, str(found.message)) == (cause, said)
    assert found.status.passes
    ways = [str(each.title) for each in found.remedies]
    named = ["Install a newer hf-xet", "Set HF_HUB_DISABLE_XET=1, and open a new window"]
    assert ways == (named if cause else [])


# -- in Russian


@pytest.mark.parametrize(
    "found, said",
    [
        (
            compute_finding(BUILDS, **torch_of("2.9.1+cpu", torchaudio="2.11.0+cpu")),
            "torchaudio 2.11.0+cpu: собрано не под тот torch, который здесь (2.9.1+cpu).",
        ),
        (
            compute_finding(BUILDS, **torch_of("2.13.0+cpu", torchaudio="2.11.0+cu130")),
            "torchaudio собран для CUDA, а torch для CPU: они взяты из двух мест.",
        ),
        (
            loading(version="0.0.0.dev0"),
            "torchcodec 0.0.0.dev0 — пустышка, занимающая имя; diarizer декодирует сам",
        ),
        (
            compute_finding(FFMPEG, **WINDOWS, paths={"ffmpeg": STATIC}),
            "ffmpeg в PATH — одна программа без библиотек; они никому не нужны",
        ),
        (
            compute_finding(FFMPEG, **WINDOWS, paths={"ffmpeg": CHOCOLATEY}),
            "ffmpeg в PATH — заглушка без библиотек; они никому не нужны",
        ),
        (
            compute_finding(XET, packages=installed(hf_xet="1.5.1")),
            "hf-xet 1.5.1 может застыть при скачивании в других программах; доктор обходится без него",
        ),
        (
            compute_finding(SMART, platform="windows", keys={POLICY: Key({STATE: 1})}),
            "Smart App Control включён: он может блокировать библиотеки torch и другие (WinError 4551).",
        ),
        (compute_finding(SMART, platform="windows"), "Smart App Control выключен"),
        (
            compute_finding(MICROPHONE, platform="windows", keys={CONSENT: Key({"Value": "Deny"})}),
            "Windows не пускает программы к микрофону; для diarize --live: start"
            " ms-settings:privacy-microphone",
        ),
        (
            compute_finding(
                MICROPHONE, platform="windows", keys={CONSENT: Key({"Value": "Allow"})}
            ),
            "Программы могут пользоваться микрофоном",
        ),
    ],
)
def test_what_is_found_is_said_in_russian(found, said):
    russian = load("ru")
    assert russian.code == "ru", "install the package again: python -m pip install -e ."
    assert russian(found.message) == said


@pytest.mark.skipif(
    not has("numpy", "threadpoolctl"), reason="what is not installed is told before what is hidden"
)
def test_what_a_hidden_package_lacks_is_blamed_on_the_folder_that_comes_first(tmp_path):
    foreign, own = (
        laid_down(tmp_path / "other", "numpy"),
        laid_down(tmp_path / "own", "numpy", "soundfile"),
    )
    for name in ("threadpoolctl", "soundfile", "soxr", "av"):
        (foreign / f"{name}.py").write_text("import numpy\nnumpy.ones(3)\n", encoding="utf-8")
    found = find("packages.light")(with_path(own, foreign, own))
    assert (found.status.value, found.cause) == ("failed", "python.hidden-packages")
    assert str(found.message) == f"Not used, as {foreign} comes before this environment: numpy."
    assert [str(each.title) for each in found.remedies] == [
        "Unset PYTHONPATH and open a new window"
    ]


@pytest.mark.parametrize("name", ["typing", "random", "numpy", "selectors"])
def test_a_file_where_the_user_stands_is_not_taken_for_a_module_of_the_doctors(name, tmp_path):
    (tmp_path / f"{name}.py").write_text("raise SystemExit('of the user')\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "setup_doctor", "explain", "No module named 'numpy'"],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "PYTHONIOENCODING": "utf-8",  # else Windows says which letters a pipe lacks
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    assert "numpy" in done.stdout

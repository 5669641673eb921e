"""The packages, on recorded answers; test_broken_states.py breaks them for real."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from setup_doctor.checks import compiler, disk, packages
from setup_doctor.machine import Distribution, InstalledFile
from setup_doctor.machine.process import Completed
from setup_doctor.model import Status
from tests.setup_doctor.fakes import LINUX_PYTHON, FakeMachine, installed

WHEEL = Distribution("webrtcvad-wheels", "2.0.14.post1", tags=("cp312-cp312-win_amd64",))


def answering(value):
    return lambda _: Completed(0, stdout=f"noise\nsetup-doctor:{json.dumps(value)}\n")


def raising(error):
    return lambda _: Completed(1, stderr=f"Traceback (most recent call last):\n{error}\n")


def webrtcvad(answers, **versions):
    return packages.webrtcvad(FakeMachine(answers=answers, packages=installed(**versions)))


def test_webrtcvad_that_answers_and_came_as_a_wheel_is_fine():
    finding = webrtcvad(
        answering([False, "2.0.14.post1"]),
        webrtcvad="2.0.10.post9",
        webrtcvad_wheels="2.0.14.post1",
    )
    assert str(finding.message) == "webrtcvad 2.0.14.post1 answers, and came as a wheel"


@pytest.mark.parametrize(
    "answers, versions, cause",
    [
        (
            raising("ModuleNotFoundError: No module named 'webrtcvad'"),
            {},
            "packages.webrtcvad-missing",
        ),
        (
            raising("ModuleNotFoundError: No module named 'pkg_resources'"),
            {"webrtcvad": "2.0.10"},
            "packages.pkg-resources",
        ),
        (
            raising("ImportError: DLL load failed while importing _webrtcvad: ..."),
            {"webrtcvad_wheels": "2.0.14"},
            "packages.dll-missing",
        ),
        (
            raising("ModuleNotFoundError: No module named 'webrtcvad'"),
            {"webrtcvad_wheels": "2.0.14"},
            "packages.missing",
        ),
        (
            raising("ValueError: never seen before"),
            {"webrtcvad_wheels": "2.0.14"},
            "packages.import",
        ),
        (answering([True, "1"]), {"webrtcvad_wheels": "2.0.14"}, "packages.webrtcvad-wrong"),
        (answering([False, "2.0.10"]), {"webrtcvad": "2.0.10"}, "packages.webrtcvad-source"),
        (
            answering([False, "2.0.14"]),
            {"webrtcvad": "2.0.10", "webrtcvad_wheels": "2.0.14"},
            "packages.webrtcvad-twice",
        ),
        (
            lambda _: Completed(None, problem="timeout"),
            {"webrtcvad_wheels": "2"},
            "packages.timeout",
        ),
        (lambda _: Completed(-11), {"webrtcvad_wheels": "2.0.14"}, "packages.import"),
    ],
)
def test_each_way_in_which_webrtcvad_fails_has_a_cause_of_its_own(answers, versions, cause):
    finding = webrtcvad(answers, **versions)
    assert finding.cause == cause
    if cause not in {"packages.timeout", "packages.dll-missing"}:  # a person has to take that step
        assert finding.remedies[0].commands == (("setup-doctor", "install", "resemblyzer"),)


def test_a_native_crash_is_told_by_the_code_of_the_process():
    finding = webrtcvad(lambda _: Completed(-11), webrtcvad_wheels="2.0.14")
    assert str(finding.evidence[0].seen) == "the process died with code -11"


def test_a_wheel_that_is_installed_is_not_asked_of_the_index():
    machine = FakeMachine(packages={"webrtcvad-wheels": WHEEL})
    finding = packages.webrtcvad_wheel(machine)
    assert str(finding.message) == "webrtcvad came as a wheel (cp312-cp312-win_amd64)"


TORCH = InstalledFile(Path("/site/torch/lib/c10.dll"), 1000)


@pytest.mark.parametrize("size, cause", [(1000, ""), (999, "packages.cut"), (None, "packages.cut")])
def test_torch_is_held_to_the_sizes_of_its_record(size, cause):
    machine = FakeMachine(
        packages=installed(torch="2.13.0+cpu"),
        contents={"torch": (TORCH,)},
        sizes={} if size is None else {TORCH.path: size},
    )
    assert packages.torch(machine).cause == cause


def test_a_cut_torch_is_fetched_again_in_the_same_version():
    machine = FakeMachine(packages=installed(torch="2.13.0+cpu"), contents={"torch": (TORCH,)})
    finding = packages.torch(machine)
    assert (
        str(finding.message) == "torch 2.13.0+cpu is damaged: 1 of its 1 libraries are cut or gone."
    )
    assert finding.remedies[0].commands[0][-1] == "torch==2.13.0+cpu"


@pytest.mark.parametrize(
    "error, cause",
    [
        (
            'OSError: [WinError 126] Не найден указанный модуль. Error loading "fbgemm.dll"',
            "packages.dll-missing",
        ),
        (
            'OSError: [WinError 1114] Произошёл сбой. Error loading "c10.dll"',
            "packages.runtime-old",
        ),
        ("OSError: libtorch_cpu.so: file too short", "packages.cut"),
        ("ImportError: libtorch_cpu.so: invalid ELF header", "packages.cut"),
        ("OSError: [WinError 193] %1 не является приложением Win32", "packages.cut"),
    ],
)
def test_a_torch_that_does_not_load_is_known_by_numbers_not_by_words(error, cause):
    machine = FakeMachine(answers=raising(error), packages=installed(torch="2.13.0"))
    assert packages.torch_answers(machine).cause == cause


@pytest.mark.parametrize(
    "versions, cause",
    [
        ({"webrtcvad": "2.0.10", "setuptools": "84.2.1"}, "packages.pkg-resources"),
        ({"webrtcvad": "2.0.10", "setuptools": "81.0.0"}, ""),
        ({"webrtcvad": "2.0.10.post9", "setuptools": "84.2.1"}, ""),
        ({"webrtcvad_wheels": "2.0.11.post1", "setuptools": "84.2.1"}, "packages.pkg-resources"),
        ({"typing": "3.7.4.3"}, "packages.typing-backport"),
        ({"typing": "3.10.0.0"}, "packages.typing-backport"),
        ({"typing": "3.10.0.0.post9"}, ""),
        ({"resemblyzer": "0.1.1.dev0", "librosa": "0.11.0"}, "packages.resemblyzer-old"),
        ({"torch": "2.2.2", "numpy": "2.0.1"}, "packages.numpy-mismatch"),
        ({"numba": "0.68.1", "numpy": "2.6.0"}, "packages.numpy-mismatch"),
        ({"resemblyzer": "0.1.4", "scipy": "2.0.0"}, "packages.scipy-2"),
        ({"librosa": "0.9.2"}, "packages.resampy"),
        ({"librosa": "0.9.2", "resampy": "0.4.3"}, ""),
        ({"torch": "2.13.0+cpu", "numpy": "2.4.6", "numba": "0.68.1", "scipy": "1.17.1"}, ""),
    ],
)
def test_combinations_that_are_known_to_fail_are_named(versions, cause):
    assert packages.combination(FakeMachine(packages=installed(**versions))).cause == cause


def test_an_old_torch_beside_a_new_numpy_is_left_to_its_owner():
    both = FakeMachine(packages=installed(torch="2.2.2", numpy="2.0.1"))
    newer, older = packages.combination(both).remedies
    assert not newer.automatic
    assert not older.automatic
    assert newer.page == "https://pytorch.org/get-started/locally/"
    assert 'python -m pip install "numpy<2"' in str(older.title)


def test_an_old_pyannote_is_a_failure_and_none_at_all_is_not():
    old = packages.pyannote(FakeMachine(packages=installed(**{"pyannote.audio": "3.4.0"})))
    assert (old.status, old.cause) == (Status.FAILED, "packages.pyannote-old")
    assert packages.pyannote(FakeMachine()).status is Status.ABSENT


def test_a_missing_compiler_is_no_failure_while_the_wheel_is_there():
    finding = compiler.c(FakeMachine(packages={"webrtcvad-wheels": WHEEL}))
    assert finding.status is Status.NOTE
    assert str(finding.message) == "No C compiler. Not needed, webrtcvad came as a wheel."


def test_the_compiler_that_cc_names_is_the_one_that_counts():
    gcc = Completed(0, stdout="gcc 12\n")
    header = {LINUX_PYTHON.include / "Python.h": ""}
    machine = FakeMachine(programs={"gcc": gcc, "false": Completed(1)}, files=header)
    assert compiler.c(machine).status is Status.OK
    broken = FakeMachine(programs=machine.programs, files=header, environ={"CC": "/bin/false"})
    assert compiler.c(broken).cause == "compiler.none"


def test_a_compiler_without_pythons_headers_is_told_apart():
    machine = FakeMachine(programs={"cc": Completed(0, stdout="cc 12\n")})
    assert compiler.c(machine).cause == "compiler.no-headers"


def test_a_full_disk_is_named_with_its_place():
    machine = FakeMachine(free={LINUX_PYTHON.prefix: 500_000_000})
    finding = disk.space(machine)
    assert finding.cause == "disk.full"
    assert str(LINUX_PYTHON.prefix) in str(finding.message)


@pytest.mark.parametrize(
    "place, way",
    [
        (LINUX_PYTHON.prefix, "move the project to another drive"),
        (Path("/small"), "set TMPDIR to a folder on another drive"),
        (Path("/home/eva/.cache"), "set HF_HOME to a folder on another drive"),
    ],
)
def test_who_cannot_free_a_disk_is_told_how_to_use_another(place, way):
    machine = FakeMachine(environ={"TMPDIR": "/small"}, free={place: 500_000_000})
    assert way in str(disk.space(machine).remedies[0].title)


def test_less_room_is_enough_once_torch_is_there():
    machine = FakeMachine(
        free={LINUX_PYTHON.prefix: 500_000_000},
        packages=installed(torch="2.13.0", resemblyzer="0.1.4"),
    )
    assert disk.space(machine).status is Status.OK


@pytest.mark.parametrize("wanted", ["resemblyzer", "pyannote"])
def test_what_every_backend_brings_comes_with_the_one_that_was_asked_for(wanted):
    machine = FakeMachine(wanted=(wanted,), answers=raising("No module named 'av'"))
    (remedy,) = packages.audio(machine).remedies
    assert remedy.commands == (("setup-doctor", "install", wanted),)


def test_a_module_that_pyannote_lacks_comes_with_pyannote():
    machine = FakeMachine(answers=raising("ModuleNotFoundError: No module named 'lightning'"))
    finding = packages.pyannote_answers(machine)
    assert finding.cause == "packages.missing"
    assert finding.remedies[0].commands == (("setup-doctor", "install", "pyannote"),)


def test_a_torchaudio_of_another_torch_comes_anew_from_where_torch_came():
    machine = FakeMachine(
        packages=installed(torch="2.13.0+cpu", torchaudio="2.8.0"),
        answers=raising("OSError: libtorch_cuda.so: cannot open shared object file"),
    )
    finding = packages.pyannote_answers(machine)
    assert finding.cause == "packages.torch-family"
    assert finding.remedies[0].automatic
    assert finding.remedies[0].commands[0][-1] == "torchaudio>=2.11"


def test_pyannote_needs_room_of_its_own_until_it_is_there():
    free = {Path("/home/eva/.cache"): 1_000_000_000}
    torch = installed(torch="2.13.0", resemblyzer="0.1.4")
    facts = {"free": free, "packages": torch, "wanted": ("pyannote",)}
    assert disk.space(FakeMachine(**facts)).status is Status.FAILED
    facts["packages"] |= installed(**{"pyannote.audio": "4.0.7"})
    assert disk.space(FakeMachine(**facts)).status is Status.OK

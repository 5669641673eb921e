"""The interpreter: each wrong one is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from setup_doctor.checks import python
from setup_doctor.commands import install
from setup_doctor.machine import InstalledFile
from setup_doctor.machine.process import Completed
from setup_doctor.messages.language import load
from setup_doctor.model import Status
from tests.setup_doctor.fakes import LINUX_PYTHON, WINDOWS_PYTHON, FakeMachine, installed

ROOT = Path(__file__).parents[3]


def examine(check, **facts):
    return check(FakeMachine(interpreter=replace(LINUX_PYTHON, **facts)))


@pytest.mark.parametrize(
    "version, status, cause",
    [
        ((3, 9, 18), Status.FAILED, "python.too-old"),
        ((3, 10, 0), Status.OK, ""),
        ((3, 14, 2), Status.OK, ""),
        ((3, 15, 0), Status.FAILED, "python.too-new"),
    ],
)
def test_the_window_in_which_the_wheels_exist(version, status, cause):
    finding = examine(python.version, version=version)
    assert (finding.status, finding.cause) == (status, cause)


def test_a_python_that_is_too_new_is_told_so_and_which_one_to_take():
    finding = examine(python.version, version=(3, 15, 0))
    assert str(finding.message) == "Python 3.15 is newer than the newest that has wheels, 3.14."
    assert finding.remedies[0].page == "https://www.python.org/downloads/"
    assert not finding.remedies[0].automatic


def test_the_window_is_the_one_that_the_package_declares():
    tomllib = pytest.importorskip("tomllib")  # since Python 3.11
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    prefix = "Programming Language :: Python :: 3."
    minors = sorted(int(c.removeprefix(prefix)) for c in project["classifiers"] if prefix in c)
    assert [(3, minor) for minor in (minors[0], minors[-1])] == [python.OLDEST, python.NEWEST]
    assert minors == list(range(minors[0], minors[-1] + 1))
    assert project["requires-python"] == f">=3.{python.OLDEST[1]}"


@pytest.mark.parametrize(
    "facts, cause",
    [
        ({"bits": 32, "tag": "win32"}, "python.32-bit"),
        ({"tag": "win-arm64"}, "python.windows-arm64"),
        ({"tag": "macosx-13.0-x86_64"}, "python.macos-intel"),
        ({"tag": "macosx-14.0-arm64"}, ""),
        ({"tag": "win-amd64"}, ""),
    ],
)
def test_a_python_without_torch_wheels_is_named(facts, cause):
    assert examine(python.architecture, **facts).cause == cause


def test_the_free_threaded_build_is_named():
    assert examine(python.threading, free_threaded=True).cause == "python.free-threaded"
    assert examine(python.threading).status is Status.OK


def test_the_stores_python_is_named_by_where_it_stands():
    place = Path("C:/Users/Ева/AppData/Local/Microsoft/WindowsApps/python.exe")
    store = FakeMachine(platform="windows", interpreter=replace(WINDOWS_PYTHON, executable=place))
    assert python.store(store).cause == "python.store"
    own = FakeMachine(platform="windows", interpreter=WINDOWS_PYTHON)
    assert python.store(own).status is Status.OK


def test_outside_a_virtual_environment_it_warns_and_goes_on():
    finding = examine(python.environment, prefix=Path("/usr"))
    assert (finding.status, finding.cause) == (Status.WARNING, "python.environment")


def test_a_pip_whose_files_are_whole_is_not_started():
    path = Path("pip/__main__.py")
    recorded = {"pip": (InstalledFile(path, 31),)}
    machine = FakeMachine(contents=recorded, sizes={path: 31}, packages=installed(pip="23.2.1"))
    assert str(python.pip(machine).message) == "pip 23.2.1"


def test_a_pip_with_a_cut_file_is_asked_itself():
    path = Path("pip/__main__.py")
    machine = FakeMachine(
        contents={"pip": (InstalledFile(path, 31),)},
        sizes={path: 7},
        packages=installed(pip="23.2.1"),
        answers=lambda _: Completed(1, stderr="SyntaxError: invalid syntax"),
    )
    assert python.pip(machine).cause == "python.pip"


@pytest.mark.parametrize(
    "version, platform, old",
    [
        ("19.3.1", "linux", True),
        ("20.2.4", "macos", True),
        ("20.3", "linux", False),
        ("9.0", "windows", False),
    ],
)
def test_a_pip_from_before_the_names_of_todays_wheels_is_told_with_the_command(
    version, platform, old
):
    path = Path("pip/__main__.py")
    machine = FakeMachine(
        platform=platform,
        contents={"pip": (InstalledFile(path, 31),)},
        sizes={path: 31},
        packages=installed(pip=version),
    )
    finding = python.pip(machine)
    refused = install.refusal(machine, "open")
    if not old:
        assert (finding.status, refused) == (Status.OK, None)
        return
    assert (finding.status, finding.cause) == (Status.WARNING, "python.pip-old")
    said = f"pip {version} is too old to know today's wheels by their names."
    assert str(finding.message) == said
    assert finding.remedies[0].commands == (("python", "-m", "pip", "install", "--upgrade", "pip"),)
    assert str(refused).startswith(f"{said} Next: ")
    assert str(refused).endswith("python -m pip install --upgrade pip")
    assert load("ru")(finding.message) == (
        f"pip {version} слишком стар: имён нынешних готовых пакетов (wheel) он не понимает."
    )


def test_a_pip_that_does_not_answer_is_brought_back_without_a_network():
    silent = FakeMachine(answers=lambda _: Completed(1, stderr="No module named pip"))
    finding = python.pip(silent)
    assert finding.cause == "python.pip"
    assert finding.remedies[0].commands == (("python", "-m", "ensurepip", "--upgrade"),)
    assert finding.evidence[0].seen == "No module named pip"

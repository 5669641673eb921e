"""Whoever has a torch keeps it, and whoever has none gets the small one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from setup_doctor.checks import packages
from setup_doctor.install import route, torch_build
from setup_doctor.machine import InstalledFile
from tests.setup_doctor.fakes import FakeMachine, installed

LINUX = FakeMachine(full=True)
WINDOWS = FakeMachine(full=True, platform="windows")
CUDA = installed(torch="2.10.0+cu126")
SOURCE = Path("/site-packages/torch/version.py")
CARD = {Path("/proc/driver/nvidia/version"): ""}


def asked(machine, backend="resemblyzer", **options):
    return [word for command in route.commands(machine, backend, **options) for word in command]


@pytest.mark.parametrize("backend", ["resemblyzer", "open", "pyannote"])
@pytest.mark.parametrize("upgrade", [False, True])
@pytest.mark.parametrize("machine", [LINUX, WINDOWS, replace(LINUX, cuda=True)])
@pytest.mark.parametrize("version", ["2.10.0+cu126", "2.10.0+cpu", "2.10.0", "2.12.0a0+git1f"])
def test_every_route_asks_for_the_torch_that_is_here(machine, backend, upgrade, version):
    words = asked(replace(machine, packages=installed(torch=version)), backend, upgrade=upgrade)
    assert [word for word in words if word.startswith("torch==")] == [f"torch=={version}"]
    assert "--extra-index-url" not in words


@pytest.mark.parametrize("backend", ["resemblyzer", "open"])
def test_without_torch_nobody_asks_for_one(backend):
    assert not any("torch" in word for word in asked(FakeMachine(packages=CUDA), backend))


@pytest.mark.parametrize("backend", ["resemblyzer", "open", "pyannote"])
def test_linux_without_a_torch_gets_the_one_for_the_processor_from_its_own_index(backend):
    commands = route.commands(LINUX, backend)
    torch = next(command for command in commands if "torch==2.13.0+cpu" in command)
    assert torch[-3:-1] == ("--extra-index-url", "https://download.pytorch.org/whl/cpu")
    assert commands.index(torch) < next(n for n, c in enumerate(commands) if "torch==2.13.0" in c)


@pytest.mark.parametrize(
    "machine", [replace(LINUX, cuda=True), replace(LINUX, files=CARD), WINDOWS]
)
def test_where_the_usual_index_has_the_right_one_no_other_is_asked(machine):
    words = asked(machine)
    assert "torch==2.13.0" in words
    assert "--extra-index-url" not in words


@pytest.mark.parametrize(
    "source, made_for",
    [
        ("cuda: Optional[str] = '12.6'\nhip: Optional[str] = None\n", "CUDA"),
        ("cuda: Optional[str] = None\nhip: Optional[str] = '6.4'\n", "ROCm"),
        ("cuda: Optional[str] = None\nhip: Optional[str] = None\n", "CPU"),
    ],
)
def test_what_it_was_built_for_stands_in_its_files(source, made_for):
    machine = FakeMachine(
        packages=installed(torch="2.10.0"),
        contents={"torch": (InstalledFile(SOURCE, len(source)),)},
        files={SOURCE: source},
    )
    assert torch_build.installed(machine).made_for == made_for


@pytest.mark.parametrize(
    "version, platform, made_for",
    [
        ("2.10.0+cu126", "windows", "CUDA"),
        ("2.10.0+cpu", "linux", "CPU"),
        ("2.10.0", "linux", "CUDA"),
        ("2.10.0", "windows", "CPU"),
        ("2.10.0+rocm6.4", "linux", "ROCm"),
    ],
)
def test_else_it_is_told_by_its_version(version, platform, made_for):
    machine = FakeMachine(platform=platform, packages=installed(torch=version))
    assert torch_build.installed(machine).made_for == made_for


def test_the_plan_says_which_one_is_here_and_that_it_stays():
    told = torch_build.told(replace(WINDOWS, packages=CUDA), "resemblyzer")
    assert str(told) == "torch 2.10.0+cu126 (CUDA) is here and stays"


def test_the_plan_says_what_either_weighs():
    cpu, cuda = torch_build.told(LINUX, "open"), torch_build.told(replace(LINUX, cuda=True), "open")
    assert str(cpu).startswith("with torch for the CPU: ")
    # What is here already is not fetched again, and the line below it says less.
    assert " MB where nothing is here yet, for CUDA (--cuda) " in str(cpu)
    assert str(cuda).startswith("with torch for CUDA: ")


def test_a_damaged_one_is_fetched_again_as_the_same_build():
    files = (InstalledFile(Path("/site-packages/torch/lib/torch.so"), 100),)
    machine = FakeMachine(packages=CUDA, contents={"torch": files})
    (command,) = packages.torch(machine).remedies[0].commands
    address = "https://download.pytorch.org/whl/cu126"
    assert command[-3:] == ("--extra-index-url", address, "torch==2.10.0+cu126")


@pytest.mark.parametrize(
    "version, older",
    [("2.6.0+cu124", True), ("2.8.0", False), ("2.13.0+cpu", False), ("mine", False)],
)
def test_an_older_one_is_known(version, older):
    assert torch_build.Build(version, "CUDA").is_older_than("2.8") is older

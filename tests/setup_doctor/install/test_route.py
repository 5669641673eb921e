"""Which commands bring a backend in."""

from __future__ import annotations

from pathlib import Path

import pytest
from packaging.requirements import Requirement

from setup_doctor.install import route, stand_in_wheels
from setup_doctor.machine import Distribution, InstalledFile
from tests.setup_doctor.fakes import FakeMachine, installed

WHEEL_FILE = InstalledFile(Path("/site-packages/webrtcvad.py"), 100)


def commands(**machine):
    return route.commands(FakeMachine(full=True, platform="windows", **machine), "resemblyzer")


def test_on_a_bare_machine_pip_brings_it_with_torch_and_the_network_that_hears_speech():
    stand_ins, install, download, _ = commands()
    assert stand_ins[1:3] == ("-m", "setup_doctor.install.stand_in_wheels")
    assert install[1:4] == ("-m", "pip", "install")
    assert "--only-binary=:all:" in install
    assert {"webrtcvad==2.0.10.post9", "typing==3.10.0.0.post9"} <= set(install)
    assert download[-1] == "silero-vad==6.2.3"


def test_the_source_package_is_removed_before_the_wheel_comes():
    _, uninstall, install, *_ = commands(packages=installed(webrtcvad="2.0.10"))
    assert uninstall[3:] == ("uninstall", "--yes", "webrtcvad", "webrtcvad-wheels")
    assert install[3] == "install"


def test_a_stand_in_of_ours_stays():
    packages = installed(webrtcvad="2.0.10.post9", webrtcvad_wheels="2.0.14.post1")
    whole = {"contents": {"webrtcvad-wheels": (WHEEL_FILE,)}, "sizes": {WHEEL_FILE.path: 100}}
    assert not any("uninstall" in each for each in commands(packages=packages, **whole))


@pytest.mark.parametrize("sizes", [{}, {WHEEL_FILE.path: 7}])
def test_wheels_whose_files_are_gone_or_cut_are_removed_first_since_pip_thinks_they_are_there(
    sizes,
):
    packages = installed(webrtcvad_wheels="2.0.14.post1")
    _, first, *_ = commands(
        packages=packages, contents={"webrtcvad-wheels": (WHEEL_FILE,)}, sizes=sizes
    )
    assert first[3] == "uninstall"


def test_the_constraints_leave_torch_alone_and_name_no_index():
    lines = route.CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line and not line.startswith("#")]
    assert "torch" not in {p.name for p in pins}
    assert all(pin.url is None for pin in pins)
    assert not any("://" in line or line.startswith("-") for line in lines)


@pytest.mark.parametrize("python", ["3.10", "3.11", "3.12", "3.13", "3.14"])
def test_every_python_gets_exactly_one_pin_of_each_package(python):
    lines = route.CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line and not line.startswith("#")]
    active = [p.name for p in pins if not p.marker or p.marker.evaluate({"python_version": python})]
    assert sorted(active) == sorted(set(active))
    assert {"numpy", "scipy", "av", "scikit-learn"} <= set(active)


def test_what_the_library_needs_is_in_every_route():
    for each in route.ROUTES.values():
        assert {"numpy", "soundfile", "soxr", "av"} <= set(each.requirements)


def test_the_stand_ins_lie_inside_the_environment():
    machine = FakeMachine()
    assert route.stand_in_folder(machine).is_relative_to(machine.interpreter.prefix)
    assert stand_in_wheels.WEBRTCVAD.requirement in route.ROUTES["resemblyzer"].requirements


@pytest.mark.parametrize(("told", "left"), [({}, True), ({"PYTHONDONTWRITEBYTECODE": "1"}, False)])
def test_compiling_is_left_to_a_python_that_keeps_what_it_compiles(told, left):
    (install,) = (c for c in route.commands(FakeMachine(environ=told), "open") if "install" in c)
    assert ("--no-compile" in install) is left


@pytest.mark.parametrize("here", ["onnxruntime", "onnxruntime-gpu", "onnxruntime-directml"])
def test_the_onnxruntime_that_is_here_is_asked_for_as_all_of_them_lie_in_one_folder(here):
    machine = FakeMachine(packages={here: Distribution(here, "1.31.1")})
    *_, install = (each for each in route.commands(machine, "open") if "install" in each)
    assert [each for each in install if each.startswith("onnxruntime")] == [here]

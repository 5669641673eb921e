"""`packages.devices`: the card is tried; there is none here, so its edge is faked, as packages."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from setup_doctor.checks import find
from setup_doctor.install import onnxruntime_build
from setup_doctor.machine import Distribution, InstalledFile, Machine
from setup_doctor.machine.process import Completed
from setup_doctor.model import Cost, Status
from setup_doctor.testing import FakeMachine, compute_finding
from tests import fake_cards, plug_ins

CHECK = find("packages.devices")
DRIVER = Path("/proc/driver/nvidia/version")


def trail(finding):
    return {each.looked_at: str(each.seen) for each in finding.evidence}


def test_a_quick_look_leaves_it_out():
    assert CHECK.cost is Cost.HEAVY


@pytest.mark.parametrize(
    ("platform", "places"),
    [
        ("linux", (DRIVER, Path("/usr/lib/wsl/lib/libcuda.so.1"))),
        ("windows", (Path("C:\\Windows", "System32/nvcuda.dll"),)),
        ("macos", ("-",)),
    ],
)
def test_where_nothing_tells_of_a_card_nobody_is_asked(platform, places):
    def asked(arguments):
        raise AssertionError(arguments)

    finding = compute_finding(CHECK, platform=platform, answers=asked)
    assert finding.status is Status.OK
    assert str(finding.message) == (
        "No graphics card for torch or onnxruntime: the processor calculates"
    )
    assert finding.data == {"torch": ["cpu"], "onnxruntime": ["cpu"]}
    assert trail(finding)["driver of NVIDIA"] == f"not there: {', '.join(map(str, places))}"


def fake(*, driver=True, packages=(), cuda=None, **said):
    """A machine whose torch and onnxruntime say this in their processes."""

    def answers(arguments):
        name = next((name for name in said if f"devices.{name}()" in arguments), "")
        if isinstance(said.get(name), Completed):
            return said[name]
        return Completed(0, f"setup-doctor:{json.dumps(said[name])}\n")

    versions = Path("/x/torch/version.py")
    return FakeMachine(
        files={**({DRIVER: "NVRM"} if driver else {}), versions: f"cuda = {cuda!r}\n"},
        packages={name: Distribution(name, "1.0") for name in packages},
        contents={"torch": (InstalledFile(versions, 1),)},
        programs={"nvidia-smi": Completed(0, "NVIDIA GeForce RTX 3060, 551.23\n")},
        answers=answers,
    )


def answer(**facts):
    return {"version": "1.0", "works": {}, "fails": {}, **facts}


def test_a_card_that_nothing_was_built_for_is_a_remark_with_the_way_to_it():
    finding = CHECK(fake(packages=("torch", "onnxruntime"), torch=answer(), onnxruntime=answer()))
    assert (finding.status, finding.cause) == (Status.NOTE, "packages.devices-unused")
    assert str(finding.message) == (
        "There is a graphics card, and nothing calculates on it. Built for the processor alone:"
        " torch, onnxruntime."
    )
    torch, onnxruntime = (str(each.title) for each in finding.remedies)
    assert torch.startswith("For torch on the card: ")
    assert "-m pip uninstall --yes torch; " in torch
    assert torch.endswith("setup-doctor install resemblyzer --full --cuda")
    assert "-m pip uninstall --yes onnxruntime onnxruntime-gpu; " in onnxruntime
    assert onnxruntime.endswith("-m pip install 'onnxruntime-gpu[cuda,cudnn]'")
    assert trail(finding) == {
        "driver of NVIDIA": str(DRIVER),
        "nvidia-smi": "NVIDIA GeForce RTX 3060, 551.23",
        "torch 1.0": "cpu",
        "onnxruntime 1.0": "cpu",
    }


def test_a_process_that_died_on_the_card_is_told():
    finding = CHECK(fake(packages=("torch",), torch=Completed(-11)))
    assert (finding.status, finding.cause) == (Status.WARNING, "packages.devices")
    assert str(finding.message) == (
        "torch did not answer when it was to calculate on the graphics card: the process died with"
        " code -11"
    )


def test_two_builds_of_onnxruntime_in_one_folder_are_named():
    finding = CHECK(fake(packages=("onnxruntime", "onnxruntime-gpu"), onnxruntime=answer()))
    assert (finding.status, finding.cause) == (Status.WARNING, "packages.onnxruntime-two")


def test_a_build_for_a_card_where_there_is_none_is_only_large():
    says = {"message": "torch does not calculate on cuda: none.", "said": fake_cards.NO_DRIVER}
    torch = answer(fails={"cuda": says})
    finding = CHECK(fake(driver=False, packages=("torch",), cuda="13.0", torch=torch))
    assert (finding.status, finding.cause) == (Status.NOTE, "packages.devices-none")


@pytest.fixture
def machine(tmp_path):
    """This machine, whose packages are those of a folder; they are really imported, and asked."""
    pytest.importorskip("numpy")
    inherited = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join(filter(None, (str(tmp_path), str(plug_ins.ROOT), inherited)))
    here = Machine()
    packages = replace(here.interpreter, path=(str(tmp_path),))
    return replace(
        here,
        platform="linux",
        interpreter=packages,
        environ={**os.environ, "PYTHONPATH": path},
        limit=180.0,
    )


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac has no CUDA")
def test_both_are_asked_for_real_and_the_card_is_named(machine, tmp_path):
    fake_cards.lay_torch(tmp_path)
    fake_cards.lay_onnxruntime(tmp_path)
    finding = CHECK(machine)
    assert finding.status is Status.OK
    assert str(finding.message) == "torch: cuda (NVIDIA Test 0); onnxruntime: cuda (cuda)"
    assert finding.data == {"torch": ["cuda", "cpu"], "onnxruntime": ["cuda", "cpu"]}


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac has no CUDA")
@pytest.mark.parametrize(
    ("said", "cause", "told"),
    [
        (
            fake_cards.NO_KERNEL,
            "cuda.kernel",
            "torch 2.13.0+cu130 does not calculate on cuda: it was built for other graphics cards"
            " than the one that is here. The processor calculates.",
        )
    ],
)
def test_a_card_that_torch_cannot_use_is_found_by_letting_it(machine, tmp_path, said, cause, told):
    fake_cards.lay_torch(tmp_path, says={"cuda": said})
    finding = CHECK(machine)
    assert (finding.status, finding.cause) == (Status.WARNING, cause)
    assert str(finding.message) == told
    assert finding.remedies
    assert said in trail(finding)["what it said"]


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac has no CUDA")
def test_what_onnxruntime_says_in_its_log_alone_is_heard(machine, tmp_path):
    fake_cards.lay_onnxruntime(tmp_path, serves=[fake_cards.CPU], log=fake_cards.NO_LIBRARY)
    finding = CHECK(machine)
    assert finding.cause == "packages.devices-none"  # no driver here: nothing is amiss
    assert "libcudnn.so.9: cannot open shared object file" in trail(finding)["what it said"]


def test_an_onnxruntime_for_cards_is_one_for_the_models_too():
    machine = FakeMachine(packages={"onnxruntime-gpu": Distribution("onnxruntime-gpu", "1.31.1")})
    assert onnxruntime_build.installed(machine).version == "1.31.1"
    assert onnxruntime_build.installed(FakeMachine()) is None

"""Whole files alone do not diarize: something has to calculate with them."""

from __future__ import annotations

import pytest

from diarizer.models import MODELS, State, verify
from setup_doctor.checks import models
from tests.setup_doctor.fakes import FakeMachine, installed


@pytest.fixture(autouse=True)
def _here():
    if any(file.state is not State.WHOLE for file in verify(MODELS["open"], deep=False)):
        pytest.skip("the models of open are not here: setup-doctor install open")


def test_models_that_nothing_calculates_with_are_a_failure_with_its_way_out():
    found = models.open(FakeMachine())
    assert found.cause == "packages.onnxruntime-missing"
    assert str(found.message) == (
        "onnxruntime is not installed, with which the backend open calculates where there is no torch."
    )
    assert found.remedies[0].commands == (("setup-doctor", "install", "open"),)


@pytest.mark.parametrize("engine", ["onnxruntime", "torch"])
def test_one_of_the_two_is_enough(engine):
    assert models.open(FakeMachine(packages=installed(**{engine: "1.23.0"}))).status.passes


def test_without_onnxruntime_webrtcvad_stands_in_which_is_a_warning_with_its_way_out():
    if any(file.state is not State.WHOLE for file in verify(MODELS["resemblyzer"])):
        pytest.skip("the models of resemblyzer are not here: setup-doctor install resemblyzer")
    found = models.resemblyzer(FakeMachine())
    assert (found.cause, found.status.passes) == ("models.speech-fallback", True)
    assert str(found.message) == (
        "webrtcvad stands in for silero-vad, which hears speech better: onnxruntime is not here."
    )
    assert found.remedies[0].commands == (("setup-doctor", "install", "resemblyzer"),)
    assert models.resemblyzer(FakeMachine(packages=installed(onnxruntime="1.23.0"))).cause == ""

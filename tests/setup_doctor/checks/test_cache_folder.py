"""Where downloaded models go, where a variable says something else than its author means."""

from __future__ import annotations

import pytest

from setup_doctor.checks import find
from setup_doctor.model import Status
from tests.setup_doctor.environments import has
from tests.setup_doctor.fakes import WINDOWS_PYTHON, FakeMachine

pytestmark = pytest.mark.skipif(not has("huggingface_hub"), reason="asks it for the folder")
CACHE = find("models.cache")


def looked_at(value, *, windows=False):
    if windows:
        return CACHE(
            FakeMachine(platform="windows", interpreter=WINDOWS_PYTHON, environ={"HF_HOME": value})
        )
    return CACHE(FakeMachine(environ={"HF_HOME": value}))


@pytest.mark.parametrize("value", ["", "/data/hf", "~/hf", "$HOME/hf"])
def test_a_folder_that_every_program_takes_for_the_same_is_in_order(value):
    assert looked_at(value).status is Status.OK


@pytest.mark.parametrize("value", ['"/data/hf"', "/data/hf ", "'/data/hf'"])
def test_quotes_and_blanks_are_part_of_the_path_and_told(value):
    found = looked_at(value)
    assert (found.status, found.cause) == (Status.WARNING, "models.cache")
    assert str(found.message) == f"HF_HOME has quotes or blanks around it, which count: {value}"
    assert str(found.remedies[0].title) == (
        "Set HF_HOME to a whole path, without quotes: export HF_HOME=$HOME/hf"
    )


@pytest.mark.parametrize(
    "machine, shown",
    [
        (
            FakeMachine(environ={"HF_HUB_CACHE": "hf", "HF_HOME": "/data/hf"}),
            "export HF_HUB_CACHE=$HOME/hf",
        ),
        (
            FakeMachine(
                platform="windows", interpreter=WINDOWS_PYTHON, environ={"HF_HUB_CACHE": "hf"}
            ),
            "setx HF_HUB_CACHE C:\\hf",
        ),
    ],
)
def test_the_variable_that_is_wrong_is_the_one_that_is_set_anew(machine, shown):
    assert str(CACHE(machine).remedies[0].title) == (
        f"Set HF_HUB_CACHE to a whole path, without quotes: {shown}"
    )


def test_a_path_without_its_beginning_is_another_folder_each_time():
    found = looked_at("hf")
    assert str(found.message) == (
        "HF_HOME names hf, another folder from each one in which a program is started."
    )


@pytest.mark.parametrize(
    "value, status",
    [
        ("C:\\hf", Status.OK),
        ("hf", Status.WARNING),
        ('"C:\\hf"', Status.WARNING),
        ("%X%\\hf", Status.OK),
    ],
)
def test_windows_has_whole_paths_of_its_own(value, status):
    found = looked_at(value, windows=True)
    assert found.status is status
    if status is Status.WARNING:
        assert str(found.remedies[0].title).endswith("setx HF_HOME C:\\hf")

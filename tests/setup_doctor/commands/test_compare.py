"""Which backend is recommended."""

from __future__ import annotations

import pytest

from setup_doctor.checks import backends
from setup_doctor.commands import compare
from setup_doctor.commands.compare import PROFILES, following, recommended
from setup_doctor.model import State, Verdict


@pytest.mark.parametrize(
    "rates, name",
    [
        ({"resemblyzer": 0.04}, "resemblyzer"),
        ({"resemblyzer": 0.04, "open": 0.05}, "open"),
        ({"resemblyzer": 0.04, "open": 0.05, "pyannote": 0.06}, "pyannote"),
        ({"resemblyzer": 0.04, "pyannote": 0.53}, "resemblyzer"),
    ],
)
def test_the_more_accurate_one_is_recommended_unless_it_does_not_work_here(rates, name):
    assert recommended(rates) == name


def test_every_backend_has_a_profile():
    assert set(PROFILES) == set(backends())
    assert all(recommended({name: 0.1}) == name for name in backends())


def test_a_card_that_is_not_here_does_not_lead_to_setting_up_what_is_ready():
    ready, missing = (Verdict("open", state) for state in (State.UNPROVEN, State.NOT_READY))
    assert following({"open": ready}, "cuda") == ("check", "--only", "packages.devices")
    assert following({"open": ready}, "auto") == following({"open": missing}, "cuda") == ("setup",)


def test_the_engine_that_ran_is_named_and_none_where_nothing_ran():
    assert compare._engine("open", {"engine": "light"}) == "light"
    assert [compare._engine(name, {}) for name in ("open", "resemblyzer")] == ["-", "-"]
    assert [compare._engine(name, {}) for name in ("pyannote", "nemotron")] == ["torch", "torch"]

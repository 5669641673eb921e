"""Which checks run for which request."""

from __future__ import annotations

import pytest

from setup_doctor.checks import collect
from setup_doctor.examination.selection import Request, UnknownNameError, select


def ids(request, platform="linux"):
    return {check.id for check in select(collect(), request, platform).checks}


def left_out(request):
    return {check.id: reason for check, reason in select(collect(), request).left_out.items()}


def test_without_a_wish_everything_runs_that_applies_here():
    assert ids(Request(deep=True)) == {check.id for check in collect() if check.applies("linux")}
    asked_for = {"compiler.extension", "packages.microphone-opens"}
    assert ids(Request(deep=True)) - ids(Request()) == asked_for
    assert "compiler.msvc" in ids(Request(), "windows")
    assert "compiler.msvc" not in ids(Request())


def test_a_check_named_with_only_brings_its_requirements_along():
    assert ids(Request(only=("packages.torch-answers",))) == {
        "packages.torch-answers",
        "packages.torch",
        "python.version",
        "python.architecture",
        "python.threading",
    }


def test_what_is_only_looked_at_where_it_is_asked_for_is_so_by_its_name_and_not_by_its_area():
    assert "compiler.extension" in ids(Request(only=("compiler.extension",)))
    assert "compiler.extension" not in ids(Request(only=("compiler",)))


def test_an_area_may_be_named_too():
    assert {"python.pip", "python.version"} <= ids(Request(only=("python",)))
    assert not any(name.startswith("models") for name in ids(Request(only=("python",))))


def test_a_backend_is_everything_that_its_proof_rests_on():
    chosen = ids(Request(backends=("resemblyzer",)))
    assert {"smoke.resemblyzer", "models.resemblyzer", "packages.webrtcvad"} <= chosen
    assert not any("pyannote" in name for name in chosen)


def test_skip_offline_and_no_smoke_leave_out_with_the_reason():
    out = left_out(Request(skip=("disk",), offline=True, no_smoke=True))
    assert out["disk.space"] == "--skip"
    assert out["packages.webrtcvad-wheel"] == "--offline"
    assert out["smoke.resemblyzer"] == "--no-smoke"
    assert "packages.webrtcvad" not in out


@pytest.mark.parametrize(
    "asked, said",
    [
        (Request(only=("pakages",)), "there is no 'pakages' here. Did you mean packages"),
        (Request(skip=("xyz",)), "there is no 'xyz' here. `setup-doctor list` shows all names."),
        (Request(backends=("piannote",)), "there is no 'piannote' here. Did you mean pyannote?"),
    ],
)
def test_a_name_that_does_not_exist_is_refused_with_those_that_are_near(asked, said):
    with pytest.raises(UnknownNameError) as refusal:
        select(collect(), asked)
    assert str(refusal.value).startswith(said)

"""What holds for every check that is found, and for the one that is added tomorrow."""

from __future__ import annotations

import inspect
import re

import pytest

from setup_doctor.checks import backends, collect, find
from setup_doctor.model import Cost, Finding
from tests.setup_doctor.fakes import WINDOWS_PYTHON, FakeMachine

ALL = pytest.mark.parametrize("check", collect(), ids=lambda check: check.id)


def test_there_are_checks_and_their_ids_are_unique():
    ids = [check.id for check in collect()]
    assert len(ids) > 20
    assert len(ids) == len(set(ids))


def test_each_backend_has_one_proof():
    assert backends() == ("resemblyzer", "open", "pyannote")


@ALL
def test_the_id_says_where_it_stands(check):
    module = inspect.getmodule(check.examine).__name__
    assert f"setup_doctor.checks.{check.area}" in {module, module.rpartition(".")[0]}
    assert re.fullmatch(r"[a-z]+\.[a-z][a-z0-9-]*", check.id)
    assert find(check.id) is check


@ALL
def test_it_explains_what_why_causes_and_fix(check):
    assert check.title.rstrip(".")
    for label in ("Looks at:", "Why:", "Usual causes", "Fix:"):
        assert label in check.explanation


@ALL
def test_nothing_it_requires_comes_after_it(check):
    order = list(collect())
    assert all(order.index(each) <= order.index(check) for each in check.closure())


@ALL
@pytest.mark.parametrize(
    "machine",
    [FakeMachine(), FakeMachine(platform="windows", interpreter=WINDOWS_PYTHON)],
    ids=["linux", "windows"],
)
def test_on_a_machine_where_nothing_answers_it_still_gives_a_finding(check, machine):
    if not check.applies(machine.platform) or check.area in {"models", "huggingface"}:
        pytest.skip("looks at this very machine, or does not apply")
    finding = check(machine)
    assert isinstance(finding, Finding)
    assert str(finding.message)
    assert finding.cause or finding.status.passes


def test_a_quick_look_leaves_out_what_imports_torch():
    heavy = {check.id for check in collect() if check.cost is Cost.HEAVY}
    assert {"packages.torch-answers", "packages.resemblyzer-answers", "smoke.resemblyzer"} <= heavy

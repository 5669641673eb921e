"""What holds for every check that is found, and for the one that is added tomorrow."""

from __future__ import annotations

import inspect

import pytest

from setup_doctor.checks import backends, collect, find
from setup_doctor.model import Cost
from setup_doctor.testing import promises

ALL = pytest.mark.parametrize("check", collect(), ids=lambda check: check.id)
# They look at this very machine, whatever machine they are handed.
AT_HOME = {"models", "huggingface"}


def test_there_are_checks_and_their_ids_are_unique():
    ids = [check.id for check in collect()]
    assert len(ids) > 20
    assert len(ids) == len(set(ids))


def test_each_backend_has_one_proof():
    assert backends() == ("resemblyzer", "open", "pyannote", "nemotron")


@ALL
def test_the_id_says_where_it_stands(check):
    module = inspect.getmodule(check.examine).__name__
    assert f"setup_doctor.checks.{check.area}" in {module, module.rpartition(".")[0]}
    assert promises.ID.fullmatch(check.id)
    assert find(check.id) is check


@ALL
@pytest.mark.parametrize("promise", promises.CHECK_PROMISES, ids=lambda each: each.__name__)
def test_it_keeps_what_is_asked_of_every_check(check, promise):
    if check.area in AT_HOME and promise is promises.where_nothing_answers_it_gives_a_finding:
        pytest.skip("looks at this very machine")
    promise(check)


@ALL
def test_nothing_it_requires_comes_after_it(check):
    order = list(collect())
    assert all(order.index(each) <= order.index(check) for each in check.closure())


def test_a_quick_look_leaves_out_what_imports_torch():
    heavy = {check.id for check in collect() if check.cost is Cost.HEAVY}
    assert {"packages.torch-answers", "packages.resemblyzer-answers", "smoke.resemblyzer"} <= heavy

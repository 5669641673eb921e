"""Checks of other distributions: they stand behind ours, and a broken plug-in takes nobody along."""

from __future__ import annotations

import sys

import pytest

from diarizer.discovery import BrokenPlugIn, PlugIn
from setup_doctor.checks import examined, ours, plug_ins
from setup_doctor.examination import runner
from setup_doctor.examination.added_checks import added
from setup_doctor.model import Status, check
from setup_doctor.testing import FakeMachine

GROUP = "setup_doctor.checks"
HEAD = """
from setup_doctor.checks import python
from setup_doctor.checks.python import pip
from setup_doctor.messages.text import text
from setup_doctor.model import check
from setup_doctor.model.findings import ok


@check(requires=(pip,))
def first(machine):
    '''The first.'''
    return ok(text("fine"))
"""
SECOND = """

@check(requires=(first,), prefers=(python.version,){more})
def second_one(machine):
    '''The second.'''
    return ok(text("fine"))
"""


@pytest.fixture
def looked_at(tmp_path, monkeypatch):
    """Writes a module and adds its checks to ours."""
    monkeypatch.syspath_prepend(str(tmp_path))
    names = []

    def done(code, area="acme", distribution="acme-checks"):
        name = f"acme_{len(names)}"
        names.append(name)
        (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
        plug_in = PlugIn(GROUP, area, name, distribution, "1.0")
        return plug_in, added([plug_in], ours())

    yield done
    for name in names:
        sys.modules.pop(name, None)


def test_the_name_of_the_entry_point_is_the_area(looked_at):
    _, found = looked_at(HEAD + SECOND.format(more=""))
    assert [each.id for each in found.checks] == ["acme.first", "acme.second-one"]


def test_what_a_check_requires_is_what_is_run_under_its_new_name(looked_at):
    _, found = looked_at(HEAD + SECOND.format(more=""))
    first, second = found.checks
    assert second.requires == (first,)
    assert [each.id for each in first.requires] == ["python.pip"]
    assert first.requires[0] in ours()


WRONG = {
    "import not_there": "ModuleNotFoundError: No module named 'not_there'",
    "x = 1": "acme_0 has no check",
    "from setup_doctor.checks.python import pip": "acme_0 has no check",
    "__all__ = ['gone']": "AttributeError: module 'acme_0' has no attribute 'gone'",
    HEAD + SECOND.format(more=", backend='open'"): "'open' is proven by another check already",
    HEAD + SECOND.format(more="") + "_first = check()(lambda machine: 1)": (
        "'acme.<lambda>' is no id of a check: letters, a dot, letters"
    ),
    f"{HEAD}\n_first = check()(first.examine)": "two checks are called 'acme.first'",
    HEAD.replace("(pip,)", "('python.pip',)"): "'acme.first' requires something that is no check",
    HEAD.replace("requires=(pip,)", "cost='fast'"): "'acme.first' costs something that is no Cost",
}


@pytest.mark.parametrize("code", WRONG)
def test_checks_that_the_doctor_could_not_work_with_are_left_out_with_the_reason(looked_at, code):
    plug_in, found = looked_at(code)
    assert found.checks == ()
    assert str(found.broken[plug_in].said) == WRONG[code]


def test_an_area_that_no_report_could_hold_is_refused(looked_at):
    plug_in, found = looked_at(HEAD, area="my-area")
    assert "'my-area.first' is no id of a check" in str(found.broken[plug_in])


def test_one_that_is_broken_does_not_hide_another(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "acme_good.py").write_text(HEAD, encoding="utf-8")
    found = added(
        [
            PlugIn(GROUP, "bad", "acme_nowhere", "bad", "1"),
            PlugIn(GROUP, "good", "acme_good", "g", "1"),
        ],
        ours(),
    )
    assert [each.id for each in found.checks] == ["good.first"]
    assert [each.name for each in found.broken] == ["bad"]
    sys.modules.pop("acme_good")


def test_of_two_that_prove_one_backend_the_first_does(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    names = ("acme_one", "acme_two")
    for name in names:
        code = HEAD + SECOND.format(more=", backend='acme'")
        (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
    found = added([PlugIn(GROUP, name[5:], name, name, "1") for name in names], ours())
    assert {each.area for each in found.checks} == {"one"}
    (said,) = (str(broken.said) for broken in found.broken.values())
    assert said == "'acme' is proven by another check already"
    for name in names:
        sys.modules.pop(name)


def test_nobody_has_added_anything_here():
    assert plug_ins() == ()
    with pytest.raises(BrokenPlugIn):
        raise BrokenPlugIn(PlugIn(GROUP, "a", "b", "c", "1"), "gone")
    assert examined(PlugIn(GROUP, "a", "b", "c", "1")) == ()


def returned(value):
    @check()
    def odd(machine):
        """Odd."""
        if isinstance(value, BaseException):
            raise value
        return value

    return odd


@pytest.mark.parametrize("value", [None, "fine", SystemExit(2), ValueError("no")], ids=repr)
def test_a_check_that_does_not_answer_as_it_should_has_crashed(value):
    (result,) = runner.run([returned(value)], FakeMachine(), limit=1)
    assert result.status is Status.CRASHED
    assert "This check itself failed" in str(result.finding.message)


def test_a_sentence_that_lacks_a_value_is_a_crash_of_its_check_and_not_of_the_report():
    from setup_doctor.messages.text import text
    from setup_doctor.model.findings import ok

    (result,) = runner.run([returned(ok(text("{gone}")))], FakeMachine(), limit=1)
    assert result.status is Status.CRASHED

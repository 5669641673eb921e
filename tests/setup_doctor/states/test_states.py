"""Every state of a Windows is named, by its facts alone and made for real."""

from __future__ import annotations

import pytest

from tests.setup_doctor.states.case import FOLDER, Case
from tests.setup_doctor.states.making import made
from tests.setup_doctor.windows.states import in_wine

FILES = sorted(FOLDER.glob("*/*.json"))
states = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")


def is_as_expected(case, finding):
    assert case.rendered(finding) == list(case.says)
    assert (finding.status.value, finding.cause) == (case.status, case.cause)


@states
def test_a_state_is_named_by_its_facts(path):
    case = Case.read(path)
    is_as_expected(case, case.examined(case.machine))


@in_wine
@states
def test_a_state_that_was_made_for_real_is_named(path):
    case = Case.read(path)
    if case.not_made:
        pytest.skip(case.not_made)
    with made(case) as machine:
        is_as_expected(case, case.examined(machine))


@states
def test_a_state_says_how_it_was_made_and_is_told_in_words_that_any_console_can_show(path):
    case = Case.read(path)
    assert case.made
    assert case.says[0].isascii()

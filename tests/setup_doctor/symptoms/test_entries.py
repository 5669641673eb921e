"""The contract of every entry: it knows what it was written for, and says where that was seen."""

from __future__ import annotations

import re

import pytest

from setup_doctor.checks import collect
from setup_doctor.messages.redaction import redact
from setup_doctor.symptoms.judgement import judge
from setup_doctor.symptoms.pattern_literals import keys, squeezed
from setup_doctor.symptoms.symptom import compiled
from setup_doctor.symptoms.table import SYMPTOMS

each = pytest.mark.parametrize("symptom", SYMPTOMS, ids=lambda symptom: symptom.cause)
every_text = pytest.mark.parametrize(
    "symptom, seen",
    [(symptom, seen) for symptom in SYMPTOMS for seen in symptom.seen],
    ids=lambda value: getattr(value, "cause", None) or value.text[:40],
)


@every_text
def test_what_was_seen_is_known_again(symptom, seen):
    assert judge(seen.text, SYMPTOMS).lead.cause == symptom.cause


@each
def test_it_says_where_it_was_seen(symptom):
    assert symptom.seen
    assert all(re.fullmatch(r"https://[\w./%#~-]+", seen.source) for seen in symptom.seen)


@each
def test_it_offers_a_way_out(symptom):
    assert symptom.remedies or symptom.needs


@each
def test_its_patterns_are_well_formed(symptom):
    for pattern in (symptom.pattern, symptom.where, symptom.unless, *symptom.names):
        compiled(pattern)


@each
def test_the_letters_asked_for_first_are_in_whatever_it_matches(symptom):
    for seen in symptom.seen:
        for match in compiled(symptom.pattern).finditer(seen.text):
            assert any(key in squeezed(match.group()) for key in keys(symptom.pattern))


@each
def test_the_checks_that_it_names_exist(symptom):
    known = {check.id for check in collect()}
    areas = {name.partition(".")[0] for name in known}
    assert set(symptom.looks) <= known | areas


def test_no_personal_data_of_a_report_is_in_the_texts():
    for symptom in SYMPTOMS:
        for seen in symptom.seen:
            assert redact(seen.text) == seen.text
            assert not re.search(r"[A-Z]:\\Users\\(?!x\b|Евгений)\w", seen.text), seen.text


def test_many_public_reports_were_read():
    assert len({seen.source for symptom in SYMPTOMS for seen in symptom.seen}) > 150


@each
def test_no_variable_is_set_in_a_way_that_powershell_passes_over(symptom):
    for remedy in symptom.remedies:
        title = str(remedy.title)
        assert not re.search(r"\bset [A-Z_]{4,}=", title) or "$env:" in title, title

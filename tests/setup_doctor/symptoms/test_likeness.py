"""What comes closest to an error that nobody knows."""

from __future__ import annotations

from setup_doctor.symptoms.likeness import closest
from setup_doctor.symptoms.table import SYMPTOMS


def test_an_error_in_other_words_leads_to_its_entry():
    found = closest("OSError: sndfile could not be located by ctypes", SYMPTOMS)
    assert "audio.no-libsndfile" in [each.symptom.cause for each in found]


def test_an_entry_s_own_words_are_wholly_alike_and_strange_ones_are_not():
    assert closest("zyxwv utsrq", SYMPTOMS) == []
    assert closest("", SYMPTOMS) == []
    words = SYMPTOMS[0].seen[0].text
    assert closest(words, SYMPTOMS)[0].share > 0.3


def test_each_cause_is_offered_once():
    found = closest("CERTIFICATE_VERIFY_FAILED huggingface token 403 restricted", SYMPTOMS, 9)
    causes = [each.symptom.cause for each in found]
    assert len(causes) == len(set(causes))

"""Spans, turns and annotations."""

import doctest
import json

import pytest

from diarizer import errors, types
from diarizer.drawing import timeline
from diarizer.types import Annotation, Span, coverage
from tests.diarizer.support import annotation


@pytest.mark.parametrize("module", [types, timeline])
def test_the_examples_in_the_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0


def test_spans_are_ordered_by_start_then_end():
    spans = [Span(2.0, 3.0), Span(0.0, 5.0), Span(0.0, 1.0)]
    assert sorted(spans) == [Span(0.0, 1.0), Span(0.0, 5.0), Span(2.0, 3.0)]


def test_a_span_that_ends_before_it_starts_has_no_duration():
    assert Span(3.0, 2.0).duration == 0.0
    assert not Span(3.0, 2.0)


def test_turns_come_in_order_of_time_whatever_order_they_were_given_in():
    found = annotation((5.0, 6.0, "b"), (0.0, 1.0, "a"))
    assert [turn.speaker for turn in found.turns] == ["a", "b"]


def test_speakers_are_renamed_in_order_of_first_appearance():
    found = annotation((0.0, 1.0, "zoe"), (1.0, 2.0, "adam"), (2.0, 3.0, "zoe")).renamed()
    assert [turn.speaker for turn in found.turns] == ["SPEAKER_00", "SPEAKER_01", "SPEAKER_00"]


def test_the_dictionary_has_the_shape_of_the_common_recipe():
    found = annotation((0.0, 1.23456, "b"), (2.0, 3.0, "a"), (4.0, 5.0, "b")).renamed()
    assert found.to_dict() == {
        "segments": [
            {"start": 0.0, "end": 1.235, "speaker": "SPEAKER_00"},
            {"start": 2.0, "end": 3.0, "speaker": "SPEAKER_01"},
            {"start": 4.0, "end": 5.0, "speaker": "SPEAKER_00"},
        ],
        "speakers": {
            "SPEAKER_00": [{"start": 0.0, "end": 1.235}, {"start": 4.0, "end": 5.0}],
            "SPEAKER_01": [{"start": 2.0, "end": 3.0}],
        },
    }


def test_nobody_speaking_is_an_empty_document():
    assert Annotation().to_dict() == {"segments": [], "speakers": {}}
    assert Annotation().to_rttm() == ""


@pytest.mark.parametrize("ending", ["rttm", "json"])
def test_saving_writes_the_format_of_the_ending(tmp_path, ending):
    found = annotation((0.0, 1.0, "a"), uri="x")
    path = found.save(tmp_path / f"имя с пробелом.{ending}")
    assert path.read_text(encoding="utf-8") == getattr(found, f"to_{ending}")()
    assert list(tmp_path.iterdir()) == [path]


def test_saving_in_an_unknown_format_says_which_are_known(tmp_path):
    with pytest.raises(errors.FormatError, match=r"Known: .*rttm"):
        Annotation().save(tmp_path / "a.docx")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_save_leaves_the_old_file_alone(tmp_path):
    path = annotation((0.0, 1.0, "a")).save(tmp_path / "a.rttm")
    before = path.read_text(encoding="utf-8")
    with pytest.raises(errors.FormatError):
        annotation((0.0, float("nan"), "b")).save(path)
    assert path.read_text(encoding="utf-8") == before
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_is_a_message_a_context_and_a_hint():
    error = errors.NoSpeech("Nobody.", context="a.wav", hint="Speak.")
    assert str(error) == "Nobody.\na.wav\nHint: Speak."
    assert json.loads(json.dumps(error.to_dict()))["reference"] == "speech.none"


def test_an_invalid_argument_is_a_value_error_too():
    assert issubclass(errors.InvalidArgument, ValueError)


def test_what_a_result_covers_keeps_its_device_and_is_read_where_none_was_written():
    covers = coverage.Coverage(2.0, 2.0).on("cuda")
    document = covers.to_dict()
    assert coverage.read(document) == covers
    del document["device"]  # as it was before there were any
    assert coverage.read(document) == covers.on("")

"""What an error says, in the language that is asked for."""

import pickle

import pytest

from diarizer.errors import AudioNotFound, FormatError
from diarizer.messages.language import ENGLISH
from diarizer.messages.text import joined, text


def shouted(sentence):
    return sentence.translated(str.upper)


@pytest.fixture
def error():
    return FormatError(
        text("Line {number} is wrong.", number=3),
        context=joined("SPEAKER a b", text("seen: {path}", path="a.rttm")),
        hint="setup-doctor check",
    )


def test_an_error_is_the_english_sentence_for_whoever_asks_no_further(error):
    assert str(error) == "Line 3 is wrong.\nSPEAKER a b\nseen: a.rttm\nHint: setup-doctor check"
    assert error.args == ("Line 3 is wrong.",)
    assert error.to_dict() == {
        "reference": "format",
        "message": "Line 3 is wrong.",
        "context": "SPEAKER a b\nseen: a.rttm",
        "hint": "setup-doctor check",
    }


def test_sentences_are_translated_and_what_was_seen_and_commands_are_not():
    error = FormatError(
        text("line {NUMBER} is wrong.", NUMBER=3), context="as is", hint="setup-doctor check"
    )
    assert error.translated(shouted) == ("LINE 3 IS WRONG.", ["as is"], "setup-doctor check")


def test_english_is_a_language_as_any_other(error):
    assert error.translated(ENGLISH) == (
        "Line 3 is wrong.",
        ["SPEAKER a b", "seen: a.rttm"],
        "setup-doctor check",
    )


def test_a_string_is_never_taken_for_a_template():
    said = AudioNotFound("{} of 100 %", context="{path}", hint="{0}")
    assert said.translated(ENGLISH) == ("{} of 100 %", ["{path}"], "{0}")
    assert str(said) == "{} of 100 %\n{path}\nHint: {0}"


def test_an_error_comes_whole_out_of_another_process(error):
    again = pickle.loads(pickle.dumps(error))  # noqa: S301, its own
    assert str(again) == str(error)
    assert again.told == error.told
    assert again.reference == "format"

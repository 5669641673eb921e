"""JSON of turns."""

import json

import pytest

from diarizer.errors import FormatError
from diarizer.formats import json_
from diarizer.types import Annotation, Span, Turn
from tests.diarizer.support import annotation


def test_the_document_is_the_dictionary_with_its_recording():
    found = annotation((0.0, 1.0, "SPEAKER_00"), uri="встреча", duration=2.0)
    assert json.loads(json_.dumps(found)) == {
        "uri": "встреча",
        "duration": 2.0,
        **found.to_dict(),
    }


def test_a_confidence_stands_in_its_segment_and_comes_back():
    turns = (Turn(Span(0.0, 1.0), "a", 0.87654), Turn(Span(1.0, 2.0), "b"))
    text = json_.dumps(Annotation(turns))
    first, second = json.loads(text)["segments"]
    assert first == {"start": 0.0, "end": 1.0, "speaker": "a", "confidence": 0.877}
    assert "confidence" not in second
    assert [turn.confidence for turn in json_.loads(text).turns] == [0.877, None]


def test_cyrillic_stays_readable():
    assert "встреча" in json_.dumps(annotation(uri="встреча"))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"segments": [{}]}', '{"segments": 1}', "null"])
def test_something_else_is_refused(text):
    with pytest.raises(FormatError, match="does not hold turns"):
        json_.loads(text)

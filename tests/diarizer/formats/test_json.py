"""JSON of turns."""

import json

import pytest

from diarizer.errors import FormatError
from diarizer.formats import json_

from ..support import annotation  # noqa: TID252


def test_the_document_is_the_dictionary_with_its_recording():
    found = annotation((0.0, 1.0, "SPEAKER_00"), uri="встреча", duration=2.0)
    assert json.loads(json_.dumps(found)) == {
        "uri": "встреча",
        "duration": 2.0,
        **found.to_dict(),
    }


def test_cyrillic_stays_readable():
    assert "встреча" in json_.dumps(annotation(uri="встреча"))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"segments": [{}]}', '{"segments": 1}', "null"])
def test_something_else_is_refused(text):
    with pytest.raises(FormatError, match="does not hold turns"):
        json_.loads(text)

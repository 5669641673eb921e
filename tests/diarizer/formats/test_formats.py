"""What every format promises; a new file in the folder is tested at once."""

import pytest

from diarizer import formats
from diarizer.errors import FormatError
from diarizer.types import Annotation

from ..support import annotation  # noqa: TID252

TALK = annotation(
    (0.0, 1.5, "SPEAKER_00"), (1.234, 3.001, "SPEAKER_01"), uri="talk", duration=3.001
)


@pytest.mark.parametrize("name", formats.FORMATS)
def test_what_was_written_is_read_back(name):
    written = formats.get(name).dumps(TALK)
    read = formats.get(name).loads(written)
    assert read.turns == TALK.turns
    assert formats.get(name).dumps(read) == written


@pytest.mark.parametrize("name", formats.FORMATS)
def test_nobody_speaking_is_read_back(name):
    assert formats.get(name).loads(formats.get(name).dumps(Annotation())).turns == ()


@pytest.mark.parametrize("name", formats.FORMATS)
def test_the_ending_of_a_format_finds_the_format(name, tmp_path):
    path = formats.save(TALK, tmp_path / f"talk{formats.get(name).EXTENSION}")
    assert formats.get(name).loads(path.read_text(encoding="utf-8")).turns == TALK.turns


def test_rttm_and_json_are_there():
    assert {"rttm", "json"} <= set(formats.FORMATS)


def test_an_unknown_format_says_which_are_known():
    with pytest.raises(FormatError, match="Known: json, "):
        formats.get("docx")

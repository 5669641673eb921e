"""What every format promises; a new file in the folder is tested at once."""

import pytest

from diarizer import formats, testing
from diarizer.errors import FormatError
from diarizer.testing import SAID, TALK
from diarizer.types import Annotation


@pytest.mark.parametrize("promise", testing.FORMAT_PROMISES, ids=lambda each: each.__name__)
@pytest.mark.parametrize("name", formats.FORMATS)
def test_a_format_keeps_what_is_asked_of_every_format(name, promise):
    promise(formats.get(name))


@pytest.mark.parametrize("name", formats.FORMATS)
@pytest.mark.parametrize("text", testing.FOREIGN)
def test_something_else_is_refused_with_what_was_wanted(name, text):
    with pytest.raises(FormatError) as refusal:
        formats.get(name).loads(text)
    assert refusal.value.context
    assert refusal.value.hint.startswith(("Wanted:", "Split"))


@pytest.mark.parametrize("name", formats.FORMATS)
def test_the_ending_of_a_format_finds_the_format(name, tmp_path):
    said = Annotation() if name == "ctm" else TALK
    path = formats.save(said, tmp_path / f"talk{formats.get(name).EXTENSION}")
    assert formats.of(path) == name
    assert formats.load(path) == formats.get(name).loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_of_another_program_is_read_in_its_encoding(encoding, tmp_path):
    path = tmp_path / "talk.TextGrid"
    text = formats.get("textgrid").dumps(SAID).replace("\n", "\r\n")
    path.write_bytes(text.encode(encoding))
    assert formats.load(path).speakers == ("Анна", "Б. Ю.")


def test_a_file_in_an_old_code_page_is_refused(tmp_path):
    path = tmp_path / "talk.srt"
    path.write_bytes(formats.get("srt").dumps(SAID).encode("cp1251", "replace"))
    with pytest.raises(FormatError, match="not text in UTF-8"):
        formats.load(path)


def test_an_unknown_ending_says_which_are_known(tmp_path):
    with pytest.raises(FormatError, match=r"\.textgrid, \.txt, "):
        formats.of(tmp_path / "talk.docx")


def test_rttm_and_json_are_there():
    assert {"rttm", "json"} <= set(formats.FORMATS)


def test_an_unknown_format_says_which_are_known():
    with pytest.raises(FormatError, match="Known: audacity, "):
        formats.get("docx")

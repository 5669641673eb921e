"""What every format promises; a new file in the folder is tested at once."""

import contextlib

import pytest

from diarizer import formats
from diarizer.errors import FormatError
from diarizer.types import Annotation, Span, Turn, Word
from tests.diarizer.support import annotation

TALK = annotation(
    (0.0, 1.5, "SPEAKER_00"), (1.234, 3.001, "SPEAKER_01"), uri="talk", duration=3.001
)


SAID = Annotation(
    (
        Turn(Span(0.0, 1.5), "Анна", text="Как дела? <3 & «так»"),
        Turn(Span(1.234, 3.001), "Б. Ю.", text='Say "hi", then; go.'),
    ),
    "talk",
    3.001,
)


def holding(what):
    return [name for name in formats.FORMATS if what in formats.get(name).HOLDS]


@pytest.mark.parametrize("name", holding("turns"))
def test_what_was_written_is_read_back(name):
    written = formats.get(name).dumps(TALK)
    read = formats.get(name).loads(written)
    assert read.turns == TALK.turns
    assert formats.get(name).dumps(read) == written


@pytest.mark.parametrize("name", holding("text"))
def test_what_was_said_is_read_back(name):
    read = formats.get(name).loads(formats.get(name).dumps(SAID))
    names = {"Б._Ю.": "Б. Ю."}  # NIST's fields hold no blanks
    told = [(turn.span, names.get(turn.speaker, turn.speaker), turn.text) for turn in read.turns]
    assert told == [(turn.span, turn.speaker, turn.text) for turn in SAID.turns]


@pytest.mark.parametrize("name", holding("words"))
def test_the_times_of_words_are_read_back(name):
    words = (Word(Span(0.1, 0.4), "Доброе"), Word(Span(0.5, 0.9), "утро"))
    spoken = Annotation((Turn(Span(0.1, 0.9), "", text="Доброе утро", words=words),), "talk", 0.9)
    assert formats.get(name).loads(formats.get(name).dumps(spoken)).turns == spoken.turns


@pytest.mark.parametrize("name", formats.FORMATS)
@pytest.mark.parametrize("text", ["\0\1\2", "hello\n", "{", '["a"]', "1 2 3\n4 5 6\n", "<a/>"])
def test_something_else_is_refused_with_what_was_wanted(name, text):
    with pytest.raises(FormatError) as refusal:
        formats.get(name).loads(text)
    assert refusal.value.context
    assert refusal.value.hint.startswith(("Wanted:", "Split"))


@pytest.mark.parametrize("name", formats.FORMATS)
def test_half_a_file_is_read_or_refused_and_never_a_crash(name):
    whole = formats.get(name).dumps(SAID if name != "ctm" else Annotation())
    for size in range(len(whole)):
        with contextlib.suppress(FormatError):
            formats.get(name).loads(whole[:size])


@pytest.mark.parametrize("name", formats.FORMATS)
def test_nobody_speaking_is_read_back(name):
    assert formats.get(name).loads(formats.get(name).dumps(Annotation())).turns == ()


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

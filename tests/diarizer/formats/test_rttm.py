"""RTTM, held to somebody else's reader."""

import pytest

from diarizer.errors import FormatError
from diarizer.formats import rttm
from diarizer.types import Annotation, Span, Turn
from tests.diarizer.support import annotation


def test_a_turn_is_a_line_of_ten_fields():
    found = annotation((0.5, 2.0, "SPEAKER_00"), uri="talk")
    assert rttm.dumps(found) == "SPEAKER talk 1 0.500 1.500 <NA> <NA> SPEAKER_00 <NA> <NA>\n"


def test_blanks_in_names_are_spelled_as_in_a_web_address():
    found = annotation((0.0, 1.0, "Анна К"), uri="имя с пробелом")
    assert rttm.dumps(found).split()[1] == "имя%20с%20пробелом"
    assert rttm.dumps(found).split()[7] == "Анна%20К"
    assert len(rttm.dumps(found).split()) == 10


def test_a_recording_without_a_name_still_has_ten_fields():
    assert len(rttm.dumps(annotation((0.0, 1.0, "a"))).split()) == 10


def test_other_lines_are_passed_over():
    text = ";; a comment\nSPKR-INFO x 1 <NA> <NA> <NA> unknown a <NA> <NA>\n\n"
    assert rttm.loads(text).turns == ()


@pytest.mark.parametrize(
    "line",
    [
        "SPEAKER talk 1 0.5",
        "SPEAKER talk 1 zero one <NA> <NA> a <NA> <NA>",
        "SPEAKER talk 1 0.0 1.0 <NA> <NA>",
        "SPEAKER a meeting in may 1 0.0 1.0 word type a b",
    ],
)
def test_a_broken_line_is_named_by_its_number(line):
    with pytest.raises(FormatError, match="Line 2 is not an RTTM line"):
        rttm.loads(f"\n{line}\n")


def test_two_recordings_in_one_file_are_refused():
    line = "SPEAKER {} 1 0.0 1.0 <NA> <NA> a <NA> <NA>\n"
    with pytest.raises(FormatError, match="more than one"):
        rttm.loads(line.format("one") + line.format("two"))


def test_the_reader_of_pyannote_reads_what_was_written(tmp_path):
    util = pytest.importorskip("pyannote.database.util")
    found = annotation((0.1, 1.234, "a"), (1.0, 2.5, "b"), (7.0, 9.999, "a"), uri="имя с пробелом")
    path = found.save(tmp_path / "talk.rttm")
    (read,) = util.load_rttm(path).values()
    tracks = [
        (round(s.start, 3), round(s.end, 3), speaker)
        for s, _, speaker in read.itertracks(yield_label=True)
    ]
    assert tracks == [(0.1, 1.234, "a"), (1.0, 2.5, "b"), (7.0, 9.999, "a")]


def test_a_confidence_has_the_ninth_field_and_comes_back():
    turn = Turn(Span(0.5, 2.0), "a", 0.8765)
    text = rttm.dumps(Annotation((turn,), "talk"))
    assert text == "SPEAKER talk 1 0.500 1.500 <NA> <NA> a 0.876 <NA>\n"
    assert rttm.loads(text).turns[0].confidence == 0.876


@pytest.mark.parametrize("rest", ["", "<NA>", "<NA> <NA>", "sure <NA>", "nan <NA>", "87 <NA>"])
def test_what_is_no_chance_is_no_confidence(rest):
    (turn,) = rttm.loads(f"SPEAKER talk 1 0.5 1.0 <NA> <NA> a {rest}\n").turns
    assert turn.confidence is None


def test_the_readers_of_others_read_turns_with_a_confidence(tmp_path):
    util = pytest.importorskip("pyannote.database.util")
    found = Annotation((Turn(Span(0.5, 2.0), "a", 0.9), Turn(Span(2.0, 3.0), "b")), "talk")
    path = found.save(tmp_path / "talk.rttm")
    read = util.load_rttm(path)["talk"]
    assert [label for _, _, label in read.itertracks(yield_label=True)] == ["a", "b"]
    meeteval = pytest.importorskip("meeteval")
    lines = meeteval.io.RTTM.load(path)
    assert [(line.speaker_id, float(line.begin_time)) for line in lines] == [("a", 0.5), ("b", 2.0)]

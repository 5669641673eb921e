"""RTTM, held to somebody else's reader."""

import pytest

from diarizer.errors import FormatError
from diarizer.formats import rttm

from ..support import annotation  # noqa: TID252


def test_a_turn_is_a_line_of_ten_fields():
    found = annotation((0.5, 2.0, "SPEAKER_00"), uri="talk")
    assert rttm.dumps(found) == "SPEAKER talk 1 0.500 1.500 <NA> <NA> SPEAKER_00 <NA> <NA>\n"


def test_spaces_in_names_become_underscores():
    found = annotation((0.0, 1.0, "Анна К"), uri="имя с пробелом")
    assert rttm.dumps(found).split()[1] == "имя_с_пробелом"
    assert rttm.dumps(found).split()[7] == "Анна_К"
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
        "SPEAKER talk 1 nan 1.0 <NA> <NA> a <NA> <NA>",
        "SPEAKER talk 1 0.0 -1.0 <NA> <NA> a <NA> <NA>",
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

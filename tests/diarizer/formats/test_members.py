"""What people's files hold beside what the formats say, read as whoever wrote it meant it."""

import pytest

from diarizer import formats
from diarizer.errors import FormatError
from diarizer.types import Annotation, Span, Turn
from tests.diarizer.formats.test_cases import eaf, tier

TIME = "00:00:01,000 --> 00:00:03,000"
OTHER = "00:00:04,000 --> 00:00:05,000"
WEB = "WEBVTT\n\n00:01.000 --> 00:03.000\n"
TWO = [(1, 3, "A", "x"), (4, 5, "B", "y")]


def read(content, name):
    """The turns, and what was remarked."""
    said = []
    found = formats.loads(content, name, formats.Gate(remark=lambda one: said.append(str(one))))
    return [(one.span.start, one.span.end, one.speaker, one.text) for one in found.turns], said


@pytest.mark.parametrize(
    ("name", "content", "turns"),
    [
        ("rttm", "speaker rec 1 1.0 2.0 <NA> <NA> A <NA> <NA>\n", [(1, 3, "A", "")]),
        ("srt", f"1\n\n{TIME}\n[A]: x\n\n2\n\n{OTHER}\n[B]: y\n", TWO),
        ("srt", f"{WEB}<v A>x\n\n00:04.000 --> 00:05.000\n<v B>y\n", TWO),
        ("srt", f"1\n{TIME}\n(SPEAKER_00) x\n", [(1, 3, "SPEAKER_00", "x")]),
        (
            "srt",
            f"1\n{TIME}\n(speaker 0) x\n2\n{OTHER}\n(speaker ?) y\n",
            [(1, 3, "0", "x"), (4, 5, "", "y")],
        ),
        ("srt", f"1\n{TIME}\nSpeaker A: x\n", [(1, 3, "Speaker A", "x")]),
        ("srt", f"1\n{TIME}\nSPEAKER S1: x\n", [(1, 3, "SPEAKER S1", "x")]),  # Speechmatics
        (
            "srt",
            f"1\n{TIME}\n[A]: one\n[B]: two\n[A]: and three\n",
            [(1, 3, "A", "one and three"), (1, 3, "B", "two")],
        ),
        (
            "vtt",
            f"{WEB}<v Anna>One</v><v Boris>Hi</v><v Anna>and two</v>\n",
            [(1, 3, "Anna", "One and two"), (1, 3, "Boris", "Hi")],
        ),
        (
            "vtt",  # Webex
            'WEBVTT\n\n1 "Anna Maria" (12)\n00:01.000 --> 00:03.000\nx\n\n'
            '2 "Boris" (7)\n00:04.000 --> 00:05.000\ny\n',
            [(1, 3, "Anna Maria", "x"), (4, 5, "Boris", "y")],
        ),
        ("vtt", f"{WEB}&lrm;<v Anna>Hello\n", [(1, 3, "Anna", "Hello")]),
        (
            "eaf",
            eaf([0, 2000], tier("A", (1, 2, "it"))).replace(">it<", ">so <b>it</b> is<"),
            [(0, 2, "A", "so it is")],
        ),
        ("csv", "tmin\ttier\ttext\ttmax\n0.5\tA\thi\t2\n", [(0.5, 2, "A", "hi")]),  # Praat
        ("csv", "segment_start,segment_end,speaker_id\n0.5,2,A\n", [(0.5, 2, "A", "")]),
    ],
)
def test_what_stands_in_files_of_people_is_read(name, content, turns):
    assert read(content, name)[0] == turns


def test_two_lines_of_an_rttm_that_became_one_are_refused():
    one = "SPEAKER rec 1 1.0 2.0 <NA> <NA> A <NA> <NA>"
    with pytest.raises(FormatError, match="Line 1 is not an RTTM line"):
        read(f"{one} {one}\n", "rttm")


def test_of_two_columns_that_name_who_speaks_it_is_said_which_is_taken():
    found, said = read("start,end,speaker,speaker_name\n0.5,2,SPEAKER_00,Anna\n", "csv")
    assert found == [(0.5, 2, "SPEAKER_00", "")]
    assert said == ["Several columns may name who speaks: speaker is taken, and not speaker_name."]


@pytest.mark.parametrize(
    ("rows", "turns"),
    [
        ('[[0.5, 2, "SPEAKER_00"], [3, 4, "SPEAKER_01"]]', [(0.5, 2, "SPEAKER_00", "")]),
        ('[["A", 0.5, 2], ["B", 3, 4]]', [(0.5, 2, "A", "")]),
        (
            '{"segments": [[0.5, 2, "Anna"], [3, 4, "Boris"], [5, 6, "Anna"], [7, 8, "Boris"]]}',
            [(0.5, 2, "Anna", "")],
        ),
    ],
)
def test_rows_of_times_and_who_speaks_are_turns_and_that_is_said(rows, turns):
    found, said = read(rows, "json")
    assert found[:1] == turns
    assert [one.partition(";")[0] for one in said] == ["The rows have no names of fields"]


def test_rows_of_times_and_a_text_are_no_turns():
    with pytest.raises(FormatError):
        read('[[0.5, 2, "Hello there"], [3, 4, "How are you"]]', "json")


@pytest.mark.parametrize("name", ["srt", "vtt"])
@pytest.mark.parametrize("said", ["(speaker 0) is written so", "Speaker A: is", "(SPEAKER_00) too"])
def test_words_that_look_like_who_speaks_come_back_as_words(name, said):
    turn = Turn(Span(0.0, 1.0), "", text=said)
    content = formats.dumps(Annotation((turn,), duration=1.0), name)
    assert formats.loads(content, name).turns == (turn,)


@pytest.mark.parametrize("name", ["srt", "vtt", "audacity"])
@pytest.mark.parametrize("who", ["Anna [guest]", "[x]", "a [b] [c] d", "Борис [гость"])
def test_a_name_may_hold_brackets_of_its_own(name, who):
    """Programs write it as it is; we spell the bracket that would end it."""
    said = f"[{who}]: hello"
    content = {
        "srt": f"1\n{TIME}\n{said}\n",
        "vtt": f"{WEB}{said}\n",
        "audacity": f"1\t3\t{said}\n",
    }
    assert read(content[name], name)[0] == [(1, 3, who, "hello")]
    turn = Turn(Span(1.0, 3.0), who, text="hello")
    written = formats.dumps(Annotation((turn,), duration=3.0), name)
    assert formats.loads(written, name).turns == (turn,)


def test_a_break_in_a_line_parts_words():
    assert read(f"1\n{TIME}\n[A]: x<br/>y<BR>z\n", "srt")[0] == [(1, 3, "A", "x y z")]


def test_a_voice_in_capitals_is_a_voice():
    assert read(f"{WEB}<V Anna>Hello</V> <V Boris><I>Hi</I></V>\n", "vtt")[0] == [
        (1, 3, "Anna", "Hello"),
        (1, 3, "Boris", "Hi"),
    ]


@pytest.mark.parametrize("name", ["srt", "vtt"])
@pytest.mark.parametrize("said", ["a<br>b", "<V Anna>hello</V>", "<I>x</I>"])
def test_words_that_look_like_form_come_back_as_words(name, said):
    turn = Turn(Span(0.0, 1.0), "A", text=said)
    content = formats.dumps(Annotation((turn,), duration=1.0), name)
    assert formats.loads(content, name).turns == (turn,)

"""Texts with names and times that are no dialogue, and what is odd about those that are."""

import pytest

from diarizer import transcripts
from diarizer.errors import FormatError
from diarizer.transcripts import dialogue_layouts
from tests.processes import run

UNSURE = (
    "What may be a name stands before what is said too seldom to be sure, and stays in the text:"
    " {}."
)
NOBODY = "What stands beside its times is nobody's name: {}."


def read(tmp_path, content, name="talk.txt"):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    found = transcripts.read(path)
    turns = [(one.span.start, one.speaker, one.text) for one in found.said.turns]
    return turns, [str(one) for one in found.remarks if "impossible times" not in str(one)]


def refused(tmp_path, content, name="talk.txt"):
    with pytest.raises(FormatError) as caught:
        read(tmp_path, content, name)
    said = str(caught.value.told.context).split("\n", 1)
    return str(caught.value.told.message), said[-1], str(caught.value.told.hint)


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("[0:00:03] INFO: started\n[0:00:04] WARN: slow\n[0:00:09] INFO: done\n", "INFO, WARN"),
        ("0:00 Intro: what we do\n1:30 Chapter 1: the hill\n", "Intro, Chapter 1"),
        ("Note (0:05): call them\nNote (0:07): call again\n", "Note"),
        ("0:00 Глава 1: начало\n1:30 Глава 2: холм\n", "Глава 1, Глава 2"),
        ("Note | 0:05\ncall\nSubject | 0:07\nmoney\n", "Note, Subject"),
    ],
)
def test_logs_notes_and_lists_of_chapters_are_nobodys_words(tmp_path, content, names):
    message, said, hint = refused(tmp_path, content)
    assert message == "The transcript of Otter, Rev or a text like theirs cannot be used."
    assert said == NOBODY.format(names)
    assert hint == "Pass what a recogniser wrote of the recording: JSON, SRT or VTT."


def test_one_chapter_among_people_is_read_with_them(tmp_path):
    turns, _ = read(tmp_path, "0:00 Anna: hi\n0:05 Note: loud\n0:09 Boris: yes\n0:11 Anna: so\n")
    assert [who for _, who, _ in turns] == ["Anna", "Note", "Boris", "Anna"]


@pytest.mark.parametrize(
    "content",
    [
        "0:01:01\t From Anna Smith : hello\n0:02:01\t From Boris : hi\n",
        "[0:05] <anna> hello\n[0:06] <boris> hi\n",
    ],
)
def test_a_chat_is_no_speech(tmp_path, content):
    assert refused(tmp_path, content)[1] == "It is a chat, and not what is said in a recording."


def test_a_chat_is_no_label_of_people(tmp_path):
    path = tmp_path / "chat.txt"
    path.write_text("0:01:01\t From Anna Smith : hello\n0:02:01\t From Boris : hi\n")
    done = run("diarizer", "convert", str(path), str(tmp_path / "a.rttm"))
    assert done.returncode == 2
    assert "It is a chat, and not what is said in a recording." in done.stderr


def test_times_that_may_be_hours_and_minutes_are_said(tmp_path):
    turns, remarks = read(tmp_path, "Anna  10:05\nhello\n\nBoris  10:06\nhi\n\nAnna  10:07\nwell\n")
    assert turns[0] == (605.0, "Anna", "hello")
    assert remarks == [
        "Its times are taken for minutes and seconds of the recording, and not for hours and"
        " minutes of the day: Anna  10:05"
    ]
    assert read(tmp_path, "Anna  0:05\nhello\n\nBoris  25:06\nhi\n")[1] == []


def test_three_names_of_which_none_comes_again_are_said(tmp_path):
    content = "0:00 Budget: we pay\n1:30 Roof: it leaks\n2:10 Garden: it grows\n"
    assert read(tmp_path, content)[1] == [
        "Names of which none comes again are taken for who speaks: Budget, Roof, Garden."
    ]


@pytest.mark.parametrize(
    "content",
    [
        "[0:01] Anna\nhello there\n[0:05] Boris\nhi\n",
        "0:01\nAnna\nhello there\n0:05\nBoris\nhi\n",
    ],
)
def test_names_in_lines_of_their_own_that_stay_in_the_text_are_said(tmp_path, content):
    turns, remarks = read(tmp_path, content)
    assert turns == [(1.0, "", "Anna hello there"), (5.0, "", "Boris hi")]
    assert remarks == [UNSURE.format("Anna, Boris")]


def test_lines_that_break_after_sentences_are_no_names(tmp_path):
    content = "0:01\nI came here.\nhello there\n0:05\nSo we sat down and waited long\nhi\n"
    assert read(tmp_path, content)[1] == []


def test_a_line_with_a_time_that_is_no_head_is_said(tmp_path):
    content = "0:01 - Dr. A: host\nhello\n0:03 - Boris\nyes\n0:05 - Dr. A: host\nbye\n"
    turns, remarks = read(tmp_path, content)
    assert turns[0][2] == "host hello 0:03 - Boris yes"
    assert remarks == ["1 line has a time as well, and is read as what is said: 0:03 - Boris"]


@pytest.mark.parametrize("name", ["Smith, Anna (MD)", "Anna [host]"])
def test_a_name_before_what_is_said_may_have_a_bracket(tmp_path, name):
    content = f"[0:01] {name}: hello\n[0:05] Boris: hi\n[0:07] {name}: well\n"
    assert [who for _, who, _ in read(tmp_path, content)[0]] == [name, "Boris", name]


def test_a_comma_between_a_name_and_its_time_is_not_of_the_name(tmp_path):
    turns, _ = read(tmp_path, "Anna, 0:01\nhello there\nBoris, 0:05\nhi\n")
    assert [who for _, who, _ in turns] == ["Anna", "Boris"]


def test_a_chat_with_dates_is_not_called_broken_json(tmp_path):
    content = "[12/03/2024, 10:05:01] Anna: hello\n[12/03/2024, 10:06:02] Boris: hi\n"
    assert refused(tmp_path, content)[0] == "The transcript is a text without times."


def test_lines_of_a_log_in_json_are_no_transcript(tmp_path):
    content = '{"time": 1.5, "level": "info", "message": "started"}\n'
    content += '{"time": 2.5, "level": "warn", "message": "slow"}\n'
    assert refused(tmp_path, content, "a.json")[0] == "The JSON is not a transcript."


def test_headings_of_lyrics_are_no_people(tmp_path):
    content = (
        "[0:12.00]Verse: la la\n[0:15.00]Chorus: oh\n[0:18.00]Verse: la\n[0:19.00]Chorus: oh\n"
    )
    assert {who for _, who, _ in read(tmp_path, content)[0]} == {""}


class Compared(int):
    """The place of a line, which counts how often places are compared."""

    times = 0
    __hash__ = int.__hash__

    def __eq__(self, other):
        Compared.times += 1
        return int(self) == int(other)


def test_names_above_times_take_no_square_of_the_length_of_a_text():
    count = 500
    lines = [line for at in range(count) for line in ("AB"[at % 2], f"0:{at % 60:02}", "word", "")]
    places = [Compared(at) for at in range(1, len(lines), 4)]
    heads = dialogue_layouts._of_two_lines(lines, places, -1)
    assert len(heads) == count
    assert Compared.times < 10 * count


def test_times_alone_hold_no_words_and_are_no_traceback(tmp_path):
    content = "[0:01] [0:01] [0:01]\n[0:01] [0:01]\n"
    assert refused(tmp_path, content)[0] == "The transcript holds no words."


def test_many_blanks_before_a_time_take_no_time_to_read(tmp_path):
    blanks = " " * 2000
    content = f"Anna{blanks}0:01\nhello\nBoris{blanks}0:05\nhi\nAnna{blanks}x 0:07 \nyes\n"
    turns, _ = read(tmp_path, content)
    assert turns[:2] == [(1.0, "Anna", "hello"), (5.0, "Boris", "hi")]

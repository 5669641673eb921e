"""Texts that people and services export: who speaks and when, in lines above or before what is said."""

import pytest

from diarizer import transcripts
from diarizer.errors import FormatError

# What people are called; a bracket, a comma, a dash, digits alone, two that differ in a blank.
NAMES = [
    *(
        "Anna",
        "Smith, Anna",
        "Борис Иванов (гость)",
        "7",
        "NA",
        "Jean-Luc O'Neil",
        "Anna B.",
        "AnnaB.",
    ),
    "The honourable member for the constituency of Lower and Upper Something-on-the-Water",
]
HEADS = {
    "Otter": "{0}  0:0{1}\nhello there\n\n",
    "tab": "{0}\t00:0{1}\nhello there\n\n",
    "Rev": "{0} (00:0{1}):\nhello there\n\n",
    "Trint": "{0} [00:00:0{1}] hello there\n\n",
    "Happy Scribe": "[00:00:0{1}.00] - {0}\nhello there\n\n",
    "Fathom": "0:0{1} - {0}\n  hello there\n\n",
    "Gong": "0:0{1} | {0}\nhello there\n\n",
    "Fireflies": "{0} - 00:0{1}\nhello there\n\n",
    "range": "{0} [00:00:0{1} - 00:00:0{1}]\nhello there\n\n",
}


def read(tmp_path, content):
    path = tmp_path / "talk.txt"
    path.write_text(content, encoding="utf-8")
    found = transcripts.read(path)
    turns = [(round(one.span.start, 1), one.speaker, one.text) for one in found.said.turns]
    return turns, [str(one) for one in found.remarks]


@pytest.mark.parametrize("kind", HEADS)
@pytest.mark.parametrize("name", NAMES)
def test_whoever_is_named_above_what_is_said_has_a_turn_of_his_own(tmp_path, kind, name):
    who = ["Boris", name, "Boris"]
    content = "".join(HEADS[kind].format(one, at * 2) for at, one in enumerate(who))
    turns, _ = read(tmp_path, content)
    assert turns == [(at * 2, one, "hello there") for at, one in enumerate(who)]


@pytest.mark.parametrize("mark", ["[{}] ", "[{}] - ", "({}) "])
def test_what_is_said_behind_a_time_is_nobodys_name(tmp_path, mark):
    said = ["Hello there", "How are you?", "Fine"]
    lines = [mark.format(f"00:00:0{at}") + one for at, one in enumerate(said)]
    assert read(tmp_path, "\n".join(lines))[0] == [(at, "", one) for at, one in enumerate(said)]


ABOVE = [(0, "A", "one two"), (2, "A", "three"), (4, "B", "four"), (6, "A", "five")]


@pytest.mark.parametrize("title", ["", "Transcription for 240101-talk\n\n"])
@pytest.mark.parametrize("mark", ["[00:00:0{}] - ", "[00:00:0{}] "])
@pytest.mark.parametrize(("one", "other"), [("SPEAKER_00", "SPEAKER_01"), ("Anna", "Б. Иванов")])
@pytest.mark.parametrize("between", ["\n", " "])
def test_names_above_lines_with_times_are_who_speaks(tmp_path, title, mark, one, other, between):
    if between == " " and "-" not in mark:
        mark += "- "  # how aTrain parts them for MAXQDA
    names, content, before = {"A": one, "B": other}, title, ""
    for start, who, said in ABOVE:
        head = f"{names[who]}\n" if who != before else ""
        content += ("\n\n" if head and before else between if before else "") + head
        content += mark.format(start) + said
        before = who
    turns, told = read(tmp_path, content)
    assert turns == [(start, names[who], said) for start, who, said in ABOVE]
    assert f"Names above what is said are taken for who speaks: {one}, {other}." in told
    assert ("Left out above the first name: Transcription for 240101-talk." in told) == bool(title)


MEET = "00:00:00\n\nAnna: hello you\nBoris: yes\n\n00:00:10\n\nBoris: well\nAnna: good\nAnna: bye\n"
MARKDOWN = (
    MEET.replace("00:00:", "### 00:00:")
    .replace("Anna:", "**Anna:**")
    .replace("Boris:", "**Boris:**")
)
ENDED = "\n\nTranscription ended after 00:00:20\n\nThis editable transcript was computer generated and might contain errors. People can also change the text after it was created.\n"
DATED = "Apr 24, 2026\nRound Up - Transcript\n"
LISTED = "Round Up (2026-04-24 15:51 GMT) - Transcript\nAttendees\nAnna, Boris\nTranscript\n"


@pytest.mark.parametrize("title", ["", DATED, LISTED])
@pytest.mark.parametrize("body", [MEET, MARKDOWN])
@pytest.mark.parametrize("end", ["", ENDED, ENDED.replace("Transcription", "### Meeting")])
def test_each_who_speaks_below_one_time_of_google_meet_has_a_turn(tmp_path, title, body, end):
    turns, told = read(tmp_path, title + body + end)
    assert [(who, said) for _, who, said in turns] == [
        *[("Anna", "hello you"), ("Boris", "yes"), ("Boris", "well"), ("Anna", "good")],
        ("Anna", "bye"),
    ]
    starts = [start for start, *_ in turns]
    assert starts == sorted(starts)
    assert (starts[0], starts[2]) == (0, 10)
    assert 0 < starts[1] < 10
    assert "Names before what is said are taken for who speaks: Anna, Boris." in told
    assert any(one.startswith("3 turns have no times of their own") for one in told)
    whole = transcripts.read(tmp_path / "talk.txt").said
    assert (whole.turns[-1].span.end == 20) == bool(end)
    assert not any("computer generated" in turn.text for turn in whole.turns)


def test_who_speaks_once_has_a_name_where_google_meet_has_signed(tmp_path):
    turns, _ = read(tmp_path, f"00:00:00\n\nAnna: hello\nBoris: yes\nCleo: no\n{ENDED}")
    assert [who for _, who, _ in turns] == ["Anna", "Boris", "Cleo"]


def test_lines_that_go_on_below_a_name_stay_with_it(tmp_path):
    content = "0:00\nAnna: hello\nand you\nBoris: yes\n\n0:10\nBoris: so: well\nAnna: bye\n"
    turns, _ = read(tmp_path, content)
    assert [each[1:] for each in turns] == [
        *[("Anna", "hello and you"), ("Boris", "yes"), ("Boris", "so: well"), ("Anna", "bye")],
    ]


@pytest.mark.parametrize(
    "content",
    [
        "0:00\nAnna: hello\n\n0:05\nBoris: yes\n\n0:09\nAnna: well\n",
        "[0:00]Anna: hello\n[0:05]Boris: yes\n[0:09](laughs)\n[0:12]Anna: well\n",
    ],
)
def test_names_that_stay_in_the_text_are_told(tmp_path, content):
    turns, told = read(tmp_path, content)
    assert {who for _, who, _ in turns} == {""}
    names = "Anna" if "laughs" in content else "Anna, Boris"
    assert told[0] == (
        "What may be a name stands before what is said too seldom to be sure, and stays in the text:"
        f" {names}."
    )


@pytest.mark.parametrize(
    "content",
    [
        "Anna: [00:00:00] Hello.\nMore of it. [00:00:04] And more.\n\nBoris: [00:00:06] Yes.\n",
        "Anna: [00:00:00] Hello. More of it. [00:00:04] And more.\n\nBoris: [00:00:06] Yes.\n",
        "[00:00:00] Anna: Hello. More of it.\n[00:00:04] And more.\n[00:00:06] Boris: Yes.\n",
        "Anna [00:00:00]\nHello. More of it. [00:00:04]\nAnd more.\n\nBoris [00:00:06]\nYes.\n",
    ],
)
def test_a_time_between_the_words_of_one_speaker_begins_no_other(tmp_path, content):
    assert read(tmp_path, content)[0] == [
        (0, "Anna", "Hello. More of it."),
        (4, "Anna", "And more."),
        (6, "Boris", "Yes."),
    ]


def test_a_line_without_a_name_goes_on_and_that_is_told_but_for_a_sound(tmp_path):
    turns, told = read(tmp_path, "[0:00] Anna: a\n[0:02] b\n[0:03] (music)\n[0:04] Boris: c\n")
    assert [who for _, who, _ in turns] == ["Anna", "Anna", "", "Boris"]
    said = "1 line has a time and no name: it is taken to be said by who spoke before."
    assert said in told


@pytest.mark.parametrize("mark", ["#00:00:0{0}-5#", "[00:00:0{0}.5]", "00:00:0{0}.5"])
def test_times_of_f4_and_maxqda_before_what_is_said(tmp_path, mark):
    lines = [f"{mark.format(at * 2)} {who}: so" for at, who in enumerate("ABA")]
    assert read(tmp_path, "\n\n".join(lines))[0] == [
        (0.5, "A", "so"),
        (2.5, "B", "so"),
        (4.5, "A", "so"),
    ]
    glued = [line.replace(" A", "A").replace(" B", "B") for line in lines]
    assert [who for _, who, _ in read(tmp_path, "\n\n".join(glued))[0]] == ["A", "B", "A"]


@pytest.mark.parametrize("mark", ["#00:00:0{0}-5#", "[00:00:0{0}.5]"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_times_behind_what_is_said_are_its_ends(tmp_path, mark, between):
    said = ["A: one", "B: two", "A: three", "B: four"]
    lines = [f"{one} {mark.format(at * 2 + 1)}" for at, one in enumerate(said)]
    turns, told = read(tmp_path, between.join(lines))
    assert turns == [(0, "A", "one"), (1.5, "B", "two"), (3.5, "A", "three"), (5.5, "B", "four")]
    assert told[0] == "Times behind what is said are taken for where it ends, as f4 writes them."
    assert transcripts.read(tmp_path / "talk.txt").said.turns[-1].span.end == 7.5


@pytest.mark.parametrize(
    "content",
    [
        "0:00 - Intro\n1:30 - Main part\n5:00 - End\n",  # chapters
        "Round Up - Transcript\nAttendees\nAnna, Boris\nTranscript\nAnna: hello\nBoris: yes\n",
        "We met at 10:30\nYes.\nAgain at 11:15\nIn the hall.\nNo.\n",
    ],
)
def test_chapters_and_texts_without_times_are_no_dialogue(tmp_path, content):
    with pytest.raises(FormatError, match="text without times"):
        read(tmp_path, content)


def test_long_lines_with_many_times_take_no_time(tmp_path):
    line = " ".join(f"word{at} 0:{at % 60:02d}" for at in range(4000))
    content = f"Anna  0:01\n{line}\n\nBoris  0:05\n{line}\n"
    turns, _ = read(tmp_path, content)
    assert [who for _, who, _ in turns] == ["Anna", "Boris"]


@pytest.mark.parametrize(
    "mark", ["{who}  {at}\nso\n\n", "[{at}] {who}: so\n", "{who} ({at}): so\n"]
)
def test_minutes_go_on_beyond_a_hundred(tmp_path, mark):
    clocks = ["59:59", "99:59", "100:00", "123:45", "2:05:00"]
    content = "".join(mark.format(who=f"S{at % 2}", at=one) for at, one in enumerate(clocks))
    turns, _ = read(tmp_path, content)
    assert [start for start, *_ in turns] == [3599, 5999, 6000, 7425, 7500]
    assert [who for _, who, _ in turns] == ["S0", "S1", "S0", "S1", "S0"]

"""Where texts have who speaks and when: in one line in any order, or in a line each."""

import pytest

from diarizer import formats, transcripts
from diarizer.errors import FormatError

TALK = [
    (0.5, 2.0, "Anna", "good morning"),
    (2.5, 4.0, "Boris Petrov", "thank you, Anna"),
    (4.5, 7.0, "Anna", "shall we begin"),
    (8.0, 9.5, "Boris Petrov", "yes"),
]
BETWEEN = {"a bar": " | ", "a dash": " - ", "a blank": " ", "a colon": ": ", "a comma": ", "}


def clock(seconds):
    return f"0:00:0{seconds}"


def read(tmp_path, content, name="talk.txt"):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    found = transcripts.read(path)
    turns = [(one.span.start, one.span.end, one.speaker, one.text) for one in found.said.turns]
    return turns, [str(one) for one in found.remarks]


def until_the_next():
    starts = [start for start, *_ in TALK]
    return [
        (start, until, who, said)
        for (start, _, who, said), until in zip(TALK[:-1], starts[1:], strict=True)
    ]


@pytest.mark.parametrize("below", ["\n", "\n\n"])
@pytest.mark.parametrize("mark", ["{}", "[{}]", "({})"])
@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("between", BETWEEN.values(), ids=BETWEEN)
def test_a_name_and_its_time_are_a_head_in_any_order(tmp_path, between, is_first, mark, below):
    def heads(times):
        for time, (*_, who, said) in zip(times, TALK, strict=True):
            pair = [mark.format(time), who]
            yield f"{between.join(pair if is_first else pair[::-1])}\n{said}{below}"

    content = "".join(heads([clock(start) for start, *_ in TALK]))
    assert read(tmp_path, content)[0][:3] == until_the_next()
    content = "".join(heads([f"{clock(start)} - {clock(end)}" for start, end, *_ in TALK]))
    assert read(tmp_path, content) == (TALK, [])


@pytest.mark.parametrize("between", BETWEEN.values(), ids=BETWEEN)
def test_whoever_speaks_once_from_one_time_to_another_is_no_name_with_a_time(tmp_path, between):
    content = "".join(
        f"{who}{between}{clock(start)} - {clock(end)}\n{said}\n\n"
        for start, end, who, said in TALK[:2]
    )
    assert read(tmp_path, content) == (TALK[:2], [])


@pytest.mark.parametrize("below", ["\n", "\n\n"])
@pytest.mark.parametrize("lines", ["{time}\n{who}\n", "[{time}]\n{who}:\n", "{who}\n{time}\n"])
def test_a_name_and_its_time_may_have_a_line_each(tmp_path, lines, below):
    content = "".join(
        f"{lines.format(time=clock(start), who=who)}{said}{below}" for start, _, who, said in TALK
    )
    turns, remarks = read(tmp_path, content)
    assert turns[:3] == until_the_next()
    said = "Names above what is said are taken for who speaks: Anna, Boris Petrov."
    assert remarks[0] == said


@pytest.mark.parametrize(
    "content",
    [
        "0:00 good morning\nto everybody\n0:02 thank you\nvery much\n0:04 shall we\nbegin\n",
        "0:01 From Anna to Everyone\nhi\n0:02 From Anna to Everyone\nyes\n0:03 From Anna to Everyone\nno\n",
        "0:00 Refrain\n0:10 Refrain\n0:20 Refrain\n0:30 Refrain\n",
    ],
)
def test_what_comes_not_again_is_no_name(tmp_path, content):
    with pytest.raises(FormatError):
        read(tmp_path, content)


def test_the_last_digit_of_a_time_is_nobodys_name(tmp_path):
    with pytest.raises(FormatError):
        read(tmp_path, "00:00:00.500: Anna\nhello there\n\n00:00:02.500: Boris\nyes\n")


def test_lines_below_times_that_do_not_come_again_are_what_is_said(tmp_path):
    content = "0:01\ngood morning\nto you\n0:03\nthank you\nvery much\n0:05\nshall we\nbegin\n"
    assert [turn[2:] for turn in read(tmp_path, content)[0]] == [
        ("", "good morning to you"),
        ("", "thank you very much"),
        ("", "shall we begin"),
    ]


@pytest.mark.parametrize("name", ["srt", "vtt"])
def test_webex_names_who_speaks_beside_the_number_in_every_file(name):
    mark, head = (",", "") if name == "srt" else (".", "WEBVTT\n\n")
    cues = [
        f'{number} "{who}" (12)\n00:00:0{start}00 --> 00:00:0{end}00\n{said}\n'.replace(".", mark)
        for number, (start, end, who, said) in enumerate(TALK, 1)
    ]
    found = formats.loads(head + "\n".join(cues), name)
    assert [(turn.speaker, turn.text) for turn in found.turns] == [one[2:] for one in TALK]


def test_a_line_in_quotes_within_a_subtitle_stays_what_is_said():
    content = '1\n00:00:01,000 --> 00:00:02,000\nhe said\n2 "Anna" (2)\n00:00:03,000 --> 00:00:04,000\nyes\n'
    found = formats.loads(content, "srt")
    assert [turn.text for turn in found.turns] == ['he said 2 "Anna" (2)', "yes"]

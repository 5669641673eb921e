"""JSON that is a table or rows: no cell is taken for another column's."""

import json

import pytest

from diarizer import formats, transcripts
from diarizer.errors import FormatError

ROWS = [
    [0.1, 1.2, "Anna", "hello there you"],
    [1.3, 2.0, "Б. Иванов", "Who? Me"],
    [2.1, 3.0, "Anna", "fine then"],
    [3.5, 4.0, "NA", "no, no, that is not what we have said here"],
]
TURNS = [tuple(row) for row in ROWS]
NAMES = ["start", "end", "speaker", "text"]
COLUMNS = [list(column) for column in zip(*ROWS, strict=True)]
TABLES = {
    "split": {"columns": NAMES, "index": [0, 1, 2, 3], "data": ROWS},
    "lists": dict(zip(NAMES, COLUMNS, strict=True)),
    "columns": {
        name: dict(zip("0123", column, strict=True))
        for name, column in zip(NAMES, COLUMNS, strict=True)
    },
    "records": [dict(zip(NAMES, row, strict=True)) for row in ROWS],
    "table": {"schema": {}, "data": [dict(zip(NAMES, row, strict=True)) for row in ROWS]},
    "headed": [NAMES, *ROWS],
    "other order": [[row[2], row[0], row[1], row[3]] for row in ROWS],
    "text first": [[row[3], row[2], row[0], row[1]] for row in ROWS],
    "bare": ROWS,
}


def read(tmp_path, document):
    path = tmp_path / "talk.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    found = transcripts.read(path)
    turns = [(one.span.start, one.span.end, one.speaker, one.text) for one in found.said.turns]
    return turns, [str(one) for one in found.remarks]


@pytest.mark.parametrize("kind", TABLES)
def test_names_and_texts_of_a_table_stay_in_their_columns(kind, tmp_path):
    turns, told = read(tmp_path, TABLES[kind])
    assert turns == TURNS
    fields = {
        "other order": "speaker, start, end, text",
        "text first": "text, speaker, start, end",
        "bare": "start, end, speaker, text",
    }
    read_as = f"The rows have no names of fields; they are read as: {fields.get(kind)}."
    assert told == ([read_as] if kind in fields else [])


@pytest.mark.parametrize("kind", ["split", "lists", "columns", "headed"])
def test_a_table_without_texts_is_turns(kind):
    document = json.loads(json.dumps(TABLES[kind]))
    if kind == "split":
        document = {"columns": NAMES[:3], "data": [row[:3] for row in ROWS]}
    elif kind == "headed":
        document = [row[:3] for row in document]
    else:
        del document["text"]
    found = formats.loads(json.dumps(document), "json")
    assert [(one.span.start, one.span.end, one.speaker) for one in found.turns] == [
        row[:3] for row in TURNS
    ]


@pytest.mark.parametrize(
    "document",
    [
        {"Anna": [[0.1, 1.2], [2.1, 3.0]], "Boris": [[1.3, 2.0]]},
        {"Anna": [{"start": 0.1, "end": 1.2}, {"start": 2.1, "end": 3.0}], "Boris": [[1.3, 2.0]]},
    ],
)
def test_turns_that_are_listed_for_each_speaker_are_read(document):
    found = formats.loads(json.dumps(document), "json")
    assert [(one.span.start, one.speaker) for one in found.turns] == [
        *[(0.1, "Anna"), (1.3, "Boris"), (2.1, "Anna")],
    ]


@pytest.mark.parametrize(
    "document",
    [
        [[0.1, 1.2, "Anna", "Boris"], [1.3, 2.0, "Cleo", "Dan"]],  # who says what?
        [[0.1, 1.2, "hello there", "how do you do today"], [1.3, 2.0, "And you?", "well enough"]],
        {"columns": NAMES, "data": [row[:3] for row in ROWS]},
        {"start": [0.1, 1.3], "end": [1.2], "speaker": ["a", "b"], "text": ["x", "y"]},
        {"timestamps": [[0.1, 1.2], [1.3, 2.0]]},
    ],
)
def test_rows_that_can_be_read_in_two_ways_or_lack_a_cell_are_refused(document, tmp_path):
    with pytest.raises(FormatError):
        read(tmp_path, document)
    with pytest.raises(FormatError):
        formats.loads(json.dumps(document), "json")


def test_rows_of_faster_whisper_stay_what_is_said(tmp_path):
    old = [[0.1, 1.2, " hello there", None, -0.2, 0.1], [1.3, 2.0, " Anna", None, -0.2, 0.1]]
    assert read(tmp_path, old)[0] == [(0.1, 1.2, "", "hello there"), (1.3, 2.0, "", "Anna")]


@pytest.mark.parametrize("name", ["word", "text"])
@pytest.mark.parametrize("blank", ["", " "])
def test_segments_of_which_only_the_words_have_times_are_read(name, blank, tmp_path):
    words = {"Anna": [(0.1, 0.5, "Hello"), (0.6, 1.0, "you")], "Boris": [(1.3, 2.0, "Hi")]}
    listed = [
        {
            "speaker": who,
            "words": [
                {name: blank + said, "start": start, "end": end} for start, end, said in some
            ],
        }
        for who, some in words.items()
    ]
    assert read(tmp_path, listed)[0] == [(0.1, 1.0, "Anna", "Hello you"), (1.3, 2.0, "Boris", "Hi")]
    found = transcripts.load(tmp_path / "talk.json").turns[0].words
    assert [(one.span.start, one.span.end, one.text) for one in found] == words["Anna"]


# --- who speaks, under other names and in the text ---


@pytest.mark.parametrize(
    "field", ["participant", "userName", "role", "from", "name", "label", "user", "who", "speakers"]
)
@pytest.mark.parametrize("wrap", [None, "segments", "utterances"])
def test_a_field_that_may_name_who_speaks_is_taken_where_none_is_known_and_told(
    field, wrap, tmp_path
):
    names = ["Anna", "Борис", "Anna"]
    listed = [
        {"start": at, "end": at + 1, "text": "so", field: [who] if field == "speakers" else who}
        for at, who in enumerate(names)
    ]
    turns, told = read(tmp_path, {wrap: listed} if wrap else listed)
    assert [who for _, _, who, _ in turns] == names
    assert told == [f"No field is known to name who speaks; {field} is taken for it."]
    named = [{**one, "speaker": "X"} for one in listed]
    turns, told = read(tmp_path, {wrap: named} if wrap else named)
    assert ([who for _, _, who, _ in turns], told) == (["X"] * 3, [])


@pytest.mark.parametrize("said", formats.TEXT_FIELDS)
def test_such_a_field_is_taken_whatever_the_text_beside_it_is_called(said, tmp_path):
    listed = [{"start": at, "end": at + 1, said: "so", "role": "AB"[at % 2]} for at in range(4)]
    turns, told = read(tmp_path, {"segments": listed})
    assert [(who, words) for _, _, who, words in turns] == [("A", "so"), ("B", "so")] * 2
    assert told == ["No field is known to name who speaks; role is taken for it."]


@pytest.mark.parametrize("clock", ["00:00:0{}.500", "0:0{}.5", "{}.5", "{}.5s"])
def test_a_time_from_which_something_is_said_is_nobody(clock, tmp_path):
    listed = [{"from": clock.format(at), "to": clock.format(at + 1), "text": "so"} for at in (0, 1)]
    turns, told = read(tmp_path, {"segments": listed})
    assert (turns, told) == ([(0.5, 1.5, "", "so"), (1.5, 2.5, "", "so")], [])


def test_people_that_are_listed_for_a_segment_are_one_name_together(tmp_path):
    listed = [{"start": 0, "end": 1, "text": "a", "speakers": ["Anna", "Boris"]}]
    assert read(tmp_path, {"segments": listed})[0] == [(0, 1, "Anna, Boris", "a")]


@pytest.mark.parametrize("value", [None, "", 7, ["a"], "x" * 99])
def test_what_is_no_name_is_taken_for_none(value, tmp_path):
    turns, told = read(tmp_path, {"segments": [{"start": 0, "end": 1, "text": "a", "role": value}]})
    assert (turns, told) == ([(0, 1, "", "a")], [])


STAY = "What may be a name stands before what is said too seldom to be sure, and stays in the text: {}."
TAKEN = "Names before what is said are taken for who speaks: Anna, Boris."


@pytest.mark.parametrize(
    ("said", "names", "told"),
    [
        (
            ["Anna: a", "Boris: b", "Anna: c", "Boris: d"],
            ["Anna", "Boris", "Anna", "Boris"],
            [TAKEN],
        ),
        (["[Anna]: a", "[Boris]: b"], ["Anna", "Boris"], [TAKEN]),
        (["Anna: a", "Boris: b"], ["", ""], [STAY.format("Anna, Boris")]),
        (["Anna: a", "Anna: b", "c"], ["", "", ""], [STAY.format("Anna")]),
        (["Dr: who"], [""], []),
        ([" so", " it", " is: so"], ["", "", ""], []),
    ],
)
def test_names_in_the_texts_of_segments_are_taken_or_told(said, names, told, tmp_path):
    listed = [{"start": at, "end": at + 1, "text": one} for at, one in enumerate(said)]
    turns, remarks = read(tmp_path, {"segments": listed})
    assert ([who for _, _, who, _ in turns], remarks) == (names, told)
    if any(names):
        assert [text for *_, text in turns] == ["a", "b", "c", "d"][: len(said)]


def test_names_among_words_with_times_stay_and_are_told(tmp_path):
    listed = [
        {
            "start": at,
            "end": at + 1,
            "text": f"{who}: so",
            "words": [
                {"word": f"{who}:", "start": at, "end": at + 0.5},
                {"word": "so", "start": at + 0.5, "end": at + 1},
            ],
        }
        for at, who in enumerate(["Anna", "Boris"] * 2)
    ]
    turns, told = read(tmp_path, {"segments": listed})
    assert turns[0] == (0, 1, "", "Anna: so")
    assert told == [STAY.format("Anna, Boris")]


# --- channels of services ---


def utterances(*speakers):
    """One for each channel, by turns."""
    return [
        {"channel": at % 2, "start": at, "end": at + 0.5, "text": "hi"}
        | ({} if who is None else {"speaker": who})
        for at, who in enumerate(speakers)
    ]


@pytest.mark.parametrize(
    ("speakers", "names", "told"),
    [
        ((0, 0, 0, 1), ["0-0", "1-0", "0-0", "1"], []),
        (("A", "A"), ["0-A", "1-A"], []),
        (("Speaker 1", "Speaker 1"), ["0-Speaker 1", "1-Speaker 1"], []),
        ((None, None, None), ["0", "1", "0"], []),
        (("Anna", "Anna"), ["Anna", "Anna"], ["Anna"]),
        (("Anna", "Boris"), ["Anna", "Boris"], []),
    ],
)
@pytest.mark.parametrize("wrap", [{}, {"audio_duration": 9}])
def test_who_is_counted_anew_on_each_channel_is_not_one_person(
    speakers, names, told, wrap, tmp_path
):
    listed = utterances(*speakers)
    if wrap:  # AssemblyAI counts milliseconds
        listed = [{**one, "start": one["start"] * 1000, "end": one["end"] * 1000} for one in listed]
    turns, said = read(tmp_path, {"utterances": listed, **wrap})
    assert [who for _, _, who, _ in turns] == names
    assert said == [f"On several channels, and taken for one speaker: {one}." for one in told]
    found = transcripts.load(tmp_path / "talk.json")
    assert [turn.channel for turn in found.turns] == [str(at % 2) for at in range(len(speakers))]


def test_one_channel_of_a_service_is_nothing_to_tell(tmp_path):
    read(tmp_path, {"utterances": [{**one, "channel": 0} for one in utterances("A", "B")]})
    found = transcripts.load(tmp_path / "talk.json")
    assert [(turn.speaker, turn.channel) for turn in found.turns] == [("A", ""), ("B", "")]

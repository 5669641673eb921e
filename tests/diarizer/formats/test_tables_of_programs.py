"""Tables and texts of NVivo, Premiere and inaSpeechSegmenter, and what is like them."""

import json
from itertools import pairwise

import pytest

from diarizer import formats, transcripts
from diarizer.errors import FormatError
from tests.diarizer.formats.test_members import read
from tests.processes import run

TURNS = [
    (0, 5.2, "Anna", "Hello, there."),
    (5.2, 9, "Борис (гость)", "Hi"),
    (9, 12, "Anna", "Fine."),
]
CLOCKS = ["0:00.0", "0:05.2", "0:09.0", "0:12.0"]
READ_AS_TABLE = "The file is a table; it is read as one."


def spans(between=" - ", clocks=CLOCKS):
    return [between.join(pair) for pair in pairwise(clocks)]


def table(mark, names, cells, rest=TURNS):
    order = {"text": 3, "content": 3, "speaker": 2}
    lines = [mark.join(["", *names][1:])]
    for number, (cell, turn) in enumerate(zip(cells, rest, strict=True), 1):
        known = {name: turn[at] for name, at in order.items()} | {"id": str(number)}
        fields = [known.get(name.lower(), cell) for name in names]
        lines.append(mark.join(f'"{one}"' if mark in one else one for one in fields))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("between", [" - ", "-", " – ", " --> ", " to ", "~"])
@pytest.mark.parametrize("column", ["Timespan", "Time range", "Time", "Время", "start"])
@pytest.mark.parametrize(
    "names",
    [["{}", "Content", "Speaker"], ["{}", "Speaker", "Content"], ["ID", "{}", "Text", "Speaker"]],
)
@pytest.mark.parametrize("mark", ["\t", ",", ";"])
def test_a_column_of_two_times_says_from_when_to_when(between, column, names, mark):
    names = [name.format(column) for name in names]
    content = table(mark, names, spans(between))
    assert read(content, "csv") == (TURNS, [])
    if mark == "\t":
        assert read(content, "audacity") == (TURNS, [READ_AS_TABLE])


def test_a_column_of_one_time_each_is_that_of_the_starts():
    content = table("\t", ["Timespan", "Speaker", "Content"], CLOCKS[:3])
    turns, said = read(content, "audacity")
    assert [turn[:3] for turn in turns] == [
        (0, 5.2, "Anna"),
        (5.2, 9, "Борис (гость)"),
        (9, 9, "Anna"),
    ]
    assert [one.partition(":")[0] for one in said] == [READ_AS_TABLE, "The table has no ends"]


def test_a_time_beside_starts_and_ends_is_another_column():
    content = "time,start,end,speaker\n10:05,0,1,A\n10:06,1,2,B\n"
    assert read(content, "csv")[0] == [(0, 1, "A", ""), (1, 2, "B", "")]


@pytest.mark.parametrize("name", ["csv", "audacity"])
def test_two_times_in_a_table_without_names_of_columns_are_read(name):
    content = "00:00:00-00:00:05\tAnna\tHello there you\n00:00:05-00:00:09\tBo\tHi how are you\n"
    turns, said = read(content, name)
    assert turns == [(0, 5, "Anna", "Hello there you"), (5, 9, "Bo", "Hi how are you")]
    assert said[-1] == (
        "The table has no line of names; by what is in them, columns are: start 1, end 1, text 3,"
        " speaker 2."
    )


def test_a_cell_with_two_times_among_cells_with_one_is_refused():
    content = "Timespan,Speaker,Content\n0:00 - 0:05,A,x\n0:05,B,y\n0:07,B,z\n"
    with pytest.raises(FormatError):
        formats.loads(content, "csv")


# --- Premiere ---

FRAMES = "The times of this {} count frames, and do not say how many a second has."


@pytest.mark.parametrize("mark", [":", ";"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "csv",
            '"Speaker Name","Start Time","End Time","Text"\n"A","00:00:00:03","00:00:02:06","Hi"\n',
        ),
        ("csv", "Timespan,Speaker\n00:00:00:03 - 00:00:02:06,A\n"),
        ("audacity", "00:00:00:03 - 00:00:02:06\nAnna\nHi, Jenny.\n\n"),
        ("audacity", "00:00:00:03\t00:00:02:06\tAnna\n"),
    ],
)
def test_times_that_count_frames_are_refused_with_the_next_step(name, content, mark, tmp_path):
    written = content.replace("00:00:00:03", mark.join(["00", "00", "00", "03"]))
    written = written.replace("00:00:02:06", mark.join(["00", "00", "02", "06"]))
    path = tmp_path / f"talk{formats.get(name).EXTENSION}"
    path.write_text(written, encoding="utf-8")
    said = FRAMES.format("CSV" if name == "csv" else "text")
    for take in (lambda: formats.load(path), lambda: transcripts.load(path)):
        with pytest.raises(FormatError) as caught:
            take()
        assert caught.value.message == said
        assert caught.value.hint.startswith("Export it again as SRT or JSON")
    done = run("diarizer", "convert", str(path), "--to", "json")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())


# --- inaSpeechSegmenter ---

HEARD = [
    *[("noEnergy", 0, 0.4), ("female", 0.4, 5.2), ("music", 5.2, 8), ("male", 8, 15.6)],
    *[("noise", 15.6, 16), ("female", 16, 20)],
]
SOUNDS = (
    "The labels are sounds and not people: left out are noEnergy, music, noise; kinds of voices, taken"
    " for who speaks: female, male."
)


def of_ina(name):
    if name == "textgrid":
        lines = "".join(f'{start}\n{stop}\n"{label}"\n' for label, start, stop in HEARD)
        head = (
            '"ooTextFile"\n"TextGrid"\n0\n20\n<exists>\n1\n"IntervalTier"\n"inaSpeechSegmenter"\n'
        )
        return f"{head}0\n20\n{len(HEARD)}\n{lines}"
    if name == "labels":
        return "".join(f"{start}\t{stop}\t{label}\n" for label, start, stop in HEARD)
    return "labels\tstart\tstop\n" + "".join("\t".join(map(str, row)) + "\n" for row in HEARD)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("table", "csv"), ("table", "audacity"), ("labels", "audacity"), ("textgrid", "textgrid")],
)
def test_music_and_silence_are_nobody(name, kind):
    turns, said = read(of_ina(name), kind)
    assert turns == [(0.4, 5.2, "female", ""), (8, 15.6, "male", ""), (16, 20, "female", "")]
    assert said[-1] == SOUNDS


def test_a_table_of_the_segmenter_is_converted_under_each_ending_that_it_has(tmp_path):
    for ending in (".csv", ".tsv", ".txt"):
        path = tmp_path / f"talk{ending}"
        path.write_text(of_ina("table"), encoding="utf-8")
        done = run("diarizer", "convert", str(path), "--to", "rttm")
        assert done.returncode == 0
        assert (
            done.stdout.splitlines()[0] == "SPEAKER talk 1 0.400 4.800 <NA> <NA> female <NA> <NA>"
        )
        assert len(done.stdout.splitlines()) == 3


@pytest.mark.parametrize(
    "labels",
    [
        ["male", "female", "male"],  # nothing that is nobody
        ["music", "Anna", "Boris"],  # people beside it
        ["Noise", "Music Man", "speech"],
    ],
)
def test_people_who_are_called_like_sounds_stay(labels):
    rows = [f"{at},{at + 1},{label}" for at, label in enumerate(labels)]
    turns, said = read("\n".join(["start,end,speaker", *rows]), "csv")
    assert ([who for _, _, who, _ in turns], said) == (labels, [])


# --- people who are listed once ---

PEOPLE = {
    "list": [{"id": 7, "name": "Anna"}, {"id": 8, "name": "Boris"}],
    "texts": [{"id": "7", "name": " Anna "}, {"id": "8", "display_name": "Boris"}],
    "object": {"7": "Anna", "8": {"name": "Boris"}},
}


@pytest.mark.parametrize("people", PEOPLE)
@pytest.mark.parametrize("mark", ["speaker", "speaker_id"])
@pytest.mark.parametrize("text", [{}, {"text": "hello you"}])
def test_turns_have_the_names_that_the_document_lists(people, mark, text, tmp_path):
    segments = [{"start": at, "end": at + 1, mark: 7 + at % 2, **text} for at in range(3)]
    path = tmp_path / "talk.json"
    path.write_text(
        json.dumps({"speakers": PEOPLE[people], "segments": segments}), encoding="utf-8"
    )
    found = transcripts.load(path) if text else formats.load(path)
    assert [turn.speaker for turn in found.turns] == ["Anna", "Boris", "Anna"]


def test_two_people_of_one_name_stay_two():
    people = [{"id": mark, "name": "Anna"} for mark in "ab"]
    turns = [{"start": at, "end": at + 1, "speaker": mark} for at, mark in enumerate("abc")]
    found = formats.loads(json.dumps({"speakers": people, "segments": turns}), "json")
    assert found.speakers == ("Anna (a)", "Anna (b)", "c")


def test_a_document_of_our_own_is_read_as_it_is():
    found = formats.loads(
        '{"segments": [{"start": 0, "end": 1, "speaker": "7"}], "speakers": {"7": []}}', "json"
    )
    assert found.speakers == ("7",)


def test_a_transcript_of_premiere_has_names_marks_and_times_of_words(tmp_path):
    people = [{"id": "8f14e45f-aaaa", "name": "Anna"}, {"id": "8f14e45f-bbbb", "name": "Boris"}]

    def word(said, start, length, **more):
        kind = "word" if said.isalpha() else "punctuation"
        usual = {"confidence": 1, "eos": not said.isalpha(), "tags": [], "type": kind}
        return {"text": said, "start": start, "duration": length, **usual, **more}

    segments = [
        {
            "start": 0.1,
            "duration": 2.1,
            "speaker": "8f14e45f-aaaa",
            "language": "en-us",
            "words": [word("Hi", 0.1, 0.4), word("Jenny", 0.6, 0.6), word("?", 1.2, 0)],
        },
        {
            "start": 2.3,
            "duration": 1,
            "speaker": "8f14e45f-bbbb",
            "language": "en-us",
            "words": [word("Yes", 2.3, 0.5, text="Yes.", eos=True)],
        },
    ]
    path = tmp_path / "talk.json"
    document = {"language": "en-us", "segments": segments, "speakers": people}
    path.write_text(json.dumps(document), encoding="utf-8")
    found = transcripts.read(path)
    assert found.shape == "Adobe Premiere"
    turns = [(one.span.start, one.span.end, one.speaker, one.text) for one in found.said.turns]
    assert turns == [(0.1, 2.2, "Anna", "Hi Jenny?"), (2.3, 3.3, "Boris", "Yes.")]
    words = [(one.span.start, one.span.end, one.text) for one in found.said.turns[0].words]
    assert words == [(0.1, 0.5, "Hi"), (0.6, 1.2, "Jenny?")]


# --- Montreal Forced Aligner ---

ALIGNED = (
    "Begin,End,Label,Type,Speaker\n0.0,0.5,hello,words,Anna\n0.5,0.9,there,words,Boris\n"
    "0.0,0.2,HH,phones,Anna\n0.2,0.5,OW,phones,Anna\n0.5,0.9,DH,phones,Boris\n"
)


def test_the_sounds_of_words_of_the_aligner_are_no_words_and_its_labels_are_what_is_said():
    turns, said = read(ALIGNED, "csv")
    assert turns == [(0, 0.5, "Anna", "hello"), (0.5, 0.9, "Boris", "there")]
    assert said == ["3 rows that are sounds of words were left out."]


@pytest.mark.parametrize("types", [("words", "words"), ("words", "noise"), ("a", "phones")])
def test_a_column_of_types_that_are_others_leaves_nothing_out(types):
    rows = [f"{at},{at + 1},A,{kind}" for at, kind in enumerate(types)]
    assert len(read("\n".join(["start,end,speaker,type", *rows]), "csv")[0]) == 2


def test_a_label_alone_is_who_speaks():
    assert read("start,end,label\n0,1,A\n1,2,B\n", "csv")[0][0] == (0, 1, "A", "")
    turns, _ = read("start,end,label,speaker,text\n0,1,x,A,y\n", "csv")
    assert turns == [(0, 1, "A", "y")]


# --- columns that are not read ---

LEFT = "Left out, though it may be what is said: {}."


@pytest.mark.parametrize(
    ("column", "cells", "told"),
    [
        ("Description", ["hello", "hi"], ["Description"]),
        ("Описание", ["привет", ""], ["Описание"]),
        ("spoken", ["hello there you", "and how are you"], ["spoken"]),
        ("Description", ["", ""], []),
        ("gender", ["f", "m"], []),
        ("city", ["a town in Spain", "a town in Spain"], []),
    ],
)
def test_a_column_that_may_be_what_is_said_is_told_where_none_is_known_to_be(column, cells, told):
    rows = "".join(f"{at},{at + 1},A{at},{cell}\n" for at, cell in enumerate(cells))
    turns, said = read(f"start,end,speaker,{column}\n{rows}", "csv")
    assert [turn[3] for turn in turns] == ["", ""]
    assert said == [LEFT.format(one) for one in told]
    rows = rows.replace("\n", ",x\n")
    assert read(f"start,end,speaker,{column},text\n{rows}", "csv")[1] == []


def test_who_and_what_are_a_table():
    assert read("Start,End,Who,What\n0,1,Anna,hello\n1,2,B,hi\n", "csv")[0] == [
        *[(0, 1, "Anna", "hello"), (1, 2, "B", "hi")],
    ]


def test_a_name_says_more_than_a_number_and_the_number_is_told():
    turns, said = read("start,end,speaker_id,speaker_name\n0,1,1,Anna\n1,2,2,B\n", "csv")
    assert [turn[2] for turn in turns] == ["Anna", "B"]
    assert said == [
        "Several columns may name who speaks: speaker_name is taken, and not speaker_id."
    ]


MARKERS = "Name\tStart\tDuration\tTime Format\tType\tDescription\n"


def test_markers_of_audition_are_read_in_decimal_time():
    turns, said = read(f"{MARKERS}A\t0:00.123\t0:01.877\tdecimal\tCue\t\n", "csv")
    assert (turns, said) == ([(0.123, 2, "A", "")], [])


@pytest.mark.parametrize("kind", ["44100 Hz", "25 fps", "bars and beats"])
def test_markers_of_audition_in_another_time_are_refused(kind):
    with pytest.raises(FormatError, match="The times of the CSV are no seconds") as caught:
        formats.loads(f"{MARKERS}A\t5424\t82776\t{kind}\tCue\t\n", "csv")
    assert caught.value.context == f"Time Format: {kind}"
    assert caught.value.hint.startswith("Choose Decimal as the time format in Audition")


# --- ELAN's tab-delimited text ---

VALUES = [
    ("T1", "Anna Smith", 123, 2000, "hello, you"),
    ("T2", "", 2000, 3500, "hi"),
    ("T1", "Anna Smith", 4000, 4250, ""),
]
NOTATIONS = {
    "hh:mm:ss.ms": lambda at: f"{at // 3600000:02d}:{at // 60000 % 60:02d}:{at / 1000 % 60:06.3f}",
    "ss.msec": lambda at: str(at / 1000),
    "msec": str,
}
ELAN = "The file is a table that ELAN exports; it is read as one."


def of_elan(notations, *, participant, head):
    lines = []
    if head:
        columns = [
            f"{side} - {one}"
            for side in ("Begin Time", "End Time", "Duration")
            for one in notations
        ]
        lines = [
            "\t".join(["Tier", *(["Participant"] if participant else []), *columns, "default"])
        ]
    for tier, who, start, end, said in VALUES:
        times = [NOTATIONS[one](at) for at in (start, end, end - start) for one in notations]
        lines.append("\t".join([tier, *([who] if participant else []), *times, said]))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "notations", [["msec"], ["ss.msec"], ["hh:mm:ss.ms", "ss.msec"], list(NOTATIONS)]
)
@pytest.mark.parametrize("participant", [True, False])
@pytest.mark.parametrize("head", [True, False])
@pytest.mark.parametrize("kind", ["audacity", "csv"])
def test_what_elan_exports_is_read_in_each_notation_of_its_times(
    notations, participant, head, kind
):
    turns, said = read(of_elan(notations, participant=participant, head=head), kind)
    names = [who if participant and who else tier for tier, who, *_ in VALUES]
    expected = zip(names, VALUES, strict=True)
    assert turns == [(one[2] / 1000, one[3] / 1000, name, one[4]) for name, one in expected]
    assert said == [ELAN]


@pytest.mark.parametrize(
    "content",
    [
        "0.5\t1.5\tAnna\n1.5\t3.0\tBoris\n",  # labels
        "0.5\t1.5\t1.0\n1.5\t3.0\t1.5\n",  # labels that are numbers
    ],
)
def test_labels_are_no_export_of_elan(content):
    turns, said = read(content, "audacity")
    assert [turn[:2] for turn in turns] == [(0.5, 1.5), (1.5, 3)]
    assert ELAN not in said


def test_whole_seconds_are_not_read_as_the_milliseconds_of_elan():
    content = "Anna\t0\t4\t4\thello there you\nBoris\t4\t9\t5\thi and so on\n"
    for kind in ("audacity", "csv"):
        try:
            turns, said = read(content, kind)
        except FormatError:
            continue
        assert ([turn[:2] for turn in turns], ELAN in said) == ([(0, 4), (4, 9)], False)


@pytest.mark.parametrize("content", ["Anna: hello\nBoris: hi\n", "Only a text.\n"])
def test_a_text_without_times_is_called_so(content, tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text(content, encoding="utf-8")
    done = run("diarizer", "convert", str(path), "--to", "json")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == (
        "Error: The file holds neither labels of Audacity nor a transcript with times."
    )

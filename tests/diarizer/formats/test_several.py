"""Tables and lists of several recordings, whatever the column is called that tells them apart."""

import json
import random

import pytest

from diarizer import formats, transcripts
from diarizer.formats import SeveralRecordings
from tests.diarizer.formats.test_members import read
from tests.processes import run

TWO = [
    *[("a1", 0, 5, "A"), ("a1", 5, 9, "B"), ("a1", 9, 14, "A")],
    *[("b2", 0.5, 4, "A"), ("b2", 4, 8, "B"), ("b2", 8, 13, "A")],
]
TOLD = "The column {} names several recordings: their times lie over each other, as those of one do not."


def table(name, rows=TWO):
    lines = [",".join(map(str, row)) for row in rows]
    return "\n".join([f"{name},start,end,speaker", *lines])


def listed(name, rows=TWO):
    turns = [dict(zip((name, "start", "end", "speaker"), row, strict=True)) for row in rows]
    return json.dumps(turns)


@pytest.mark.parametrize("name", ["clip", "doc", "url", "clip_id", "Interview", "Ссылка"])
@pytest.mark.parametrize("write", [table, listed])
def test_what_a_clip_a_document_or_an_address_names_is_a_recording(name, write):
    kind = "csv" if write is table else "json"
    with pytest.raises(SeveralRecordings, match="a1, b2"):
        formats.loads(write(name), kind)
    found = formats.loads(write(name), kind, formats.Gate(uri="b2"))
    assert [turn.span.end for turn in found.turns] == [4, 8, 13]


@pytest.mark.parametrize("name", ["source", "track", "Fall", "patient no."])
@pytest.mark.parametrize("rows", [TWO, sorted(TWO, key=lambda row: row[1])])
@pytest.mark.parametrize("write", [table, listed])
def test_a_column_of_any_name_whose_values_have_a_clock_each_names_recordings(name, rows, write):
    kind, said = "csv" if write is table else "json", []
    with pytest.raises(SeveralRecordings, match="a1, b2"):
        formats.loads(
            write(name, rows), kind, formats.Gate(remark=lambda one: said.append(str(one)))
        )
    assert said == [TOLD.format(name)]


def test_rows_without_ends_have_a_clock_each_where_it_begins_anew():
    content = "Fall,start,text\nx,0,Hello\nx,4,you\nx,9,all\ny,0,Good\ny,3,bye\n"
    with pytest.raises(SeveralRecordings, match="x, y"):
        formats.loads(content, "csv")


def test_rows_without_names_of_columns_are_told_apart_by_a_number():
    rows = [(1 if row[0] == "a1" else 2, *row[1:]) for row in TWO]
    content = "\n".join(",".join(map(str, row)) for row in rows)
    with pytest.raises(SeveralRecordings, match="1, 2"):
        formats.loads(content, "csv")


@pytest.mark.parametrize(
    "rows",
    [
        # What language, and which of two persons of one kind: one clock.
        [("en", 0, 5, "A"), ("en", 5, 9, "B"), ("ru", 10, 14, "A"), ("ru", 14, 19, "B")],
        [("en", 0, 5, "A"), ("ru", 5, 9, "B"), ("en", 9, 14, "A"), ("ru", 14, 18, "A")],
        # Sorted by who speaks, of whom each has a seat.
        [("l", 0, 5, "A"), ("l", 9, 14, "A"), ("r", 1, 6, "B"), ("r", 8, 13, "B")],
        # A chance, of rows that lie over each other.
        [("1", 0, 5, "A"), ("0", 0, 5, "B"), ("1", 5, 9, "A"), ("0", 5, 9, "B")],
    ],
)
def test_a_column_with_one_clock_names_no_recordings(rows):
    for content, kind in ((table("what", rows), "csv"), (listed("what", rows), "json")):
        turns, said = read(content, kind)
        assert (len(turns), said) == (4, [])


def test_a_source_that_names_no_recordings_is_told():
    said = (
        "What the column source names (mic, line) is taken for one recording; if they are several,"
        " call the column uri."
    )
    rows = [("mic", 0, 5, "A"), ("line", 5, 9, "B"), ("mic", 9, 14, "A")]
    assert read(table("source", rows), "csv")[1] == [said]


def test_channels_are_sides_of_one_recording():
    rows = [("1", 0, 5, "A"), ("2", 0, 6, "A"), ("1", 6, 9, "B"), ("2", 6, 9, "A")]
    turns, said = read(table("channel", rows), "csv")
    assert len(turns) == 4
    assert said == ["On several channels, and taken for one speaker: A."]


@pytest.mark.parametrize("column", ["", ",text"])
def test_where_nobody_is_named_each_channel_is_a_speaker(column):
    said = "hi" if column else ""
    cells = f",{said}" if column else ""
    content = f"start,end,channel{column}\n0,5,agent{cells}\n5,9,customer{cells}\n"
    assert read(content, "csv") == (
        [(0, 5, "agent", said), (5, 9, "customer", said)],
        ["No column names who speaks: each channel is taken for one speaker."],
    )


def test_what_is_true_of_a_table_is_told_once_however_many_recordings_it_has(tmp_path):
    (tmp_path / "all.csv").write_text(table("Fall"), encoding="utf-8")
    done = run(
        "diarizer", "convert", str(tmp_path / "all.csv"), str(tmp_path / "out"), "--to", "rttm"
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.count(TOLD.format("Fall")) == 1
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a1.rttm", "b2.rttm"]


def test_a_table_beside_a_recording_tells_what_it_lacks_and_ends_with_it(tmp_path):
    path = tmp_path / "talk.csv"
    path.write_text("start,speaker,text,spk\n0,A,Hello,x\n4,B,you,y\n", encoding="utf-8")
    found = transcripts.read(path)
    assert [str(said)[:40] for said in found.remarks] == [
        "Several columns may name who speaks: spe",
        "The table has no ends: each row ends whe",
    ]
    assert [turn.span.end for turn in found.said.turns] == [4, 4]
    assert [turn.span.end for turn in found.until(9.5).turns] == [4, 9.5]


@pytest.mark.parametrize("in_order", [True, False])
def test_recordings_of_different_length_are_told_apart(in_order):
    long = [("long", at * 3, at * 3 + 3.2, "AB"[at % 2]) for at in range(30)]
    short = [("short", at * 4, at * 4 + 3.5, "BA"[at % 2]) for at in range(3)]
    rows = [*long, *short] if in_order else sorted([*long, *short], key=lambda row: row[1])
    with pytest.raises(SeveralRecordings, match="long, short"):
        formats.loads(table("Fall", rows), "csv")


def test_short_answers_within_what_another_one_says_are_no_recording():
    long = [("turn", at * 6, at * 6 + 6, "AB"[at % 2]) for at in range(10)]
    short = [("answer", at * 6 + 2, at * 6 + 2.5, "BA"[at % 2]) for at in range(10)]
    rows = sorted([*long, *short], key=lambda row: row[1])
    assert read(table("kind", rows), "csv")[1] == []


def test_what_pandas_writes_for_nobody_is_nobody_or_told():
    document = '[{"start": 0, "end": 5, "speaker": "A"}, {"start": 5, "end": 9, "speaker": NaN}]'
    assert read(document, "json") == ([(0, 5, "A", ""), (5, 9, "", "")], [])
    told = "Taken for who speaks, though it may stand for nobody: nan."
    assert read("start,end,speaker\n0,5,A\n5,9,nan\n", "csv")[1] == [told]


@pytest.mark.parametrize("kind", ["csv", "srt"])
def test_times_of_the_day_are_told(kind):
    for hour, said in ((10, True), (0, False)):
        times = (f"{hour:02d}:00:05", f"{hour:02d}:00:09")
        content = f"start,end,speaker\n{times[0]},{times[1]},A\n"
        if kind == "srt":
            content = f"1\n{times[0]},000 --> {times[1]},000\n[A]: Hello\n"
        told = (
            "Nobody speaks for the first 10.0 hours: these may be times of the day or a timecode, and"
            " not those of the recording."
        )
        assert read(content, kind)[1] == ([told] if said else [])


def test_a_column_of_timestamps_alone_are_starts():
    content = "Speaker,Timestamp,Text\nAnna,0:00:05,Hello\nBob,0:00:09,you\n"
    assert [turn[:3] for turn in read(content, "csv")[0]] == [(5, 9, "Anna"), (9, 9, "Bob")]


def lively(seed, people):
    """A talk of so many, two of whom speak at once most of the time."""
    chance = random.Random(seed)  # noqa: S311, a draw
    rows = []
    for who in "ABCD"[:people]:
        at = chance.random()
        while at < 80:
            length = 0.5 + chance.expovariate(0.4)
            rows.append((round(at, 2), round(at + length, 2), who))
            at += length + chance.expovariate(people / 4)
    return sorted(rows)


@pytest.mark.parametrize("people", [2, 3, 4])
@pytest.mark.parametrize("values", [2, 3])
def test_a_column_of_anything_names_no_recordings_where_people_often_speak_at_once(people, values):
    for seed in range(40):
        chance = random.Random(seed)  # noqa: S311, a draw
        talk = lively(seed, people)
        rows = [(f"k{chance.randrange(values)}", *row) for row in talk]
        assert len(formats.loads(table("mood", rows), "csv").turns) == len(talk)


@pytest.mark.parametrize("people", [2, 3, 4])
def test_lively_talks_beside_each_other_are_told_apart(people):
    for seed in range(40):
        rows = [(f"r{one}", *row) for one in range(2) for row in lively(seed * 2 + one, people)]
        rows.sort(key=lambda row: row[1])
        with pytest.raises(SeveralRecordings):
            formats.loads(table("Fall", rows), "csv")

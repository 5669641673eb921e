"""Tables with a column for each person, rows that blanks part, and lines of JSON about pieces."""

import gzip
import json

import pytest

from diarizer import formats
from diarizer.cli.conversion_source import Request, turns
from diarizer.cli.conversion_source import read as source
from diarizer.errors import FormatError
from diarizer.formats import _columns, _table_rows
from tests.diarizer.formats.test_members import read

TALK = [
    (0.5, 2.0, "Anna", "good morning"),
    (2.5, 4.0, "Борис", "thank you"),
    (4.5, 7.0, "Anna", "shall we begin"),
    (8.0, 9.5, "Борис", "yes"),
]
BARE = [(start, end, who, "") for start, end, who, _ in TALK]
PEOPLE = ("Anna", "Борис")
COLUMNS = "A column each is taken for what one person says: Anna, Борис."
AS_TABLE = "The file is a table; it is read as one."
AS_ROWS = "The lines are two times and a name; they are read as turns."
NOTATIONS = {
    "ss.msec": "{:.3f}".format,
    "hh:mm:ss.ms": lambda seconds: f"00:00:{seconds:06.3f}",
    "msec": lambda seconds: f"{seconds * 1000:.0f}",
}


def of_elan(notations, rows=TALK):
    head = [
        f"{side} - {one}" for side in ("Begin Time", "End Time", "Duration") for one in notations
    ]
    lines = ["\t".join([*head, *PEOPLE])]
    for start, end, *said in rows:
        cells = said if len(said) > 2 else [said[1] * (said[0] == one) for one in PEOPLE]
        times = [NOTATIONS[one](time) for time in (start, end, end - start) for one in notations]
        lines.append("\t".join([*times, *cells[:2]]))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("notations", [["ss.msec"], ["msec"], ["hh:mm:ss.ms"], list(NOTATIONS)])
def test_a_column_for_each_tier_of_elan_is_what_one_person_says(notations):
    content = of_elan(notations)
    assert read(content, "csv") == (TALK, [COLUMNS])
    assert read(content, "audacity") == (TALK, [AS_TABLE, COLUMNS])


def test_what_elan_repeats_in_each_row_that_it_spans_is_said_once_and_two_may_speak_at_once():
    rows = [
        (0.5, 1.0, "good morning", "", 0),
        (1.0, 1.5, "good morning", "mhm", 0),
        (1.5, 2.0, "good morning", "", 0),
        (3.0, 3.5, "good morning", "", 0),
    ]
    found, said = read(of_elan(["ss.msec"], rows), "csv")
    assert found == [
        (0.5, 2.0, "Anna", "good morning"),
        (1.0, 1.5, "Борис", "mhm"),
        (3.0, 3.5, "Anna", "good morning"),
    ]
    assert said[1:] == ["2 cells that go on with the same text as the row before are one with it."]


def test_quotes_that_elan_leaves_as_they_are_take_no_other_rows_for_what_is_said():
    rows = [(0.5, 2.0, '"good', "", 0), (2.5, 4.0, "", "yes", 0), (4.5, 5.0, 'so he "says"', "", 0)]
    assert read(of_elan(["ss.msec"], rows), "csv")[0] == [
        (0.5, 2.0, "Anna", '"good'),
        (2.5, 4.0, "Борис", "yes"),
        (4.5, 5.0, "Anna", 'so he "says"'),
    ]
    rows[2] = (4.5, 5.0, 'morning"', "", 0)  # else the text of all three
    assert [said for *_, said in read(of_elan(["ss.msec"], rows), "csv")[0]] == [
        '"good',
        "yes",
        'morning"',
    ]


def test_a_quote_in_somebodys_own_table_that_is_not_closed_is_refused():
    rows = ["0,1,one,", "1,2,,two", "2,3,three,", '3,4,"four,', "4,5,,five"]
    with pytest.raises(FormatError) as caught:
        read("\n".join(["start,end,Anna,Boris", *rows]), "csv")
    assert str(caught.value.context) == "A quote in line 5 is not closed."


@pytest.mark.parametrize("name", ["csv", "audacity"])
@pytest.mark.parametrize(
    "content",
    ['start,end,Anna,Boris\n0,1,"' + "so " * 60_000, "start,end," + "a" * 200_000 + "\n0,1,x\n"],
)
def test_a_cell_that_is_longer_than_any_is_refused_without_a_traceback(name, content):
    with pytest.raises(FormatError):
        read(content, name)


def test_a_name_of_a_column_with_many_blanks_takes_no_time():
    blanks = " " * 30_000  # each way to part them would take hours
    columns = [f"when{blanks}!", f"Start{blanks}(ms)"]
    found = [(one.role, one.unit) for one in _columns.recognised(columns)]
    assert found == [("start", 0.001)]


def test_a_cell_that_may_be_two_times_with_many_blanks_takes_no_time():
    blanks = " " * 30_000
    assert not _table_rows.is_range(f"0:05{blanks}!")
    assert _table_rows.is_range(f"0:05{blanks}-{blanks}0:07")


def test_an_interval_without_a_label_in_a_textgrid_as_json_is_nobodys():
    entries = [[0, 1, None], [1, 2, "yes"], {"start": 2, "end": 3, "label": None}]
    document = {
        "start": 0,
        "end": 3,
        "tiers": {"Anna": {"type": "IntervalTier", "entries": entries}},
    }
    assert read(json.dumps(document), "json")[0] == [(1.0, 2.0, "Anna", "yes")]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_column_for_each_person_in_somebodys_own_table(mark):
    lines = [mark.join(["Start", "End (s)", *PEOPLE])]
    for start, end, who, said in TALK:
        cells = [said * (who == one) for one in PEOPLE]
        lines.append(mark.join([str(start), str(end), *cells]))
    assert read("\n".join(lines), "csv") == (TALK, [COLUMNS])


@pytest.mark.parametrize(
    "content",
    [
        "start,end,Note,Todo\n0,1,hello there,x\n1,2,more,y\n",
        "start,end,confidence,loudness\n0,1,0.5,\n1,2,,0.3\n",
        "start,end,Anna,Note\n0,1,hello there,\n1,2,more,\n",
    ],
)
def test_columns_that_may_be_something_else_are_not_taken_for_people(content):
    with pytest.raises(FormatError, match="The CSV has no column speaker"):
        read(content, "csv")


def labels(unit=1.0, form="{:.3f}", mark=" "):
    return "".join(
        mark.join([form.format(start * unit), form.format(end * unit), who]) + "\n"
        for start, end, who, _ in TALK
    )


@pytest.mark.parametrize("name", ["audacity", "csv"])
def test_rows_that_blanks_part_are_turns_where_a_few_names_come_again(name):
    assert read(labels(), name) == (BARE, [AS_ROWS])
    assert read(labels(mark="   "), name) == (BARE, [AS_ROWS])


def test_a_name_in_such_a_row_may_have_blanks_and_no_number():
    named = labels().replace("Anna", "Anna Maria Petrova")
    assert read(named, "audacity")[0] == [
        (start, end, who.replace("Anna", "Anna Maria Petrova"), "") for start, end, who, _ in BARE
    ]
    with pytest.raises(FormatError):
        read("0.5 2.0 0.25 x\n2.5 4.0 0.25 x\n4.5 7.0 0.25 x\n", "audacity")


def test_labels_of_htk_count_parts_of_a_second_and_silences_are_nobody():
    content = "0 5000000 sil\n" + labels(1e7, "{:.0f}")
    told = "The times are whole numbers of 100 ns, as HTK writes them: read as seconds."
    assert read(content, "audacity") == (BARE, [AS_ROWS, told])


@pytest.mark.parametrize("unit", [1, 10_000_000])
def test_labels_of_sounds_or_words_are_no_people(unit):
    form = "{:.0f}" if unit > 1 else "{:.2f}"
    content = "".join(
        f"{form.format(at * 0.1 * unit)} {form.format((at + 1) * 0.1 * unit)} {'aeiou'[at % 5]}\n"
        for at in range(20)
    )
    with pytest.raises(formats.NoPeople, match="rather sounds or words than people"):
        read(content, "audacity")


@pytest.mark.parametrize(
    "content",
    [
        "0.5 2.0 hello\n2.5 4.0 there\n",
        "0.5 2.0 Anna\n2.5 4.0 Anna says something\n4.5 5.0 Anna\n",
        "2.0 0.5 Anna\n4.0 2.5 Anna\n5.0 4.5 Anna\n",
    ],
)
def test_rows_that_blanks_part_otherwise_are_refused(content):
    with pytest.raises(FormatError):
        read(content, "audacity")


def given(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    told = []
    request = Request()
    found = turns(source(path, request), request, lambda said: told.append(str(said)))
    return [(one.span.start, one.span.end, one.speaker, one.text) for one in found.turns], told


def rttm():
    return "".join(
        f"SPEAKER a 1 {start} {end - start} <NA> <NA> {who} <NA> <NA>\n"
        for start, end, who, _ in TALK
    )


def test_a_file_of_any_ending_is_read_by_what_is_in_it(tmp_path):
    assert given(tmp_path, "talk.rttm.bak", rttm())[0] == BARE
    assert given(tmp_path, "talk.lab", labels())[0] == BARE
    assert given(tmp_path, "talk.LAB", labels(mark="\t"))[0] == BARE
    subtitles = "1\n00:00:01,000 --> 00:00:02,000\nhello\n"
    assert given(tmp_path, "talk", subtitles)[0] == [(1.0, 2.0, "", "hello")]


@pytest.mark.parametrize("content", ["", "# A title\n\nHello world.\n", b"ID3\x03\xff\xfb\x90\x00"])
def test_a_file_of_another_ending_that_is_none_of_ours_is_refused_by_its_ending(tmp_path, content):
    with pytest.raises(FormatError, match="No format has this ending"):
        given(tmp_path, "talk.foo", content)


def test_a_packed_file_is_refused_with_the_way_to_unpack_it(tmp_path):
    with pytest.raises(FormatError) as caught:
        given(tmp_path, "talk.jsonl.gz", gzip.compress(b"{}"))
    assert str(caught.value.hint) == "Unpack it first: python -m gzip -d FILE"


def test_segments_of_kaldi_are_no_stretches_that_are_scored(tmp_path):
    with pytest.raises(FormatError) as caught:
        given(tmp_path, "segments", "anna-1 talk 0.5 2.0\nboris-1 talk 2.5 4.0\n")
    assert str(caught.value.message) == (
        "Kaldi's segments do not say who speaks; its utt2spk does."
    )
    assert str(caught.value.hint).endswith("utt2spk segments talk.rttm")


def cut(start, end, number):
    listed = [
        {"id": str(at), "recording_id": "talk", "start": first - start, "duration": last - first}
        | {"speaker": who, "text": said}
        for at, (first, last, who, said) in enumerate(TALK)
        if first < end and last > start
    ]
    return {
        "id": f"talk-{number}",
        "start": start,
        "duration": end - start,
        "supervisions": listed,
        "recording": {"id": "talk"},
    }


def lines(*documents):
    return "\n".join(map(json.dumps, documents))


def test_supervisions_of_a_cut_lie_where_the_cut_lies_and_none_is_there_twice(tmp_path):
    for cuts in ([cut(0, 10, 0)], [cut(0, 5, 0), cut(5, 10, 1)]):
        assert given(tmp_path, "talk.jsonl", lines(*cuts)) == (TALK, [])


def test_spans_of_prodigy_are_turns_without_those_that_were_rejected(tmp_path):
    spans = [{"start": start, "end": end, "label": who} for start, end, who, _ in TALK]
    task = {"audio": "talk.wav", "path": "in/talk.wav", "audio_spans": spans, "answer": "accept"}
    other = {**task, "audio_spans": [{"start": 0, "end": 9, "label": "X"}], "answer": "reject"}
    assert given(tmp_path, "talk.jsonl", lines(task)) == (BARE, [])
    told = "1 task that was rejected or passed over was left out."
    assert given(tmp_path, "talk.jsonl", lines(task, other)) == (BARE, [told])


def test_a_row_of_a_data_set_for_diarizers_is_one_recording(tmp_path):
    row = {
        "audio": {"path": "talk.wav", "array": [0.0, 0.1]},
        "timestamps_start": [start for start, *_ in TALK],
        "timestamps_end": [end for _, end, *_ in TALK],
        "speakers": [who for *_, who, _ in TALK],
    }
    assert given(tmp_path, "talk.json", json.dumps(row))[0] == BARE


KEPT = ("speaker", "start", "end")


def test_words_under_another_name_are_what_is_said(tmp_path):
    listed = [
        {"speaker": who, "start": start, "end": end, "wdlist": [{"word": said, "start": start}]}
        for start, end, who, said in TALK
    ]
    for name in ("wdlist", "pieces"):
        renamed = [{name: one["wdlist"], **one} for one in listed]
        named = [
            {key: each for key, each in one.items() if key in {name, *KEPT}} for one in renamed
        ]
        turns, told = given(tmp_path, "talk.json", json.dumps({"segments": named}))
        assert [turn[2:] for turn in turns] == [turn[2:] for turn in TALK]
        assert not any("Left out" in str(one) for one in told)


OF_DAY = "The times are those of the day, and not of the recording."
STEP = "Write each as the time since the recording began, such as 0:01:02.500."


@pytest.mark.parametrize("time", ["10:05:{:02} AM", "10:05:{:02}am", "3:{:02} p.m."])
def test_times_of_the_day_are_refused_by_name_with_the_next_step(tmp_path, time):
    times = [time.format(at) for at in (5, 9, 15)]
    rows = "".join(f"{one},{one},Anna,hello\n" for one in times)
    text = "".join(f"Anna  {one}\nhello there\n\n" for one in times)
    for name, content in (("talk.csv", f"Start,End,Speaker,Text\n{rows}"), ("talk.txt", text)):
        with pytest.raises(FormatError) as caught:
            given(tmp_path, name, content)
        assert (str(caught.value.message), str(caught.value.hint)) == (OF_DAY, STEP)


def test_the_date_of_a_meeting_above_a_dialogue_is_no_time_of_the_recording(tmp_path):
    text = "Weekly\nMay 1, 10:00 AM\n\nAnna  0:01\nhello\n\nBoris  0:03\nyes\n\nAnna  0:05\nso\n"
    found, _ = given(tmp_path, "talk.txt", text)
    assert [(start, who) for start, _, who, _ in found] == [(1, "Anna"), (3, "Boris"), (5, "Anna")]


def test_markers_of_premiere_count_frames_and_are_refused_as_such(tmp_path):
    head = "Marker Name\tDescription\tIn\tOut\tDuration\tMarker Type\n"
    row = "Anna\thello\t00:00:00:12\t00:00:02:00\t00:00:01:13\tComment\n"
    with pytest.raises(formats.NoTime, match="count frames"):
        given(tmp_path, "talk.csv", head + row)


SPRUCE = "$FontName = Arial\n00:00:00:12 , 00:00:02:03 , hello\n00:00:03:00 , 00:00:04:00 , yes\n"
AVID = "<begin subtitles>\n\n00:00:00:12 00:00:02:03\nhello\n\n00:00:03:00 00:00:04:00\nyes\n"
EDL = "TITLE: talk\n\n001  001  V  C  01:00:00:12 01:00:00:13\n002  001  V  C  01:00:03:12 01:00:03:13\n"


@pytest.mark.parametrize(
    ("name", "content"), [("talk.stl", SPRUCE), ("talk.txt", AVID), ("talk.edl", EDL)]
)
def test_texts_whose_times_count_frames_are_refused_as_such_whatever_their_ending(
    tmp_path, name, content
):
    with pytest.raises(FormatError) as caught:
        given(tmp_path, name, content)
    assert str(caught.value.message) == (
        "The times of this text count frames, and do not say how many a second has."
    )
    assert str(caught.value.hint) == (
        "Export it again as SRT or JSON, or with times such as 0:01:02.500."
    )


def test_what_lacks_in_a_table_is_told_by_the_columns_that_are_there():
    with pytest.raises(FormatError) as caught:
        read("start\tend\tcolour\n0\t1\tred\n", "csv")
    assert str(caught.value.message) == "The CSV has no column speaker."
    assert "start, end, colour" in str(caught.value.context)

"""What people and their editors make of a format: other arrows, other columns, other marks."""

import pytest

from diarizer import formats
from diarizer.errors import FormatError
from diarizer.types import Annotation, Span, Turn


def read(name, content):
    gate = formats.Gate()
    data = content if isinstance(content, bytes) else content.encode()
    found = formats.loads(formats.read_text(data, "x", name, gate), name, gate)
    return [(turn.span.start, turn.span.end, turn.speaker, turn.text) for turn in found.turns]


@pytest.mark.parametrize(
    "arrow",
    ["→", "->", " - > ", "-->", "–>", "—>", " ---> ", "=>", "--&gt;", " - ", " ", ",", " ~ "],
)
def test_an_arrow_between_two_times_is_known_however_it_is_drawn(arrow):
    one = f"1\n00:00:01,000{arrow}00:00:03,000\n[A]: 1 -> 2, a → b\n\n"
    two = f"2\n00:00:04,000{arrow}00:00:05,500\n[B]: hi\n"
    assert read("srt", one + two) == [(1, 3, "A", "1 -> 2, a → b"), (4, 5.5, "B", "hi")]


@pytest.mark.parametrize("head", ["1\n", "WEBVTT\n\n"])
def test_a_thousand_thousandths_are_the_second_that_a_program_did_not_carry(head):
    cues = f"{head}00:00:00.500 --> 00:00:01.1000\nhi\n\n00:00:59.1000 --> 00:01:01.250\nyes\n"
    assert read("vtt" if "VTT" in head else "srt", cues) == [
        (0.5, 2, "", "hi"),
        (60, 61.25, "", "yes"),
    ]


@pytest.mark.parametrize("other", ["00:00:02.5000", "00:00:02.50001", "00:00:02", "00:00:02.50"])
def test_four_digits_are_ten_thousandths_where_no_other_time_has_thousandths(other):
    cue = f"1\n00:00:01.1000 --> {other}\nhi\n"
    assert read("srt", cue)[0][0] == 1.1


@pytest.mark.parametrize("name", ["srt", "vtt"])
@pytest.mark.parametrize("arrow", ["-->", "→", "-"])
def test_times_that_are_spoken_are_no_subtitle(name, arrow):
    said = f"00:00:01,000 {arrow} 00:00:02,000"
    turn = Turn(Span(4, 5), "", text=said)
    again = formats.loads(formats.dumps(Annotation((turn,), duration=5), name), name)
    assert again.turns == (turn,)


def test_a_speaker_in_a_line_from_right_to_left_is_found():
    cue = "1\n00:00:01,000 --> 00:00:03,000\n\u202b[אנה]: שלום\u202c\n"
    assert read("srt", cue) == [(1, 3, "אנה", "שלום")]


@pytest.mark.parametrize(
    "content",
    [
        "start_time,end_time,speaker,text\n0.25,1.2,A,hi\n",
        "Start (s),End [sec],Speaker Name,Transcript\n0.25,1.2,A,hi\n",
        "Начало;Конец;Спикер;Текст\n0:00:00,250;0:00:01,200;A;hi\n",
        "Начало;Конец;Спикер;Текст;Да\n0:00:00,250;0:00:01,200;A;hi;да\n".encode("cp1251"),
        "Anfang\tEnde\tSprecher\tText\n0,25\t1,2\tA\thi\n".encode("utf-16"),
        "Inicio|Fin|Hablante|Texto\n0,25s|1,2 s|A|hi\n",
        "Début;Fin;Locuteur;Texte\n0,25;1,2;A;hi\n",
        "id,start_ms,End (ms),speaker_id,utterance\n1,250,1200,A,hi\n",
        "Start time in milliseconds,end_ms,who,said\n250,1200,A,hi\n",
        "onset,duration,label,text\n250 ms,0.95,A,hi\n",
        "start,end,name,speaker,text\n0.25,1.2,x,A,hi\n",
    ],
)
def test_columns_are_known_by_what_people_call_them(content):
    assert read("csv", content) == [(0.25, 1.2, "A", "hi")]


def test_a_table_without_speakers_is_nobodys_and_what_is_left_out_is_said():
    remarks = []
    gate = formats.Gate(remark=lambda said: remarks.append(str(said)))
    (turn,) = formats.loads("start,end,text,colour\n0,1,hi,red\n", "csv", gate).turns
    assert (turn.speaker, turn.text) == ("", "hi")
    assert remarks == ["No column is known to name who speaks; left out: colour."]


@pytest.mark.parametrize(
    "content, message, hint",
    [
        (
            "Start Time,End Time,Speaker\n00:00:00:06,00:00:01:05,A\n",
            "The times of this CSV count frames, and do not say how many a second has.",
            "Export it again as SRT or JSON, or with times such as 0:01:02.500.",
        ),
        (
            "Start Time,End Time,Speaker\nsoon,later,A\n",
            "Line 2 of the CSV has no times.",
            "Wanted: seconds, or 0:01:02.500, in the columns Start Time and End Time.",
        ),
        (
            "start,end,text\n250,1203,hello\n1300,2407,how are you\n",
            "The times look like milliseconds, where seconds are meant.",
            "Divide them by 1000; or call the columns of a table start_ms, end_ms.",
        ),
        (
            "begin,colour\n0,red\n",
            "The CSV has no column end, speaker.",
            "Wanted: a first line such as start,end,speaker,text",
        ),
        (
            "start,begin_time,end,speaker,who\n0,0,1,A,B\nx",
            "Line 3 of the CSV has no times.",
            "Wanted: seconds, or 0:01:02.500, in the columns start and end.",
        ),
        (
            "from,begin,end,speaker\n0,0,1,A\n",
            "The CSV has several columns start.",
            "Rename those that are not meant.",
        ),
    ],
)
def test_a_table_that_cannot_be_understood_says_what_is_wanted(content, message, hint):
    with pytest.raises(FormatError) as refusal:
        read("csv", content)
    assert (refusal.value.message, refusal.value.hint) == (message, hint)


def test_a_textgrid_with_decimal_commas_is_read():
    grid = (
        'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\nxmax = 2,5\n'
        'tiers? <exists>\nsize = 1\nitem []:\n    item [1]:\n        class = "IntervalTier"\n'
        '        name = "A"\n        xmin = 0\n        xmax = 2,5\n        intervals: size = 1\n'
        "        intervals [1]:\n            xmin = 0,25\n            xmax = 2,5\n"
        '            text = "0,5 ms"\n'
    )
    assert read("textgrid", grid) == [(0.25, 2.5, "A", "0,5 ms")]


@pytest.mark.parametrize("nothing", ["-", "None", "nan", "N/A"])
def test_whatever_stands_for_nothing_in_an_rttm_is_no_part_of_a_name(nothing):
    line = f"SPEAKER f 1 0.5 2 {nothing} {nothing} A {nothing} {nothing}\n"
    assert read("rttm", line) == [(0.5, 2.5, "A", "")]


@pytest.mark.parametrize("name", ["NA", "None", "nan", "null", "-", "#N/A", "<NA>", "_"])
def test_a_name_that_others_take_for_nothing_is_spelled(name):
    content = formats.dumps(Annotation((Turn(Span(0, 1), name),), "f", 1.0), "rttm")
    assert f" {name} " not in content.replace("<NA>", "")
    assert formats.loads(content, "rttm").turns[0].speaker == name


def test_what_is_no_text_is_named_with_a_way_out():
    with pytest.raises(FormatError) as refusal:
        read("csv", b"PK\x03\x04 and so on")
    assert refusal.value.message == "The file is no text, but in a format for machines."
    assert refusal.value.hint == "Save the sheet as CSV, or take the file out of the archive."


def test_what_pandas_writes_of_a_timedelta_and_of_a_time_that_lacks_is_understood(tmp_path):
    table = ",start,end,speaker\n0,0 days 00:00:00.500000,2 days 00:00:01,Anna\n1,3.0,,Boris\n"
    (tmp_path / "a.csv").write_text(table)
    with pytest.raises(FormatError, match="Line 3 has no time"):
        formats.load(tmp_path / "a.csv")
    found = formats.load(tmp_path / "a.csv", repair=True)
    times = [(turn.span.start, turn.span.end) for turn in found.turns]
    assert times == [(0.5, 172801.0), (3.0, 3.0)]

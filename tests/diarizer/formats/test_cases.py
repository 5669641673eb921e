"""What the programs of others really write, and what is no time at all."""

import pytest

from diarizer import formats
from diarizer.errors import FormatError
from diarizer.types import Annotation, Span, Turn

EAF = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT><HEADER TIME_UNITS="{unit}">'
    '<MEDIA_DESCRIPTOR MEDIA_URL="a.wav" {origin}/></HEADER><TIME_ORDER>{slots}</TIME_ORDER>{tiers}'
    "</ANNOTATION_DOCUMENT>"
)


def eaf(slots, *tiers, unit="milliseconds", origin=""):
    order = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="ts{number}"'
        + ("/>" if value is None else f' TIME_VALUE="{value}"/>')
        for number, value in enumerate(slots, 1)
    )
    return EAF.format(unit=unit, origin=origin, slots=order, tiers="".join(tiers))


def tier(name, *annotations, more=""):
    inside = "".join(
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{said}" TIME_SLOT_REF1="ts{first}"'
        f' TIME_SLOT_REF2="ts{last}"><ANNOTATION_VALUE>{said}</ANNOTATION_VALUE>'
        "</ALIGNABLE_ANNOTATION></ANNOTATION>"
        for first, last, said in annotations
    )
    return f'<TIER TIER_ID="{name}" {more}>{inside}</TIER>'


def read(name, content, **gate):
    found = formats.loads(content, name, formats.Gate(**gate))
    return [(turn.span.start, turn.span.end, turn.speaker, turn.text) for turn in found.turns]


SPREAD = [(0, 1.333333, "A", "one"), (1.333333, 2.666667, "A", "two"), (2.666667, 4, "A", "three")]
TIME = "00:00:01,000 --> 00:00:03,000"
WEB = "WEBVTT\n\n00:01.000 --> 00:03.000\n"
SHORT = (
    '"ooTextFile short"\n"TextGrid"\n0\n5\n<exists>\n1\n"IntervalTier"\n"A"\n0\n5\n1\n0\n5\n"hi"\n'
)
FREE = (
    'File type = "ooTextFile"\nObject class = "TextGrid"\n0 5 ! from 1 to 2 "so"\n<exists> 1 tier\n'
    '"IntervalTier" named "A" from 0 to 5 seconds\n2 intervals\n0 2.5 "hi"\n2.5 5 "yo ! ""x""" ! end\n'
)
CHRONOLOGICAL = (
    '"Praat chronological TextGrid text file"\n0 5   ! Time domain.\n2   ! Number of tiers.\n'
    '"IntervalTier" "A" 0 5\n"TextTier" "clicks" 0 5\n\n1 0 2.5\n"hi"\n2 1\n"click"\n1 2.5 5\n""\n'
)


@pytest.mark.parametrize(
    "name, content, turns",
    [
        (
            "rttm",
            "SPEAKER rec 1 0.5 2 <NA> <NA> Anna Maria <NA> <NA>\n",
            [(0.5, 2.5, "Anna Maria", "")],
        ),
        ("rttm", "SPEAKER mono vocals 1 0.5 2 <NA> <NA> A <NA> <NA>\n", [(0.5, 2.5, "A", "")]),
        (
            "rttm",
            "SPEAKER\trec\t1\t0.5\t2\t<NA>\t<NA>\tAnna M\t<NA>\t<NA>\n",
            [(0.5, 2.5, "Anna M", "")],
        ),
        ("rttm", "SPEAKER rec 1 0.5 2 <NA> <NA> <NA> <NA> <NA>\n", [(0.5, 2.5, "", "")]),
        ("rttm", "SPEAKER rec 1 0,5 2 NA NA A B na NA\n", [(0.5, 2.5, "A B", "")]),
        (
            "eaf",
            eaf([0, 2000], tier("A", (1, 2, "hi")), origin='TIME_ORIGIN="1000"'),
            [(1, 3, "A", "hi")],
        ),
        ("eaf", eaf([0, 50], tier("A", (1, 2, "hi")), unit="PAL-frames"), [(0, 2, "A", "hi")]),
        ("eaf", eaf([0, 60], tier("A", (1, 2, "hi")), unit="NTSC-frames"), [(0, 2.002, "A", "hi")]),
        ("eaf", eaf(["1234.5", "2000.0"], tier("A", (1, 2, "hi"))), [(1.2345, 2, "A", "hi")]),
        (
            "eaf",
            eaf([0, None, None, 4000], tier("A", (1, 2, "one"), (2, 3, "two"), (3, 4, "three"))),
            SPREAD,
        ),
        (
            "eaf",
            eaf([0, None, 3000, 4000], tier("A", (1, 2, "one"), (3, 4, "two"))),
            [(0, 3, "A", "one"), (3, 4, "A", "two")],
        ),
        (
            "eaf",
            eaf([0, 2000], tier("A", (1, 2, "hi")), tier("w", (1, 2, "x"), more='PARENT_REF="A"')),
            [(0, 2, "A", "hi")],
        ),
        (
            "eaf",
            eaf([0, 2000], tier("x", (1, 2, "hi"), more='PARTICIPANT="Anna"')),
            [(0, 2, "Anna", "hi")],
        ),
        (
            "srt",
            f"1\n{TIME}\n[A]: x\n2\n00:00:04,000 --> 00:00:05,000\n[B]: y\n",
            [(1, 3, "A", "x"), (4, 5, "B", "y")],
        ),
        ("srt", f"1\r{TIME}\r[A]: x\r\r", [(1, 3, "A", "x")]),
        ("srt", f"1\n{TIME}\n[MUSIC PLAYING]\n", [(1, 3, "", "[MUSIC PLAYING]")]),
        ("srt", f"1\n{TIME}\n[APPLAUSE] Thank you\n", [(1, 3, "", "[APPLAUSE] Thank you")]),
        ("srt", f"1\n{TIME}\nAnna: x\n", [(1, 3, "", "Anna: x")]),
        ("srt", f"1\n{TIME}\nSpeaker 1: x\n", [(1, 3, "Speaker 1", "x")]),
        ("srt", f"1\n{TIME}\n[A]: 1 <b 2 and c> 3\n", [(1, 3, "A", "1 <b 2 and c> 3")]),
        ("srt", f"1\n{TIME}\n{{\\an8}}<I>[A]: x</I>\n", [(1, 3, "A", "x")]),
        ("srt", "1\n00:00:01 --> 00:00:03.5000\n[A]: x\n", [(1, 3.5, "A", "x")]),
        ("srt", f"1\n{TIME}\n[A]: x\n[B]: y\nz\n", [(1, 3, "A", "x"), (1, 3, "B", "y z")]),
        (
            "vtt",
            f"{WEB}<v Anna>Hello</v> <v Boris>Hi Anna</v>\n",
            [(1, 3, "Anna", "Hello"), (1, 3, "Boris", "Hi Anna")],
        ),
        (
            "vtt",
            f"{WEB}<v Anna>- Hello</v>\n<v Boris>- Hi</v>\n",
            [(1, 3, "Anna", "- Hello"), (1, 3, "Boris", "- Hi")],
        ),
        (
            "vtt",
            f"{WEB}(door) <v Anna>Hello</v>\n",
            [(1, 3, "", "(door)"), (1, 3, "Anna", "Hello")],
        ),
        (
            "vtt",
            f"{WEB}<v Anna>Hello</v> (laughter)\n",
            [(1, 3, "", "(laughter)"), (1, 3, "Anna", "Hello")],
        ),
        (
            "vtt",
            f"WEBVTT\n\nSTYLE\n::cue {{ }}\n\nNOTE a\nb\n\n{WEB[8:]}<v Anna>Hello\n",
            [(1, 3, "Anna", "Hello")],
        ),
        ("vtt", f"{WEB}[A]: x\nSpeaker 1: y\n", [(1, 3, "A", "x"), (1, 3, "Speaker 1", "y")]),
        (
            "vtt",  # YouTube's first cue begins with a blank line that is not empty
            f"{WEB} \none<00:02.000><c> two</c>\n\n00:03.000 --> 00:03.010\none two\n \n\n"
            "00:03.010 --> 00:05.000\none two\nand<00:04.000><c> more</c>\n",
            [(1, 3, "", "one two"), (3.01, 5, "", "and more")],
        ),
        (
            "stm",
            ";; x\nrec 1 inter_segment_gap 0 0.5 <o,,>\nrec 1 Anna 0.5 2 hello {a / b}\n"
            "rec 1 excluded_region 3 4 IGNORE_TIME_SEGMENT_IN_SCORING\n",
            [(0.5, 2, "Anna", "hello {a / b}")],
        ),
        ("stm", "rec 1 Anna 0.5 2 <unk> is here\n", [(0.5, 2, "Anna", "<unk> is here")]),
        (
            "ctm",
            "rec A 0.5 0.2 hello 0.9\nrec B 0.6 0.3 hi 0.9\n",
            [(0.5, 0.7, "A", "hello"), (0.6, 0.9, "B", "hi")],
        ),
        (
            "ctm",
            "rec 1 * * <ALT_BEGIN>\nrec 1 0 1 a\nrec 1 * * <ALT>\nrec 1 0 1 b\nrec 1 * * <ALT_END>\n",
            [(0, 1, "", "a")],
        ),
        ("textgrid", SHORT, [(0, 5, "A", "hi")]),
        ("textgrid", FREE, [(0, 2.5, "A", "hi"), (2.5, 5, "A", 'yo ! "x"')]),
        ("textgrid", CHRONOLOGICAL, [(0, 2.5, "A", "hi")]),
        ("audacity", "0,5\t2,25\tAnna\n", [(0.5, 2.25, "Anna", "")]),
        ("audacity", "0.5\t2\tDr: Who\n", [(0.5, 2, "Dr: Who", "")]),
        ("audacity", "0,5\t2\tA\tB\n\\\t100,0\t2000,0\n", [(0.5, 2, "A B", "")]),
        ("csv", "Start,End,Speaker\n\n0.5,2,Anna\n", [(0.5, 2, "Anna", "")]),
        ("csv", "start\tend\tspeaker\n0.5\t2\tAnna\n", [(0.5, 2, "Anna", "")]),
        (
            "csv",
            "start,end,speaker\n0.000723379629629630,0.000740740740740741,Anna\n",
            [(62.5, 64, "Anna", "")],
        ),
        ("csv", "start;end;speaker\n0:01:02,5;0:01:04;Anna\n", [(62.5, 64, "Anna", "")]),
        ("json", '{"segments": [{"start": "0,5", "end": "2", "speaker": 7}]}', [(0.5, 2, "7", "")]),
        ("csv", 'start,end,speaker,"text;note"\n0.5,2,Anna,hi\n', [(0.5, 2, "Anna", "")]),
        ("csv", "sep=;\nstart;end;speaker\n0,5;00:00:02;Anna\n", [(0.5, 2, "Anna", "")]),
    ],
)
def test_what_the_programs_of_others_write_is_read(name, content, turns):
    assert read(name, content) == turns


@pytest.mark.parametrize(
    "name, content, said, mended",
    [
        ("ctm", "rec 1 0.5 -0.2 hello\n", "Line 1 ends before it begins.", [(0.5, 0.5)]),
        ("audacity", "2\t0.5\tAnna\n", "Line 1 ends before it begins.", [(2, 2)]),
        ("audacity", "nan\t2\tAnna\n", "Line 1 has no time.", [(0, 2)]),
        ("audacity", "-1\t2\tAnna\n", "Line 1 begins before the recording does.", [(0, 2)]),
        (
            "json",
            '{"segments": [{"start": 0, "end": Infinity, "speaker": "A"}]}',
            "Segment 1 has no time.",
            [(0, 0)],
        ),
        (
            "srt",
            "1\n00:00:05,000 --> 00:00:03,000\na\n\n2\n00:00:06,000 --> 00:00:07,000\nb\n",
            "Line 2 ends before it begins.",
            [(5, 6), (6, 7)],
        ),
    ],
)
def test_times_that_are_none_are_refused_or_mended_and_said(name, content, said, mended):
    with pytest.raises(formats.NoTime) as refusal:
        formats.loads(content, name)
    assert refusal.value.message == said
    remarks = []
    found = read(name, content, repair=True, remark=remarks.append)
    assert [(start, end) for start, end, *_ in found] == mended
    assert str(remarks[0]).startswith(said.removesuffix("."))


def remarks_of(name, content):
    found = []
    data = content if isinstance(content, bytes) else content.encode()
    gate = formats.Gate(remark=lambda said: found.append(str(said)))
    return formats.loads(formats.read_text(data, "x", name, gate), name, gate), found


@pytest.mark.parametrize(
    "name, content, said",
    [
        (
            "csv",
            "start;end;speaker;text\n0,5;2;Аня;Привет, как дела?\n".encode("cp1251"),
            "The file is not in UTF-8; it is read as cp1251.",
        ),
        (
            "csv",
            "start,end,speaker\n0.000723379629629630,0.000740740740740741,Anna\n",
            "The times are fractions of a day, as spreadsheets keep them: read as seconds.",
        ),
        (
            "vtt",
            f"WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n{WEB[8:]}x\n",
            "X-TIMESTAMP-MAP belongs to a stream that is sent in pieces, and is not used:"
            " X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000",
        ),
        (
            "eaf",
            eaf([0, 2000], tier("A", (1, 2, "hi"))).replace(
                "</HEADER>", '<MEDIA_DESCRIPTOR MEDIA_URL="b.wav" TIME_ORIGIN="9"/></HEADER>'
            ),
            "Times are those of the first recording, a.wav.",
        ),
        (
            "json",
            '{"segments": [{"start": 0, "end": 1, "speaker": "A\\ud800"}]}',
            "1 name or text holds half a letter, which no file can hold: U+FFFD stands for it in a"
            " text, its bytes in a name.",
        ),
    ],
)
def test_what_was_read_otherwise_than_it_stands_is_said(name, content, said):
    found, remarks = remarks_of(name, content)
    assert remarks == [said]
    assert len(found.turns) == 1


def test_two_names_that_differ_in_half_a_letter_stay_two():
    turns = tuple(Turn(Span(n, n + 1), name) for n, name in enumerate(["A\ud800", "A\ud801"]))
    for name in formats.FORMATS:
        if "turns" in formats.get(name).HOLDS:
            again = formats.loads(formats.dumps(Annotation(turns), name), name)
            assert again.speakers == ("A%ED%A0%80", "A%ED%A0%81")


@pytest.mark.parametrize(
    "name, content",
    [
        ("csv", "Start;Ende;Sprecher;Text\n0;1;Jürgen Groß;Über Öl – „ja“\n"),
        (
            "textgrid",
            '"ooTextFile"\n"TextGrid"\n0 1 <exists> 1 "IntervalTier" "Jürgen Groß" 0 1 1 0 1 "ja"',
        ),
    ],
)
def test_letters_that_all_code_pages_of_the_west_have_are_read(name, content):
    found, remarks = remarks_of(name, content.encode("cp1252"))
    assert found.speakers == ("Jürgen Groß",)
    assert "The file is not in UTF-8; it is read as cp1252." in remarks


def test_tiers_without_a_name_are_several_speakers():
    tiers = '"IntervalTier" "" 0 2 1 0 1 "yes" "IntervalTier" "" 0 2 1 1 2 "no"'
    found, remarks = remarks_of("textgrid", f'"ooTextFile"\n"TextGrid"\n0 2 <exists> 2 {tiers}')
    assert [(turn.speaker, turn.text) for turn in found.turns] == [
        ("Tier 1", "yes"),
        ("Tier 2", "no"),
    ]
    assert remarks == ["2 tiers have no name: each is a speaker, called after its number."]


def test_pauses_of_aligners_are_no_words():
    words = (
        "m 1 0 0.5 <eps>\nm 1 0.5 0.3 hi\nm 1 0.8 0.3 <sil>\nm 1 1.1 0.3 !SIL\nm 1 1.4 0.2 <unk>\n"
    )
    found, remarks = remarks_of("ctm", words)
    assert [turn.text for turn in found.turns] == ["hi <unk>"]
    assert remarks == ["3 intervals that are marked as pauses were left out."]


@pytest.mark.parametrize("label", ["<O>", "<o>", "<>", "<NA>"])
def test_a_label_alone_is_no_word_of_an_stm(label):
    found, _ = remarks_of("stm", f"m 1 Anna 0.5 2.0 {label} <unk> is here\n")
    assert [turn.text for turn in found.turns] == ["<unk> is here"]


def test_labels_that_are_all_moments_are_told():
    _, remarks = remarks_of("audacity", "1.0\t1.0\tAnna\n2.5\t2.5\tBoris\n")
    assert [said.split(",")[0] for said in remarks] == ["Every label is a moment"]
    assert remarks_of("audacity", "1.0\t1.0\tAnna\n2.5\t3\tBoris\n")[1] == []


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "mac-cyrillic", "iso8859-5"])
@pytest.mark.parametrize("said", ["Аня;Привет, как дела?", "ИВАН ПЕТРОВ;ДА", "Пётр;нет, не я"])
def test_a_spreadsheet_in_another_cyrillic_encoding_is_not_guessed_at(encoding, said):
    with pytest.raises(FormatError, match="not text in UTF-8"):
        remarks_of("csv", f"start;end;speaker;text\n0;1;{said}\n".encode(encoding))


@pytest.mark.parametrize(
    "said, encoding", [("José;déjà vu", "cp1252"), ("Łukasz;źle", "cp1250"), ("ДА;НЕТ", "cp1251")]
)
def test_what_may_be_in_several_encodings_is_refused(said, encoding):
    with pytest.raises(FormatError, match="not text in UTF-8"):
        remarks_of("csv", f"start;end;speaker;text\n0;1;{said}\n".encode(encoding))


def test_elan_in_the_encoding_that_it_declares_is_read():
    content = eaf([0, 2000], tier("Аня", (1, 2, "да"))).replace("UTF-8", "windows-1251")
    found, remarks = remarks_of("eaf", content.encode("cp1251"))
    assert found.speakers == ("Аня",)
    assert remarks == []


@pytest.mark.parametrize("name", ["srt", "vtt"])
@pytest.mark.parametrize("mark", [":", ";"])
def test_times_that_count_frames_are_refused(name, mark):
    content = f"1\n00:00:01{mark}12 --> 00:00:03{mark}00\nx\n"
    with pytest.raises(FormatError, match="count frames"):
        formats.loads("WEBVTT\n\n" * (name == "vtt") + content, name)
    milliseconds = content.replace(mark + "12", ":120").replace(mark + "00\n", ":000\n")
    assert read("srt", milliseconds) == [(1.12, 3, "", "x")]


@pytest.mark.parametrize(
    "segment",
    [
        '{"start": true, "end": 1, "speaker": "A"}',
        '{"start": 0, "end": 1, "speaker": ["A"]}',
        '{"start": 0, "end": 1, "speaker": "A", "text": {"a": 1}}',
        '{"start": 0, "end": 1, "speaker": "A", "confidence": true}',
    ],
)
def test_what_is_no_number_and_no_text_in_a_json_is_refused(segment):
    with pytest.raises(FormatError, match="does not hold turns"):
        formats.loads(f'{{"segments": [{segment}]}}', "json")


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(FormatError, match="The CSV has several columns start"):
        formats.loads("start,end,speaker,start\n1,2,A,5\n", "csv")


def test_a_textgrid_that_holds_more_than_it_says_is_refused():
    with pytest.raises(FormatError) as refusal:
        formats.loads(SHORT + '"IntervalTier"\n"B"\n0\n5\n1\n0\n5\n"yo"\n', "textgrid")
    assert refusal.value.context.endswith("it holds more than it says: IntervalTier")


@pytest.mark.parametrize("name", formats.FORMATS)
@pytest.mark.parametrize("times", [(float("nan"), 1.0), (0.0, float("inf")), (2.0, 1.0), (-1.0, 1)])
def test_no_format_writes_times_that_are_none(name, times):
    with pytest.raises(FormatError, match="Turn 1 "):
        formats.dumps(Annotation((Turn(Span(*times), "A"),)), name)


@pytest.mark.parametrize(
    "name, line",
    [
        ("rttm", "SPEAKER {} 1 0 1 <NA> <NA> A <NA> <NA>\n"),
        ("stm", "{} 1 A 0 1 hello\n"),
        ("ctm", "{} 1 0 1 hello\n"),
        ("uem", "{} 1 0 1\n"),
    ],
)
def test_of_several_recordings_one_is_chosen(name, line):
    content = line.format("one") + line.format("two")
    with pytest.raises(formats.SeveralRecordings) as refusal:
        formats.loads(content, name)
    assert refusal.value.names == ("one", "two")
    assert formats.loads(content, name, formats.Gate(uri="two")).uri == "two"
    with pytest.raises(FormatError, match="no recording named 'three'"):
        formats.loads(content, name, formats.Gate(uri="three"))


def test_two_tiers_of_one_name_are_one_speaker_and_no_turn_is_lost_when_they_are_written():
    two = SHORT.replace("\n1\n", "\n2\n", 1) + '"IntervalTier"\n"A"\n0\n5\n1\n1\n2\n"word"\n'
    found, remarks = remarks_of("textgrid", two)
    assert remarks == ["Several tiers are called A: one speaker."]
    assert formats.loads(formats.dumps(found, "textgrid"), "textgrid").turns == found.turns
    assert [turn.text for turn in found.turns] == ["hi", "word"]


@pytest.mark.parametrize("name", [n for n in formats.FORMATS if "turns" in formats.get(n).HOLDS])
def test_anna_maria_is_not_anna_maria_with_a_line(name):
    names = ("Anna Maria", "Anna_Maria", "Anna%20Maria", "-Anna", "a;b", "a,b", 'a"b', "a:b", "<a>")
    turns = tuple(Turn(Span(n, n + 1), each) for n, each in enumerate(names))
    again = formats.loads(formats.dumps(Annotation(turns), name), name)
    assert again.speakers == names


def test_words_of_nobody_stay_nobody_s():
    found = formats.loads("rec 1 0.5 0.2 hello\n", "ctm")
    assert formats.dumps(found, "rttm") == "SPEAKER rec 1 0.500 0.200 <NA> <NA> <NA> <NA> <NA>\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_the_unicode_text_of_excel_is_read(encoding, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("start\tend\tspeaker\r\n0,5\t2\tАня\r\n".encode(encoding))
    assert formats.load(path).turns == (Turn(Span(0.5, 2), "Аня"),)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_read_without_its_mark_too(encoding, tmp_path):
    path = tmp_path / "a.TextGrid"
    path.write_bytes(SHORT.encode(encoding))
    assert len(formats.load(path).turns) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("csv", "file,start,end,speaker\na,0,1,A\nb c,0,1,B\n"),
        ("csv", "Запись;Начало;Конец;Кто\na;0;1;A\nb c;0;1;B\n"),
        ("json", '[{"uri":"a","start":0,"end":1,"speaker":"A"},'
                 '{"uri":"b c","start":0,"end":1,"speaker":"B"}]'),
    ],
)  # fmt: skip
def test_several_recordings_of_a_table_or_a_list_are_not_one(name, content):
    with pytest.raises(formats.SeveralRecordings) as caught:
        formats.loads(content, name)
    assert caught.value.names == ("a", "b c")
    found = formats.loads(content, name, formats.Gate(uri="b c"))
    assert [(turn.speaker, found.uri) for turn in found.turns] == [("B", "b c")]


def test_a_null_that_stands_for_a_time_is_named_or_mended():
    content = '{"segments": [{"start": 0, "end": null, "speaker": "A"}]}'
    with pytest.raises(formats.NoTime, match="Segment 1 has no time"):
        formats.loads(content, "json")
    found = formats.loads(content, "json", formats.Gate(repair=True))
    assert [turn.speaker for turn in found.turns] == ["A"]


@pytest.mark.parametrize(("name", "speaker"), [("Anna - ", "Anna"), ("", "")])
def test_the_sounds_of_words_are_no_second_speaker(name, speaker):
    content = f'''"ooTextFile" "TextGrid" 0 1 <exists> 2
        "IntervalTier" "{name}words" 0 1 1 0 1 "hi"
        "IntervalTier" "{name}phones" 0 1 2 0 0.5 "HH" 0.5 1 "AY"'''
    said = []
    gate = formats.Gate(remark=lambda remark: said.append(str(remark)))
    found = formats.loads(content, "textgrid", gate)
    assert [(turn.speaker, turn.text) for turn in found.turns] == [(speaker, "hi")]
    assert said == [f"Tier {name}phones holds the sounds of words; it was left out."]


def test_what_webmaus_says_of_the_words_are_no_speakers():
    tiers = "".join(
        f'"IntervalTier" "{name}" 0 1 1 0 1 "{said}"\n'
        for name, said in [("ORT-MAU", "hi"), ("KAN-MAU", "haI"), ("MAU", "h")]
    )
    found = formats.loads(f'"ooTextFile" "TextGrid" 0 1 <exists> 3\n{tiers}', "textgrid")
    assert [(turn.speaker, turn.text) for turn in found.turns] == [("", "hi")]

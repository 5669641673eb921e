"""Timed Text and Transcriber's files, in the shapes that their standards describe."""

import pytest

from diarizer import transcripts
from diarizer.errors import FormatError
from tests.processes import run

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'
    ' xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:tts="http://www.w3.org/ns/ttml#styling"'
    ' xml:lang="en" {rates}>\n<head><metadata>'
    '<ttm:agent xml:id="a" type="person"><ttm:name type="full">Anna  Smith</ttm:name></ttm:agent>'
    '<ttm:agent xml:id="b" type="person"/></metadata></head>\n'
)
TRS = (
    '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE Trans SYSTEM "trans-14.dtd">\n'
    '<Trans scribe="x" audio_filename="talk" version="1" version_date="010101">\n'
    '<Speakers><Speaker id="spk1" name="Zoé" check="no"/><Speaker id="spk2" name="Bob"/></Speakers>\n'
    '<Episode><Section type="report" startTime="0" endTime="9.5">\n'
    '<Turn startTime="0" endTime="0.5">\n<Sync time="0"/>\n\n</Turn>\n'
    '<Turn speaker="spk1" startTime="0.5" endTime="4">\n<Sync time="0.5"/>\nhello <Event desc="b"'
    ' type="noise" extent="instantaneous"/> there\n<Sync time="2.25"/>\nagain\n</Turn>\n'
    '<Turn speaker="spk1 spk2" startTime="4" endTime="6">\n<Sync time="4"/>\n<Who nb="1"/>\nyes\n'
    '<Who nb="2"/>\nno\n</Turn>\n'
    '<Turn speaker="spk2" startTime="6" endTime="9.5"><Sync time="6"/></Turn>\n'
    "</Section></Episode></Trans>\n"
)


def ttml(body, rates=""):
    return HEAD.format(rates=rates) + f"{body}</tt>\n"


def read(tmp_path, content, name="talk.ttml", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    return transcripts.read(path)


def turns(found):
    return [(t.span.start, t.span.end, t.speaker, t.text) for t in found.said.turns]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_who_speaks_in_timed_text_is_its_agent(tmp_path, encoding):
    body = (
        '<body><div><p begin="00:00:00.500" end="00:00:02.000" ttm:agent="a">hello<br/>there</p>\n'
        '<p begin="2.5s" dur="1500ms" ttm:agent="b">yes <span tts:color="red">indeed</span></p>'
        '<p begin="00:00:05" end="00:00:06"><span ttm:agent="a">one</span>'
        ' <span ttm:agent="b">two</span></p></div></body>'
    )
    assert turns(read(tmp_path, ttml(body), encoding=encoding)) == [
        (0.5, 2.0, "Anna Smith", "hello there"),
        (2.5, 4.0, "b", "yes indeed"),
        (5.0, 6.0, "Anna Smith", "one"),
        (5.0, 6.0, "b", "two"),
    ]


def test_times_of_timed_text_count_from_what_they_stand_in(tmp_path):
    body = (
        '<body begin="10s"><div begin="5s"><p begin="1s" end="2s">a</p></div>'
        '<div timeContainer="seq"><p dur="1s">b</p><p begin="1s" dur="2s">c</p></div></body>'
    )
    assert turns(read(tmp_path, ttml(body))) == [
        (10.0, 11.0, "", "b"),
        (12.0, 14.0, "", "c"),
        (16.0, 17.0, "", "a"),
    ]


@pytest.mark.parametrize(
    ("rates", "begin", "end", "expected"),
    [
        ('ttp:frameRate="25"', "00:00:01:05", "00:00:02:00", (1.2, 2.0)),
        ('ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"', "30f", "60f", (1.001, 2.002)),
        ('ttp:tickRate="10000000"', "12000000t", "20000000t", (1.2, 2.0)),
        (
            'ttp:timeBase="smpte" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"',
            "00:01:40:00",
            "00:01:40:15",
            (100.1, 100.6005),
        ),
    ],
)
def test_frames_and_ticks_of_timed_text_are_as_long_as_its_head_says(
    tmp_path, rates, begin, end, expected
):
    body = f'<body><div><p begin="{begin}" end="{end}">a</p></div></body>'
    assert turns(read(tmp_path, ttml(body, rates)))[0][:2] == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("offset", [0.0, 10.0])  # from the subtitle, or as some do from the whole
def test_spans_with_times_are_words(tmp_path, offset):
    spans = "".join(
        f'<span begin="{offset + at:.1f}s" end="{offset + at + 0.5:.1f}s">{word}</span>{blank}'
        for at, word, blank in ((0.0, "good", " "), (1.0, "mor", ""), (1.5, "ning", ""))
    )
    body = f'<body><div><p begin="10s" end="12s" ttm:agent="a">{spans}</p></div></body>'
    found = read(tmp_path, ttml(body)).said.turns
    assert [(t.span.start, t.span.end, t.speaker, t.text) for t in found] == [
        (10.0, 12.0, "Anna Smith", "good morning")
    ]
    assert (found[0].words[0].span.start, found[0].words[0].span.end) == (10.0, 10.5)
    assert "".join(w.text.strip() for w in found[0].words) == "goodmorning"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (ttml("", 'ttp:timeBase="clock"'), "Its times are of another kind: clock."),
        (ttml("", 'ttp:dropMode="dropNTSC"'), "Its times are of another kind: dropNTSC."),
        (ttml("", 'ttp:tickRate="0"'), "This is no rate of frames or ticks: 0"),
        (
            ttml("<body><div><p>" + "<span>" * 3000 + "</span>" * 3000 + "</p></div></body>"),
            "deeply",
        ),
        (ttml('<body><div><p begin="soon">a</p></div></body>'), "This is no time: soon"),
        (ttml("<body><div><p>a"), "It is no whole XML: mismatched tag"),
    ],
)
def test_timed_text_that_cannot_be_placed_is_refused(tmp_path, content, said):
    with pytest.raises(FormatError, match="The transcript of Timed Text cannot be used") as caught:
        read(tmp_path, content)
    assert said in str(caught.value.context)


def test_timed_text_without_times_is_refused(tmp_path):
    with pytest.raises(FormatError, match="has no times in it"):
        read(tmp_path, ttml("<body><div><p>a</p></div></body>"))


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8", "utf-16"])
def test_turns_of_transcriber_are_parted_by_its_marks_and_speakers(tmp_path, encoding):
    found = read(tmp_path, TRS, "talk.trs", encoding)
    assert turns(found) == [
        (0.5, 2.25, "Zoé", "hello there"),
        (2.25, 4.0, "Zoé", "again"),
        (4.0, 6.0, "Bob", "no"),
        (4.0, 6.0, "Zoé", "yes"),
    ]
    assert list(map(str, found.remarks)) == ["1 turn without a text was left out."]


def test_a_turn_of_transcriber_without_times_is_refused(tmp_path):
    with pytest.raises(FormatError) as caught:
        read(tmp_path, TRS.replace(' startTime="4"', ""), "talk.trs", "iso-8859-1")
    assert "A turn has no times: spk1 spk2" in str(caught.value.context)


def test_convert_reads_both_by_their_endings_and_from_standard_input(tmp_path):
    body = '<body><div><p begin="0.5s" end="2s" ttm:agent="a">hi</p></div></body>'
    wanted = "SPEAKER {} 1 0.500 {} <NA> <NA> {} <NA> <NA>"
    (tmp_path / "a.ttml").write_text(ttml(body), encoding="utf-8")
    (tmp_path / "b.trs").write_bytes(TRS.encode("iso-8859-1"))
    for name, line in (
        ("a.ttml", wanted.format("a", "1.500", "Anna%20Smith")),
        ("b.trs", wanted.format("b", "1.750", "Zoé")),
    ):
        done = run("diarizer", "convert", tmp_path / name, "--to", "rttm")
        assert (done.returncode, done.stdout.splitlines()[0]) == (0, line), done.stderr
    done = run("diarizer", "convert", "-", "--to", "csv", typed=ttml(body))
    assert done.stdout == "start,end,speaker,text\n0.500,2.000,Anna Smith,hi\n", done.stderr

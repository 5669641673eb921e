"""Each format, read by somebody else's parser, and what other programs write."""

import pytest

from diarizer import formats
from diarizer.errors import FormatError
from diarizer.types import Annotation, Span, Turn, Word

SAID = Annotation(
    (
        Turn(Span(0.0, 1.5), "Анна", text="Как дела? & <так>"),
        Turn(Span(1.234, 3.0), "BOB", text="Fine."),
    ),
    "talk",
    4.0,
)


def written(name, tmp_path, annotation=SAID):
    return formats.save(annotation, tmp_path / f"talk{formats.get(name).EXTENSION}", name)


def test_pysrt_reads_the_subtitles(tmp_path):
    pysrt = pytest.importorskip("pysrt")
    cues = pysrt.open(str(written("srt", tmp_path)), encoding="utf-8")
    assert [(cue.start.ordinal, cue.end.ordinal, cue.text) for cue in cues] == [
        (0, 1500, "[Анна]: Как дела? & <так>"),
        (1234, 3000, "[BOB]: Fine."),
    ]


def test_webvtt_reads_the_voices(tmp_path):
    webvtt = pytest.importorskip("webvtt")
    cues = list(webvtt.read(str(written("vtt", tmp_path))))
    assert [(cue.start, cue.end, cue.voice) for cue in cues] == [
        ("00:00:00.000", "00:00:01.500", "Анна"),
        ("00:00:01.234", "00:00:03.000", "BOB"),
    ]
    assert cues[1].text == "Fine."


def test_praatio_reads_the_tiers(tmp_path):
    textgrid = pytest.importorskip("praatio.textgrid")
    path = written("textgrid", tmp_path)
    grid = textgrid.openTextgrid(str(path), includeEmptyIntervals=False)
    assert grid.maxTimestamp == 4.0
    assert {
        name: [tuple(one) for one in grid.getTier(name).entries] for name in grid.tierNames
    } == {
        "Анна": [(0.0, 1.5, "Как дела? & <так>")],
        "BOB": [(1.234, 3.0, "Fine.")],
    }


@pytest.mark.parametrize("kind", ["short_textgrid", "long_textgrid"])
def test_what_praatio_writes_is_read(kind, tmp_path):
    textgrid = pytest.importorskip("praatio.textgrid")
    grid = textgrid.Textgrid()
    grid.addTier(textgrid.IntervalTier("A 1", [(0.5, 1.0, 'say "hi"')], 0, 2))
    grid.addTier(textgrid.PointTier("clicks", [(0.7, "click 3")], 0, 2))
    grid.addTier(textgrid.IntervalTier("B", [(1.0, 2.0, "B")], 0, 2))
    grid.save(str(tmp_path / "a.TextGrid"), kind, includeBlankSpaces=True)
    read = formats.load(tmp_path / "a.TextGrid")
    assert read.turns == (
        Turn(Span(0.5, 1.0), "A 1", text='say "hi"'),
        Turn(Span(1.0, 2.0), "B"),
    )
    assert read.duration == 2.0


def test_pympi_reads_the_tiers_of_elan(tmp_path):
    elan = pytest.importorskip("pympi.Elan")
    document = elan.Eaf(str(written("eaf", tmp_path)))
    assert document.get_annotation_data_for_tier("Анна") == [(0, 1500, "Как дела? & <так>")]
    assert document.get_annotation_data_for_tier("BOB") == [(1234, 3000, "Fine.")]


def test_what_pympi_writes_is_read(tmp_path):
    elan = pytest.importorskip("pympi.Elan")
    document = elan.Eaf()
    document.remove_tier("default")
    document.add_tier("Анна")
    document.add_annotation("Анна", 250, 1750, "да")
    document.to_file(str(tmp_path / "a.eaf"))
    assert formats.load(tmp_path / "a.eaf").turns == (Turn(Span(0.25, 1.75), "Анна", text="да"),)


def test_pyannote_reads_the_stretches_that_are_scored(tmp_path):
    util = pytest.importorskip("pyannote.database.util")
    (stretch,) = util.load_uem(str(written("uem", tmp_path)))["talk"]
    assert (stretch.start, stretch.end) == (0.0, 4.0)


def test_meeteval_reads_the_transcript_and_the_words(tmp_path):
    meeteval = pytest.importorskip("meeteval")
    words = (Word(Span(0.0, 0.5), "Как"), Word(Span(0.5, 1.5), "дела"))
    talk = Annotation((Turn(Span(0.0, 1.5), "Анна", text="Как дела", words=words),), "talk", 1.5)
    (line,) = meeteval.io.load(written("stm", tmp_path, talk)).lines
    assert (line.speaker_id, float(line.begin_time), line.transcript) == ("Анна", 0.0, "Как дела")
    lines = meeteval.io.load(written("ctm", tmp_path, talk)).lines
    assert [(float(one.begin_time), float(one.duration), one.word) for one in lines] == [
        (0.0, 0.5, "Как"),
        (0.5, 1.0, "дела"),
    ]


def test_a_spreadsheet_with_cyrillic_begins_with_the_mark_that_excel_needs(tmp_path):
    data = written("csv", tmp_path).read_bytes()
    assert data.startswith(b"\xef\xbb\xbfstart,end,speaker,text\n0.000,1.500,")
    assert formats.load(tmp_path / "talk.csv").turns == SAID.turns
    plain = Annotation((Turn(Span(0.0, 1.0), "A"),))
    assert written("csv", tmp_path, plain).read_bytes().startswith(b"start,")


def test_a_spreadsheet_saved_by_a_russian_excel_is_read():
    sheet = "start;end;speaker;text\n0,5;1,25;A;да, да\n"
    (turn,) = formats.get("csv").loads(sheet).turns
    assert turn == Turn(Span(0.5, 1.25), "A", text="да, да")


def test_labels_with_frequencies_of_audacity_are_read():
    labels = "0.500000\t1.000000\t[A]: hello\n\\\t100.0\t200.0\n2.000000\t2.000000\tmark\n"
    assert formats.get("audacity").loads(labels).turns == (
        Turn(Span(0.5, 1.0), "A", text="hello"),
        Turn(Span(2.0, 2.0), "mark"),
    )


def test_subtitles_of_whisper_without_speakers_are_read():
    srt = "1\n00:00:00,000 --> 00:00:02,500\n Hello there.\n\n2\n00:00:02,500 --> 00:00:04,000\nBye\nbye.\n"
    assert [(turn.speaker, turn.text) for turn in formats.get("srt").loads(srt).turns] == [
        ("", "Hello there."),
        ("", "Bye bye."),
    ]


def test_web_subtitles_with_settings_notes_and_times_of_words_are_read():
    vtt = (
        "WEBVTT\n\nNOTE made by hand\n\nintro\n00:01.000 --> 00:02.000 align:start\n"
        "<v.loud Bob>Hi <00:00:01.500><c>all &amp; one</c></v>\n"
    )
    (turn,) = formats.get("vtt").loads(vtt).turns
    assert (turn.speaker, turn.text) == ("Bob", "Hi all & one")
    assert turn.words == (Word(Span(1.0, 1.5), "Hi"), Word(Span(1.5, 2.0), "all & one"))


def test_words_without_times_make_no_ctm():
    with pytest.raises(FormatError, match="there are none"):
        formats.get("ctm").dumps(SAID)


def test_two_turns_of_one_speaker_at_once_stand_on_two_tiers_of_praat():
    twice = Annotation((Turn(Span(0.0, 2.0), "A"), Turn(Span(1.0, 3.0), "A")), duration=3.0)
    read = formats.get("textgrid").loads(formats.get("textgrid").dumps(twice))
    assert read.turns == twice.turns


@pytest.mark.parametrize("kind", ["srt", "vtt", "json", "eaf", "csv", "textgrid", "audacity"])
def test_words_in_braces_and_between_signs_are_words_in_every_format(kind):
    # As transcribers write sounds; pysubs2 and webvtt-py take some of them for tags.
    said = ("{laughs} if a < b and c > d", "yes & no", "<coughs>")
    turns = [Turn(Span(n, n + 1.0), "Anna", text=words) for n, words in enumerate(said)]
    form = formats.get(kind)
    again = form.loads(form.dumps(Annotation(tuple(turns), "talk", 3.0)))
    assert tuple(turn.text for turn in again.turns) == said

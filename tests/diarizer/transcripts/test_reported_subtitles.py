"""Subtitles that other tools were reported to read wrongly."""

import json
import zipfile

import pytest

from diarizer import formats, transcripts
from diarizer.errors import FormatError
from diarizer.types import Annotation, Span, Turn


def read(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return transcripts.read(path)


def test_what_stands_below_an_empty_line_of_a_cue_is_not_lost(tmp_path):
    content = "WEBVTT\n\n00:01.000 --> 00:02.000\n\nhello there\nall\n\n00:03.000 --> 00:04.000\nyes\n\nno\n"
    found = read(tmp_path, "talk.vtt", content)
    assert [turn.text for turn in found.said.turns] == ["hello there all", "yes no"]
    assert "3 lines below an empty one" in str(found.remarks[0])


def test_the_head_of_a_file_that_was_put_behind_another_is_not_said(tmp_path):
    head = "WEBVTT\nKind: captions\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\n"
    content = f"{head}00:01.000 --> 00:02.000\nhello\n\n{head}00:03.000 --> 00:04.000\nyes\n"
    assert [turn.text for turn in read(tmp_path, "talk.vtt", content).said.turns] == [
        "hello",
        "yes",
    ]


def test_who_speaks_of_webvtt_is_heard(tmp_path):
    content = "WEBVTT\n\n00:01.000 --> 00:02.000\nWEBVTT is one\n\n00:03.000 --> 00:04.000\nI like\nWEBVTT\n"
    found = read(tmp_path, "talk.vtt", content)
    assert [turn.text for turn in found.said.turns] == ["WEBVTT is one", "I like WEBVTT"]


def test_a_text_at_0_is_not_put_below_the_one_above_it(tmp_path):
    content = "1\n00:00:01,00 --> 00:00:02,00\nhere\n\n2\n00:00:00,00 --> 00:00:00,00\nthere\n"
    found = read(tmp_path, "talk.srt", content)
    assert {turn.text for turn in found.said.turns} == {"here", "there"}


def test_the_number_of_a_cue_that_was_cut_off_is_not_said(tmp_path):
    content = "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nhello there\n\n2\n"
    assert [turn.text for turn in read(tmp_path, "talk.vtt", content).said.turns] == ["hello there"]


def test_subtitles_of_nothing_behind_the_last_one_start_no_clock_anew(tmp_path):
    content = "1\n00:29:27,46 --> 00:29:29,83\nhere\n\n2\n00:00:00,00 --> 00:00:00,00\n\n"
    [turn] = read(tmp_path, "talk.srt", content + "3\n00:00:00,00 --> 00:00:00,00\n").said.turns
    assert (turn.span.start, turn.text) == (1767.46, "here")
    assert len(formats.loads(content, "srt").turns) == 1


def test_names_in_lines_that_are_coloured_as_a_whole_are_found(tmp_path):
    lines = [("Anna", "one"), ("Boris", "two"), ("Anna", "three"), ("Boris", "four")]
    cues = [
        f'{at}\n00:00:0{at},000 --> 00:00:0{at},900\n<font color="#ff{at}">{who}: {said}</font>\n'
        for at, (who, said) in enumerate(lines, 1)
    ]
    found = read(tmp_path, "talk.srt", "\n".join(cues))
    assert [(turn.speaker, turn.text) for turn in found.said.turns] == lines


@pytest.mark.parametrize("beside", [{}, {"word_segments": []}], ids=["Whisper", "WhisperX"])
def test_words_of_another_speaker_than_their_segment_are_said(tmp_path, beside):
    words = [
        {"word": "Hey,", "start": 0.5, "end": 1.0, "speaker": "SPEAKER_00"},
        {"word": "you.", "start": 1.1, "end": 1.5, "speaker": "SPEAKER_01"},
    ]
    segment = {
        "start": 0.5,
        "end": 1.5,
        "text": "Hey, you.",
        "words": words,
        "speaker": "SPEAKER_01",
    }
    found = read(tmp_path, "talk.json", json.dumps({"segments": [segment], **beside}))
    assert "words of another speaker" in str(found.remarks[0])


def test_verses_are_said_by_nobody(tmp_path):
    content = "".join(
        f"John 3:{16 + at}\n{said}.\n\n" for at, said in enumerate(["So", "He", "Now", "It"])
    )
    with pytest.raises(FormatError, match="as those of verses"):
        read(tmp_path, "talk.txt", content)


def test_a_word_that_is_a_list_is_no_word_that_may_be_left_out(tmp_path):
    items = [
        {
            "type": "pronunciation",
            "start_time": at,
            "end_time": at + 1,
            "alternatives": [{"content": said}],
        }
        for at, said in enumerate([["My", "Mine"], "name"])
    ]
    with pytest.raises(FormatError, match="cannot be used"):
        read(tmp_path, "talk.json", json.dumps({"results": {"items": items}}))


def test_tiers_of_one_speaker_have_names_that_differ_for_other_readers():
    turns = [Turn(Span(0, 3), "A", text="one"), Turn(Span(2, 4), "A"), Turn(Span(5, 6), "B")]
    written = formats.dumps(Annotation(tuple(turns), duration=7.0), "textgrid")
    names = [line for line in written.split("\n") if " name = " in line]
    assert len(set(names)) == len(names) == 3
    assert formats.loads(written, "textgrid").turns == tuple(turns)


def test_voices_in_srt_are_read_as_in_the_format_that_they_come_from(tmp_path):
    content = "1\n00:00:01,000 --> 00:00:02,000\n<v Anna>Hello\n\n2\n00:00:03,000 --> 00:00:04,000\n<v Boris>Hi\n"
    found = read(tmp_path, "talk.srt", content)
    assert [(turn.speaker, turn.text) for turn in found.said.turns] == [
        ("Anna", "Hello"),
        ("Boris", "Hi"),
    ]


def test_intervals_that_a_tier_has_beyond_its_size_are_read(tmp_path):
    turns = [Turn(Span(at, at + 1), who, text=f"word {at}") for at, who in enumerate("AAAB")]
    written = formats.dumps(Annotation(tuple(turns), duration=4.0), "textgrid")
    short = written.replace("intervals: size = 4", "intervals: size = 2")
    assert short != written
    assert formats.loads(short, "textgrid").turns == tuple(turns)


def test_blanks_of_an_aligner_are_no_words():
    content = "talk 1 0.0 0.4 <b> NA lex NA\ntalk 1 0.4 0.2 hello NA lex NA\ntalk 1 0.7 0.9 and<space>you NA lex NA\n"
    [turn] = formats.loads(content, "ctm").turns
    assert (turn.span.start, turn.text) == (0.4, "hello and you")


def annotation(name, value, **refers):
    kind = "REF" if "ANNOTATION_REF" in refers else "ALIGNABLE"
    attributes = "".join(f' {key}="{to}"' for key, to in refers.items())
    return (
        f'<ANNOTATION><{kind}_ANNOTATION ANNOTATION_ID="{name}"{attributes}>'
        f"<ANNOTATION_VALUE>{value}</ANNOTATION_VALUE></{kind}_ANNOTATION></ANNOTATION>"
    )


@pytest.mark.parametrize("marks", [("TALK_001", "TALK_002"), ("", "")], ids=["marks", "empty"])
def test_what_a_tier_of_marks_says_stands_in_the_tier_below_it(marks):
    slots = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="ts{at}" TIME_VALUE="{at * 1000}"/>' for at in range(4)
    )
    above = "".join(
        annotation(f"a{at}", mark, TIME_SLOT_REF1=f"ts{2 * at}", TIME_SLOT_REF2=f"ts{2 * at + 1}")
        for at, mark in enumerate(marks)
    )
    below = "".join(
        annotation(f"b{at}", said, ANNOTATION_REF=f"a{at}")
        for at, said in enumerate(["hello", "and you"])
    )
    content = (
        f"<ANNOTATION_DOCUMENT><TIME_ORDER>{slots}</TIME_ORDER>"
        f'<TIER TIER_ID="ref@A" PARTICIPANT="Anna">{above}</TIER>'
        f'<TIER TIER_ID="tx@A" PARENT_REF="ref@A">{below}</TIER></ANNOTATION_DOCUMENT>'
    )
    told = []
    found = formats.loads(content, "eaf", formats.Gate(remark=told.append))
    assert [(turn.speaker, turn.text) for turn in found.turns] == [
        ("Anna", "hello"),
        ("Anna", "and you"),
    ]
    assert "ref@A stands in tier tx@A" in str(told[0])


def of_xml(path, body, space="http://schemas.openxmlformats.org/wordprocessingml/2006/main"):
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
        )
    return path


def of_word(path, paragraphs):
    runs = [
        "".join(
            "<w:r><w:br/></w:r>"
            if piece == "\n"
            else f'<w:r><w:t xml:space="preserve">{piece}</w:t></w:r>'
            for piece in paragraph
        )
        for paragraph in paragraphs
    ]
    body = "".join(f"<w:p>{one}</w:p>" for one in runs)
    return of_xml(path, body)


@pytest.mark.parametrize(
    "space",
    [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ],
)
def test_what_a_document_of_word_holds_twice_is_said_once(tmp_path, space):
    def text(said, form=""):
        return f"<w:p>{form}<w:r><w:t>{said}</w:t></w:r></w:p>"

    box = f"<w:txbxContent>{text('in a box')}</w:txbxContent>"
    tabs = '<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>'
    body = [
        text("Anna  0:03", tabs),
        text("hello"),
        f"<w:p><w:r><w:pict>{box}</w:pict><w:Fallback>{box}</w:Fallback></w:r></w:p>",
        text("Boris  0:07"),
        "<w:p><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:r><w:t>yes</w:t></w:r></w:p>",
    ]
    found = transcripts.read(of_xml(tmp_path / "talk.docx", "".join(body), space))
    assert [(turn.speaker, turn.text) for turn in found.said.turns] == [
        ("Anna", "hello in a box"),
        ("Boris", "yes"),
    ]


def test_a_document_of_word_is_read_as_its_text(tmp_path):
    lines = [
        ("Anna", "0:03", "Good &amp; bad."),
        ("Boris", "0:07", "Yes."),
        ("Anna", "0:09", "So."),
    ]
    paragraphs = [(who, f"   {at}", "\n", said) for who, at, said in lines]
    found = transcripts.read(of_word(tmp_path / "talk.docx", [("Weekly",), *paragraphs]))
    assert [(turn.speaker, turn.span.start, turn.text) for turn in found.said.turns] == [
        ("Anna", 3.0, "Good & bad."),
        ("Boris", 7.0, "Yes."),
        ("Anna", 9.0, "So."),
    ]


def test_a_document_of_word_that_is_cut_or_has_no_times_is_told_so(tmp_path):
    path = of_word(tmp_path / "talk.docx", [("Anna: hi",), ("Boris: yes",)])
    with pytest.raises(FormatError, match="a text without times"):
        transcripts.read(path)
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(FormatError, match="no text of Word that can be read"):
        transcripts.read(path)

"""Subtitles that other tools were reported to read wrongly."""

import json

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

"""A clock that starts anew in a file of turns."""

import pytest

from diarizer import formats
from diarizer.transcripts import one_clock

PARTS = [(0, 20, "A", "a"), (20, 29.5, "B", "b"), (0, 15, "A", "c"), (15, 28, "B", "d")]


def read(name, content):
    said = []
    gate = formats.Gate(remark=lambda remark: said.append(str(remark)))
    gate.clock = lambda rows: one_clock.put_right(rows, name, gate)
    found = formats.loads(content, name, gate)
    return [(turn.span.start, turn.span.end, turn.text) for turn in found.turns], said


def subtitles(parts):
    return "\n".join(
        f"00:00:{start:06.3f} --> 00:00:{end:06.3f}\n[{who}]: {said}\n"
        for start, end, who, said in parts
    )


@pytest.mark.parametrize(("name", "head"), [("srt", ""), ("vtt", "WEBVTT\n\n")])
def test_a_subtitle_is_put_where_its_window_lies(name, head):
    turns, said = read(name, head + subtitles(PARTS))
    assert turns == [(0, 20, "a"), (20, 29.5, "b"), (30, 45, "c"), (45, 58, "d")]
    assert said == [
        "The clock of the transcript starts anew, times: 1. Each part was put where its window lies:"
        " at Whisper's own seek, else 30 s after the part before it."
    ]


def test_words_within_a_cue_move_with_it_and_its_voices_stay_together():
    content = (
        "WEBVTT\n\n00:00.000 --> 00:29.000\n<v A>one\n\n"
        "00:00.000 --> 00:08.000\n(door) <v A>two <00:04.000>three</v>\n\n"
        "00:20.000 --> 00:28.000\n<v A>x\n\n00:00.000 --> 00:08.000\n<v B>y\n"
    )
    turns, _ = read("vtt", content)
    assert [(start, said) for start, _, said in turns][-1] == (60.0, "y")
    assert {start for start, _, said in turns if said in {"(door)", "two three"}} == {30.0}


def test_what_lies_anywhere_is_sorted_and_said():
    said = (
        "The turns are not in order of time, first here: Line 4. They are sorted; if a new part of"
        " the recording begins there, add to its times the second at which it begins."
    )
    table = "".join(f"{start},{end},{who},{text}\n" for start, end, who, text in PARTS)
    turns, remarks = read("csv", f"start,end,speaker,text\n{table}")
    assert [text for *_, text in turns] == ["c", "a", "d", "b"]
    assert remarks == [said]


def test_one_speaker_after_the_other_is_one_clock():
    turns, remarks = read("srt", subtitles([PARTS[0], (20, 29, "A", "b"), (2, 9, "C", "c")]))
    assert [text for *_, text in turns] == ["a", "c", "b"]
    assert remarks == []


def test_parts_with_one_speaker_each_are_parts_where_those_would_speak_at_once():
    parts = [(0, 14, "A", "a"), (15, 29, "A", "b"), (1, 13, "B", "c"), (14, 28, "B", "d")]
    turns, remarks = read("srt", subtitles(parts))
    assert turns == [(0, 14, "a"), (15, 29, "b"), (31, 43, "c"), (44, 58, "d")]
    assert len(remarks) == 1
    taking_turns = [(0, 9, "A", "a"), (20, 29, "A", "b"), (8, 19, "B", "c")]
    assert read("srt", subtitles(taking_turns)) == ([(0, 9, "a"), (8, 19, "c"), (20, 29, "b")], [])

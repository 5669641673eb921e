"""Transcripts that are no JSON and no subtitles of recognisers: dialogues, and SubStation Alpha."""

import json

import pytest

from diarizer import transcripts
from diarizer.errors import FormatError

OTTER = (
    "Anna Smith  0:00  \nWelcome to the meeting.\nAll of you.\n\nBoris  0:05\nThanks.\n\n"
    "Anna Smith  1:02:10\nBye.\n\nTranscribed by https://otter.ai\n"
)
ALPHA = (
    "[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: Default,Arial\n"
    "\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: 0,0:00:04.00,0:00:05.50,Default,,0,0,0,,{\\i1}And{\\i0}\\Nyou\n"
    "Comment: 0,0:00:00.00,0:00:01.00,Default,Anna,0,0,0,,not shown\n"
    "Dialogue: 0,0:00:02.00,0:00:03.00,Default,,0,0,0,,{\\p1}m 0 0 l 100 0{\\p0}\n"
    "Dialogue: 0,0:00:01.00,0:00:03.00,Default,Anna,0,0,0,,Hello, you\n"
)


def read(path, content):
    path.write_bytes(content.encode())
    found = transcripts.read(path)
    return found, [
        (turn.span.start, turn.span.end, turn.speaker, turn.text) for turn in found.said.turns
    ]


def test_who_speaks_in_an_export_of_otter_speaks_until_the_next(tmp_path):
    found, turns = read(tmp_path / "a.txt", OTTER)
    assert turns[:2] == [
        (0.0, 5.0, "Anna Smith", "Welcome to the meeting. All of you."),
        (5.0, 3730.0, "Boris", "Thanks."),
    ]
    assert turns[2][2:] == ("Anna Smith", "Bye.")
    assert (found.shape, found.is_open) == ("Otter, Rev or a text like theirs", True)


@pytest.mark.parametrize(
    "content",
    [
        "Anna (00:02):\nHello you.\n\nBoris (00:05):\nYes.\n",
        "[00:00:02] Anna: Hello you.\n[00:00:05] Boris: Yes.\n",
        "00:02 Anna: Hello\n      you.\n00:05 Boris: Yes.\n",
        "Anna [00:02] Hello you.\r\nBoris [00:05] Yes.\r\n",
        "Anna 0:02\nHello you.\n\nBoris 0:05\nYes.\n\nTranscribed by https://otter.ai\n",
        "Anna 0:02\nHello you.\nBoris 0:05\nYes.\n",
    ],
)
def test_other_dialogues_with_times_are_read(tmp_path, content):
    turns = read(tmp_path / "a.txt", content)[1]
    assert turns[0] == (2.0, 5.0, "Anna", "Hello you.")
    assert turns[1][0], turns[1][2:] == (5.0, "Boris", "Yes.")


@pytest.mark.parametrize(
    "content",
    [
        "Meeting  10:30\n\nWe met.\n",
        "Anna  10:30\nYes.\n\nBoris  9:15\nNo.\n",
        "We met at 10:30\nYes.\nAgain at 11:15\nIn the hall.\nNo.\n",
        "We met. Anna  0:00\n\nAnd again at\t0:05, --> there.\n",
    ],
)
def test_a_text_that_only_has_times_in_it_is_no_dialogue(tmp_path, content):
    with pytest.raises(FormatError, match="text without times"):
        read(tmp_path / "a.txt", content)


def test_the_actors_of_substation_alpha_are_speakers(tmp_path):
    found, turns = read(tmp_path / "a.ass", ALPHA)
    assert turns == [(1.0, 3.0, "Anna", "Hello, you"), (4.0, 5.5, "", "And you")]
    assert (found.shape, found.remarks) == ("SubStation Alpha", ())


def test_labels_alone_are_what_is_said_where_they_cannot_be_names(tmp_path):
    labels = [f"{at}.0\t{at}.5\tword{at}\n" for at in range(9)]
    found, turns = read(tmp_path / "a.txt", "".join(labels))
    assert turns[8] == (8.0, 8.5, "", "word8")
    assert [str(each) for each in found.remarks] == [
        "The file has labels alone; they are taken for what is said."
    ]
    assert read(tmp_path / "a.aud", labels[0])[1] == [(0.0, 0.5, "", "word0")]
    with pytest.raises(FormatError, match="holds no words"):
        read(tmp_path / "a.txt", "".join(labels[:3]))


def test_a_manifest_of_nemo_has_seconds_and_not_ticks(tmp_path):
    line = {"audio_filepath": "a.wav", "offset": 0.5, "duration": 2, "text": "hi", "label": "infer"}
    rest = {**line, "offset": 3, "text": "you", "label": "A"}
    content = f"{json.dumps(line)}\n{json.dumps(rest)}\n"
    assert read(tmp_path / "a.json", content)[1] == [(0.5, 2.5, "", "hi"), (3.0, 5.0, "A", "you")]
    other = {**rest, "audio_filepath": "b.wav"}
    with pytest.raises(FormatError, match="It holds the texts of several recordings"):
        read(tmp_path / "a.json", f"{json.dumps(line)}\n{json.dumps(other)}\n")


def test_a_file_of_another_ending_is_told_what_a_transcript_is(tmp_path):
    with pytest.raises(FormatError) as caught:
        read(tmp_path / "a.wav", "RIFF")
    assert str(caught.value).splitlines()[-1] == (
        "Hint: Pass what Whisper, faster-whisper, WhisperX or whisper.cpp wrote: JSON, SRT or VTT."
    )


def test_a_bare_list_of_words_is_a_transcript(tmp_path):
    words = [{"word": " Well,", "start": 0.4, "end": 0.7}, {"word": " no", "start": 0.8, "end": 1}]
    turns = read(tmp_path / "a.json", json.dumps(words))[1]
    assert turns == [(0.4, 1.0, "", "Well, no")]


def test_a_dialogue_with_too_few_fields_is_refused(tmp_path):
    with pytest.raises(FormatError, match="SubStation Alpha cannot be used"):
        read(tmp_path / "a.ass", ALPHA + "Dialogue: 0,0:00:06.00,0:00:07.00\n")


@pytest.mark.parametrize("moved", ["0,5,0:00:04.00", "0,0:00:0,5", "0,0:00:04.00,0:0,5"])
def test_a_dialogue_whose_fields_are_moved_is_refused(tmp_path, moved):
    with pytest.raises(FormatError, match="Line 10 has other fields than the line Format names"):
        read(tmp_path / "a.ass", ALPHA.replace("Dialogue: 0,0:00:04.00", f"Dialogue: {moved}"))


@pytest.mark.parametrize("who", ["Smith, Anna", "Smith, Anna, 2, guest", "a,b", ", x"])
@pytest.mark.parametrize("said", ["Hello, you", "1,2,3,4,5"])
def test_an_actor_with_a_comma_keeps_his_name_and_his_words(tmp_path, who, said):
    content = ALPHA.replace("Default,Anna,0,0,0,,Hello, you", f"Default,{who},0,0,0,,{said}")
    assert read(tmp_path / "a.ass", content)[1][0] == (1.0, 3.0, who.strip(), said)


def test_words_of_pyannote_ai_have_the_speakers_of_their_turns(tmp_path):
    words = [
        {"text": "Hello", "start": 0.5, "end": 0.9, "speaker": "A"},
        {"text": "you.", "start": 1.0, "end": 1.4, "speaker": "A"},
        {"text": "Yes.", "start": 2.0, "end": 2.4, "speaker": "B"},
    ]
    listed = [
        {"text": "Hello you.", "start": 0.5, "end": 1.4, "speaker": "A"},
        {"text": "Yes.", "start": 2.0, "end": 2.4, "speaker": "B"},
    ]
    whole = {"wordLevelTranscription": words, "turnLevelTranscription": listed}
    for answer in (whole, {"wordLevelTranscription": words}):
        found, turns = read(tmp_path / "a.json", json.dumps({"output": answer}))
        assert turns == [(0.5, 1.4, "A", "Hello you."), (2.0, 2.4, "B", "Yes.")]
        assert [len(turn.words) for turn in found.said.turns] == [2, 1]


@pytest.mark.parametrize("edges", ["{}\n\n \n", "\n\n{}"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.tsv", "start\tend\ttext\n500\t2000\thello there\n"),
        ("a.csv", 'start,end,speaker,text\n500,2000,0,"hello there"\n'),
    ],
)
def test_blank_lines_around_a_table_of_whisper_are_no_rows(tmp_path, name, content, edges):
    path = tmp_path / name
    path.write_text(edges.format(content), encoding="utf-8")
    [turn] = transcripts.load(path).turns
    assert (turn.span.start, turn.span.end, turn.text) == (0.5, 2.0, "hello there")


def test_a_dialogue_whose_clock_starts_anew_is_named(tmp_path):
    parts = "Anna  {}:50\nAlmost.\n\nBoris  {}:55\nYes, indeed.\n\n"
    with pytest.raises(FormatError) as refusal:
        read(tmp_path / "talk.txt", parts.format(58, 59) + parts.format(0, 1))
    assert "Its clock starts anew after 3595.0 s" in refusal.value.context
    with pytest.raises(FormatError) as refusal:
        read(tmp_path / "talk.txt", "we met at 5:00\nand at 2:00\nAnna was there\n")
    assert str(refusal.value.told.message) == "The transcript is a text without times."

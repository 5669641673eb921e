"""Transcripts as their programs write them, by the code of those programs or by public samples."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from diarizer import transcripts
from diarizer.errors import FormatError
from tests.processes import run


def read(folder: Path, content, ending=".json"):
    """The turns of a file, and its shape."""
    path = folder / f"talk{ending}"
    if not isinstance(content, str):
        content = json.dumps(content, ensure_ascii=False)
    path.write_text(content, encoding="utf-8")
    found = transcripts.read(path)
    turns = [(one.span.start, one.span.end, one.speaker, one.text) for one in found.said.turns]
    return turns, found


def times(found):
    return [(word.span.start, word.span.end) for turn in found.said.turns for word in turn.words]


def item(start, end, said, **more):
    times_of = {"type": "pronunciation", "start_time": str(start), "end_time": str(end)}
    return {**times_of, "alternatives": [{"content": said}], **more}


def test_a_segment_of_nobody_is_parted_where_its_words_name_several(tmp_path):
    words = [
        {"word": " hello", "start": 0.5, "end": 1.0, "speaker": "A"},
        {"word": " 2266"},
        {"word": " yes", "start": 2.0, "end": 2.5, "speaker": "B"},
    ]
    one = {"start": 0, "end": 4, "text": " hello 2266 yes", "words": words}
    for more in ({}, {"word_segments": words}):
        turns, found = read(tmp_path, {"segments": [one], **more})
        assert turns == [(0.5, 1.0, "A", "hello 2266"), (2.0, 2.5, "B", "yes")]
        assert sum(len(turn.words) for turn in found.said.turns) == 3
    assert read(tmp_path, {"segments": [{**one, "speaker": "A"}]})[0][0][2] == "A"


def test_segments_under_the_name_that_whisper_cpp_has_are_read(tmp_path):
    one = {"start": 0.5, "end": 2.0, "text": "hello"}
    content = f"```json\n{json.dumps({'transcription': [one]})}\n```\n"
    assert read(tmp_path, content)[0] == [(0.5, 2.0, "", "hello")]


@pytest.mark.parametrize("labelled", [True, False])
def test_channels_of_amazon_are_kept_apart(tmp_path, labelled):
    words = {"ch_0": item(0.1, 0.5, "Hello"), "ch_1": item(0.6, 1.0, "you")}
    listed = [{"channel_label": name, "items": [one]} for name, one in words.items()]
    items = [
        {**one, **({"channel_label": name} if labelled else {})} for name, one in words.items()
    ]
    document = {"results": {"channel_labels": {"channels": listed}, "items": items}}
    expected = [(0.1, 0.5, "ch_0", "Hello"), (0.6, 1.0, "ch_1", "you")]
    assert read(tmp_path, document)[0] == expected


def test_channels_of_speechmatics_are_kept_apart(tmp_path):
    results = [
        {"type": "word", "start_time": at, "end_time": at + 0.5, "channel": name}
        | {"alternatives": [{"content": said}]}
        for at, name, said in ((0.5, "left", "Hello"), (1.5, "right", "you"))
    ]
    expected = [(0.5, 1.0, "left", "Hello"), (1.5, 2.0, "right", "you")]
    assert read(tmp_path, {"results": results})[0] == expected


# NeMo: diarization_with_asr_utils.py and online ones of 1.x, add_json_to_dict and get_audacity_label.
NEMO = {
    "status": "success",
    "transcription": "hello you",
    "words": [
        {"word": "hello", "start_time": 0.5, "end_time": 0.75, "speaker_label": "speaker_0"},
        {"word": "you", "start_time": 1.5, "end_time": 2.0, "speaker_label": "speaker_1"},
    ],
}
NEMO_TURNS = [(0.5, 0.75, "speaker_0", "hello"), (1.5, 2.0, "speaker_1", "you")]


@pytest.mark.parametrize("sentences", [None, [], True])
def test_words_that_nemo_gives_to_speakers_are_theirs(tmp_path, sentences):
    if sentences:
        sentences = [{"sentence": one["word"], **one} for one in NEMO["words"]]
    turns, found = read(tmp_path, NEMO if sentences is None else {**NEMO, "sentences": sentences})
    assert turns == NEMO_TURNS
    assert times(found) == [(0.5, 0.75), (1.5, 2.0)]


def test_an_empty_timestamp_of_nemo_hides_no_words(tmp_path):
    word = {"word": "hello", "start_offset": 6, "end_offset": 9, "start": 0.5, "end": 0.75}
    document = {"pred_text": "hello", "timestamp": {}, "word": [word]}
    assert read(tmp_path, document)[0] == [(0.5, 0.75, "", "hello")]


@pytest.mark.parametrize(
    "content",
    [
        "\n[00:00.50 - 00:01.75] speaker_0: hello there \n[00:02.00 - 00:03.00] speaker_1: hi ",
        "[0.5 - 1.75] speaker_0: hello there\n[2 - 3] speaker_1: hi\n",
        "Transcript: [0.5 --> 1.75] speaker_0: hello there\n"
        "Transcript: [2.0 --> 3.0] speaker_1: hi\n",
        "Detected language: English\n[00:00.500 --> 00:01.750]  speaker_0: hello there\n"
        "[00:02.000 --> 00:03.000]  speaker_1: hi\n",
        "whisper_init_state: kv self size\n\n"
        "[00:00:00.500 --> 00:00:01.750]   speaker_0: hello there\n"
        "[00:00:02.000 --> 00:00:03.000]   speaker_1: hi\n\nwhisper_print_timings: 1 ms\n",
    ],
)
def test_what_recognisers_show_while_they_work_is_read(tmp_path, content):
    expected = [(0.5, 1.75, "speaker_0", "hello there"), (2.0, 3.0, "speaker_1", "hi")]
    assert read(tmp_path, content, ".txt")[0] == expected


def test_hundredths_behind_a_colon_are_no_seconds(tmp_path):
    lines = ["[00:00:50 - 00:16:83]: раз", "[00:17:10 - 01:00:05]: два"]
    expected = [(0.5, 16.83, "", "раз"), (17.1, 60.05, "", "два")]
    assert read(tmp_path, "\n".join(lines), ".txt")[0] == expected
    hours = "[59:59:00 - 01:00:01:50]: раз\n[01:00:02:00 - 01:00:03:00]: два\n"
    starts = [start for start, *_ in read(tmp_path, hours, ".txt")[0]]
    assert starts == [3599.0, 3602.0]
    with pytest.raises(FormatError):  # hours, or hundredths: no telling
        read(tmp_path, "[00:00:50 - 00:16:53]: раз\n[00:17:10 - 00:32:51]: два\n", ".txt")
    plain = "[00:00:50 - 00:00:53] раз\n[00:17:10 - 00:32:51] два\n"
    assert read(tmp_path, plain, ".txt")[0][1][:2] == (1030.0, 1971.0)


def event(kind, said, start, end, channel="0", **more):
    best = {"text": said, "startTimeMs": str(start), "endTimeMs": str(end), **more}
    inner = {"alternatives": [best]}
    inner = {"finalIndex": "0", "normalizedText": inner} if kind == "finalRefinement" else inner
    return {"result": {"channelTag": channel, kind: inner}}


def test_events_of_yandex_are_read_and_no_text_twice(tmp_path):
    words = [{"text": "алло", "endTimeMs": "500"}]  # a start of 0 is left out
    events = [
        event("partial", "а", 0, 300),
        event("final", "алло", 0, 500, words=words),
        event("finalRefinement", "Алло.", 0, 500),
        event("final", "да", 750, 1000, "1"),
        {"result": {"eouUpdate": {"timeMs": "1000"}, "channelTag": "0"}},
    ]
    expected = [(0.0, 0.5, "0", "Алло."), (0.75, 1.0, "1", "да")]
    for some in (events, [one["result"] for one in events]):
        turns, found = read(tmp_path, "\n".join(map(json.dumps, some)))
        assert (turns, found.shape) == (expected, "Yandex SpeechKit v3")
        assert times(found) == [(0.0, 0.5)]
    alone = [one for one in events if "1" not in str(one["result"].get("channelTag"))]
    assert read(tmp_path, "\n".join(map(json.dumps, alone)))[0] == [(0.0, 0.5, "", "Алло.")]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (("start_ms", 500), ("end_ms", 2000)),
        (("startTimeMs", "500"), ("endTimeMs", "2000")),
        (("start_seconds", 0.5), ("end_seconds", 2.0)),
        (("startOffset", "00:00:00.5000000"), ("endOffset", "00:00:02")),
    ],
)
def test_times_are_read_by_what_their_names_say(tmp_path, start, end):
    one = {"text": "hello", "speakerDisplayName": "Anna", **dict([start, end])}
    for document in ({"segments": [one]}, {"entries": [one], "type": "Transcript"}, [one]):
        assert read(tmp_path, document)[0] == [(0.5, 2.0, "Anna", "hello")]


def test_offsets_of_letters_are_no_times(tmp_path):
    words = [
        {"word": "hello", "start": 0.5, "end": 1.0, "startOffset": 0, "endOffset": 5},
        {"word": "you", "case": "not-found-in-audio", "startOffset": 6, "endOffset": 9},
    ]
    turns, _ = read(tmp_path, {"transcript": "hello you", "words": words})  # Gentle
    assert turns[0][1] < 1.5


def test_channels_of_elevenlabs_are_one_conversation(tmp_path):
    said = [(0, 1.5, "Hi"), (1, 0.5, "Hello")]
    channels = [
        {"channel_index": channel, "text": word}
        | {"words": [{"text": word, "start": at, "end": at + 0.5, "type": "word"}]}
        for channel, at, word in said
    ]
    expected = [(0.5, 1.0, "channel 1", "Hello"), (1.5, 2.0, "channel 0", "Hi")]
    assert read(tmp_path, {"transcripts": channels})[0] == expected


@pytest.mark.parametrize(
    ("content", "speakers"),
    [
        ("[by:whisper.cpp]\n[00:00.50] hello\n[00:02.00]you\n", ("", "")),
        ("[00:00.5] - Anna\nhello\n\n[00:02.0] - Boris\nyou\n", ("Anna", "Boris")),
        ("Anna: [00:00.5] hello\nBoris: [00:02.0] you\n", ("Anna", "Boris")),
        ("[00:00.5]\nhello\n\n[00:02.0]\nyou\n", ("", "")),
    ],
)
def test_times_in_brackets_begin_what_is_said(tmp_path, content, speakers):
    turns, _ = read(tmp_path, content, ".txt")
    assert [(start, who, said) for start, _, who, said in turns] == [
        (0.5, speakers[0], "hello"),
        (2.0, speakers[1], "you"),
    ]


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        (".sbv", "0:00:00.500,0:00:02.000\nhello\n\n0:00:02.000,0:00:02.500\nyou\n"),
        (".lrc", "[00:00.50]hello\n[00:02.00]you\n"),
    ],
)
def test_captions_of_other_endings_are_read_and_converted(tmp_path, ending, content):
    turns, _ = read(tmp_path, content, ending)
    assert [(start, said) for start, _, _, said in turns] == [(0.5, "hello"), (2.0, "you")]
    done = run("diarizer", "convert", str(tmp_path / f"talk{ending}"), "--to", "srt")
    assert done.returncode == 0
    assert done.stdout.startswith("1\n00:00:00,500 --> 00:00:02,000\nhello\n\n2\n00:00:02,000 -->")


def test_seconds_in_a_table_of_milliseconds_are_refused(tmp_path):
    with pytest.raises(FormatError) as caught:
        read(tmp_path, "start\tend\ttext\n0\t2\thello\n2\t4\tyou\n", ".tsv")
    assert caught.value.context.endswith(
        "Its times look like seconds, and this table has milliseconds: multiply them by 1000."
    )


def test_a_table_of_turns_whose_columns_are_parted_by_tabs_is_converted(tmp_path):
    path = tmp_path / "talk.tsv"
    path.write_text("start\tend\tspeaker\n0.5\t2\tAnna\n", encoding="utf-8")
    done = run("diarizer", "convert", str(path), "--to", "rttm")
    expected = "SPEAKER talk 1 0.500 1.500 <NA> <NA> Anna <NA> <NA>\n"
    assert (done.returncode, done.stdout) == (0, expected)


def test_what_was_read_otherwise_than_it_stands_is_said(tmp_path):
    flash = (
        "00:00:0{0},990 --> 00:00:0{1},000\n{2}\n\n00:00:0{1},000 --> 00:00:0{1},990\n{2}\n{3}\n\n"
    )
    lines = ["one", "two", "three"]
    rolling = "00:00:00,000 --> 00:00:01,990\none\n\n" + "".join(
        flash.format(at, at + 1, *pair) for at, pair in enumerate(pairwise(lines), 1)
    )
    turns, found = read(tmp_path, rolling, ".srt")
    assert [said for *_, said in turns] == lines
    told = ["Lines that roll on from cue to cue were read once."]
    assert [str(one) for one in found.remarks] == told


def test_turns_of_scoring_are_a_transcript_too(tmp_path):
    turn = {"session_id": "S", "speaker": "P1", "start_time": "0:00:00.5", "end_time": "0:00:02"}
    assert read(tmp_path, [{**turn, "words": "hello you"}])[0] == [(0.5, 2.0, "P1", "hello you")]
    two = [{**turn, "session_id": name, "words": "hello"} for name in "ST"]
    with pytest.raises(FormatError, match="transcripts of several recordings"):
        read(tmp_path, two)

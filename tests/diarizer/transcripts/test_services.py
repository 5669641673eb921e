"""What the services answer: right words, right times, right speakers, in the form of each."""

import json
import random

import pytest

from diarizer import formats, transcripts
from diarizer.errors import FormatError
from diarizer.types import Span
from tests.diarizer.transcripts.test_mutations import is_survived, written_over

ROWS = [("Hello,", 0.25, 0.65, "A"), ("world.", 0.7, 1.2, "A"), ("Hi", 2.0, 2.3, "B")]
TEXT = "Hello, world. Hi"


def listed(make):
    return [make(word, start, end, who) for word, start, end, who in ROWS]


def milli(word, start, end, who):
    return {"text": word, "start": start * 1000, "end": end * 1000, "speaker": who}


def utterance(words, *names):
    found = {name: " ".join(word["text"].strip() for word in words) for name in names}
    return {**words[0], **found, "end": words[-1]["end"], "words": words}


def with_marks(make, mark):
    """Words and the marks behind them, one after the other."""
    for word, start, end, who in ROWS:
        yield make(word.rstrip(",."), start, end, who)
        if word[-1] in ",.":
            yield mark(word[-1], who)


def amazon(word, start, end, who):
    times = {"start_time": str(start), "end_time": str(end), "type": "pronunciation"}
    return {**times, "alternatives": [{"content": word}], "speaker_label": who}


def speechmatics(word, start, end, who):
    best = {"content": word, "speaker": who}
    return {"type": "word", "start_time": start, "end_time": end, "alternatives": [best]}


def google(word, start, end, who):
    return {
        "word": word,
        "startTime": f"{start}s",
        "endTime": f"{end}s",
        "speakerTag": ord(who) - 64,
    }


def dumped(word, start, end, who):
    begin = {"seconds": int(start), "nanos": round(start % 1 * 1e9)}
    finish = {"seconds": str(int(end)), "nanos": round(end % 1 * 1e9)}
    return {"word": word, "start_time": begin, "end_time": finish, "speaker_tag": who}


def gladia(word, start, end, who):
    return {"text": word, "word": f" {word}", "start": start, "end": end, "speaker": who}


MILLI, SECONDS = listed(milli), listed(gladia)
SPACE = {"text": " ", "start": 0.65, "end": 0.7, "type": "spacing", "speaker_id": "A"}
SERVICES = {
    "assembly words": ("AssemblyAI", "", {"audio_url": "u", "text": TEXT, "words": MILLI}),
    "assembly": (
        "AssemblyAI",
        "AB",
        {
            "audio_duration": 4,
            "words": MILLI,
            "utterances": [utterance(MILLI[:2], "text"), utterance(MILLI[2:], "text")],
        },
    ),
    "deepgram": (
        "Deepgram",
        "AB",
        {
            "metadata": {"duration": 4.0},
            "results": {
                "channels": [
                    {
                        "alternatives": [
                            {
                                "transcript": TEXT,
                                "words": [
                                    {**one, "word": "x", "punctuated_word": one["text"]}
                                    for one in SECONDS
                                ],
                            }
                        ]
                    }
                ]
            },
        },
    ),
    "amazon": (
        "Amazon Transcribe, Speechmatics or Rev AI",
        "AB",
        {
            "jobName": "j",
            "results": {
                "transcripts": [{"transcript": TEXT}],
                "items": list(
                    with_marks(
                        amazon,
                        lambda mark, _: {
                            "type": "punctuation",
                            "alternatives": [{"content": mark}],
                        },
                    )
                ),
            },
        },
    ),
    "speechmatics": (
        "Amazon Transcribe, Speechmatics or Rev AI",
        "AB",
        {
            "results": list(
                with_marks(
                    speechmatics,
                    lambda mark, who: {**speechmatics(mark, 9, 9, who), "type": "punctuation"},
                )
            )
        },
    ),
    "rev": (
        "Amazon Transcribe, Speechmatics or Rev AI",
        "AB",
        {
            "monologues": [
                {
                    "speaker": who,
                    "elements": [
                        {"type": "text", "value": word[:-1], "ts": start, "end_ts": end}
                        if part == 0
                        else {"type": "punct", "value": f"{word[-1]} "}
                        for word, start, end, name in ROWS
                        if name == who
                        for part in (0, 1)
                    ],
                }
                for who in "AB"
            ]
        },
    ),
    "google": (
        "Google Speech-to-Text",
        "12",
        {
            "results": [
                {"alternatives": [{"transcript": TEXT, "words": []}]},
                {"alternatives": [{"words": listed(google)}]},
            ]
        },
    ),
    "google dumped": (
        "Google Speech-to-Text",
        "AB",
        {"results": [{"alternatives": [{"transcript": TEXT, "words": listed(dumped)}]}]},
    ),
    "watson": (
        "Google Speech-to-Text",
        "AB",
        {
            "results": [{"alternatives": [{"timestamps": [list(row[:3]) for row in ROWS]}]}],
            "speaker_labels": [{"from": start, "speaker": who} for _, start, _, who in ROWS],
        },
    ),
    "azure fast": (
        "Azure Speech",
        "",
        {
            "phrases": [
                {
                    "offsetMilliseconds": 250,
                    "durationMilliseconds": 2050,
                    "text": TEXT,
                    "words": [
                        {
                            "text": word,
                            "offsetMilliseconds": start * 1000,
                            "durationMilliseconds": (end - start) * 1000,
                        }
                        for word, start, end, _ in ROWS
                    ],
                }
            ]
        },
    ),
    "azure sdk": (
        "Azure Speech",
        "",
        {
            "Offset": 2_500_000,
            "Duration": 20_500_000,
            "DisplayText": TEXT,
            "NBest": [
                {
                    "Display": TEXT,
                    "Words": [
                        {"Word": word, "Offset": start * 1e7, "Duration": (end - start) * 1e7}
                        for word, start, end, _ in ROWS
                    ],
                }
            ],
        },
    ),
    "gladia": (
        "Gladia or ElevenLabs",
        "AB",
        {
            "result": {
                "metadata": {},
                "transcription": {"utterances": [utterance(SECONDS[:2], "text"), SECONDS[2]]},
            }
        },
    ),
    "eleven": (
        "Gladia or ElevenLabs",
        "AB",
        {
            "words": [
                {**SECONDS[0], "type": "word", "speaker_id": "A"},
                SPACE,
                *({**one, "type": "word", "speaker_id": one["speaker"]} for one in SECONDS[1:]),
            ]
        },
    ),
    "soniox": (
        "Soniox",
        "AB",
        {
            "text": TEXT,
            "tokens": [
                {"text": f" {part}", "start_ms": start * 1000, "end_ms": end * 1000, "speaker": who}
                if at == 0
                else {"text": part, "start_ms": end * 1000, "end_ms": end * 1000, "speaker": who}
                for word, start, end, who in ROWS
                for at, part in enumerate((word[:1], word[1:]))
            ],
        },
    ),
    "funasr": (
        "FunASR",
        "",
        [{"key": "a", "text": TEXT, "timestamp": [[250, 650], [700, 1200], [2000, 2300]]}],
    ),
    "youtube": (
        "YouTube json3",
        "",
        {
            "events": [
                {"tStartMs": 0, "dDurationMs": 4000},
                {
                    "tStartMs": 250,
                    "dDurationMs": 9000,
                    "segs": [{"utf8": "Hello,"}, {"utf8": " world.", "tOffsetMs": 450}],
                },
                {"tStartMs": 1900, "aAppend": 1, "segs": [{"utf8": "\n"}]},
                {"tStartMs": 2000, "dDurationMs": 300, "segs": [{"utf8": "Hi"}]},
            ]
        },
    ),
}


@pytest.mark.parametrize("name", SERVICES)
def test_the_answer_of_a_service_is_read(tmp_path, name):
    shape, speakers, document = SERVICES[name]
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(document))
    found = transcripts.read(path)
    assert found.shape == shape
    assert " ".join(turn.text for turn in found.said.turns).split() == TEXT.split()
    assert "".join(found.said.speakers) == speakers
    words = [word for turn in found.said.turns for word in turn.words]
    starts = [0.25, 0.7] if name in {"youtube", "gladia"} else [0.25, 0.7, 2.0]
    assert [word.span.start for word in words] == pytest.approx(starts)
    assert found.said.turns[-1].span.end == pytest.approx(2.3)


@pytest.mark.parametrize(
    "segment",
    [
        {"start_time": "0,25", "end_time": 1.2, "content": "Hello", "speaker_id": "Ann"},
        {"startTime": 0.25, "endTime": 1.2, "body": "Hello", "speaker": {"id": 1, "name": "Ann"}},
        {"start": 0.25, "duration": 0.95, "text": "Hello", "speaker_label": "Ann"},
        {"start": 0.25, "end": 1.2, "sentence": "Hello", "speaker_id": 0, "speaker_name": "Ann"},
        {"start": 0.25, "end": 1.2, "text": "<|en|><|0.25|> Hello<|1.20|>", "speaker": "Ann"},
    ],
)
def test_other_names_of_the_same_are_understood(tmp_path, segment):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"payload": {"segments": [segment]}}))
    found = transcripts.read(path)
    (turn,) = found.said.turns
    assert (turn.span.start, turn.span.end, turn.speaker, turn.text) == (0.25, 1.2, "Ann", "Hello")
    assert found.remarks == ()


def test_words_alone_keep_the_speakers_that_they_name(tmp_path):
    path = tmp_path / "answer.json"
    words = [{"word": "Hello", "start": 0.5, "end": 1, "speaker": "Ann"}]
    words += [{"word": "Hi", "start": 1.1, "end": 1.5, "speaker": "Bob"}]
    path.write_text(json.dumps({"words": words}))
    said = transcripts.read(path).said.turns
    assert [(turn.speaker, turn.text) for turn in said] == [("Ann", "Hello"), ("Bob", "Hi")]


def test_a_list_of_utterances_that_is_empty_hides_no_word(tmp_path):
    path = tmp_path / "answer.json"
    path.write_text(
        json.dumps({"utterances": [], "sentences": [], "audio_url": "u", "words": MILLI})
    )
    assert " ".join(turn.text for turn in transcripts.read(path).said.turns) == TEXT


def test_notes_of_music_stand_once(tmp_path):
    words = [{"word": "♪", "start": 0, "end": 1}, {"word": "la", "start": 1, "end": 2}]
    segment = {"start": 0, "end": 2, "text": " ♪ la", "words": words}
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"segments": [segment], "word_segments": words}))
    assert [turn.text for turn in transcripts.read(path).said.turns] == ["♪ la"]


def test_a_line_that_whisperx_repeats_with_blanks_between_its_words_is_one(tmp_path):
    cues = ["<u>你</u> 好", "你好", "你 <u>好</u>"]
    path = tmp_path / "x.srt"
    path.write_text(
        "\n".join(
            f"{at}\n00:00:0{at},000 --> 00:00:0{at + 1},000\n{cue}\n" for at, cue in enumerate(cues)
        ),
        encoding="utf-8",
    )
    (turn,) = transcripts.read(path).said.turns
    assert turn.text == "你好"
    assert [(word.text, word.span.start) for word in turn.words] == [("你", 0), ("好", 2)]


def test_what_the_readme_of_faster_whisper_prints_is_read(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("[0.00s -> 65.50s] hello\n[65.50s -> 3601.25s]  you\n")
    spans = [(one.span.start, one.span.end, one.text) for one in transcripts.read(path).said.turns]
    assert spans == [(0, 65.5, "hello"), (65.5, 3601.25, "you")]


def test_a_text_without_times_is_called_so(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("[SPEAKER_00]: Hello\n")
    with pytest.raises(FormatError) as refusal:
        transcripts.read(path)
    assert refusal.value.message == "The transcript is a text without times."


@pytest.mark.parametrize("name", SERVICES)
def test_a_damaged_answer_is_read_or_refused(tmp_path, name):
    content, chance = json.dumps(SERVICES[name][2]), random.Random(name)  # noqa: S311, no secret
    for _ in range(40):
        is_survived(tmp_path / "a.json", written_over(content, chance))


def test_a_phrase_of_azure_without_an_offset_keeps_its_words(tmp_path):
    phrases = [
        {"offsetMilliseconds": 100, "durationMilliseconds": 900, "text": "one"},
        {"offsetMilliseconds": None, "durationMilliseconds": 900, "text": "two"},
        {"offsetMilliseconds": 3000, "durationMilliseconds": 900, "text": "three"},
    ]
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"phrases": phrases}))
    assert [turn.text for turn in transcripts.read(path).said.turns] == ["one", "two", "three"]


@pytest.mark.parametrize("wrapped", [False, True])
def test_segments_of_several_recordings_are_refused(tmp_path, wrapped):
    listed = [{"file": name, "start": 0, "end": 1, "text": "hi"} for name in ("a", "b")]
    path = tmp_path / "said.json"
    path.write_text(json.dumps({"segments": listed} if wrapped else listed))
    with pytest.raises(FormatError, match="holds the transcripts of several recordings"):
        transcripts.load(path)


def test_whole_numbers_of_vibe_are_hundredths_of_a_second_and_not_seconds(tmp_path):
    segments = [{"start": 50, "stop": 200, "text": "Hello", "speaker": "1"}]
    path = tmp_path / "vibe.json"
    path.write_text(json.dumps(segments))
    (turn,) = transcripts.read(path).said.turns
    assert (turn.span, turn.text, turn.speaker) == (Span(0.5, 2.0), "Hello", "1")
    path.write_text(json.dumps([{**segments[0], "start": 0.5, "stop": 2.0}]))
    assert transcripts.read(path).said.turns == (turn,)


def test_what_pywhispercpp_writes_as_csv_is_no_table_of_speakers(tmp_path):
    """By itself it would be two times and a name, and its milliseconds seconds."""
    content = '500, 2000, "hi, you"\n3000, 4000, "yo"\n'
    with pytest.raises(FormatError):
        formats.loads(content, "csv")
    path = tmp_path / "talk.csv"
    path.write_text(content)
    assert [turn.text for turn in transcripts.read(path).said.turns] == ["hi, you", "yo"]


def test_sentences_without_tokens_have_the_names_of_fireflies(tmp_path):
    sentence = {"speaker_name": "Ann", "text": "Hello", "start_time": 0.5, "end_time": 2.0}
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"data": {"transcript": {"sentences": [sentence]}}}))
    (turn,) = transcripts.read(path).said.turns
    assert (turn.span, turn.text, turn.speaker) == (Span(0.5, 2.0), "Hello", "Ann")

"""What Whisper and its descendants write."""

import json

import pytest

from diarizer import transcripts
from diarizer.errors import FormatError
from diarizer.types import Span, Word


def written(tmp_path, document, name="talk.json"):
    path = tmp_path / name
    text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


SEGMENT = {"id": 0, "start": 0.0, "end": 2.0, "text": " Добрый день.", "avg_logprob": -0.2}


def test_whisper_without_words(tmp_path):
    path = written(tmp_path, {"text": " Добрый день.", "segments": [SEGMENT], "language": "ru"})
    (turn,) = transcripts.load(path).turns
    assert (turn.span, turn.speaker, turn.text, turn.words) == (
        Span(0.0, 2.0),
        "",
        "Добрый день.",
        (),
    )


def test_whisper_with_words(tmp_path):
    timed = [
        {"word": " Добрый", "start": 0.1, "end": 0.6, "probability": 0.9},
        {"word": " день.", "start": 0.7, "end": 1.2, "probability": 0.9},
    ]
    (turn,) = transcripts.load(written(tmp_path, {"segments": [{**SEGMENT, "words": timed}]})).turns
    assert turn.words == (Word(Span(0.1, 0.6), "Добрый"), Word(Span(0.7, 1.2), "день."))


def test_the_segments_of_faster_whisper_as_a_list(tmp_path):
    (turn,) = transcripts.load(written(tmp_path, [SEGMENT])).turns
    assert turn.text == "Добрый день."


def test_a_word_that_whisperx_could_not_align_lies_between_its_neighbours(tmp_path):
    timed = [
        {"word": "In", "start": 0.1, "end": 0.3, "score": 0.8},
        {"word": "2014,"},
        {"word": "yes", "start": 1.0, "end": 1.4, "score": 0.8},
    ]
    segment = {"start": 0.0, "end": 2.0, "text": "In 2014, yes", "words": timed}
    document = {"segments": [segment], "word_segments": timed}
    (turn,) = transcripts.load(written(tmp_path, document)).turns
    assert [word.text for word in turn.words] == ["In", "2014,", "yes"]
    (first, untimed, last) = [word.span for word in turn.words]
    assert (first, last) == (Span(0.1, 0.3), Span(1.0, 1.4))
    assert untimed.start == 0.3
    assert 0.3 < untimed.end < 1.0


def test_words_beside_the_segments_as_the_service_gives_them(tmp_path):
    document = {
        "segments": [
            {"start": 0.0, "end": 1.0, "text": "one"},
            {"start": 1.0, "end": 2.0, "text": "two"},
        ],
        "words": [
            {"word": "one", "start": 0.2, "end": 0.9},
            {"word": "two", "start": 1.0, "end": 1.5},
        ],
    }
    turns = transcripts.load(written(tmp_path, document)).turns
    assert [turn.words[0].text for turn in turns] == ["one", "two"]


def test_the_tokens_of_whisper_cpp_become_words(tmp_path):
    def token(text, start, end):
        return {"text": text, "offsets": {"from": start, "to": end}, "p": 0.9}

    tokens = [
        token("[_BEG_]", 0, 0),
        token(" And", 320, 370),
        token(" so", 370, 690),
        token("me", 690, 800),
        token(",", 800, 900),
        token("[_TT_100]", 2000, 2000),
    ]
    document = {
        "transcription": [
            {"offsets": {"from": 0, "to": 2000}, "text": " And some,", "tokens": tokens}
        ]
    }
    (turn,) = transcripts.load(written(tmp_path, document)).turns
    assert turn.text == "And some,"
    assert turn.words == (Word(Span(0.32, 0.37), "And"), Word(Span(0.37, 0.9), "some,"))


def test_subtitles_are_transcripts(tmp_path):
    srt = "1\n00:00:00,000 --> 00:00:02,000\nДобрый день.\n"
    (turn,) = transcripts.load(written(tmp_path, srt, "talk.srt")).turns
    assert (turn.text, turn.speaker) == ("Добрый день.", "")


@pytest.mark.parametrize(
    "text", ["", "[1]", "{}", '{"segments": [{"start": 0}]}', '"x"', "{", "null"]
)
def test_other_json_is_refused(tmp_path, text):
    with pytest.raises(FormatError, match=r"not a transcript|no words"):
        transcripts.load(written(tmp_path, text))


def test_turns_without_words_are_no_transcript(tmp_path):
    with pytest.raises(FormatError, match="holds no words"):
        transcripts.load(written(tmp_path, "SPEAKER a 1 0.0 1.0 <NA> <NA> A <NA> <NA>\n", "a.rttm"))

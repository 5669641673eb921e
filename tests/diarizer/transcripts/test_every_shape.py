"""Every shape: its words come back with their times, and none is lost or doubled."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diarizer import transcripts
from diarizer.types import Annotation, Span, Turn
from tests.diarizer.transcripts import writers

NAMES = {
    "whisper": "Whisper",
    "whisper_without_words": "Whisper",
    "faster_whisper": "faster-whisper",
    "faster_whisper_rows": "faster-whisper",
    "whisperx": "WhisperX",
    "whisperx_words_beside": "WhisperX",
    "whisper_timestamped": "whisper-timestamped",
    "stable_ts": "stable-ts",
    "verbose_json": "OpenAI verbose_json",
    "verbose_json_words_only": "OpenAI verbose_json",
    "diarized_json": "OpenAI diarized_json",
    "chunks": "transformers",
    "chunks_of_words": "transformers",
    "insanely_fast": "transformers",
    "whisper_cpp": "whisper.cpp",
    "whisper_cpp_full": "whisper.cpp",
    "vosk": "Vosk",
    "vosk_alternatives": "Vosk",
    "vosk_transcriber": "Vosk",
    "nemo": "NeMo",
    "nemo_manifest": "NeMo",
    "parakeet_mlx": "Parakeet",
    "onnx_asr": "Parakeet",
    "ours": "Whisper",
    "srt": "SRT",
    "vtt": "WebVTT",
    "srt_console": "SRT",
    "srt_highlighted": "SRT",
    "srt_coloured": "SRT",
    "vtt_highlighted": "WebVTT",
    "vtt_bold": "WebVTT",
    "tsv": "Whisper TSV",
    "tsv_quoted": "Whisper TSV",
    "ass_highlighted": "SubStation Alpha",
    "labels_of_whisperx": "audacity",
    "tsv_without_a_head": "Whisper TSV",
    "cpp_csv": "whisper.cpp CSV",
    "spaced_csv": "pywhispercpp CSV",
    "pywhispercpp": "pywhispercpp or Vibe",
    "gigaam": "transformers",
}
TALK = [
    [("Well,", 0.5, 0.9), ("yes.", 1.0, 1.4)],
    [("And", 3.0, 3.2), ("some", 3.2, 3.5), ("more", 3.6, 4.0)],
    [("Да,", 6.0, 6.3), ("здесь!", 6.4, 6.9)],
]
WITHOUT_WORDS = {
    *("whisper_without_words", "diarized_json", "chunks", "insanely_fast", "whisper_cpp"),
    *("srt", "vtt", "srt_console", "tsv", "tsv_without_a_head", "cpp_csv"),
    *("spaced_csv", "pywhispercpp", "gigaam"),
    *("tsv_quoted", "labels_of_whisperx"),
}
ALL_TIMES = set(writers.TEXT) | {"chunks_of_words"}  # a text file has no place for a null


def read(name, said, folder):
    write, file = writers.EVERY[name]
    path = Path(folder) / file
    path.write_text(write(said), encoding="utf-8")
    return transcripts.read(path)


def letters(texts):
    return "".join("".join(texts).split())


@pytest.mark.parametrize("name", writers.EVERY)
def test_words_come_back_with_their_times_and_the_shape_is_named(tmp_path, name):
    found = read(name, TALK, tmp_path)
    assert found.shape == NAMES[name]
    assert found.remarks == ()
    if name in WITHOUT_WORDS:
        assert [turn.text for turn in found.said.turns] == [
            "Well, yes.",
            "And some more",
            "Да, здесь!",
        ]
        assert [turn.span for turn in found.said.turns] == [
            Span(0.5, 1.4),
            Span(3.0, 4.0),
            Span(6.0, 6.9),
        ]
        return
    words = [word for turn in found.said.turns for word in turn.words]
    assert [word.text for word in words] == [word for one in TALK for word, _, _ in one]
    starts = [start for one in TALK for _, start, _ in one]
    assert [word.span.start for word in words] == pytest.approx(starts, abs=0.01)
    assert all(word.span.end > word.span.start for word in words)


WORD = st.sampled_from(
    [
        "yes,",
        "No.",
        "2014",
        "$20",
        "don't",
        "well-known",
        "да",
        "Ёж!",
        "«так»",
        '"so"',
        "a",
        "a",
        "你",
        "好",
    ]
)


@st.composite
def talks(draw):
    """Segments of words in order, some without times; each segment begins with a word with a time."""
    now, said = 0.0, []
    for count in draw(st.lists(st.integers(1, 6), min_size=1, max_size=5)):
        words = []
        for number in range(count):
            start = round(now + draw(st.sampled_from([0.0, 0.0, 0.1, 1.5])), 2)
            now = round(start + draw(st.sampled_from([0.1, 0.3, 0.5])), 2)
            times = (start, now) if number == 0 or draw(st.booleans()) else (None, None)
            words.append((draw(WORD), *times))
        said.append(words)
        now = round(now + 1.2, 2)
    return said


@pytest.mark.parametrize("name", writers.EVERY)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(said=talks(), edges=st.lists(st.floats(0.2, 3.0), min_size=1, max_size=8))
def test_no_word_is_lost_or_doubled_whoever_speaks(name, said, edges):
    if name in ALL_TIMES:
        said = [[word for word in one if word[1] is not None] for one in said]
    with tempfile.TemporaryDirectory() as folder:
        found = read(name, said, folder)
    wanted = letters(word for one in said for word, _, _ in one)
    assert letters(turn.text for turn in found.said.turns) == wanted
    turns, now = [], 0.0
    for number, seconds in enumerate(edges):
        turns.append(Turn(Span(now, now + seconds), "AB"[number % 2]))
        now += seconds
    named = transcripts.assign_speakers(found.said, Annotation(tuple(turns), "talk", now))
    assert letters(turn.text for turn in named.turns) == wanted
    for turn in named.turns:
        assert 0.0 <= turn.span.start <= turn.span.end
        if turn.words:
            assert letters(word.text for word in turn.words) == letters(turn.text)

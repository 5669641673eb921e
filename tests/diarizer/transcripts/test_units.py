"""JSON whose times count something else than their names say, and what editors have without times."""

import json

import pytest

from diarizer import transcripts
from diarizer.errors import FormatError

MILLISECONDS = (
    "Divide all its times by 1000, or call the fields start_ms and end_ms, which are read as"
    " milliseconds."
)


def read(tmp_path, document):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    found = transcripts.read(path)
    return [(one.span.start, one.span.end, one.speaker, one.text) for one in found.said.turns]


def refused(tmp_path, document):
    with pytest.raises(FormatError) as caught:
        read(tmp_path, document)
    return str(caught.value.told.context).split("\n", 1)[-1], str(caught.value.told.hint)


def timed(start, end, **more):
    return {"start": start, "end": end, **more}


HELLO = [timed(0, 900, word="hello"), timed(1000, 1900, word="there")]
YES = [timed(2000, 2900, word="indeed")]
IN_MILLISECONDS = {
    "utterances": {
        "utterances": [
            timed(0, 1900, text="hello there", speaker="A"),
            timed(2000, 2900, text="indeed", speaker="B"),
        ]
    },
    "blocks": {
        "blocks": [
            {"text": "hello there", "data": {"speaker": "A", "words": HELLO}},
            {"text": "indeed", "data": {"speaker": "B", "words": YES}},
        ]
    },
    "paragraphs beside words": {
        "words": [*HELLO, *YES],
        "paragraphs": [timed(0, 1950, speaker="A"), timed(2000, 2950, speaker="B")],
    },
    "words in paragraphs": {
        "paragraphs": [
            {"speaker": "A", "children": [{**one, "text": one["word"]} for one in HELLO]},
            {"speaker": "B", "children": [{**one, "text": one["word"]} for one in YES]},
        ]
    },
}


def renamed(document):
    if isinstance(document, list):
        return [renamed(one) for one in document]
    if not isinstance(document, dict):
        return document
    names = {"start": "start_ms", "end": "end_ms"}
    return {names.get(name, name): renamed(value) for name, value in document.items()}


@pytest.mark.parametrize("document", IN_MILLISECONDS.values(), ids=IN_MILLISECONDS)
def test_milliseconds_that_are_renamed_as_the_error_says_are_read_with_who_speaks(
    tmp_path, document
):
    said, hint = refused(tmp_path, document)
    assert said.startswith("Its times look like milliseconds: an entry lasts ")
    assert hint == MILLISECONDS
    assert read(tmp_path, renamed(document)) == [
        (0.0, 1.9, "A", "hello there"),
        (2.0, 2.9, "B", "indeed"),
    ]


def test_ticks_are_no_times_that_lack(tmp_path):
    listed = [timed(0, 25_000_000, text="hello"), timed(26_000_000, 50_000_000, text="there")]
    assert refused(tmp_path, listed) == (
        "Its times are no seconds of a recording: 26000000.",
        "Write its times in seconds since the recording began, as start and end.",
    )


@pytest.mark.parametrize(
    "times, first",
    [
        ([(0, 25_000_000), (5, 26_000_000)], "26000000"),  # half of them suffice
        ([(-62_000_000, -61_000_000), (-60_000_000, -59_000_000)], "-60000000"),
    ],
)
def test_half_of_the_times_beyond_any_recording_or_as_long_before_it_are_refused(
    tmp_path, times, first
):
    listed = [timed(*one, text="hello") for one in times]
    assert refused(tmp_path, listed)[0] == f"Its times are no seconds of a recording: {first}."


def test_one_entry_that_is_said_fast_does_not_tell_of_another_unit(tmp_path):
    one = {"start_ms": 0, "end_ms": 2, "text": "hello there", "speaker": "A"}
    assert read(tmp_path, {"utterances": [one]}) == [(0.0, 0.002, "A", "hello there")]


def test_seconds_of_trint_s_names_are_refused(tmp_path):
    words = [
        {"time": 0, "duration": 0.4, "value": "hello"},
        {"time": 2.0, "duration": 0.5, "value": "yes"},
    ]
    paragraphs = [
        {"time": 0, "duration": 1.0, "speaker": "Anna"},
        {"time": 2.0, "duration": 1.0, "speaker": "Boris"},
    ]
    said, _ = refused(tmp_path, {"words": words, "paragraphs": paragraphs})
    assert said == "Its times look like seconds under the names of milliseconds."


@pytest.mark.parametrize(
    "document",
    [
        {"callTranscripts": [{"transcript": [{"sentences": [{"start": 0, "text": ["q"]}]}]}]},
        {"paragraphs": [{"speaker": {"name": ["x"]}, "start": 0}], "words": [{"start": 0}]},
    ],
)
def test_a_list_where_a_text_is_wanted_is_refused_and_no_traceback(tmp_path, document):
    refused(tmp_path, document)


def word(start, said):
    return {"start": start, "end": start + 0.5, "word": said, "text": said}


def test_what_somebody_typed_into_a_block_without_words_is_not_lost(tmp_path):
    blocks = [
        {"text": "hello", "data": {"speaker": "Anna", "words": [word(0.0, "hello")]}},
        {"text": "typed by hand", "data": {"speaker": "Boris", "start": 1.0}},
        {"text": "yes", "data": {"speaker": "Anna", "words": [word(3.0, "yes")]}},
    ]
    expected = [
        (0.0, 0.5, "Anna", "hello"),
        (1.0, 3.0, "Boris", "typed by hand"),
        (3.0, 3.5, "Anna", "yes"),
    ]
    assert read(tmp_path, {"blocks": blocks}) == expected
    listed = [
        {
            "speaker": one["data"]["speaker"],
            "start": one["data"].get("start"),
            "children": [{"text": one["text"], **one["data"]}],
        }
        for one in blocks
    ]
    for one in listed:
        del one["children"][0]["speaker"]
        one["children"][0].pop("start", None)
    assert read(tmp_path, listed) == expected


def test_names_that_transcribee_has_beside_the_paragraphs_are_taken(tmp_path):
    paragraphs = [
        {"speaker": "1", "children": [{"start": 0, "end": 1, "text": "so "}, word(1.0, "yes")]}
    ]
    document = {"paragraphs": paragraphs, "speaker_names": {"1": "Anna"}}
    assert read(tmp_path, document) == [(0.0, 1.5, "Anna", "so yes")]


def test_words_of_reduct_are_said(tmp_path):
    segment = timed(0.0, 1.0, speaker_name="Anna", wdlist=[word(0.0, "hello"), word(0.5, "there")])
    assert read(tmp_path, {"segments": [segment]}) == [(0.0, 1.0, "Anna", "hello there")]


def test_times_for_each_device_are_those_of_the_original(tmp_path):
    sides = [{"original": f"0:00:1{at}.50", "U01": f"0:00:1{at}.70"} for at in (0, 2)]
    one = {"start_time": sides[0], "end_time": sides[1], "words": "hello", "speaker": "P05"}
    assert read(tmp_path, [one]) == [(10.5, 12.5, "P05", "hello")]

"""Lists of texts with one time each, or with times that are written as one text."""

import json
import random

import pytest

from diarizer import transcripts
from diarizer.errors import FormatError
from tests.diarizer.transcripts.test_mutations import is_survived, written_over

BOTH = [
    (1.0, 3.0, "Анна", "hello there"),
    (5.0, 6.5, "Bob", "yes"),
]


def written(make, key=None):
    listed = [make(start, end) | {"speaker": who, "text": said} for start, end, who, said in BOTH]
    return json.dumps({key: listed} if key else listed)


def heard(content, tmp_path):
    path = tmp_path / "talk.json"
    path.write_text(content, encoding="utf-8")
    found = transcripts.read(path)
    turns = found.said.turns
    return found, [(turn.span.start, turn.span.end, turn.speaker, turn.text) for turn in turns]


def clock(seconds):
    return f"00:{seconds // 60:02.0f}:{seconds % 60:04.1f}"


WHOLE = {
    "a pair": lambda start, end: {"timestamp": [start, end]},
    "a pair of clocks": lambda start, end: {"time": [clock(start), clock(end)]},
    "an interval": lambda start, end: {"interval": [start, end]},
    "one text": lambda start, end: {"timestamp": f"{clock(start)} - {clock(end)}"},
    "one text with an arrow": lambda start, end: {"ts": f"{clock(start)} --> {clock(end)}"},
    "offsets in seconds": lambda start, end: {"offset": start, "duration": end - start},
    "offsets in milliseconds": lambda start, end: {
        "offset": int(start * 1000),
        "duration": int((end - start) * 1000),
    },
}
ALONE = {
    "a number": lambda start, _: {"timestamp": start},
    "a clock": lambda start, _: {"time": clock(start)},
}


@pytest.mark.parametrize("key", [None, "segments", "messages", "transcript"])
@pytest.mark.parametrize("name", WHOLE)
def test_starts_and_ends_are_read_as_they_are_written(name, key, tmp_path):
    found, rows = heard(written(WHOLE[name], key), tmp_path)
    assert rows == BOTH
    assert not found.remarks


@pytest.mark.parametrize("name", ALONE)
def test_a_start_alone_lasts_until_the_next_and_that_is_said(name, tmp_path):
    found, rows = heard(written(ALONE[name]), tmp_path)
    assert rows[0] == (1.0, 5.0, "Анна", "hello there")
    assert rows[1][0] == 5.0
    assert rows[1][2:] == BOTH[1][2:]
    assert [str(remark) for remark in found.remarks] == [
        "Segments and words of the transcript with missing or impossible times: 2."
        " They were placed beside their neighbours."
    ]


def test_ticks_of_azure_stay_ticks(tmp_path):
    content = written(
        lambda start, end: {"offset": int(start * 1e7), "duration": int((end - start) * 1e7)}
    )
    assert heard(content, tmp_path)[1] == BOTH


def test_entries_with_a_text_and_no_time_are_not_called_several_recordings(tmp_path):
    path = tmp_path / "talk.json"
    path.write_text(json.dumps([{"a": 1, "text": "x"}, {"a": 2, "text": "y"}]), encoding="utf-8")
    with pytest.raises(FormatError, match="The JSON is not a transcript"):
        transcripts.load(path)


def test_whoever_is_called_by_a_number_of_the_speaker_is_kept_and_said(tmp_path):
    listed = [
        {"sid": "1", "text": "hi", "time": [0, 2]},
        {"sid": "2", "text": "yes", "time": [3, 4]},
    ]
    found, rows = heard(json.dumps(listed), tmp_path)
    assert [who for *_, who, _ in rows] == ["1", "2"]
    assert "sid is taken for it" in " ".join(map(str, found.remarks))


def test_whoever_writes_a_message_is_kept_and_said(tmp_path):
    listed = [
        {"ts": "1:02", "user": "Анна", "message": "привет"},
        {"ts": "1:09", "user": "Боб", "message": "да"},
    ]
    found, rows = heard(json.dumps(listed), tmp_path)
    assert [row[2:] for row in rows] == [("Анна", "привет"), ("Боб", "да")]
    assert "user is taken for it" in " ".join(map(str, found.remarks))


@pytest.mark.parametrize(
    ("names", "key"),
    [(("start_time", "end_time"), "transcript"), (("data_start", "data_end"), None)],
)
def test_segments_whose_words_alone_have_the_text_are_read(names, key, tmp_path):
    first, last = names

    def timed(start, end, **more):
        return {first: start, last: end, **more}

    listed = [
        timed(start, end, speaker=who, words=[timed(start, end, text=said)])
        for start, end, who, said in BOTH
    ]
    content = json.dumps({"name": "talk", key: listed} if key else listed)
    assert heard(content, tmp_path)[1] == BOTH


@pytest.mark.parametrize("seed", range(60))
def test_whatever_stands_there_is_read_or_refused(seed, tmp_path):
    rng = random.Random(seed)  # noqa: S311, a test that can be repeated
    make = rng.choice([*WHOLE.values(), *ALONE.values()])
    is_survived(tmp_path / "talk.json", written_over(written(make), rng))

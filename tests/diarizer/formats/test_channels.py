"""Files that tell on which channel each speaks: the two sides of a call stay two."""

import json

import pytest

from diarizer import formats
from diarizer.types import Annotation, Span, Turn, Word

KEPT = ["rttm", "stm", "ctm", "csv", "json"]
CALL = Annotation(
    tuple(
        Turn(Span(at, at + 1.5), who, text="hello", words=(Word(Span(at, at + 1.5), "hello"),))
        for at, who in enumerate(("Anna", "Boris", "Anna"))
    ),
    "call",
    3.5,
)


def read(content, name):
    said = []
    gate = formats.Gate(remark=lambda one: said.append(str(one)))
    return formats.loads(content, name, gate), said


def on(sides, talk=CALL):
    turns = [
        Turn(one.span, one.speaker, text=one.text, words=one.words, channel=side)
        for one, side in zip(talk.turns, sides, strict=True)
    ]
    return Annotation(tuple(turns), talk.uri, talk.duration)


def channels(found):
    return [turn.channel for turn in found.turns]


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("sides", ["121", "ABA", "222", ["left ear", "right ear", "left ear"]])
def test_a_channel_is_kept_by_every_format_that_has_a_place_for_it(name, sides):
    said = []
    content = formats.dumps(on(sides), name, lambda one: said.append(str(one)), "call")
    heard = {turn.channel for turn in formats.loads(content, name).turns}
    assert heard == set(sides)
    assert formats.dumps(formats.loads(content, name), name) == content
    assert not any("channel" in one for one in said)


@pytest.mark.parametrize("name", [each for each in formats.FORMATS if each not in [*KEPT, "uem"]])
def test_a_format_without_a_place_for_the_channel_says_so(name):
    said = []
    formats.dumps(on("121"), name, lambda one: said.append(str(one)), "call")
    assert any("on which channel each speaks" in one for one in said)
    said.clear()
    formats.dumps(CALL, name, lambda one: said.append(str(one)), "call")
    assert not any("channel" in one for one in said)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rttm", "SPEAKER r 1 0 1 <NA> <NA> a <NA> <NA>\nSPEAKER r 1 1 1 <NA> <NA> b <NA> <NA>\n"),
        ("stm", "r 1 a 0 1 hello\nr 1 b 1 2 hi\n"),
        ("ctm", "r 1 0 1 hello\nr 1 1 1 hi\n"),
        ("csv", "start,end,speaker,channel\n0,1,a,0\n1,2,b,0\n"),
        ("json", json.dumps([{"start": 0, "end": 1, "speaker": "a", "channel": 0}])),
    ],
)
def test_the_only_channel_is_nothing_to_tell(name, content):
    found, said = read(content, name)
    assert set(channels(found)) == {""}
    assert said == []
    assert "channel" not in json.dumps(found.to_dict())


def test_one_channel_that_is_not_the_first_stays():
    content = "SPEAKER r 2 0.000 1.000 <NA> <NA> a <NA> <NA>\n"
    assert formats.dumps(formats.loads(content, "rttm"), "rttm") == content


@pytest.mark.parametrize("name", ["rttm", "stm"])
def test_one_name_on_both_channels_is_told_and_the_channels_stay(name):
    lines = {
        "rttm": "SPEAKER r {} 0.000 1.000 <NA> <NA> spk1 <NA> <NA>\n",
        "stm": "r {} spk1 0.000 1.000 hello\n",
    }
    content = lines[name].format(1) + lines[name].format(2)
    found, said = read(content, name)
    assert said == ["On several channels, and taken for one speaker: spk1."]
    assert formats.dumps(found, name) == content


def test_one_speaker_of_a_ctm_is_no_turn_across_two_channels():
    content = "r A 0.000 1.000 hello\nr B 0.500 1.000 hi\nr A 1.000 1.000 there\n"
    found, _ = read(content, "ctm")
    assert [(turn.channel, turn.text) for turn in found.turns] == [
        ("A", "hello there"),
        ("B", "hi"),
    ]
    assert sorted(formats.dumps(found, "ctm").splitlines()) == sorted(content.splitlines())


def test_recordings_of_a_file_have_a_channel_of_their_own():
    lines = "SPEAKER a 1 0 1 <NA> <NA> x <NA> <NA>\nSPEAKER b 2 0 1 <NA> <NA> x <NA> <NA>\n"
    kept = [channels(formats.loads(lines, "rttm", formats.Gate(uri=uri))) for uri in "ab"]
    assert kept == [[""], ["2"]]


def test_lhotse_has_a_list_where_one_is_heard_on_several_channels():
    rows = [
        {"start": 0, "duration": 1, "speaker": "a", "channel": [0, 1]},
        {"start": 1, "duration": 1, "speaker": "b", "channel": 0},
    ]
    assert channels(formats.loads("\n".join(map(json.dumps, rows)), "json")) == ["0,1", "0"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("r 1 0 10\n", []),
        ("r 1 0 10\nr 1 20 30\n", ["1: 0-10, 1: 20-30"]),
        ("r 1 5 30\n", ["1: 5-30"]),
        ("r 2 0 30\n", ["2: 0-30"]),
        ("".join(f"r 1 {at} {at + 1}\n" for at in range(0, 12, 2)), ["1: 8-9, ..."]),
    ],
)
def test_a_uem_says_which_stretches_are_more_than_the_end_of_the_recording(content, told):
    _, said = read(content, "uem")
    assert len(said) == len(told)
    for one, stretches in zip(said, told, strict=True):
        assert one.startswith("Of the stretches that are scored (channel: seconds) only the last")
        assert one.endswith(f"{stretches}.")

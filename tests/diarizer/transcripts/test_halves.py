"""Letters that were cut in two: joined where both halves are there, said where they are not."""

import json

import pytest

from diarizer import transcripts

YOU = "你".encode()
BEFORE, BEHIND = "好吗好吗".encode() + YOU[:2], YOU[2:] + "好".encode()
SAID = "Segments and words of the transcript that hold half a letter: 1. U+FFFD stands for it."


def read(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    found = transcripts.read(path)
    return [turn.text for turn in found.said.turns], [str(remark) for remark in found.remarks]


@pytest.mark.parametrize(
    "name, content",
    [
        (
            "a.srt",
            b"1\n00:00:00,000 --> 00:00:00,500\n%b\n\n2\n00:00:00,500 --> 00:00:00,900\n%b\n",
        ),
        ("a.vtt", b"WEBVTT\n\n00:00.000 --> 00:00.500\n%b\n\n00:00.500 --> 00:00.900\n%b\n"),
        ("a.csv", b'start,end,text\n0,500,"%b"\n500,900,"%b"\n'),
        ("a.tsv", b"start\tend\ttext\n0\t500\t%b\n500\t900\t%b\n"),
    ],
)
def test_a_letter_between_two_entries_of_any_file_of_whisper_cpp_is_joined(tmp_path, name, content):
    assert read(tmp_path, name, content % (BEFORE, BEHIND)) == (["好吗好吗你好"], [])


def test_half_a_letter_that_stays_alone_is_said(tmp_path):
    alone = b'{"transcription": [{"offsets": {"from": 0, "to": 9}, "text": "%b"}]}'
    many = "好吗好吗好吗好吗好吗好吗好吗好吗好吗好吗好吗".encode()
    texts, remarks = read(tmp_path, "a.json", alone % (many + YOU[:1]))
    assert texts == [many.decode() + "\ufffd"]
    assert remarks == [SAID]


def test_half_a_letter_that_json_spells_is_said_too(tmp_path):
    document = {"segments": [{"start": 0, "end": 1, "text": "a\ud83d", "speaker": "b\ud83d"}]}
    texts, remarks = read(tmp_path, "a.json", json.dumps(document).encode())
    assert (texts, remarks) == (["a\ufffd"], [SAID])


def test_a_letter_that_a_recogniser_lost_itself_is_said(tmp_path):
    data = "1\n00:00:00,000 --> 00:00:00,500\nа\ufffd\n".encode()
    assert read(tmp_path, "a.srt", data) == (["а\ufffd"], [SAID])

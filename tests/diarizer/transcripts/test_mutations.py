"""Transcripts that somebody cut, mixed up or wrote over: read, or refused, and never a traceback."""

import copy
import json
import random

import pytest

from diarizer import transcripts
from diarizer.errors import DiarizerError
from tests.diarizer.transcripts import writers
from tests.diarizer.transcripts.test_every_shape import TALK

ODD = [
    *(
        None,
        "",
        "x",
        -1,
        0,
        1e308,
        float("nan"),
        float("-inf"),
        True,
        [],
        {},
        [[]],
        [None],
        {"a": 1},
    ),
    *(10**400, "\ud83d", "\x00", "9" * 500, "00:61:99,5", [1, 2, "x"], {"text": None}, "{}"),
]
TIMES = 12  # of each kind for each shape


def places(node, path=()):
    yield path
    children = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    for name, child in children:
        yield from places(child, (*path, name))


def written_over(content, chance):
    """Exchange one value, wherever it stands, or take it away."""
    document = copy.deepcopy(json.loads(content))
    path = chance.choice([path for path in places(document) if path])
    node = document
    for name in path[:-1]:
        node = node[name]
    if chance.random() < 0.2:
        del node[path[-1]]
    else:
        node[path[-1]] = chance.choice(ODD)
    return json.dumps(document).encode()


def bytes_changed(content, chance):
    data = bytearray(content.encode())
    for _ in range(chance.randrange(1, 6)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def cut(content, chance):
    data = content.encode()
    begin = chance.randrange(len(data))
    return data[:begin] + data[chance.randrange(begin, len(data)) :]


def is_survived(path, data):
    path.write_bytes(data)
    try:
        found = transcripts.read(path)
        for turn in found.said.turns:
            assert 0.0 <= turn.span.start <= turn.span.end < 1e8
            turn.text.encode()
    except DiarizerError as error:
        refused = error
    else:
        refused = None
    assert refused is None or (refused.message and refused.hint)


@pytest.mark.parametrize("name", writers.EVERY)
def test_a_damaged_transcript_is_read_or_refused(tmp_path, name):
    write, file = writers.EVERY[name]
    content, chance = write(TALK), random.Random(name)  # noqa: S311, no secret
    for _ in range(TIMES):
        is_survived(tmp_path / file, bytes_changed(content, chance))
        is_survived(tmp_path / file, cut(content, chance))
        if name in writers.JSON and name != "vosk":
            is_survived(tmp_path / file, written_over(content, chance))


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b'{"output": ' * 500 + b"1" + b"}" * 500,
        b'{"segments": ' + b"9" * 5000 + b"}",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x00",
        b"{}{}{}",
        b'"{}"',
        b"WEBVTT",
        b"start\tend\ttext\n",
        b"start,end,text\n",
        b'{"text": "\\ud83d", "segments": [{"start": 0, "end": 1, "text": "\\ud83d"}]}',
    ],
)
@pytest.mark.parametrize("file", ["a.json", "a.srt", "a.vtt", "a.tsv", "a.txt", "a.csv"])
def test_what_is_hardly_anything_is_survived(tmp_path, data, file):
    is_survived(tmp_path / file, data)


def test_a_transcript_of_ten_thousand_words_is_survived(tmp_path):
    words = [(f"w{n}", n * 0.3, n * 0.3 + 0.2) for n in range(10_000)]
    said = [words[at : at + 10] for at in range(0, len(words), 10)]
    for write in (writers.whisper, writers.verbose_json, writers.verbose_json_words_only):
        is_survived(tmp_path / "long.json", write(said).encode())
    bare = {"segments": [{"text": f"w{n}"} for n in range(20_000)] + [{"start": 1, "text": "x"}]}
    is_survived(tmp_path / "long.json", json.dumps(bare).encode())

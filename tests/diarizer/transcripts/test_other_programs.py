"""JSON of further programs, by their code or documentation; what is from memory says so."""

import json

import pytest

from diarizer import formats, transcripts
from diarizer.errors import FormatError

TALK = [
    (0.5, 2.0, "Anna", "good morning"),
    (2.5, 4.0, "Boris", "thank you"),
    (4.5, 7.0, "Anna", "shall we begin"),
]


def words(start, end, said):
    parts = said.split()
    step = (end - start) / len(parts)
    for at, part in enumerate(parts):
        yield round(start + at * step, 3), round(start + (at + 1) * step, 3), part


def timed(start, end, said, first="start", last="end", of="word"):
    return [{of: one, first: begin, last: until} for begin, until, one in words(start, end, said)]


def milli(**times):
    return {name: int(time * 1000) for name, time in times.items()}


def read(tmp_path, document, name="talk.json"):
    path = tmp_path / name
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    found = transcripts.read(path)
    turns = found.said.turns
    return found.shape, [(one.span.start, one.span.end, one.speaker, one.text) for one in turns]


def refused(tmp_path, document):
    with pytest.raises(FormatError) as caught:
        read(tmp_path, document)
    return str(caught.value.message), str(caught.value.hint)


PAPER = {
    "words": [word for start, end, _, said in TALK for word in timed(start, end, said, of="text")],
    "paragraphs": [{"id": 0, "start": s, "end": e, "speaker": who} for s, e, who, _ in TALK],
}
TRINT = {  # from memory
    "transcript": {
        "words": [
            {"value": one, **milli(time=begin, duration=until - begin)}
            for start, end, _, said in TALK
            for begin, until, one in words(start, end, said)
        ],
        "paragraphs": [
            {"speaker": who, **milli(time=start, duration=end - start)}
            for start, end, who, _ in TALK
        ],
    }
}
ASRTOOLKIT = {
    "version": "3.5.1",
    "segments": [
        {
            "transcript": said,
            "words": [
                {"word": one, "start": at, "length": 0.1} for at, _, one in words(s, e, said)
            ],
            "startTimeSec": s,
            "endTimeSec": e,
            "speakerInfo": who,
            "formatted_transcript": said.title(),
        }
        for s, e, who, said in TALK
    ],
}
CORRECTED = {
    "segments": [
        {"transcript": "x", "corrected_transcript": said, "startTimeSec": s, "stopTimeSec": e}
        | {"speakerInfo": who}
        for s, e, who, said in TALK
    ]
}
PARAGRAPHS = [
    {"sentences": [{"text": said, "start": s, "end": e}], "speaker": who, "start": s, "end": e}
    for s, e, who, said in TALK
]
DEEPGRAM = {
    "results": {
        "channels": [
            {"alternatives": [{"transcript": "x", "paragraphs": {"paragraphs": PARAGRAPHS}}]}
        ]
    }
}
AMAZON = {
    "results": {
        "audio_segments": [
            {"transcript": said, "start_time": str(s), "end_time": str(e), "speaker_label": who}
            for s, e, who, said in TALK
        ]
    }
}
ANALYTICS = {
    "JobStatus": "COMPLETED",
    "Transcript": [
        {
            "ParticipantRole": who,
            "Content": said,
            **milli(BeginOffsetMillis=s, EndOffsetMillis=e),
            "Items": [
                {"Type": "pronunciation", "Content": one}
                | milli(BeginOffsetMillis=begin, EndOffsetMillis=until)
                for begin, until, one in words(s, e, said)
            ]
            + [{"Type": "punctuation", "Content": "."}],
        }
        for s, e, who, said in TALK
    ],
}
PICOVOICE = {
    "transcript": "x",
    "words": [
        {"word": one, "startSec": begin, "endSec": until, "speakerTag": who}
        for s, e, who, said in TALK
        for begin, until, one in words(s, e, said)
    ],
}
IN_WORDS = [{"speaker": who, "text": said, "words": timed(s, e, said)} for s, e, who, said in TALK]
DRAFT = {
    "blocks": [
        {"text": said, "data": {"speaker": who, "start": s, "words": timed(s, e, said)}}
        for s, e, who, said in TALK
    ],
    "entityMap": {},
}
SLATE = [
    {"speaker": who, "start": s, "type": "timedText"}
    | {"children": [{"text": said, "words": timed(s, e, said, of="text")}]}
    for s, e, who, said in TALK
]
TRANSCRIBEE = {
    "paragraphs": [
        {"type": "paragraph", "speaker": who, "lang": "en"}
        | {"children": [{**one, "text": f" {one['text']}"} for one in timed(s, e, said, of="text")]}
        for s, e, who, said in TALK
    ]
}
AUTOEDIT = {
    "text": [
        {"speaker": who, "paragraph": [{"line": timed(s, e, said, "startTime", "endTime", "text")}]}
        for s, e, who, said in TALK
    ]
}
PARAFORMER = {
    "transcripts": [
        {
            "channel_id": 0,
            "text": "x",
            "sentences": [
                {"text": said, "speaker_id": who, **milli(begin_time=s, end_time=e)}
                | {
                    "words": [
                        {"text": one, "punctuation": "", **milli(begin_time=begin, end_time=until)}
                        for begin, until, one in words(s, e, said)
                    ]
                }
                for s, e, who, said in TALK
            ],
        }
    ]
}
TENCENT = {
    "Response": {
        "Data": {
            "Result": "x",
            "ResultDetail": [
                {"FinalSentence": said, "SpeakerId": who, **milli(StartMs=s, EndMs=e)}
                | {
                    "Words": [
                        {"Word": one, **milli(OffsetStartMs=begin - s, OffsetEndMs=until - s)}
                        for begin, until, one in words(s, e, said)
                    ]
                }
                for s, e, who, said in TALK
            ],
        }
    }
}
CALL = [
    {"speakerId": who, "topic": "x", "sentences": [{"text": said, **milli(start=s, end=e)}]}
    for s, e, who, said in TALK
]
GONG = {"callTranscripts": [{"callId": "7", "transcript": CALL}]}


def of_azure(offset, length):
    phrases = [
        {"speaker": who, "text": said, **milli(**{offset: s, length: e - s})}
        for s, e, who, said in TALK
    ]
    return {"phrases": phrases}


SHAPES = {
    "draft": ("an editor of transcripts", DRAFT),
    "slate": ("an editor of transcripts", SLATE),
    "transcribee": ("an editor of transcripts", TRANSCRIBEE),
    "autoedit": ("an editor of transcripts", AUTOEDIT),
    "paraformer": ("Paraformer, Tencent or Gong", PARAFORMER),
    "tencent": ("Paraformer, Tencent or Gong", TENCENT),
    "gong": ("Paraformer, Tencent or Gong", GONG),
    "azure for javascript": ("Azure Speech", of_azure("offsetInMs", "durationInMs")),
    "azure for python": ("Azure Speech", of_azure("offset_milliseconds", "duration_milliseconds")),
    "paper edit": ("Digital Paper Edit, Trint or Hyperaudio", PAPER),
    "trint": ("Digital Paper Edit, Trint or Hyperaudio", TRINT),
    "asrtoolkit": ("JSON", ASRTOOLKIT),
    "asrtoolkit, corrected": ("JSON", CORRECTED),
    "deepgram's paragraphs alone": ("Deepgram", DEEPGRAM),
    "amazon's segments alone": ("Amazon Transcribe, Speechmatics or Rev AI", AMAZON),
    "call analytics": ("Amazon Transcribe Call Analytics", ANALYTICS),
    "picovoice": (None, PICOVOICE),
    "times in words alone": (None, IN_WORDS),
}


@pytest.mark.parametrize("name", SHAPES)
def test_what_they_write_has_its_turns_and_speakers(tmp_path, name):
    shape, document = SHAPES[name]
    found, turns = read(tmp_path, document)
    assert turns == TALK
    assert shape in {None, found}


def test_words_of_nobody_s_paragraph_are_parted_at_pauses_and_stay_nobody_s(tmp_path):
    bare = {**PAPER, "paragraphs": [{"start": 0.0, "end": 9.0}]}
    assert {who for *_, who, _ in read(tmp_path, bare)[1]} == {""}


OVER = [
    (0.5, 6.0, "Anna", "good morning to you"),
    (2.5, 4.0, "Boris", "mhm"),
    (5.9, 7.0, "Boris", "yes"),
]


def test_words_that_are_listed_by_paragraphs_stay_with_who_speaks_though_another_does_too(tmp_path):
    listed = [word for s, e, _, said in OVER for word in timed(s, e, said, of="text")]
    paragraphs = [{"start": s, "end": e, "speaker": who} for s, e, who, _ in OVER]
    document = {"words": listed, "paragraphs": paragraphs}
    assert read(tmp_path, document)[1] == OVER


def test_words_in_order_of_time_that_may_be_anybodys_are_told(tmp_path):
    listed = [word for s, e, _, said in OVER for word in timed(s, e, said, of="text")]
    listed.sort(key=lambda word: word["start"])
    paragraphs = [{"start": s, "end": e, "speaker": who} for s, e, who, _ in OVER]
    path = tmp_path / "talk.json"
    path.write_text(json.dumps({"words": listed, "paragraphs": paragraphs}), encoding="utf-8")
    assert [str(one) for one in transcripts.read(path).remarks] == [
        "3 words lie in the paragraphs of two people; they are given to whoever began last."
    ]


def test_a_word_without_a_time_beside_paragraphs_is_refused(tmp_path):
    document = {**PAPER, "words": [{"text": "hello"}]}
    message, hint = refused(tmp_path, document)
    assert message == "The transcript of Digital Paper Edit, Trint or Hyperaudio cannot be used."
    assert hint == "Export it again as SRT, VTT or JSON."


def test_segments_without_names_of_which_only_words_have_times_are_one_recording(tmp_path):
    bare = [{"text": said, "words": timed(s, e, said)} for s, e, _, said in TALK]
    assert read(tmp_path, bare)[1] == [(s, e, "", said) for s, e, _, said in TALK]


def test_answers_about_several_recordings_are_not_one(tmp_path):
    anew = [{"text": said, "words": timed(0, e - s, said)} for s, e, _, said in TALK]
    whole = [{"text": said, "duration": 9, "words": timed(s, e, said)} for s, e, _, said in TALK]
    for document in (anew, whole):
        message, _ = refused(tmp_path, document)
        assert message == "The file holds the transcripts of several recordings."


def test_milliseconds_are_refused_with_the_names_that_are_read_as_such(tmp_path):
    listed = [{"text": said, "speaker": who} | milli(start=s, end=e) for s, e, who, said in TALK]
    message, hint = refused(tmp_path, listed)
    assert message == "The transcript of Whisper cannot be used."
    assert hint == (
        "Divide all its times by 1000, or call the fields start_ms and end_ms, which are read as"
        " milliseconds."
    )
    renamed = [
        {name + "_ms" * (name in {"start", "end"}): value for name, value in one.items()}
        for one in listed
    ]
    assert read(tmp_path, renamed)[1] == TALK


@pytest.mark.parametrize(
    "document",
    [
        {"segments": [{"text": "good morning", "from_frame": 12}]},
        {"words": [{"value": "good", "position": 3}]},
    ],
)
def test_what_whisper_did_not_write_is_not_called_so(tmp_path, document):
    message, hint = refused(tmp_path, document)
    assert message == "The transcript of JSON has no times in it."
    assert hint == "Save it with a start and an end of each entry."


@pytest.mark.parametrize("field", ["display_name", "displayName", "name"])
def test_whoever_is_an_object_has_the_name_in_it(tmp_path, field):
    listed = [
        {"speaker": {field: who, "email": None}, "text": said, "timestamp": s}
        for s, _, who, said in TALK
    ]
    turns = read(tmp_path, {"transcript": listed})[1]
    assert [turn[2:] for turn in turns] == [turn[2:] for turn in TALK]


def of_tier(name):
    entries = [[s, e, said] for s, e, who, said in TALK if who == name]
    return [[0.0, entries[0][0], ""], *entries]


def grids():
    people = ("Anna", "Boris")
    yield {
        "start": 0,
        "end": 9,
        "tiers": {name: {"type": "IntervalTier", "entries": of_tier(name)} for name in people},
    }
    tiers = [
        {"class": "IntervalTier", "name": name, "xmin": 0, "xmax": 9, "entries": of_tier(name)}
        for name in people
    ]
    yield {"xmin": 0, "xmax": 9, "tiers": tiers}


@pytest.mark.parametrize("grid", list(grids()))
def test_a_textgrid_that_praatio_wrote_as_json_is_read(grid):
    found = formats.loads(json.dumps(grid), "json")
    turns = [(one.span.start, one.span.end, one.speaker, one.text) for one in found.turns]
    assert (sorted(turns), found.duration) == (TALK, 9.0)


def test_points_and_sounds_of_words_in_such_a_json_are_left_out_and_said():
    tiers = {
        "Anna - words": {"type": "interval", "entries": [[0.5, 2.0, "good"]]},
        "Anna - phones": {"type": "interval", "entries": [[0.5, 1.0, "g"]]},
        "bell": {"type": "PointTier", "entries": [[1.0, "ring"]]},
    }
    told = []
    gate = formats.Gate(remark=lambda said: told.append(str(said)))
    found = formats.loads(json.dumps({"start": 0, "end": 9, "tiers": tiers}), "json", gate)
    assert [(turn.speaker, turn.text) for turn in found.turns] == [("Anna", "good")]
    assert told == [
        "Tier Anna - phones holds the sounds of words; it was left out.",
        "1 tier of points was left out.",
    ]


def test_an_entry_of_such_a_json_that_is_none_is_refused():
    tiers = {"Anna": {"type": "IntervalTier", "entries": [[0.5, 2.0]]}}
    with pytest.raises(FormatError, match="The JSON does not hold turns"):
        formats.loads(json.dumps({"start": 0, "end": 9, "tiers": tiers}), "json")


def test_channels_of_paraformer_and_several_calls_of_gong_are_told_apart(tmp_path):
    [one] = PARAFORMER["transcripts"]
    turns = read(tmp_path, {"transcripts": [one, {**one, "channel_id": 1}]})[1]
    assert {who for *_, who, _ in turns} == {"0-Anna", "0-Boris", "1-Anna", "1-Boris"}
    message, _ = refused(tmp_path, {"callTranscripts": GONG["callTranscripts"] * 2})
    assert message == "The transcript of Paraformer, Tencent or Gong cannot be used."


def test_a_time_for_each_device_is_that_of_the_recording():
    listed = [
        {"speaker": who, "words": said, "session_id": "S1"}
        | {
            side: {"original": f"0:00:0{time:.2f}", "U01": "0:00:09.00"}
            for side, time in (("start_time", s), ("end_time", e))
        }
        for s, e, who, said in TALK
    ]
    found = formats.loads(json.dumps(listed), "json")
    turns = [(one.span.start, one.span.end, one.speaker, one.text) for one in found.turns]
    assert turns == TALK


def test_sentences_in_objects_of_another_name_are_told_where_they_are_left_out():
    listed = [
        {"speaker": who, "start": s, "end": e, "src": {"text": f"{said} to you", "lang": "en"}}
        for s, e, who, said in TALK
    ]
    told = []
    gate = formats.Gate(remark=lambda said: told.append(str(said)))
    formats.loads(json.dumps(listed), "json", gate)
    assert told == ["Left out, though it may be what is said: src."]


LABEL_STUDIO = [
    {
        "data": {"audio": "/data/talk.wav"},
        "annotations": [
            {
                "result": [
                    {"id": str(at), "value": {"start": s, "end": e, "channel": 0, **more}}
                    for at, (s, e, who, said) in enumerate(TALK)
                    for more in ({"labels": [who]}, {"text": [said]})
                ]
            }
        ],
    }
]


@pytest.mark.parametrize("document", [LABEL_STUDIO, *grids()], ids=["tasks", "tiers", "listed"])
def test_turns_with_what_is_said_are_a_transcript_whoever_wrote_them(tmp_path, document):
    shape, turns = read(tmp_path, document)
    assert (shape, sorted(turns)) == ("json", TALK)


def test_turns_in_which_nothing_is_said_are_none(tmp_path):
    message, _ = refused(tmp_path, {"xmin": 0, "xmax": 9, "tiers": [{"name": "x", "entries": []}]})
    assert message == "The JSON is not a transcript."

"""JSON of services whose shape is not known: read by the names of its fields, which are told."""

import json

import pytest

from diarizer import formats, transcripts
from diarizer.errors import FormatError

ROWS = [("A", 0.5, 3.25, "Good morning to everyone."), ("B", 3.5, 12.5, "Hello, and thank you.")]
READ = [(start, end, who, said) for who, start, end, said in ROWS]
KNOWN = "The shape of the JSON is not known; taken by the names of its fields: {}."
SLOW = "Its times are whole numbers, and nobody speaks so slowly: they are read as milliseconds."


def read(tmp_path, document):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    found = transcripts.read(path)
    turns = [(one.span.start, one.span.end, one.speaker, one.text) for one in found.said.turns]
    return turns, list(map(str, found.remarks))


def listed(make):
    return [make(*row) for row in ROWS]


def milli(time):
    return int(time * 1000)


def of_symbl(who, start, end, said):
    times = {"startTime": "2020-07-10T11:16:21.024Z", "timeOffset": start, "duration": end - start}
    return {"text": said, "from": {"name": who, "email": "a@b.c"}, **times}


def of_volcengine(who, start, end, said):
    times = {"start_time": milli(start), "end_time": milli(end)}
    return {"additions": {"speaker": who}, "text": said, **times}


def of_indexer(who, start, end, said):
    times = {"start": f"0:00:{start}", "end": f"0:00:{end}"}
    return {"text": said, "speakerId": 1 + (who == "B"), "instances": [times]}


def of_genesys(who, start, end, said):
    offset = {"milliseconds": milli(start)}
    lasting = {"milliseconds": milli(end - start)}
    times = {"startTimeMs": 1588237000000 + milli(start), "offset": offset, "duration": lasting}
    return {"text": said, "participantPurpose": who, **times}


def words(start, end, said, name="word"):
    parts = said.split()
    step = (end - start) / len(parts)
    return [
        {name: word, "start": start + at * step, "end": start + (at + 1) * step}
        for at, word in enumerate(parts)
    ]


SERVICES = {
    "Symbl": ({"messages": listed(of_symbl)}, "messages: text, timeoffset, duration, from"),
    "Volcengine": (
        {"resp": {"utterances": listed(of_volcengine)}},
        "resp.utterances: text, starttime, endtime, speaker",
    ),
    "Video Indexer": (
        {
            "videos": [
                {
                    "insights": {
                        "transcript": listed(of_indexer),
                        "speakers": [{"id": 1, "name": "A"}, {"id": 2, "name": "B"}],
                    }
                }
            ]
        },
        "videos.insights.transcript: text, start, end, speakerid",
    ),
    "iFlytek": (
        {
            "data": json.dumps(
                listed(
                    lambda who, s, e, said: {
                        "bg": str(milli(s)),
                        "ed": str(milli(e)),
                        "onebest": said,
                        "speaker": who,
                    }
                )
            )
        },
        "data: onebest, bg, ed, speaker",
    ),
    "words below who speaks": (
        {
            "transcripts": listed(
                lambda who, s, e, said: {"speaker": who, "words": words(s, e, said, "text")}
            )
        },
        "transcripts.words: text, start, end, speaker",
    ),
}


@pytest.mark.parametrize(("document", "fields"), SERVICES.values(), ids=SERVICES)
def test_an_answer_of_a_shape_that_is_not_known_is_read_by_its_fields_and_they_are_told(
    tmp_path, document, fields
):
    turns, told = read(tmp_path, document)
    assert [turn[2:] for turn in turns] == [turn[2:] for turn in READ]
    times = [(round(turn[0], 3), round(turn[1], 3)) for turn in turns]
    assert times == [turn[:2] for turn in READ]
    assert KNOWN.format(fields) in told


def test_a_time_that_counts_from_the_recording_is_taken_before_one_that_counts_from_1970(tmp_path):
    turns, _ = read(tmp_path, {"transcripts": [{"phrases": listed(of_genesys)}]})
    assert turns == READ


def test_who_speaks_is_found_where_a_known_shape_has_nobody(tmp_path):
    results = [
        {
            "alternatives": [{"transcript": said, "words": words(s, e, said)}],
            "channel": at,
            "startTime": f"{s}s",
            "endTime": f"{e}s",
        }
        for at, (_, s, e, said) in enumerate(ROWS)
    ]
    turns, told = read(tmp_path, {"results": results})
    assert [turn[2] for turn in turns] == ["0", "1"]
    assert told == [KNOWN.format("results: transcript, starttime, endtime, channel")]


def test_a_field_that_is_another_one_in_each_entry_names_nobody(tmp_path):
    sentences = [
        {"media_channel": 1 + at % 2, "sid": f"GX{at}", "start_time": at, "end_time": at + 1}
        | {"transcript": f"sentence number {at}"}
        for at in range(4)
    ]
    turns, _ = read(tmp_path, {"sentences": sentences})
    assert [turn[2] for turn in turns] == ["1", "2", "1", "2"]


def test_whole_numbers_at_which_nobody_speaks_so_slowly_are_milliseconds_and_that_is_said(tmp_path):
    document = listed(
        lambda who, s, e, said: {"start": milli(s), "end": milli(e), "text": said, "speaker": who}
    )
    assert read(tmp_path, document) == (READ, [SLOW])


def test_three_hours_in_milliseconds_lose_no_time(tmp_path):
    rows = [
        {"start_ms": at, "end_ms": at + 2000, "text": "and so it goes on"}
        for at in range(0, 12_000_000, 3_000_000)
    ]
    assert [turn[0] for turn in read(tmp_path, rows)[0]] == [0.0, 3000.0, 6000.0, 9000.0]


def test_words_in_rows_are_no_reason_to_refuse_what_is_said(tmp_path):
    segments = [
        {"start": milli(s), "end": milli(e), "text": said, "speaker": {"label": "1", "name": who}}
        | {"words": [[milli(s), milli(e), said]]}
        for who, s, e, said in ROWS
    ]
    turns, _ = read(tmp_path, {"segments": segments})
    assert turns == READ


def test_documents_of_several_recordings_and_logs_stay_refused(tmp_path):
    anew = [{"text": said, "words": words(0.0, e - s, said)} for _, s, e, said in ROWS]
    log = {"records": [{"time": at, "level": "INFO", "message": "it starts"} for at in (1, 2, 3)]}
    for document in (anew, log):
        with pytest.raises(FormatError):
            read(tmp_path, document)


def test_a_date_is_no_time_of_a_recording(tmp_path):
    lines = [
        {"time": f"2021-05-04T10:00:0{at}.000000", "content": "hello", "name": "Anna"}
        for at in (1, 2)
    ]
    with pytest.raises(FormatError, match="those of the day"):
        read(tmp_path, {"lines": lines})


def test_speakers_that_are_counted_from_0_keep_their_words(tmp_path):
    results = [
        {
            "alternatives": [
                {
                    "transcript": said,
                    "words": [
                        {"word": one["word"], "startTime": f"{one['start']}s"}
                        | {"endTime": f"{one['end']}s", "speakerTag": at}
                        for one in words(s, e, said)
                    ],
                }
            ]
        }
        for at, s, e, said in [(0, 0.0, 1.0, "Hello"), (1, 2.0, 6.0, "a much longer answer")]
    ]
    turns, _ = read(tmp_path, {"results": results})
    assert [turn[2:] for turn in turns] == [("0", "Hello"), ("1", "a much longer answer")]


def test_a_file_of_otranscribe_is_read(tmp_path):
    stamp = '<span class="timestamp" data-timestamp="{}">0:0{}</span>'
    said = "".join(f"<p>{stamp.format(s, int(s))} {who}: {text}</p>" for who, s, _, text in ROWS)
    turns, _ = read(tmp_path, {"text": said, "media": "a.mp3", "media-time": 12.5})
    assert [(turn[0], *turn[2:]) for turn in turns] == [(s, who, t) for who, s, _, t in ROWS]


def test_objects_in_json_below_the_times_of_webvtt_say_who_and_what():
    cues = "".join(
        f"00:00:{s:06.3f} --> 00:00:{e:06.3f}\n"
        f"{json.dumps({'speakerName': who, 'spokenText': said})}\n\n"
        for who, s, e, said in ROWS
    )
    turns = formats.loads(f"WEBVTT\n\n{cues}", "vtt").turns
    assert [(t.span.start, t.span.end, t.speaker, t.text) for t in turns] == READ


def test_names_that_come_again_above_the_times_of_subtitles_say_who_speaks():
    rows = [*ROWS, ("A", 13.0, 14.0, "So we begin."), ("B", 15.0, 16.0, "Yes.")]
    cues = "\n".join(
        f"{who}nna\n00:00:{s:06.3f} --> 00:00:{e:06.3f}\n{said}\n" for who, s, e, said in rows
    )
    turns = formats.loads(cues.replace(".", ","), "srt").turns
    assert [(t.speaker, t.text) for t in turns] == [
        (f"{who}nna", said.replace(".", ",")) for who, _, _, said in rows
    ]


def texts(tmp_path, content, name="a.txt"):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    turns = transcripts.read(path).said.turns
    return [(one.span.start, one.span.end, one.speaker, one.text) for one in turns]


def test_a_list_for_each_who_speaks_is_one_transcript(tmp_path):
    lists = {f"{who}nna": [{"start": s, "end": e, "text": said}] for who, s, e, said in ROWS}
    nested = {"speakers": [{"name": name, "segments": some} for name, some in lists.items()]}
    for document in (lists, nested):
        turns, _ = read(tmp_path, document)
        assert [turn[2:] for turn in turns] == [(f"{who}nna", said) for who, _, _, said in ROWS]


def test_numbered_entries_of_an_object_are_a_list(tmp_path):
    entries = {
        str(at): {"speaker": who, "start": s, "end": e, "text": said}
        for at, (who, s, e, said) in enumerate(ROWS)
    }
    assert read(tmp_path, {"transcript": entries})[0] == READ


def test_points_with_a_label_are_no_transcript(tmp_path):
    places = [{"properties": {"name": n, "time": at, "text": n}} for at, n in enumerate("abc")]
    with pytest.raises(FormatError):
        read(tmp_path, {"features": places})


def test_sentences_of_gong_with_fractions_are_in_seconds(tmp_path):
    turns = [
        {"speakerId": who, "sentences": [{"start": s, "end": e, "text": said}]}
        for who, s, e, said in ROWS
    ]
    assert read(tmp_path, {"callTranscripts": [{"transcript": turns}]})[0] == READ


def test_lines_of_two_decimal_times_and_a_name_are_read(tmp_path):
    lines = "".join(f"{s:.2f} {e:.2f} {who}: {said}\n\n" for who, s, e, said in ROWS)
    assert texts(tmp_path, f"# fe_03_00001.sph\n\n{lines}") == READ


def test_a_name_in_brackets_before_its_times_speaks(tmp_path):
    lines = "\n\n".join(
        f"[{who}nna] (0:0{int(s)} - 0:1{at})\n{said}" for at, (who, s, _, said) in enumerate(ROWS)
    )
    assert [turn[2:] for turn in texts(tmp_path, lines)] == [
        (f"{who}nna", said) for who, _, _, said in ROWS
    ]


def test_times_of_words_in_lyrics_are_no_chat(tmp_path):
    lyrics = "[00:01.00]<00:01.00>hello <00:01.50>there\n[00:03.00]<00:03.00>again\n"
    assert [turn[3] for turn in texts(tmp_path, lyrics, "a.lrc")] == ["hello there", "again"]


def test_a_verse_below_a_name_with_a_time_is_what_is_said(tmp_path):
    lines = "Anna (00:05):\nas in John (3:16): it is good\n\nBoris (04:07):\nYes\n"
    assert [turn[2:] for turn in texts(tmp_path, lines)] == [
        ("Anna", "as in John (3:16): it is good"),
        ("Boris", "Yes"),
    ]


def test_verses_are_no_times(tmp_path):
    verse = "and so it was said to them that were there, and they went away from that place again"
    content = "".join(f"John 3:{at}\n{verse}\n\n" for at in (16, 17, 18))
    with pytest.raises(FormatError, match="cannot be used"):
        texts(tmp_path, content)


def test_the_end_that_a_line_of_sami_names_is_its_end(tmp_path):
    content = "<SAMI><BODY><SYNC Start=500 End=900><P>hello<SYNC Start=5000 End=5500><P>you"
    assert [turn[:2] for turn in texts(tmp_path, content, "a.smi")] == [(0.5, 0.9), (5.0, 5.5)]


def test_xml_of_a_kind_that_is_not_read_is_named_with_its_program(tmp_path):
    with pytest.raises(FormatError, match="<folker-transcription>") as caught:
        texts(tmp_path, '<?xml version="1.0"?>\n<folker-transcription/>', "a.fln")
    assert "FOLKER" in str(caught.value.told.hint)


def test_long_paragraphs_over_each_other_take_one_way_through_the_words(tmp_path, monkeypatch):
    from diarizer.transcripts.shapes import paragraphs

    asked = []
    monkeypatch.setattr(paragraphs, "speaker_of", lambda one: asked.append(1) or one["speaker"])
    words = [{"text": f"w{at}", "start": at, "end": at + 0.5} for at in range(100)]
    over = [{"speaker": "AB"[at % 2], "start": at / 100, "end": 200.0} for at in range(50)]
    paragraphs.read({"words": words, "paragraphs": over})
    assert len(asked) <= 4 * len(over)


def test_times_of_words_stay_where_who_speaks_stands_in_a_field_of_another_name(tmp_path):
    segments = [
        {"start": s, "end": e, "text": said, "speaker_idx": at, "words": words(s, e, said)}
        for at, (_, s, e, said) in enumerate(ROWS)
    ]
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"segments": segments}), encoding="utf-8")
    turns = transcripts.read(path).said.turns
    assert [one.speaker for one in turns] == ["0", "1"]
    assert all(len(one.words) == len(one.text.split()) for one in turns)


def test_one_mark_above_all_cues_of_webvtt_names_nobody():
    cues = "cue\n00:00:01.000 --> 00:00:02.000\nhello\n\ncue\n00:00:03.000 --> 00:00:04.000\nyou\n"
    turns = formats.loads(f"WEBVTT\n\n{cues}", "vtt").turns
    assert [(one.speaker, one.text) for one in turns] == [("", "hello"), ("", "you")]


@pytest.mark.parametrize(
    "line",
    ["{s:.2f} {e:.2f} SPEAKER_0{at} {said}", "{s:.2f}\t{e:.2f}\tSPEAKER_0{at}\t{said}"],
)
def test_names_of_a_machine_between_times_and_words_are_names(tmp_path, line):
    rows = [(*ROWS[at % 2][1:], at % 2) for at in range(2)]
    rows += [(s + 20, e + 20, said, at) for s, e, said, at in rows]
    lines = "\n".join(line.format(s=s, e=e, said=said, at=at) for s, e, said, at in rows)
    assert texts(tmp_path, lines) == [(s, e, f"SPEAKER_0{at}", said) for s, e, said, at in rows]


def test_tags_around_a_name_in_a_subtitle_do_not_hide_it(tmp_path):
    rows = [*ROWS, ("A", 13.0, 14.0, "So we begin."), ("B", 15.0, 16.0, "Yes.")]
    cues = "\n".join(
        f"{at}\n00:00:{s:06.3f} --> 00:00:{e:06.3f}\n<b>{who}nna:</b> {said}\n"
        for at, (who, s, e, said) in enumerate(rows, 1)
    )
    assert [turn[2] for turn in texts(tmp_path, cues, "a.srt")] == ["Anna", "Bnna", "Anna", "Bnna"]


def test_names_before_the_words_of_timed_text_are_names(tmp_path):
    rows = [*ROWS, ("A", 13.0, 14.0, "So we begin."), ("B", 15.0, 16.0, "Yes.")]
    cues = "".join(f'<p begin="{s}s" end="{e}s">{who}nna: {said}</p>' for who, s, e, said in rows)
    content = f'<tt xmlns="http://www.w3.org/ns/ttml"><body><div>{cues}</div></body></tt>'
    assert [turn[2:] for turn in texts(tmp_path, content, "a.ttml")] == [
        (f"{who}nna", said) for who, _, _, said in rows
    ]


def test_texts_of_several_recordings_are_none_of_one(tmp_path):
    call = {
        "transcript": [{"speakerId": "1", "sentences": [{"start": 0, "end": 900, "text": "hi"}]}]
    }
    line = {"audio_filepath": "a.wav", "offset": 0.5, "duration": 2, "text": "hi", "label": "A"}
    lines = [line, {**line, "audio_filepath": "b.wav", "offset": 3}]
    for document in ({"callTranscripts": [call, call]}, lines):
        with pytest.raises(FormatError, match="several recordings"):
            read(tmp_path, document)


def test_words_of_a_clock_that_starts_anew_are_not_put_into_one_sentence(tmp_path):
    said = [{"msg": f"word{at}", "bg": at, "ed": at + 1} for at in range(12)]
    with pytest.raises(FormatError):
        read(tmp_path, {"parts": [{"said": said}, {"said": said}]})


SPEAKING = [
    ("Anna", 0.5, 3.25, "Good morning to everyone here."),
    ("Boris", 3.5, 6.5, "Hello, and thank you for coming."),
    ("Anna", 7.0, 9.5, "So let us begin with the first."),
    ("Boris", 10.0, 13.0, "Yes, I have it with me now."),
]


def spoken_in(**more):
    """Return entries of :data:`SPEAKING`; each of ``more`` makes another field of an entry."""
    return [
        {"start": s, "end": e, "text": said} | {name: make(who) for name, make in more.items()}
        for who, s, e, said in SPEAKING
    ]


def who_says(tmp_path, document):
    turns, told = read(tmp_path, document)
    return [(turn[2], turn[3]) for turn in turns], told


def by_name(who):
    return who


NOBODY = [("", said) for *_, said in SPEAKING]
NAMED = [(who, said) for who, *_, said in SPEAKING]
NO_TRANSCRIPTS = {
    "chords": {"chords": [{"start": at, "end": at + 2, "value": "C:maj"} for at in range(0, 9, 2)]},
    "tokens of a text": {
        "ents": [{"start": 0, "end": 4, "text": "Anna"}, {"start": 9, "end": 13, "text": "here"}]
    },
    "parts of a program": {
        "body": [{"start": at, "end": at + 10, "value": "use strict"} for at in range(0, 90, 12)]
    },
    "points of a map": {
        "stops": [{"start": at, "lat": 1.5, "text": "Turn left", "speaker": "A"} for at in (1, 2)]
    },
    "letters on a picture": {
        "sentences_seen": [{"time": at, "text": "Stop here", "box": [1, 2, 3, 4]} for at in (1, 2)]
    },
    "jobs": {
        "jobs": [{"time": f"0{at}:00", "message": "Clean it", "user": "root"} for at in (3, 4, 5)]
    },
    "talks of a day": {
        "talks": [
            {"start": f"1{at}:00", "end": f"1{at}:45", "text": "How to test", "speaker": who}
            for at, who in enumerate("ABC")
        ]
    },
    "frames": {
        "talk": [
            {"start": int(s * 25), "end": int(e * 25), "text": said, "speaker": who}
            for who, s, e, said in SPEAKING
        ]
    },
    "minutes": {
        "talk": [
            {"start": s / 60, "end": e / 60, "text": said, "speaker": who}
            for who, s, e, said in SPEAKING
        ]
    },
}


@pytest.mark.parametrize("document", NO_TRANSCRIPTS.values(), ids=NO_TRANSCRIPTS)
def test_what_has_texts_and_numbers_and_tells_of_no_speech_is_no_transcript(tmp_path, document):
    with pytest.raises(FormatError):
        read(tmp_path, document)


@pytest.mark.parametrize("names", [("en", "ru"), ("auto", "edited"), ("lines", "words")])
def test_lists_that_would_speak_at_once_are_one_text_twice_and_the_first_is_taken(tmp_path, names):
    first, other = names
    document = {"asr": {first: spoken_in(), other: spoken_in()}}
    found, told = who_says(tmp_path, document)
    assert found == NOBODY
    assert f"Left out, though something is said there, too: asr.{other}." in told


def test_lists_that_are_taken_for_people_are_told(tmp_path):
    rows = spoken_in()
    found, told = who_says(tmp_path, {"left": rows[::2], "right": rows[1::2]})
    assert [who for who, _ in found] == ["left", "right", "left", "right"]
    assert "Each of its lists is taken for one who speaks: left, right." in told


@pytest.mark.parametrize("of", ["speaker", None])
def test_a_longer_summary_beside_a_transcript_is_left_out(tmp_path, of):
    rows = spoken_in(speaker=by_name) if of else spoken_in()
    summary = [{"start": 0.0, "end": 13.0, "text": "They greet each other, and begin. " * 6}]
    found, told = who_says(tmp_path, {"talk": {"rows": rows, "summary": summary}})
    assert found == (NAMED if of else NOBODY)
    assert "Left out, though something is said there, too: talk.summary." in told


@pytest.mark.parametrize(
    "more",
    [
        {"sentiment": lambda who: {"label": "GOOD" if who == "Anna" else "BAD"}},
        {"language": lambda who: {"name": "English" if who == "Anna" else "Russian"}},
        {"speaker_gender": lambda who: "female" if who == "Anna" else "male"},
        {"speaker_count": lambda who: 1 + (who == "Anna")},
    ],
    ids=["mood", "language", "gender", "count"],
)
def test_what_is_told_of_an_entry_or_of_who_speaks_is_no_name(tmp_path, more):
    assert who_says(tmp_path, {"segments": spoken_in(**more)})[0] == NOBODY
    assert who_says(tmp_path, {"talk": spoken_in(**more)})[0] == NOBODY


@pytest.mark.parametrize("flag", [{"is_final": False}, {"type": "partial"}, {"interim": True}])
def test_what_later_entries_take_back_is_left_out_and_that_is_told(tmp_path, flag):
    partial = [{**one, "text": one["text"][:9], **flag} for one in spoken_in(speaker=by_name)]
    rows = [each for pair in zip(partial, spoken_in(speaker=by_name), strict=True) for each in pair]
    found, told = who_says(tmp_path, {"hits": rows})
    assert found == NAMED
    assert "Left out as not final, since later ones say it again: 4." in told


def test_of_several_readings_of_an_entry_the_first_is_taken(tmp_path):
    pieces = [
        {"speaker": who, "alternatives": [{"text": t, "words": words(s, e, t)} for t in texts]}
        for who, s, e, said in SPEAKING
        for texts in [(said, said.upper())]
    ]
    assert who_says(tmp_path, {"pieces": pieces})[0] == NAMED


def test_channels_that_repeat_each_other_are_taken_once_and_name_nobody(tmp_path):
    channels = [{"channel": at, "phrases": spoken_in()} for at in (0, 1)]
    found, told = who_says(tmp_path, {"channels": channels})
    assert found == NOBODY
    assert "Entries that say the same at the same time are taken once: 4." in told
    assert "Nothing in it is known to name who speaks." in told


def test_what_is_said_is_taken_from_another_field_where_the_first_is_empty(tmp_path):
    rows = spoken_in(speaker=by_name)
    rows[1] |= {"text": "", "caption": rows[1]["text"]}
    found, told = who_says(tmp_path, {"talk": rows})
    assert found == NAMED
    assert KNOWN.format("talk: text/caption, start, end, speaker") in told


def test_a_field_that_is_the_same_in_all_entries_is_not_what_is_said(tmp_path):
    rows = [
        {"content": "text", "speech": one.pop("text"), **one} for one in spoken_in(speaker=by_name)
    ]
    assert who_says(tmp_path, {"talk": rows})[0] == NAMED


def test_sentences_without_blanks_are_no_words(tmp_path):
    said = ["大家早上好，欢迎来到这里。", "你好，谢谢你们来。", "我们从第一个开始。"]
    rows = [{"time": 3.0 * at, "speaker": "AB"[at % 2], "text": t} for at, t in enumerate(said)]
    assert [one[1] for one in who_says(tmp_path, {"talk": rows})[0]] == said


@pytest.mark.parametrize(
    "of", [lambda who: [who], lambda who: {"firstName": who}, lambda who: {"name": who}]
)
def test_a_name_in_a_list_of_one_or_an_object_is_a_name(tmp_path, of):
    field = "speakers" if isinstance(of("A"), list) else "speaker"
    assert who_says(tmp_path, {"talk": spoken_in(**{field: of})})[0] == NAMED


def test_several_recordings_below_their_files_are_not_read_as_one(tmp_path):
    later = [{**one, "start": one["start"] + 20, "end": one["end"] + 20} for one in spoken_in()]
    files = [{"name": "a.wav", "talk": spoken_in()}, {"name": "b.wav", "talk": later}]
    with pytest.raises(FormatError):
        read(tmp_path, {"files": files})


def test_an_object_around_many_lists_is_asked_once(tmp_path, monkeypatch):
    from diarizer.transcripts import entry_lists

    asked = []
    whole = entry_lists._told_around
    monkeypatch.setattr(entry_lists, "_told_around", lambda one: asked.append(1) or whole(one))
    lists = {
        f"k{at}": [{"start": 4.0 * at, "end": 4.0 * at + 3, "text": f"and so we said {at}"}]
        for at in range(60)
    }
    read(tmp_path, {"x": lists})
    assert len(asked) <= 3


@pytest.mark.parametrize("broken", ["Hello there", ["Hello there"]])
def test_an_entry_that_cannot_be_read_is_not_left_out(tmp_path, broken):
    rows = spoken_in(speaker=by_name)
    for entry in (broken, {**rows[1], "text": ["Hello there"]}):
        with pytest.raises(FormatError):
            read(tmp_path, {"talk": [rows[0], entry, *rows[2:]]})
        with pytest.raises(FormatError):
            read(tmp_path, {"talk": [entry, *rows]})

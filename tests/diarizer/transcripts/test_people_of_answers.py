"""Who speaks in answers of services: named elsewhere in them, by their words alone, or beside what is said."""

import json

import pytest

from diarizer import transcripts
from diarizer.cli import conversion_source
from diarizer.errors import FormatError

ROWS = [
    ("Anna", 0.5, 3.2, "Good morning to everyone here."),
    ("Boris", 3.5, 6.4, "Hello, thank you for coming."),
    ("Anna", 7.0, 9.4, "Let us begin with it."),
    ("Boris", 10.0, 13.0, "Yes, I have it now."),
]
NUMBERS = {"Anna": 7, "Boris": 8}


def rows(make):
    return [make(*row) for row in ROWS]


def words(start, end, said):
    every = (end - start) / len(said.split())
    return [
        (word, round(start + at * every, 3), round(start + (at + 0.9) * every, 3))
        for at, word in enumerate(said.split())
    ]


def read(tmp_path, document, name="answer.json"):
    path = tmp_path / name
    content = document if isinstance(document, str) else json.dumps(document)
    path.write_text(content, encoding="utf-8")
    return transcripts.read(path)


def said(found):
    return [(turn.speaker, turn.text) for turn in found.said.turns]


AS_THEY_SPOKE = [(who, text) for who, _, _, text in ROWS]


def numbered(who, start, end, text):
    return {"speakerId": NUMBERS[who], "start": start, "end": end, "text": text}


PEOPLE = [{"id": 1, "speakerId": 7, "name": "Anna"}, {"id": 2, "speakerId": 8, "name": "Boris"}]


@pytest.mark.parametrize(
    "document",
    [
        {"parties": PEOPLE, "talk": {"sentences": rows(numbered)}},
        {"calls": [{"parties": PEOPLE}], "transcript": rows(numbered)},
        {"speaker_names": {"7": "Anna", "8": "Boris"}, "segments": rows(numbered)},
    ],
    ids=["other marks", "deeper", "an object"],
)
def test_people_have_the_names_that_a_list_anywhere_gives_their_marks(tmp_path, document):
    assert said(read(tmp_path, document)) == AS_THEY_SPOKE


def test_a_list_that_lacks_somebody_is_of_other_people(tmp_path):
    document = {"users": [{"id": 7, "name": "Owner"}], "segments": rows(numbered)}
    assert {who for who, _ in said(read(tmp_path, document))} == {"7", "8"}


def test_a_mark_is_looked_up_in_the_field_of_the_same_name(tmp_path):
    people = [{"id": 8, "speakerId": 7, "name": "Anna"}, {"id": 7, "speakerId": 8, "name": "Boris"}]
    document = {"parties": people, "segments": rows(numbered)}
    assert said(read(tmp_path, document)) == AS_THEY_SPOKE


def test_users_that_are_numbered_are_not_taken_for_voices(tmp_path):
    users = [{"id": 7, "name": "Owner"}, {"id": 8, "name": "Editor"}]
    found = read(tmp_path, {"project": {"users": users}, "segments": rows(numbered)})
    assert {who for who, _ in said(found)} == {"7", "8"}


@pytest.mark.parametrize("around", ["speakers", "meta"])
def test_a_name_that_looks_like_the_mark_of_another_is_put_once(tmp_path, around):
    names = {"7": "8", "8": "7"}
    listed = names if around == "speakers" else {"speakers": names}
    found = read(tmp_path, {around: listed, "segments": rows(numbered)})
    assert [who for who, _ in said(found)] == ["8", "7", "8", "7"]


def test_who_is_in_two_lists_is_one(tmp_path):
    meta = {"attendees": [{"id": "u1", "name": "Anna"}, {"id": "u2", "name": "Boris"}]}
    document = {"meta": {**meta, "parties": PEOPLE}, "segments": rows(numbered)}
    assert said(read(tmp_path, document)) == AS_THEY_SPOKE


def test_the_voice_of_podlove_says_more_than_the_number_beside_it(tmp_path):
    document = rows(
        lambda who, start, end, text: {
            "start": f"00:00:{start:06.3f}",
            "end": f"00:00:{end:06.3f}",
            "speaker": str(NUMBERS[who]),
            "voice": who,
            "text": text,
        }
    )
    assert said(read(tmp_path, document)) == AS_THEY_SPOKE


def streamed(who, start, end, text):
    found = [
        {"start": begin, "end": until, "word": word, "speaker": NUMBERS[who]}
        for word, begin, until in words(start, end, text)
    ]
    return {"start": start, "end": end, "alternatives": [{"transcript": text, "words": found}]}


def test_words_that_name_who_speaks_name_it_for_their_sentence(tmp_path):
    found = read(tmp_path, {"hits": rows(streamed)})
    assert [who for who, _ in said(found)] == ["7", "8", "7", "8"]
    assert [text for _, text in said(found)] == [row[3] for row in ROWS]


def test_a_sentence_of_two_is_cut_where_its_words_name_another(tmp_path):
    one = streamed(*ROWS[0])
    one["alternatives"][0]["words"][3]["speaker"] = 8
    one["alternatives"][0]["words"][4]["speaker"] = 8
    found = read(tmp_path, {"hits": [one, *rows(streamed)[1:]]})
    assert said(found)[:2] == [("7", "Good morning to"), ("8", "everyone here.")]


def test_guesses_of_a_stream_that_only_their_message_tells_are_left_out(tmp_path):
    events = [
        {
            "message": message,
            "metadata": {"start_time": start, "end_time": end, "transcript": text[:length]},
        }
        for _, start, end, text in ROWS
        for message, length in [("AddPartialTranscript", 7), ("AddTranscript", None)]
    ]
    found = read(tmp_path, "\n".join(map(json.dumps, events)))
    assert [text for _, text in said(found)] == [row[3] for row in ROWS]


def test_the_sum_of_what_two_say_is_not_said_once_more(tmp_path):
    def one(who, start, end, text):
        return {
            "results": [{"text": text, "start": f"{start}s", "end": f"{end}s"}],
            "speaker_info": {"speaker_id": who},
        }

    both = one(-1, ROWS[0][1], ROWS[1][2], f"{ROWS[0][3]} {ROWS[1][3]}")
    singly = [one(NUMBERS[who], *rest) for who, *rest in ROWS]
    found = read(tmp_path, [singly[0], both, *singly[1:]])
    assert [text for _, text in said(found)] == [row[3] for row in ROWS]
    assert "repeat what others" in " ".join(map(str, found.remarks))


def test_two_who_say_the_same_at_once_both_say_it(tmp_path):
    spoken = [("Anna", 1.0, 2.0, "yes"), ("Boris", 1.02, 1.98, "yes"), ("Anna", 3.0, 4.0, "so")]
    document = [
        {"speaker": who, "start": start, "end": end, "text": text}
        for who, start, end, text in spoken
    ]
    assert len(read(tmp_path, {"hits": {"phrases": document}}).said.turns) == 3


def test_a_text_on_a_picture_is_not_taken_for_what_is_said(tmp_path):
    times = [{"start": "0:00:01", "end": "0:00:02"}]
    insights = {
        "transcript": rows(
            lambda who, start, end, text: {
                "text": text,
                "speakerId": NUMBERS[who],
                "instances": [{"start": f"0:00:{start:05.2f}", "end": f"0:00:{end:05.2f}"}],
            }
        ),
        "ocr": [{"text": "A SLIDE", "instances": times}],
        "speakers": [{"id": 7, "name": "Anna"}, {"id": 8, "name": "Boris"}],
    }
    assert said(read(tmp_path, {"videos": [{"insights": insights}]})) == AS_THEY_SPOKE


def test_a_diarization_beside_a_transcript_names_who_speaks(tmp_path):
    turns = rows(lambda who, start, end, _: {"speaker": who, "start": start, "end": end})
    segments = rows(lambda _, start, end, text: {"start": start, "end": end, "text": text})
    found = read(tmp_path, {"segments": segments, "diarization": turns})
    assert said(found) == AS_THEY_SPOKE
    assert "diarization, beside what is said" in str(found.remarks[0])


@pytest.mark.parametrize(
    ("name", "turns"),
    [
        ("screen", [{"user_name": "Anna", "start": 0.0, "end": 13.0}]),
        ("speakers_seen", [{"speaker": one, "start": 0.0, "end": 13.0} for one in NUMBERS]),
    ],
)
def test_who_is_there_all_the_time_speaks_no_turn(tmp_path, name, turns):
    segments = rows(lambda _, start, end, text: {"start": start, "end": end, "text": text})
    found = read(tmp_path, {"segments": segments, name: turns})
    assert {who for who, _ in said(found)} == {""}


def test_a_diarization_of_another_clock_names_nobody(tmp_path):
    turns = rows(
        lambda who, start, end, _: {"speaker": who, "start": start * 1000, "end": end * 1000}
    )
    segments = rows(lambda _, start, end, text: {"start": start, "end": end, "text": text})
    found = read(tmp_path, {"segments": segments, "diarization": turns})
    assert {who for who, _ in said(found)} == {""}


def lattice(who, start, end, text):
    ws = [
        {
            "cw": [{"w": word.strip(".,"), "wp": "n"}],
            "wb": round((begin - start) * 100),
            "we": round((until - start) * 100),
        }
        for word, begin, until in words(start, end, text)
    ]
    ws.append({"cw": [{"w": ".", "wp": "p"}]})
    st = {"bg": f"{start * 1000:.0f}", "ed": f"{end * 1000:.0f}", "rl": str(NUMBERS[who])}
    return {"json_1best": json.dumps({"st": {**st, "rt": [{"ws": ws}]}})}


def otter(who, start, end, text):
    aligned = [
        {"word": word, "start": begin - start, "end": until - start}
        for word, begin, until in words(start, end, text)
    ]
    times = {"start_offset": int(start * 16000), "end_offset": int(end * 16000)}
    return {**times, "transcript": text, "speaker_id": NUMBERS[who], "alignment": aligned}


def in_order():
    return [(word, start, end) for _, *row in ROWS for word, start, end in words(*row)]


ANSWERS = {
    "iflytek": {"content": {"orderResult": json.dumps({"lattice": rows(lattice)})}},
    "otter": {
        "speech": {
            "speakers": [{"id": 7, "speaker_name": "Anna"}, {"id": 8, "speaker_name": "Boris"}],
            "transcripts": rows(otter),
        }
    },
    "3play": {
        "words": [[f"{start * 1000:.0f}", word] for word, start, _ in in_order()],
        "speakers": [[f"{start * 1000:.0f}", who] for who, start, _, _ in ROWS],
    },
    "speechmatics": {
        "speakers": rows(
            lambda who, start, end, _: {
                "time": str(start),
                "duration": str(end - start),
                "name": who,
            }
        ),
        "words": [
            {"time": str(start), "duration": str(end - start), "name": word}
            for word, start, end in in_order()
        ],
    },
    "tldv": {
        "data": [
            [
                {
                    "word": word,
                    "speaker": who,
                    "startTime": {"seconds": str(int(start)), "nanos": int(start % 1 * 1e9)},
                    "endTime": {"seconds": str(int(end)), "nanos": int(end % 1 * 1e9)},
                }
                for word, start, end in words(*row)
            ]
            for who, *row in ROWS
        ]
    },
}


@pytest.mark.parametrize("name", ANSWERS)
def test_words_of_an_answer_keep_their_times_and_people(tmp_path, name):
    found = read(tmp_path, ANSWERS[name])
    heard = [word for turn in found.said.turns for word in turn.words]
    assert [word.text.strip(".,") for word in heard] == [
        word.strip(".,") for word, *_ in in_order()
    ]
    late = [one.span.start - start for one, (_, start, _) in zip(heard, in_order(), strict=True)]
    assert max(map(abs, late)) < 0.02
    assert len(dict.fromkeys(turn.speaker for turn in found.said.turns)) == 2


def test_what_tencent_answers_without_details_is_read(tmp_path):
    lines = [
        f"[0:{start:.3f},0:{end:.3f},{NUMBERS[who]}]  {text}" for who, start, end, text in ROWS
    ]
    found = read(tmp_path, {"Data": {"Result": "\n".join(lines), "ResultDetail": None}})
    assert said(found) == [(str(NUMBERS[who]), text) for who, text in AS_THEY_SPOKE]


def test_dates_in_the_place_of_times_are_told(tmp_path):
    document = rows(
        lambda who, start, _, text: {
            "speaker": who,
            "text": text,
            "startTime": f"2024-05-01T10:00:{start:06.3f}Z",
        }
    )
    with pytest.raises(FormatError, match="those of the day"):
        read(tmp_path, {"transcriptEntries": document})


@pytest.mark.parametrize(
    "line",
    [
        "{who}    00:00:{at:02.0f}    {text}",
        "{who}: 00:{at:02.0f} {text}",
        "[0h00m{at:02.0f}s] {who}: {text}",
    ],
)
def test_a_name_a_time_and_what_is_said_may_share_a_line(tmp_path, line):
    lines = [line.format(who=who, at=start, text=text) for who, start, _, text in ROWS]
    assert said(read(tmp_path, "\n".join(lines), "talk.txt")) == AS_THEY_SPOKE


def test_a_voice_whose_text_says_the_name_once_more_says_it_once(tmp_path):
    cues = [
        f"00:00:{start:06.3f} --> 00:00:{end:06.3f}\n<v {who}>{who}: {text}\n"
        for who, start, end, text in ROWS
    ]
    assert said(read(tmp_path, "WEBVTT\n\n" + "\n".join(cues), "talk.vtt")) == AS_THEY_SPOKE


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("talk.csv", '{n},"{who}: {text}",0:{start:.3f},0:{end:.3f}'),
        ("talk.mdtm", "talk 1 {start:.3f} {long:.3f} speaker NA unknown {who}"),
    ],
)
def test_labels_and_lists_of_pyannote_are_turns_of_people(tmp_path, name, line):
    lines = [
        line.format(n=f"R{n}", who=who, start=start, end=end, long=end - start, text=text)
        for n, (who, start, end, text) in enumerate(ROWS)
    ]
    path = tmp_path / name
    head = ["#,Name,Start,End"] if name.endswith(".csv") else []
    path.write_text("\n".join([*head, *lines]), encoding="utf-8")
    request = conversion_source.Request()
    found = conversion_source.turns(conversion_source.read(path, request), request, [].append)
    texts = [row[3] if head else "" for row in ROWS]
    assert [(turn.speaker, turn.text) for turn in found.turns] == [
        (row[0], text) for row, text in zip(ROWS, texts, strict=True)
    ]


def test_a_page_of_a_podcast_is_read_with_its_names_and_times(tmp_path):
    parts = [
        f"<cite>{who}:</cite>\n<time>0:{start:02.0f}</time>\n<p>{text.replace('it', '<i>it</i>')}</p>\n"
        for who, start, _, text in ROWS
    ]
    page = f"<!DOCTYPE html>\n<html><head><title>Talk</title></head><body>{''.join(parts)}</body></html>"
    assert said(read(tmp_path, page, "talk.html")) == AS_THEY_SPOKE


def test_words_that_are_rows_of_two_times_and_a_text_keep_their_times(tmp_path):
    def one(who, start, end, text):
        listed = [
            [int(at * 1000), int(to * 1000), word] for word, at, to in words(start, end, text)
        ]
        times = {"start": int(start * 1000), "end": int(end * 1000)}
        return {**times, "text": text, "speaker": {"label": "1", "name": who}, "words": listed}

    found = read(tmp_path, {"result": "COMPLETED", "segments": rows(one)})
    assert said(found) == AS_THEY_SPOKE
    assert [len(turn.words) for turn in found.said.turns] == [len(row[3].split()) for row in ROWS]


def test_offsets_of_others_are_not_counted_as_samples(tmp_path):
    document = rows(
        lambda _, start, end, text: {"transcript": text, "start_offset": start, "end_offset": end}
    )
    found = read(tmp_path, {"transcripts": document})
    assert [turn.span.start for turn in found.said.turns] == [start for _, start, *_ in ROWS]


SOME = ["how", "often", "each", "word", "comes"]


@pytest.mark.parametrize(
    "document",
    [
        {"words": [[9 - at, word] for at, word in enumerate(SOME)]},
        {"words": [[at, word] for at, word in enumerate(SOME)]},
        {"edges": [[at, at + 1, word] for at, word in enumerate(SOME)]},
        {
            "items": [
                {"type": "shirt", "alternatives": [{"content": "Blue"}], "start": 1, "end": 90}
            ]
        },
        [{"text": "a b", "speaker": "Anna", "time": "²²²²²²"}] * 2,
    ],
)
def test_lists_of_other_things_are_no_transcript(tmp_path, document):
    with pytest.raises(FormatError):
        read(tmp_path, document)


def test_an_option_that_is_called_as_a_list_of_words_is_none(tmp_path):
    segments = rows(lambda _, start, end, text: {"start": start, "end": end, "text": text})
    found = read(tmp_path, {"segments": segments, "word_timestamps": True})
    assert found.shape == "Whisper"


@pytest.mark.parametrize(
    "line",
    ["{who}: {at}:30 {text}", "{who}  {at}:30  {text}"],
)
def test_a_schedule_is_no_talk(tmp_path, line):
    days = ["Monday", "Tuesday", "Friday", "Sunday"]
    lines = [line.format(who=day, at=at, text="sports") for at, day in enumerate(days, 8)]
    with pytest.raises(FormatError, match="without times"):
        read(tmp_path, "\n".join(lines), "week.txt")


def test_how_long_something_took_stays_as_it_was_said(tmp_path):
    lines = [f"{who} [0:{at:02.0f}]: it took [1h 2m 3s]" for who, at, *_ in ROWS]
    found = read(tmp_path, "\n".join(lines), "talk.txt")
    assert {text for _, text in said(found)} == {"it took [1h 2m 3s]"}


def test_comments_below_a_page_are_no_podcast(tmp_path):
    parts = [f"<cite>{who}</cite> <time>1{at:.0f}:05</time><p>{it}</p>" for who, at, _, it in ROWS]
    with pytest.raises(FormatError, match="not read"):
        read(tmp_path, f"<html><body>{''.join(parts)}</body></html>", "page.html")


def test_what_is_cited_within_a_line_of_a_podcast_stays_in_it(tmp_path):
    parts = [
        f"<!-- > <p>old</p> --><cite>{who}:</cite> <time>0:{at:02.0f}</time>"
        "<p title='a > b'>At <time>9:30</time> I saw <cite>Lear</cite> there</p>"
        for who, at, *_ in ROWS
    ]
    found = read(tmp_path, "".join(parts), "talk.html")
    assert said(found) == [(who, "At 9:30 I saw Lear there") for who, *_ in ROWS]

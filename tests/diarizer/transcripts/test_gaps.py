"""What lacks in a transcript, what lies beside it, and what its clock does."""

import codecs
import json

import pytest

from diarizer import transcripts
from diarizer.errors import FormatError
from diarizer.types import Annotation, Span, Turn
from tests.diarizer.support import annotation


def read(tmp_path, document, name="talk.json"):
    path = tmp_path / name
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    path.write_bytes(data)
    return transcripts.read(path)


def turns(tmp_path, document):
    return [
        (turn.span.start, turn.span.end, turn.text) for turn in read(tmp_path, document).said.turns
    ]


def told(found):
    return [str(remark) for remark in found.remarks]


def segment(start, end, text, **more):
    return {"start": start, "end": end, "text": text, **more}


def word(text, start=None, end=None):
    return {"word": text, "start": start, "end": end}


def test_a_pair_of_times_may_have_names(tmp_path):
    chunks = [{"text": "a b c", "timestamp": {"start": 0.5, "end": 2.0}}]
    assert turns(tmp_path, {"chunks": chunks}) == turns(tmp_path, chunks) == [(0.5, 2.0, "a b c")]


def test_segments_may_be_saved_beside_what_is_known_of_the_recording(tmp_path):
    found = read(tmp_path, [[segment(0.0, 2.0, "a", seek=0)], {"language": "en", "duration": 2.5}])
    assert [turn.text for turn in found.said.turns] == ["a"]


def test_a_null_text_is_an_empty_one(tmp_path):
    document = {"segments": [segment(0, 1, None), segment(5, 6, "b")]}
    assert turns(tmp_path, document) == [(0, 1, ""), (5, 6, "b")]


def test_a_null_speaker_is_nobody(tmp_path):
    (turn,) = read(tmp_path, {"segments": [segment(0, 1, "a", speaker=None)]}).said.turns
    assert turn.speaker == ""


@pytest.mark.parametrize("nothing", [None, "", "x", -1, float("nan"), float("inf"), 1e300, True])
def test_an_end_that_lacks_is_the_next_start(tmp_path, nothing):
    document = {"segments": [segment(0, nothing, "one"), segment(3.5, 4, "two")]}
    found = read(tmp_path, document)
    assert [turn.span for turn in found.said.turns] == [Span(0, 3.5), Span(3.5, 4)]
    assert told(found) == [
        "Segments and words of the transcript with missing or impossible times: 1. They were placed"
        " beside their neighbours."
    ]


def test_an_end_that_lacks_is_thirty_seconds_away_at_most(tmp_path):
    document = {"segments": [segment(1, None, "one"), segment(90, 91, "two")]}
    assert turns(tmp_path, document)[0] == (1, 31, "one")


def test_the_last_end_is_that_of_the_recording(tmp_path):
    found = read(tmp_path, {"segments": [segment(0, 3, "one"), segment(3.0, None, "two")]})
    assert found.is_open
    assert found.until(9.9).turns[-1].span == Span(3.0, 9.9)
    assert found.until(99.0).turns[-1].span == Span(3.0, 33.0)
    assert found.until(2.0) == found.said
    known = read(tmp_path, {"duration": 7.5, "segments": [segment(3.0, None, "two")]})
    assert known.said.turns[0].span == Span(3.0, 7.5)


def test_an_end_before_its_start_is_none(tmp_path):
    document = {
        "chunks": [
            {"timestamp": [28.0, 0.0], "text": "one, two"},
            {"timestamp": [29.0, 30.0], "text": "three, four"},
        ]
    }
    assert turns(tmp_path, document)[0] == (28.0, 29.0, "one, two")


def test_a_start_that_lacks_is_the_end_before(tmp_path):
    document = {"segments": [segment(0, 2, "one"), segment(None, 4, "two"), segment(4, 5, "three")]}
    assert turns(tmp_path, document)[1] == (2, 4, "two")


def test_segments_without_any_times_stay_in_their_order(tmp_path):
    bare = [segment(None, None, text) for text in ("z", "y", "x", "w")]
    document = {"segments": [segment(0, 2, "one"), *bare, segment(2.1, 3, "two")]}
    assert [text for _, _, text in turns(tmp_path, document)] == ["one", "z", "y", "x", "w", "two"]


def test_words_that_are_null_are_no_words(tmp_path):
    document = {"segments": [segment(0, 2, "one", words=None), segment(2, 3, "two", words=[None])]}
    assert turns(tmp_path, document) == [(0, 2, "one"), (2, 3, "two")]


def test_an_untimed_word_goes_to_the_speaker_of_the_word_after_it_where_it_is_the_first(tmp_path):
    timed = [{"word": "2266"}, word("is", 5, 5.5), word("it", 5.5, 5.9), word("yes", 6, 6.5)]
    found = read(tmp_path, {"segments": [segment(3.5, 8, "2266 is it yes", words=timed)]})
    for change in (4.0, 4.2, 4.5):
        who = annotation((0.0, change, "A"), (4.5, 9.0, "B"), duration=9.0)
        (turn,) = transcripts.assign_speakers(found.said, who).turns
        assert (turn.speaker, turn.text) == ("B", "2266 is it yes")


def test_an_untimed_word_goes_to_the_speaker_of_the_word_before_it_elsewhere(tmp_path):
    timed = [word("in", 0.0, 0.5), word("2014"), word("yes", 5.0, 5.5)]
    found = read(tmp_path, {"segments": [segment(0, 8, "in 2014 yes", words=timed)]})
    who = annotation((0.0, 1.0, "A"), (4.5, 9.0, "B"), duration=9.0)
    named = transcripts.assign_speakers(found.said, who).turns
    assert [(turn.speaker, turn.text) for turn in named] == [("A", "in 2014"), ("B", "yes")]


def test_an_untimed_word_without_room_shares_the_time_of_its_neighbour(tmp_path):
    timed = [word("2014"), word("yes", 3.0, 4.0), word("no", 4.0, 5.0)]
    (turn,) = read(tmp_path, {"segments": [segment(3, 5, "2014 yes no", words=timed)]}).said.turns
    assert [one.text for one in turn.words] == ["2014", "yes", "no"]
    assert turn.words[0].span.start == 3.0
    assert turn.words[0].span.end == turn.words[1].span.start < 4.0
    assert turn.words[1].span.end == 4.0


def test_a_segment_none_of_whose_words_has_a_time_is_one_piece(tmp_path):
    document = {"segments": [segment(0, 8, "is it", words=[word("is"), word("it")])]}
    (turn,) = read(tmp_path, document).said.turns
    assert (turn.text, turn.words) == ("is it", ())


def test_a_word_between_two_segments_belongs_to_the_one_whose_text_has_it(tmp_path):
    document = {
        "segments": [segment(0, 4, "is"), segment(4.2, 8, "it now")],
        "words": [word("is", 1, 1.5), word("it", 4.1, 4.15), word("now", 5, 5.5)],
    }
    found = read(tmp_path, document).said.turns
    assert [[one.text for one in turn.words] for turn in found] == [["is"], ["it", "now"]]


def test_a_word_that_no_text_has_goes_to_the_nearest_segment_and_into_its_text(tmp_path):
    loose = [word("one", 0.55, 0.58), word("two", 1, 1.5), word("three", 2, 2.5)]
    beside = {"segments": [segment(0.6, 3, "two three")], "words": loose}
    assert turns(tmp_path, beside) == [(0.6, 3, "one two three")]
    held = {"segments": [segment(0.6, 3, "two three", words=loose[1:])], "words": loose}
    assert turns(tmp_path, held) == [(0.6, 3, "one two three")]


def test_a_part_of_the_text_that_has_no_word_is_not_lost_where_a_segment_is_cut(tmp_path):
    document = {
        "segments": [
            segment(0, 4, "one two three", words=[word("one", 0, 0.5), word("three", 3, 3.5)])
        ]
    }
    who = annotation((0.0, 1.5, "A"), (2.5, 4.0, "B"), duration=4.0)
    named = transcripts.assign_speakers(read(tmp_path, document).said, who).turns
    assert [(turn.speaker, turn.text) for turn in named] == [("A", "one two"), ("B", "three")]


def test_the_words_of_word_segments_cut_a_segment(tmp_path):
    document = {
        "segments": [segment(0, 8, "is it")],
        "word_segments": [word("is", 1, 1.5), word("it", 5, 5.5)],
    }
    who = annotation((0.0, 2.0, "A"), (4.5, 9.0, "B"), duration=9.0)
    named = transcripts.assign_speakers(read(tmp_path, document).said, who).turns
    assert [(turn.speaker, turn.text) for turn in named] == [("A", "is"), ("B", "it")]


def test_words_alone_become_segments_at_sentences_and_pauses_with_the_text_s_punctuation(tmp_path):
    loose = [word("well", 0, 0.4), word("yes", 0.5, 0.8), word("and", 1.0, 1.3), word("so", 5, 5.4)]
    document = {"text": "Well, yes. And so", "segments": [], "words": loose}
    assert turns(tmp_path, document) == [(0, 0.8, "Well, yes."), (1.0, 1.3, "And"), (5, 5.4, "so")]


PARTS = [
    (0.0, 6, "a"),
    (6, 24, "b"),
    (24.0, 29.4, "c"),
    (0.0, 4.3, "d"),
    (4.3, 28, "e"),
    (0, 5, "f"),
]
REBASED = [0.0, 6, 24.0, 30.0, 34.3, 60.0]
SAID = (
    "The clock of the transcript starts anew, times: 2. Each part was put where its window lies: at"
    " Whisper's own seek, else 30 s after the part before it."
)


def as_srt(parts):
    return "\n".join(
        f"{number}\n00:00:{start:06.3f} --> 00:00:{end:06.3f}\n{text}\n".replace(".", ",")
        for number, (start, end, text) in enumerate(parts, 1)
    )


@pytest.mark.parametrize(
    "name, document",
    [
        ("a.json", {"segments": [segment(*one) for one in PARTS]}),
        (
            "a.json",
            {"chunks": [{"timestamp": [s, e], "text": f"{t} and more"} for s, e, t in PARTS]},
        ),
        (
            "a.json",
            {
                "transcription": [
                    {"offsets": {"from": int(s * 1000), "to": int(e * 1000)}, "text": t}
                    for s, e, t in PARTS
                ]
            },
        ),
        ("a.srt", as_srt(PARTS).encode()),
        ("a.vtt", f"WEBVTT\n\n{as_srt(PARTS).replace(',', '.')}".encode()),
        (
            "a.tsv",
            "".join(
                [
                    "start\tend\ttext\n",
                    *(f"{int(s * 1000)}\t{int(e * 1000)}\t{t}\n" for s, e, t in PARTS),
                ]
            ).encode(),
        ),
    ],
)
def test_a_clock_that_starts_anew_every_thirty_seconds_is_rebased_and_said(
    tmp_path, name, document
):
    found = read(tmp_path, document, name)
    assert [turn.span.start for turn in found.said.turns] == pytest.approx(REBASED)
    assert told(found) == [SAID]


def test_times_within_the_windows_of_whisper_are_rebased_by_its_own_seek(tmp_path):
    parts = [(0, 0.0, 3.0), (0, 3.0, 8.0), (2800, 1.0, 4.0), (5650, 0.5, 9.0)]
    segments = [{**segment(s, e, "and some"), "seek": seek} for seek, s, e in parts]
    found = read(tmp_path, {"segments": segments})
    assert [turn.span.start for turn in found.said.turns] == pytest.approx([0, 3, 29, 57])
    assert told(found) == [SAID]
    for seek, one in zip((0, 0, 0, 800), segments, strict=True):  # on one clock already
        one["seek"] = seek
    found = read(tmp_path, {"segments": sorted(segments, key=lambda one: one["start"])})
    assert (told(found), found.said.turns[-1].span.start) == ([], 3.0)


def test_a_subtitle_that_begins_a_new_clock_at_the_second_of_the_one_before_is_no_shorter_one(
    tmp_path,
):
    parts = [(0.0, 29.9, "one and more"), (0.0, 5.0, "two"), (6.0, 8.0, "three")]
    found = read(tmp_path, as_srt(parts).encode(), "a.srt")
    assert [turn.span.start for turn in found.said.turns] == pytest.approx([0, 30, 36])


def test_a_segment_that_begins_where_nothing_says_that_the_one_before_ends_does_not_overlap_it(
    tmp_path,
):
    listed = [segment(1, None, "one two"), segment(None, 4, "three")]
    (_, end, _), (start, _, _) = turns(tmp_path, {"segments": listed})
    assert 1 < end == start < 4


def test_a_word_beside_the_segments_that_only_the_text_of_one_has_is_not_said_twice(tmp_path):
    first = [word("a", 0.5, 1), word("b", 1, 2)]
    rest = [word("c", 5.6, 6), word("d", 6, 7)]
    document = {
        "segments": [segment(0.5, 7, "a b c d", words=first)],
        "word_segments": [*first, *rest],
    }
    (turn,) = read(tmp_path, document).said.turns
    assert (turn.text, [one.span.start for one in turn.words]) == ("a b c d", [0.5, 1, 5.6, 6])


def test_words_are_rebased_too(tmp_path):
    loose = [word("a", 1, 1.3), word("b", 28, 28.4), word("c", 2, 2.3)]
    assert [start for start, _, _ in turns(tmp_path, {"words": loose})] == [1, 28, 32]


def test_a_clock_that_starts_anew_after_another_time_is_refused(tmp_path):
    document = {"segments": [segment(0, 598.2, "one"), segment(0, 4, "two")]}
    with pytest.raises(FormatError) as caught:
        read(tmp_path, document)
    assert str(caught.value) == (
        "The transcript of Whisper cannot be used.\n"
        f"File: {tmp_path / 'talk.json'}\n"
        "Its clock starts anew after 598.2 s; new starts in all: 1.\n"
        "Hint: Transcribe the recording as a whole, or add to the times of each part the second at"
        " which it begins."
    )


def test_parts_of_less_than_a_window_are_refused_since_they_could_lie_anywhere(tmp_path):
    document = {"segments": [segment(0, 19.8, "one"), segment(0, 18.2, "two"), segment(0, 4, "x")]}
    with pytest.raises(FormatError, match="cannot be used"):
        read(tmp_path, document)


def test_one_speaker_after_the_other_is_one_clock(tmp_path):
    document = {
        "segments": [
            *(segment(at, at + 5, "a", speaker="left") for at in (0, 40, 80)),
            *(segment(at, at + 5, "b", speaker="right") for at in (20, 60)),
        ]
    }
    assert [start for start, _, _ in turns(tmp_path, document)] == [0, 20, 40, 60, 80]


def test_times_of_words_that_are_of_another_clock_are_not_used_and_said(tmp_path):
    """As whisper.cpp's tokens with --vad."""
    timed = [word("is", 1, 1.5), word("it", 1.5, 2)]
    found = read(tmp_path, {"segments": [segment(60, 62, "is it", words=timed)]})
    assert found.said.turns[0].words == ()
    assert told(found) == [
        "Segments whose words have times of another clock: 1. The times of those words were not used."
    ]


CPP = '{"transcription": [{"offsets": {"from": 0, "to": 2000}, "text": " Привет"}]}'


@pytest.mark.parametrize(
    "encoding, mark",
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
    ],
)
@pytest.mark.parametrize(
    "name, content",
    [
        ("talk.json", CPP),
        ("talk.srt", "1\n00:00:00,000 --> 00:00:02,000\nПривет\n"),
        ("talk.vtt", "WEBVTT\n\n00:00.000 --> 00:02.000\nПривет\n"),
        ("talk.tsv", "start\tend\ttext\n0\t2000\tПривет\n"),
    ],
)
def test_every_unicode_is_read(tmp_path, name, content, encoding, mark):
    found = read(tmp_path, mark + content.replace("\n", "\r\n").encode(encoding), name)
    (turn,) = found.said.turns
    assert (turn.span, turn.text) == (Span(0, 2), "Привет")


@pytest.mark.parametrize("name", ["talk.json", "talk.srt", "talk.vtt", "talk.tsv"])
def test_another_encoding_is_refused_by_its_name(tmp_path, name):
    content = {
        "talk.json": '{"segments": [{"start": 0, "end": 1, "text": "Привет"}]}',
        "talk.srt": "1\n00:00:00,000 --> 00:00:02,000\nПривет\n",
        "talk.vtt": "WEBVTT\n\n00:00.000 --> 00:02.000\nПривет\n",
        "talk.tsv": "start\tend\ttext\n0\t2000\tПривет\n",
    }[name]
    with pytest.raises(FormatError, match="not text in UTF-8") as caught:
        read(tmp_path, content.encode("cp1251"), name)
    assert caught.value.hint == "Save it again as UTF-8."


def test_whisper_cpp_in_another_encoding_is_refused_too(tmp_path):
    with pytest.raises(FormatError) as caught:
        read(tmp_path, CPP.encode("cp1251"))
    assert "Its letters are not in UTF-8. Save it again as UTF-8." in str(caught.value)


def test_halves_of_letters_in_tokens_of_whisper_cpp_are_joined(tmp_path):
    letter = "你".encode()

    def token(data, start, end):
        offsets = f'"offsets": {{"from": {start}, "to": {end}}}'.encode()
        return b'{"text": "' + data + b'", ' + offsets + b"}"

    tokens = b",".join(
        [token(letter[:2], 0, 200), token(letter[2:], 200, 400), token("好".encode(), 400, 900)]
    )
    whole = '"text": "你好"'.encode()
    data = (
        b'{"transcription": [{"offsets": {"from": 0, "to": 900}, '
        + whole
        + b', "tokens": ['
        + tokens
        + b"]}]}"
    )
    (turn,) = read(tmp_path, data).said.turns
    assert turn.text == "你好"
    assert [(one.text, one.span) for one in turn.words] == [
        ("你", Span(0.0, 0.4)),
        ("好", Span(0.4, 0.9)),
    ]


def test_a_letter_between_two_segments_of_whisper_cpp_is_joined(tmp_path):
    letter = "好".encode()
    one = b'{"offsets": {"from": 0, "to": 500}, "text": "\xe4\xbd\xa0' + letter[:1] + b'"}'
    two = b'{"offsets": {"from": 500, "to": 900}, "text": "' + letter[1:] + b'\xe5\x90\x97"}'
    found = read(tmp_path, b'{"transcription": [' + one + b"," + two + b"]}").said.turns
    assert [(turn.span, turn.text) for turn in found] == [(Span(0.0, 0.9), "你好吗")]


def test_the_json_that_whisper_cpp_breaks_is_mended(tmp_path):
    data = b"""{
\t"transcription": [
\t\t{
\t\t\t"offsets": {"from": 0, "to": 900},
\t\t\t"text": " one\ttwo",
\t\t\t"tokens": [
\t\t\t\t{
\t\t\t\t\t"text": " one",
\t\t\t\t\t"p": -nan,
\t\t\t\t\t"t_dtw": nan
\t\t\t\t}
\t\t\t],
\t\t\t"speaker": "0"
\t\t\t"speaker_turn_next": false
\t\t},
\t\t{
\t\t\t"offsets": {"from": 900, "to": 1900},
\t\t\t"text": " three [SPEAKER_TURN]",
\t\t}
\t]
}"""
    found = read(tmp_path, data).said.turns
    assert [(turn.speaker, turn.text) for turn in found] == [("0", "one\ttwo"), ("", "three")]


def test_speakers_of_the_file_are_replaced_and_that_is_said(tmp_path):
    document = {
        "segments": [
            segment(0, 1, "a", speaker="Anna", type="transcript.text.segment"),
            segment(1, 2, "b", speaker="Boris", type="transcript.text.segment"),
        ]
    }
    found = read(tmp_path, document)
    assert found.shape == "OpenAI diarized_json"
    assert found.said.speakers == ("Anna", "Boris")
    who = Annotation((Turn(Span(0, 2), "SPEAKER_00"),), "talk", 2.0)
    assert [str(remark) for remark in found.beside(who)] == [
        "The speakers that the transcript names (Anna, Boris) are replaced by those that were heard;"
        " `diarize convert` keeps them."
    ]


def test_a_transcript_of_something_longer_is_remarked_on(tmp_path):
    found = read(tmp_path, {"segments": [segment(0, 1, "a"), segment(80, 90, "b")]})
    who = Annotation((Turn(Span(0, 2), "SPEAKER_00"),), "talk", 20.0)
    assert [str(remark) for remark in found.beside(who)] == [
        "The transcript goes on to 90 s, and the recording ends at 20 s: is it of this recording?"
    ]


@pytest.mark.parametrize(
    "document, shape, step",
    [
        (
            {"text": "hello"},
            "OpenAI verbose_json",
            'Ask for response_format="verbose_json", which has times.',
        ),
        (
            {"text": "hello", "result": [{"word": "hello"}]},
            "Vosk",
            "Call SetWords(True) before the first AcceptWaveform.",
        ),
        (
            {"chunks": [{"text": "hello"}]},
            "transformers",
            "Call the pipeline with return_timestamps=True.",
        ),
        (
            {"transcription": [{"text": "hello"}]},
            "whisper.cpp",
            "Write it again with -oj, and without -nt.",
        ),
        (
            {"pred_text": "hello", "audio_filepath": "a.wav"},
            "NeMo",
            "Transcribe with timestamps=True, which has seconds beside the frames.",
        ),
        (
            {"text": "hello", "timestamp": {"word": [{"word": "hello", "start_offset": 1}]}},
            "NeMo",
            "Transcribe with timestamps=True, which has seconds beside the frames.",
        ),
    ],
)
def test_a_text_without_times_is_refused_with_the_way_to_them(tmp_path, document, shape, step):
    with pytest.raises(FormatError) as caught:
        read(tmp_path, document)
    assert caught.value.message == f"The transcript of {shape} has no times in it."
    assert f"It is an object of: {', '.join(document)}" in caught.value.context
    assert caught.value.hint == step


@pytest.mark.parametrize(
    "document, said",
    [
        ({"segments": [segment(0, 1, ["a"])]}, "A text is list."),
        ({"segments": ["hello"]}, "Entry 0 of 'segments' is no object."),
        ({"segments": [segment(0, 1, "a", words="a")]}, "'words' is no list."),
        ([[0, 1, "a"], [1, 2]], "A segment is neither an object nor a row of its fields."),
    ],
)
def test_what_might_hold_words_and_cannot_be_read_is_named(tmp_path, document, said):
    with pytest.raises(FormatError, match="cannot be used") as caught:
        read(tmp_path, document)
    assert said in caught.value.context


def test_json_that_breaks_off_says_where(tmp_path):
    with pytest.raises(FormatError) as caught:
        read(tmp_path, b'{"segments": [{"start": 0, "end": 1, "te')
    assert caught.value.hint == "Is the file whole? Write it again, with the program that made it."
    assert "line 1 column" in caught.value.context


def test_an_envelope_of_a_service_is_opened(tmp_path):
    inner = {"segments": [segment(0, 1, "a")]}
    for outer in ({"status": "ok", "output": inner}, {"result": {"data": inner}}, [inner]):
        assert turns(tmp_path, outer) == [(0, 1, "a")]


def test_an_ending_that_says_something_else_does_not_matter(tmp_path):
    data = json.dumps({"segments": [segment(0, 1, "a")]}).encode()
    assert read(tmp_path, data, "talk.txt").shape == "Whisper"
    srt = b"1\n00:00:00,000 --> 00:00:01,000\na\n"
    assert read(tmp_path, srt, "talk.txt").shape == "SRT"


def test_speakers_before_the_text_of_whisper_cpp_s_subtitles_are_speakers(tmp_path):
    srt = b"1\n00:00:00,000 --> 00:00:01,000\n(speaker 1) yes\n\n2\n00:00:01,000 --> 00:00:02,000\n(speaker ?) no\n"
    found = read(tmp_path, srt, "talk.srt").said.turns
    assert [(turn.speaker, turn.text) for turn in found] == [("1", "yes"), ("", "no")]


def test_a_speaker_in_brackets_is_a_speaker_in_whisperx_s_webvtt_too(tmp_path):
    vtt = b"WEBVTT\n\n00:00.000 --> 00:01.000\n[SPEAKER_01]: yes [laughs]\n"
    (turn,) = read(tmp_path, vtt, "talk.vtt").said.turns
    assert (turn.speaker, turn.text) == ("SPEAKER_01", "yes [laughs]")


def test_a_mark_in_a_line_that_is_not_repeated_is_emphasis(tmp_path):
    srt = b"1\n00:00:00,000 --> 00:00:02,000\nI <b>do</b> mean it\n\n2\n00:00:02,000 --> 00:00:03,000\nI do\n"
    found = read(tmp_path, srt, "talk.srt").said.turns
    assert [(turn.text, turn.words) for turn in found] == [("I do mean it", ()), ("I do", ())]


def test_another_encoding_is_refused_in_a_service_s_json_with_a_transcription_too(tmp_path):
    content = '{"transcription": "да", "segments": [{"start": 0, "end": 1, "text": "да"}]}'
    with pytest.raises(FormatError, match="not text in UTF-8"):
        read(tmp_path, content.encode("cp1251"))
    assert read(tmp_path, content.encode()).said.turns[0].text == "да"


def test_transcripts_of_several_recordings_are_refused(tmp_path):
    lines = [
        {"audio_filepath": f"{n}.wav", "pred_text": "a", "word": [word("a", 0, 1)]} for n in "ab"
    ]
    with pytest.raises(FormatError) as caught:
        read(tmp_path, "\n".join(map(json.dumps, lines)).encode())
    assert str(caught.value) == (
        "The file holds the transcripts of several recordings.\n"
        f"File: {tmp_path / 'talk.json'}\n"
        "It is a list of 2 entries\n"
        "Hint: Save the one of this recording alone."
    )


def table(tmp_path, content):
    path = tmp_path / "talk.csv"
    path.write_text(content, encoding="utf-8")
    return transcripts.read(path)


def test_a_decimal_comma_in_whisper_cpp_s_csv_is_refused_and_a_comma_in_its_text_is_none(tmp_path):
    with pytest.raises(FormatError) as refusal:
        table(tmp_path, 'start,end,text\n500,0,5," Well"\n')
    assert refusal.value.context.endswith("Line 2 has more fields than the table has columns.")
    found = table(tmp_path, "start, end ,text\n500,900, one, two\n")
    assert [turn.text for turn in found.said.turns] == ["one, two"]


def test_a_line_that_is_repeated_for_its_words_is_one_whatever_one_of_its_times_is(tmp_path):
    path = tmp_path / "talk.vtt"
    path.write_text(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<u>one</u> two\n\n00:00 --> 00:02.500\none two\n\n"
        "00:02.500 --> 00:03.000\none <u>two</u>\n",
        encoding="utf-8",
    )
    assert [turn.text for turn in transcripts.load(path).turns] == ["one two"]


@pytest.mark.parametrize(
    "document",
    [
        {"segments": [segment(0, 3200, "one"), segment(3200, 5000, "two")]},
        {"utterances": [], "words": [{"text": "hi", "start": 240, "end": 640}]},
    ],
)
def test_milliseconds_under_the_names_of_seconds_are_refused(tmp_path, document):
    with pytest.raises(FormatError) as refusal:
        read(tmp_path, document)
    assert "Its times look like milliseconds" in refusal.value.context


def test_an_hour_with_few_words_is_no_millisecond(tmp_path):
    said = "one word after the other " * 20
    assert turns(tmp_path, {"segments": [segment(0, 3600, said)]})


def test_what_whisper_cpp_shows_while_it_works_is_read(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text(
        "\n[00:00:00.000 --> 00:00:02.500]   Well, yes.\n[00:00:02.500 --> 00:00:04.000]   No.\n\n",
        encoding="utf-8",
    )
    said = [(turn.span, turn.text) for turn in transcripts.load(path).turns]
    assert said == [(Span(0.0, 2.5), "Well, yes."), (Span(2.5, 4.0), "No.")]


def test_whole_parts_that_begin_alike_are_a_clock_that_starts_anew(tmp_path):
    parts = [segment(0.9, 50.5, "one"), segment(0.6, 44.0, "two"), segment(0.8, 51.0, "three")]
    with pytest.raises(FormatError) as refusal:
        read(tmp_path, {"segments": parts})
    assert "Its clock starts anew after 50.5 s" in refusal.value.context


def test_what_is_shown_in_two_languages_at_once_is_one_clock(tmp_path):
    both = [
        segment(1, 9, "hello"),
        segment(1, 9, "hallo"),
        segment(10, 18, "yes"),
        segment(10, 18, "ja"),
    ]
    assert len(turns(tmp_path, {"segments": both})) == len(both)


def test_a_segment_that_lasts_no_time_lasts_as_long_as_its_letters_take(tmp_path):
    found = read(tmp_path, {"segments": [segment(2, 2, "hello there"), segment(5, 6, "yes")]})
    assert [(turn.span.start, turn.span.end) for turn in found.said.turns] == [(2, 2.67), (5, 6)]
    assert "missing or impossible times: 1" in told(found)[0]


def test_a_word_at_zero_far_from_its_segment_has_no_time(tmp_path):
    words = [word("2266", 0, 0), word("is", 5, 5.5), word("it", 5.5, 6)]
    (turn,) = read(tmp_path, {"segments": [segment(3.5, 8, "2266 is it", words=words)]}).said.turns
    assert turn.words[0].text == "2266"
    assert 3.5 <= turn.words[0].span.start < 5


def test_turns_of_other_formats_whose_clock_starts_anew_are_told(tmp_path):
    lines = "r 1 20.0 0.5 one\nr 1 29.0 0.5 two\nr 1 0.3 0.4 three\n"
    assert "not in order of time" in told(read(tmp_path, lines.encode(), "talk.ctm"))[0]


def test_words_beside_utterances_without_any_are_theirs(tmp_path):
    sides = [
        segment(600, 1600, "good morning", speaker="A"),
        segment(5000, 5600, "hi", speaker="B"),
    ]
    words = [("good", 600), ("morning", 1000), ("uh", 4700), ("hi", 5000)]
    listed = [{"text": text, "start": start, "end": start + 200} for text, start in words]
    whole = {"id": "x", "status": "completed", "utterances": sides, "words": listed}
    found = read(tmp_path, whole)
    assert found.shape == "AssemblyAI"
    assert [turn.text for turn in found.said.turns] == ["good morning", "uh hi"]
    seconds = {
        name: [
            one | {"start": one["start"] / 1000, "end": one["end"] / 1000} for one in whole[name]
        ]
        for name in ("utterances", "words")
    }
    assert [turn.text for turn in read(tmp_path, seconds).said.turns] == ["good morning", "uh hi"]


def test_words_as_azure_shows_them_have_their_times(tmp_path):
    shown = [("At", 0), ("9.", 50_000_000)]
    words = [
        {"displayText": text, "offsetInTicks": at, "durationInTicks": 3_000_000}
        for text, at in shown
    ]
    best = {"display": "At 9.", "displayWords": words}
    phrase = {"offsetInTicks": 0, "durationInTicks": 53_000_000, "nBest": [best]}
    (turn,) = read(tmp_path, {"recognizedPhrases": [phrase]}).said.turns
    assert [one.span.start for one in turn.words] == [0, 5]


def test_what_python_prints_is_named(tmp_path):
    printed = str({"text": "hi", "segments": [segment(0, 1, "hi")]})
    with pytest.raises(FormatError) as refusal:
        read(tmp_path, printed.encode())
    assert refusal.value.told.message.template == "The file holds what Python prints, and no JSON."
    assert "json.dump(" in str(refusal.value.told.hint)


@pytest.mark.parametrize("tail", [b"\x1a", b"\0", b"\n\x1a\0\0\0"])
def test_what_fills_up_the_end_of_a_file_is_not_said(tmp_path, tail):
    for name, content in (
        ("talk.json", json.dumps({"segments": [segment(0, 1, "hi")]}).encode()),
        ("talk.srt", b"1\n00:00:00,000 --> 00:00:01,000\nhi\n"),
    ):
        assert [turn.text for turn in read(tmp_path, content + tail, name).said.turns] == ["hi"]


def test_labels_in_another_encoding_are_named_as_such(tmp_path):
    with pytest.raises(FormatError) as refusal:
        read(tmp_path, "0.0\t1.0\t[A]: привет\n".encode("cp1251"), "talk.txt")
    assert str(refusal.value.told.message) == "The file is not text in UTF-8."


def test_one_who_speaks_over_another_and_goes_on_is_one_clock(tmp_path):
    both = [
        segment(0, 14, "hello to all of you"),
        segment(2, 15, "hallo an alle"),
        segment(16, 28, "and so it goes on"),
        segment(18, 29, "und so geht es weiter"),
    ]
    found = read(tmp_path, {"segments": both})
    assert [turn.span.start for turn in found.said.turns] == [0, 2, 16, 18]
    assert not told(found)


def test_seconds_of_another_service_are_not_taken_for_milliseconds(tmp_path):
    long = "We have said a great deal about this today. " * 50
    listed = [segment(0, 180, long, speaker="A"), segment(180, 400, long, speaker="B")]
    found = read(tmp_path, {"id": "x", "status": "completed", "utterances": listed})
    assert [turn.span.end for turn in found.said.turns] == [180, 400]


@pytest.mark.parametrize("beside", [2, ["good", "morning"], "good morning"])
@pytest.mark.parametrize("more", [{}, {"audio_duration": 2}])
def test_words_beside_utterances_that_are_none_are_left_aside(tmp_path, beside, more):
    listed = [segment(0, 1800 if more else 1.8, "good morning", speaker="A")]
    found = read(tmp_path, {"utterances": listed, "words": beside} | more)
    assert found.shape in {"AssemblyAI", "Gladia or ElevenLabs"}
    assert [turn.text for turn in found.said.turns] == ["good morning"]


def test_words_of_what_was_cut_off_are_not_said_by_who_is_left(tmp_path):
    listed = [word("good", 0, 0.5), word("morning", 0.6, 1.8), word("later", 60, 61)]
    sides = [segment(0, 1.8, "good morning", speaker="A")]
    found = read(tmp_path, {"utterances": sides, "words": listed})
    assert [turn.text for turn in found.said.turns] == ["good morning"]


def test_words_that_all_last_no_time_elsewhere_are_told(tmp_path):
    words = [word("one", 1, 1), word("two", 2, 2)]
    found = read(tmp_path, {"segments": [segment(10, 13, "one two", words=words)]})
    assert "words have times of another clock: 1" in told(found)[0]

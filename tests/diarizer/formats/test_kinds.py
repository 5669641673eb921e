"""Files that look like what they are not, and files that say who speaks in another way."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest

from diarizer import formats
from diarizer.errors import FormatError
from diarizer.formats import NoTime, SeveralRecordings
from diarizer.types import Annotation, Span, Turn
from tests.diarizer.formats.test_cases import eaf, tier
from tests.diarizer.formats.test_members import read
from tests.processes import run

PRINTED = "The lines are those that pyannote prints; they are read as turns."
STAY = "What may be a name stands before what is said too seldom to be sure, and stays in the text: {}."
ONCE = "Lines that roll on from cue to cue were read once."


def textgrid(**tiers):
    """A TextGrid of tiers, each of intervals of one second."""
    parts = [
        'File type = "ooTextFile"\nObject class = "TextGrid"\n\n0\n9\n<exists>\n',
        str(len(tiers)),
    ]
    for name, labels in tiers.items():
        parts.append(f'\n"IntervalTier"\n"{name}"\n0\n9\n{len(labels)}')
        parts += [f'\n{at}\n{at + 1}\n"{label}"' for at, label in enumerate(labels)]
    return "".join(parts)


def subtitles(*lines):
    return "".join(
        f"{number}\n00:00:0{number},000 --> 00:00:0{number},900\n{line}\n\n"
        for number, line in enumerate(lines, 1)
    )


# --- RTTM, CTM, STM ---


@pytest.mark.parametrize("rest", ["", " <NA>"])
def test_a_number_that_may_be_part_of_a_name_merges_no_two_people(rest):
    lines = [
        f"SPEAKER rec 1 {at} 1 <NA> <NA> Speaker {at}{rest}\n" for at in range(3)
    ]  # nine fields, or eight, and a blank in the name
    with pytest.raises(FormatError) as caught:
        formats.loads("".join(lines), "rttm")
    assert caught.value.message == "Line 2 is not an RTTM line."
    assert caught.value.context.startswith("Is 1 a part of the name, or a confidence? SPEAKER rec")
    assert caught.value.hint.startswith("Write Speaker%201 for a name with a blank")


def test_a_whole_confidence_and_numbers_in_whole_lines_are_read():
    line = "SPEAKER rec 1 {} 1 <NA> <NA> {} {} <NA>\n"
    content = line.format(0, "a", "1") + line.format(1, "a", "0.5") + line.format(2, "b", "1")
    assert [turn.confidence for turn in formats.loads(content, "rttm").turns] == [1.0, 0.5, 1.0]
    content = line.format(0, "Speaker 1", "<NA>") + line.format(2, "Speaker 2", "<NA>")
    assert formats.loads(content, "rttm").speakers == ("Speaker 1", "Speaker 2")


@pytest.mark.parametrize(
    ("name", "line"),
    [("rttm", "SPEAKER rec 1 {} {} <NA> <NA> A <NA> <NA>\n"), ("ctm", "rec 1 {} {} word\n")],
)
def test_ends_in_the_place_of_lengths_are_refused(name, line):
    times = [(0.5, 2.5), (2.5, 4.5), (4.5, 8.0), (8.0, 9.0)]
    with pytest.raises(FormatError, match="Ends seem to stand where lengths are meant") as caught:
        formats.loads("".join(line.format(*each) for each in times), name)
    assert caught.value.context == "Line 4: from 8.0 to 17.0, if it is a length"
    lengths = "".join(line.format(start, end - start) for start, end in times)
    assert max(turn.span.end for turn in formats.loads(lengths, name).turns) == 9.0


def test_ends_under_the_name_of_lengths_are_refused_in_a_table():
    rows = "5,8,A\n8,12,B\n12,20,A\n20,22,B\n"
    with pytest.raises(FormatError, match="Ends seem to stand where lengths are meant"):
        formats.loads(f"start,duration,speaker\n{rows}", "csv")
    assert len(formats.loads(f"start,end,speaker\n{rows}", "csv").turns) == 4


def test_a_name_on_several_channels_is_said():
    content = "".join(f"SPEAKER rec {one} 0 1 <NA> <NA> A <NA> <NA>\n" for one in (1, 2))
    assert read(content, "rttm")[1] == ["On several channels, and taken for one speaker: A."]


def test_a_label_of_an_stm_that_says_nothing_is_no_word():
    assert read("rec 1 A 0 1 <NA> hello\n", "stm")[0] == [(0, 1, "A", "hello")]


# --- JSON ---

SEGLST = [
    {"session_id": "S1", "speaker": "P1", "start_time": "0:00:40.5", "end_time": "0:00:42", "words": "a b"},
    {"session_id": "S1", "speaker": "P2", "start_time": 43, "end_time": 44.5, "words": "c"},
]  # fmt: skip
LHOTSE = [
    {"id": "r-0", "recording_id": "r", "start": 0.5, "duration": 1.5, "channel": 0, "speaker": "A"},
    {"id": "r-1", "recording_id": "r", "start": 2.5, "duration": 1, "channel": 0, "speaker": "B"},
]


def test_turns_of_scoring_and_of_training_are_read():
    found = formats.loads(json.dumps(SEGLST), "json")
    assert found.uri == "S1"
    assert read(json.dumps(SEGLST), "json")[0] == [(40.5, 42, "P1", "a b"), (43, 44.5, "P2", "c")]
    lines = "\n".join(map(json.dumps, LHOTSE))
    assert read(lines, "json")[0] == [(0.5, 2, "A", ""), (2.5, 3.5, "B", "")]
    assert read(json.dumps(LHOTSE[0]), "json")[0] == [(0.5, 2, "A", "")]


@pytest.mark.parametrize(
    "turn",
    [
        {"begin": 0.5, "end": 2, "speaker_id": "A"},
        {"start": 0.5, "stop": 2, "speaker": "A"},
        {"onset": 0.5, "offset": 2, "label": "A"},
        {"start_ms": 500, "duration_ms": 1500, "spk": "A"},
    ],
)
def test_turns_are_read_by_what_tables_call_them(turn):
    for document in ([turn], {"turns": [turn]}, {"segments": [turn]}, turn):
        assert read(json.dumps(document), "json")[0] == [(0.5, 2, "A", "")]


def test_words_of_another_speaker_than_their_segment_are_said():
    words = [
        {"word": "hi", "start": 0, "end": 1, "speaker": "A"},
        {"word": "yes", "start": 1, "end": 2, "speaker": "B"},
    ]
    segment = {"start": 0, "end": 2, "speaker": "A", "text": "hi yes", "words": words}
    turns, said = read(json.dumps({"segments": [segment, {**segment, "words": words[:1]}]}), "json")
    assert {who for _, _, who, _ in turns} == {"A"}
    assert said == ["1 segment holds words of another speaker; all of it is given to its own."]


def test_labels_that_are_words_are_nobody():
    words = [{"start": at, "end": at + 0.5, "label": f"word {at}"} for at in range(9)]
    for document in (words, {"text": "word 0", "segments": words[:2]}):
        with pytest.raises(FormatError):
            formats.loads(json.dumps(document), "json")


def test_the_fence_of_a_chat_program_is_no_part_of_json():
    fenced = f"```json\n{json.dumps(LHOTSE)}\n```\n"
    assert read(fenced, "json")[0] == [(0.5, 2, "A", ""), (2.5, 3.5, "B", "")]


@pytest.mark.parametrize("name", ["audio", "meeting_id", "Call ID", "path"])
def test_recordings_that_come_again_are_not_one(name):
    turns = [(at, f"rec {at % 2}") for at in range(4)]
    table = "".join(f"{whose},{at},{at + 1},A\n" for at, whose in turns)
    listed = [{name: whose, "start": at, "end": at + 1, "speaker": "A"} for at, whose in turns]
    for content, kind in (
        (f"{name},start,end,speaker\n{table}", "csv"),
        (json.dumps(listed), "json"),
    ):
        with pytest.raises(SeveralRecordings, match="rec 0, rec 1"):
            formats.loads(content, kind)


def test_clips_that_were_cut_out_for_each_turn_are_one_recording():
    table = "".join(f"clip{at}.wav,{at},{at + 1},A\n" for at in range(4))
    assert len(formats.loads(f"path,start,end,speaker\n{table}", "csv").turns) == 4
    one = "".join(f"talk.wav,{at},{at + 1},A\n" for at in range(4))
    assert len(formats.loads(f"audio,start,end,speaker\n{one}", "csv").turns) == 4


@pytest.mark.parametrize("name", ["session_id", "recording_id", "Meeting ID", "call"])
def test_turns_of_several_sessions_are_not_one_recording(name):
    turns = [{"start": at, "end": 9, "speaker": "A", name: f"rec {at}"} for at in range(2)]
    table = f"start,end,speaker,{name}\n0,9,A,rec 0\n1,9,A,rec 1\n"
    for content, kind in ((json.dumps(turns), "json"), (table, "csv")):
        with pytest.raises(SeveralRecordings, match="rec 0, rec 1"):
            formats.loads(content, kind)


@pytest.mark.parametrize(
    "document",
    [
        {"segments": [], "text": "hello"},
        {"segments": [], "words": [{"word": "is", "start": 1, "end": 1.5}]},
        {
            "segments": [{"start": 0, "end": 2, "speaker": "A", "text": "is"}],
            "word_segments": [{"word": "is", "start": 1, "end": 1.5}],
        },
    ],
)
def test_a_transcript_whose_words_lie_beside_is_no_list_of_turns(document):
    with pytest.raises(FormatError, match="does not hold turns"):
        formats.loads(json.dumps(document), "json")


def test_words_beside_no_segments_are_converted(tmp_path):
    path = tmp_path / "talk.json"
    words = [{"word": "is", "start": 1, "end": 1.5}]
    path.write_text(json.dumps({"segments": [], "text": "is", "words": words}), encoding="utf-8")
    done = run("diarizer", "convert", str(path), "--to", "srt")
    assert (done.returncode, done.stdout) == (0, "1\n00:00:01,000 --> 00:00:01,500\nis\n")
    path.write_text(json.dumps({"segments": [], "text": "is"}), encoding="utf-8")
    done = run("diarizer", "convert", str(path), "--to", "srt")
    assert done.returncode == 2
    assert "The transcript of Whisper has no times in it." in done.stderr


def test_milliseconds_of_turns_without_a_text_are_refused():
    turns = [
        {"start": 2000 * at, "end": 2000 * at + 1500, "speaker": "AB"[at % 2]} for at in range(3)
    ]
    with pytest.raises(NoTime, match="look like milliseconds"):
        formats.loads(json.dumps(turns), "json")
    alone = [{**one, "speaker": "A"} for one in turns]  # a lecture in whole seconds may be one
    assert len(formats.loads(json.dumps(alone), "json").turns) == 3


# --- subtitles ---


def test_captions_of_youtube_that_became_srt_are_read_once():
    lines = ["hello and", "welcome to", "[Music]", "the show"]
    shown = [f"00:00:00,100 --> 00:00:01,990\n \n{lines[0]}\n"]
    for at, (line, later) in enumerate(pairwise(lines), 1):
        shown += [
            f"00:00:0{at},990 --> 00:00:0{at + 1},000\n{line}\n \n",
            f"00:00:0{at + 1},000 --> 00:00:0{at + 1},990\n{line}\n{later}\n",
        ]
    content = "\n".join(f"{number}\n{one}" for number, one in enumerate(shown, 1))
    turns, said = read(content, "srt")
    assert [text for *_, text in turns] == lines
    assert said == [ONCE]


def test_what_rolls_on_in_webvtt_leaves_no_empty_turn():
    content = (
        "WEBVTT\n\n00:00.000 --> 00:03.389\n \n<c.a>hello<00:01.480><c> you</c></c>\n\n"
        "00:03.389 --> 00:03.399\n<c.a>hello you\n </c>\n"
    )
    assert read(content, "vtt")[0] == [(0, 3.389, "", "hello you")]


def test_the_fence_of_a_chat_program_is_no_word():
    assert read(f"```srt\n{subtitles('hello')}```\n", "srt")[0] == [(1, 1.9, "", "hello")]


@pytest.mark.parametrize("form", ["{}: {}", ">> {}: {}", "[{}] {}", "({}) {}", "{}:\n{}"])
def test_a_name_before_every_subtitle_is_who_speaks(form):
    said = [("Anna", "hi"), ("Boris", "yes"), ("Anna", "so"), ("Boris", "no")]
    turns, told = read(subtitles(*(form.format(*one) for one in said)), "srt")
    assert [(who, text) for _, _, who, text in turns] == said
    assert told == ["Names before what is said are taken for who speaks: Anna, Boris."]


def test_each_line_that_begins_with_a_name_is_that_speaker_s():
    lines = ["Anna: hi\nBoris: yes\nand no", "- Anna: so", "Boris: no", "Anna: 10:30: ok"]
    assert read(subtitles(*lines), "srt")[0] == [
        (1, 1.9, "Anna", "hi"),
        (1, 1.9, "Boris", "yes and no"),
        (2, 2.9, "Anna", "so"),
        (3, 3.9, "Boris", "no"),
        (4, 4.9, "Anna", "10:30: ok"),
    ]


@pytest.mark.parametrize(
    ("beside", "said"),
    [
        ("hello there", "hello there x"),
        ("align:start position:0%", "x"),
        ("line: 84%", "x"),
        ("X1:100 X2:200 Y1:100", "x"),
    ],
)
def test_what_is_said_in_the_line_of_the_times_is_not_lost(beside, said):
    content = f"00:00:01.000 --> 00:00:02.000 {beside}\nx\n"
    assert read(f"1\n{content}", "srt")[0] == [(1, 2, "", said)]
    assert read(f"WEBVTT\n\n{content}", "vtt")[0] == [(1, 2, "", said)]


def test_one_sound_before_every_subtitle_is_nobody():
    turns, told = read(subtitles(*["[MUSIC] la"] * 4), "srt")
    assert {who for _, _, who, _ in turns} == {""}
    assert not told


@pytest.mark.parametrize("kind", ["srt", "vtt"])
def test_a_second_name_in_a_subtitle_is_not_given_to_the_first(kind):
    lines = ["Anna: hello\nBoris: hi", "Anna: fine\nand so\nBoris: yes", "Anna: so\nCleo: no"]
    content = subtitles(*lines)
    if kind == "vtt":
        content = "WEBVTT\n\n" + content.replace(",", ".")
    turns, told = read(content, kind)
    assert [(who, said) for _, _, who, said in turns] == [
        *[("Anna", "hello"), ("Boris", "hi"), ("Anna", "fine and so"), ("Boris", "yes")],
        ("Anna", "so Cleo: no"),
    ]
    taken = "Names before what is said are taken for who speaks: Anna, Boris."
    assert told == [taken, STAY.format("Cleo")]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["Anna: hello", "Boris: hi"], "Anna, Boris"),
        (["Anna: hello", "Boris: hi", "Anna: so"], "Anna, Boris"),
        (["Anna: a", "Boris: b", "Anna: c", "Cleo: d", "Anna: e"], "Anna, Boris, Cleo"),
        (["Speaker 1 (Anna): a", "Speaker 2 (Boris): b"], "Speaker 1 (Anna), Speaker 2 (Boris)"),
        (["Dr: who"], ""),
        (["Anna: hello", "and you", "and he", "and she"], ""),
    ],
)
def test_names_that_come_too_seldom_stay_in_the_text_and_are_told(lines, told):
    turns, said = read(subtitles(*lines), "srt")
    assert [one[2:] for one in turns] == [("", line) for line in lines]
    assert said == ([STAY.format(told)] if told else [])


@pytest.mark.parametrize("mark", ["{}: ", "[{}] ", "({}) ", "{} - ", "{} | "])
@pytest.mark.parametrize(
    "who", ["SPEAKER_00", "UNKNOWN", "Speaker 12", "Спикер 1", "Unknown Speaker"]
)
def test_what_programs_call_somebody_is_a_name_wherever_it_stands(mark, who):
    lines = [mark.format(who) + "hello", "and so", mark.format("SPEAKER_01") + "hi"]
    turns, said = read(subtitles(*lines), "srt")
    assert [one[2:] for one in turns] == [(who, "hello"), ("", "and so"), ("SPEAKER_01", "hi")]
    assert said == []
    assert (
        formats.loads(
            formats.dumps(Annotation((Turn(Span(0, 1), "", text=lines[0]),)), "srt"), "srt"
        )
        .turns[0]
        .text
        == lines[0]
    )


def test_names_before_some_of_the_subtitles_are_said():
    turns, told = read(subtitles("Anna: hi", "and you", "Anna: so", "Boris: no"), "srt")
    assert {who for _, _, who, _ in turns} == {""}
    assert told == [STAY.format("Anna")]


# --- labels ---


@pytest.mark.parametrize(
    "content",
    [
        "[ 00:00:00.500 -->  00:00:01.750] A SPEAKER_00\n"
        "[ 00:00:02.000 -->  01:00:03.000] B Anna B\n",
        "start=0.5s stop=1.75s speaker_SPEAKER_00\nstart=2.0s stop=3603.0s Anna B\n",
        "SPEAKER_00 speaks between t=0.5s and t=1.75s\nAnna B speaks between t=2s and t=3603s\n",
    ],
)
def test_what_pyannote_prints_is_read_as_turns(content):
    turns, said = read(content, "audacity")
    assert turns == [(0.5, 1.75, "SPEAKER_00", ""), (2, 3603, "Anna B", "")]
    assert said == [PRINTED]


def test_an_annotation_of_pyannote_that_was_printed_is_read_back():
    core = pytest.importorskip("pyannote.core")
    found = core.Annotation()
    found[core.Segment(0.5, 1.75), "a"] = "Anna B"
    found[core.Segment(3600.25, 3601), "b"] = "SPEAKER_01"
    assert read(str(found), "audacity")[0] == [
        (0.5, 1.75, "Anna B", ""),
        (3600.25, 3601, "SPEAKER_01", ""),
    ]


def test_a_table_under_the_ending_of_labels_is_read():
    turns, said = read("start\tend\tlabel\n0,5\t2\tAnna\n", "audacity")  # Excel, "Unicode text"
    assert turns == [(0.5, 2, "Anna", "")]
    assert said[0] == "The file is a table; it is read as one."


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["SPEAKER_00: hi", "Anna"], [("SPEAKER_00", "hi"), ("Anna", "")]),
        (["[0] hi", "[0] there", "[1] yes"], [("0", "hi"), ("0", "there"), ("1", "yes")]),  # NeMo
        (["Dr: Who"] * 4, [("Dr: Who", "")] * 4),
        (["Dr: Who", "Mr: No"] * 2, [("Dr: Who", ""), ("Mr: No", "")] * 2),
        (["A: x", "B: y", "A: z", "B: w"], [("A", "x"), ("B", "y"), ("A", "z"), ("B", "w")]),
    ],
)
def test_labels_name_who_speaks_as_subtitles_do(labels, expected):
    content = "".join(f"{at}.0\t{at}.5\t{label}\n" for at, label in enumerate(labels))
    assert [(who, text) for _, _, who, text in read(content, "audacity")[0]] == expected


def test_speakers_who_look_like_names_and_words_come_back():
    names = ["Dr: Who", "A: x", "Dr: Who", "A: x", "[0] x", "SPEAKER_00: x"]
    turns = tuple(Turn(Span(at, at + 0.5), name) for at, name in enumerate(names))
    for some in (turns, turns[:4], turns[4:5] * 3, turns[5:]):
        written = formats.dumps(Annotation(some), "audacity")
        assert formats.loads(written, "audacity").turns == Annotation(some).turns


def test_labels_that_may_be_words_or_milliseconds_are_said():
    many = "".join(f"{at}.0\t{at}.5\twhat somebody says {at}\n" for at in range(9))
    (said,) = read(many, "audacity")[1]
    assert said.startswith("Each label is taken for who speaks, and there are 9 of them")
    (said,) = read("500\t2000\tAnna\n2500\t4000\tBoris\n", "audacity")[1]
    assert said == "The times are whole numbers, and taken for seconds: a label lasts 1500 s."


# --- tiers ---


def test_the_labels_of_a_tier_of_speakers_are_who_speaks():
    told = "The labels of tier speakers are taken for who speaks."
    found = read(textgrid(speakers=["Anna", "", "Boris"]), "textgrid")
    assert found == ([(0, 1, "Anna", ""), (2, 3, "Boris", "")], [told])
    found = read(textgrid(speakers=["Anna", "Boris"], text=["hi", "yes"]), "textgrid")
    assert found == ([(0, 1, "Anna", "hi"), (1, 2, "Boris", "yes")], [told])
    found = read(textgrid(speakers=["Anna"], text=["hi", "yes"]), "textgrid")
    assert found[0] == [(0, 1, "Anna", "hi"), (1, 2, "", "yes")]
    document = eaf([0, 1000, 2000], tier("diarization", (1, 2, "SPEAKER_00"), (2, 3, "")))
    assert read(document, "eaf")[0] == [(0, 1, "SPEAKER_00", ""), (1, 2, "", "")]


def test_a_tier_of_that_name_beside_those_of_people_is_one_of_them():
    found = read(textgrid(speaker=["hi"], Anna=["yes"]), "textgrid")
    assert found == ([(0, 1, "Anna", "yes"), (0, 1, "speaker", "hi")], [])


@pytest.mark.parametrize("name", ["textgrid", "eaf"])
def test_a_speaker_who_is_called_so_comes_back(name):
    turns = (Turn(Span(0, 1), "Speaker", text="hi"), Turn(Span(1, 2), "speakers", text="x"))
    written = formats.dumps(Annotation(turns), name)
    assert formats.loads(written, name).turns == turns


@pytest.mark.parametrize(
    ("words", "sounds"), [("word", "phone"), ("words", "phones"), ("ORT", "MAU")]
)
def test_sounds_of_words_are_nobody(words, sounds):
    turns, said = read(textgrid(**{words: ["hello"], sounds: ["h"]}), "textgrid")
    assert turns == [(0, 1, "", "hello")]
    assert said == [f"Tier {sounds} holds the sounds of words; it was left out."]


@pytest.mark.parametrize("name", ["eaf", "rttm", "srt"])
def test_a_turn_that_loses_its_length_is_said(name):
    turns = (Turn(Span(1, 1.0004), "A"), Turn(Span(2, 2), "A"))
    said = []
    formats.dumps(Annotation(turns, uri="rec"), name, lambda one: said.append(str(one)), "rec")
    assert "the length of 1 turn, below a millisecond" in said[0]


@pytest.mark.parametrize("name", ["audio", "video_name", "аудиофайл"])
def test_two_recordings_of_which_one_comes_again_or_that_begin_at_once_are_not_one(name):
    for turns in (
        [("a.wav", 0), ("a.wav", 1), ("b.wav", 2)],
        [("a.wav", 0), ("b.wav", 0)],
    ):
        table = "".join(f"{whose},{at},{at + 1},A\n" for whose, at in turns)
        listed = [{name: whose, "start": at, "end": at + 1, "speaker": "A"} for whose, at in turns]
        for content, kind in (
            (f"{name},start,end,speaker\n{table}", "csv"),
            (json.dumps(listed), "json"),
        ):
            with pytest.raises(SeveralRecordings, match=r"a\.wav, b\.wav"):
                formats.loads(content, kind)
            whole = formats.loads(content, kind, formats.Gate(uri="a.wav"))
            assert len(whole.turns) == len(turns) - 1


def test_clips_that_are_taken_for_one_recording_are_told():
    said = [
        "Nearly each row has its own path, taken for a clip of one recording; if they are recordings,"
        " call the column uri."
    ]
    table = "path,start,end,speaker\nclip1.wav,0.5,1,A\nclip2.wav,1.5,2,A\n"
    assert read(table, "csv") == ([(0.5, 1, "A", ""), (1.5, 2, "A", "")], said)
    turns = [
        {"path": f"clip{at}.wav", "start": at, "end": at + 1, "speaker": "A"} for at in range(2)
    ]
    assert read(json.dumps(turns), "json")[1] == said


@pytest.mark.parametrize("kind", ["audacity", "eaf", "textgrid", "rttm", "csv", "vtt"])
def test_a_name_that_joins_two_who_also_speak_alone_is_told_and_never_split(kind):
    for name in ("Anna, Bob", "Anna & Bob", "Bob und Anna", "Anna и Bob"):
        talk = Annotation(
            tuple(Turn(Span(n, n + 0.5), who) for n, who in enumerate(("Anna", "Bob", name))),
            "",
            3.0,
        )
        turns, said = read(formats.dumps(talk, kind), kind)
        assert {who for *_, who, _ in turns} == {"Anna", "Bob", name}
        told = f'Taken for one more speaker, and not for several at once: "{name}".'
        assert said.count(told) == 1
        while_writing = []
        formats.dumps(talk, kind, while_writing.append)
        assert told not in map(str, while_writing), "whoever converts reads it twice"
        alone = replace(talk, turns=talk.turns[1:])  # of whom nobody knows that it is two
        assert told not in read(formats.dumps(alone, kind), kind)[1]


NO_ENDS = (
    "The table has no ends: each row ends where the next begins, and the last of a recording where it"
    " begins, or with the recording, if that is given, too."
)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_in_a_table_without_ends_each_row_ends_where_the_next_of_its_recording_begins(mark):
    rows = ["nr,Start,Speaker,Text,score", "1,0.5,A,hi,0.5", "2,0:02.5,B,yes,0.75", "3,4,A,so,1"]
    content = "\n".join(rows).replace(",", mark)
    turns = [(0.5, 2.5, "A", "hi"), (2.5, 4, "B", "yes"), (4, 4, "A", "so")]
    assert read(content, "csv") == (turns, [NO_ENDS])
    two = "file,start,speaker\na,0,A\nb,1,B\na,3,B\nb,4.5,A\na,5,A\n"
    found = formats.loads(two, "csv", formats.Gate(uri="a"))
    assert [(t.span.start, t.span.end) for t in found.turns] == [(0, 3), (3, 5), (5, 5)]


@pytest.mark.parametrize(
    "content",
    [
        "start,speaker,until when\n0,A,2\n2,B,5\n",  # ends by another name
        "start,speaker,how long\n0,A,1.5\n2,B,0.5\n",
        "start,speaker\n0,A\n",  # no next
        "start,colour\n0,red\n1,blue\n",
    ],
)
def test_a_table_whose_ends_may_have_another_name_is_refused(content):
    with pytest.raises(FormatError, match="has no column end"):
        formats.loads(content, "csv")


def test_texts_that_begin_with_names_stay_texts_beside_one_that_is_empty():
    said = ("", "Anna: Hi", "Boris: yes", "Anna: so", "Boris: no")
    talk = Annotation(tuple(Turn(Span(n, n + 0.5), "", text=one) for n, one in enumerate(said)))
    for kind in ("srt", "vtt", "audacity"):
        turns, _ = read(formats.dumps(talk, kind), kind)
        assert [(who, one) for *_, who, one in turns] == [("", one) for one in said]


def test_chances_beside_the_starts_are_no_ends():
    said = []
    content = "start,speaker,score\n0.5,Anna,0.9\n2.5,Boris,0.95\n4.0,Anna,0.8\n"
    found = formats.loads(content, "csv", formats.Gate(remark=lambda one: said.append(str(one))))
    assert [(turn.span.start, turn.span.end) for turn in found.turns][:2] == [(0.5, 2.5), (2.5, 4)]
    assert any(one.startswith("The table has no ends") for one in said)

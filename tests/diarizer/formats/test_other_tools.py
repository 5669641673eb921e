"""Who speaks when, as labelling tools, services and scripts write it."""

import json

import pytest

from diarizer import formats
from diarizer.errors import FormatError
from diarizer.types import Annotation, Span, Turn

TWO = [(0.5, 2.0, "Anna"), (2.5, 4.0, "Boris")]
PLAIN = [{"start": start, "end": end, "speaker": name} for start, end, name in TWO]
SURE = [{**one, "confidence": {"Anna": 80, "Boris": 20}} for one in PLAIN]
SAID = [{**one, "text": "hello"} for one in PLAIN]
OF_CORE = [
    {"segment": {"start": start, "end": end}, "track": "A", "label": name}
    for start, end, name in TWO
]


def region(number, start, end, **value):
    return {
        "id": f"r{number}",
        "value": {"start": start, "end": end, "channel": 0, **value},
        "original_length": 9.0,
    }


def task(name="talk", **more):
    regions = [region(n, *each[:2], labels=[each[2]]) for n, each in enumerate(TWO)]
    said = region(0, *TWO[0][:2], text=["hello", "you"])
    annotations = [{"result": [*regions, said]}]
    return {"id": 1, "data": {"audio": f"/data/{name}.wav"}, "annotations": annotations, **more}


def read(document, name="json", **options):
    """The turns, and what was said about them."""
    said = []
    content = document if isinstance(document, str) else json.dumps(document)
    found = formats.loads(
        content, name, formats.Gate(remark=lambda one: said.append(str(one)), **options)
    )
    return found, said


def turns(found):
    return [(turn.span.start, turn.span.end, turn.speaker) for turn in found.turns]


@pytest.mark.parametrize(
    "document",
    [
        PLAIN,
        {"diarization": PLAIN},
        {"diarization": PLAIN, "exclusive_diarization": PLAIN[:1]},
        {"jobId": "1", "output": {"diarization": SURE, "confidence": {"score": [1]}}},
        {"pyannote": "Annotation", "content": OF_CORE, "uri": "talk"},
        [task()],
        task(),
        [task(annotations=[{"result": [], "was_cancelled": True}, *task()["annotations"]])],
        [
            {
                "audio": "/data/talk.wav",
                "label": [one["value"] for one in task()["annotations"][0]["result"]][:2],
            }
        ],
    ],
)
def test_turns_that_others_write_as_json_are_read(document):
    assert turns(read(document)[0]) == TWO


def test_a_chance_out_of_a_hundred_becomes_one_out_of_one():
    found, said = read({"diarization": SURE})
    assert [turn.confidence for turn in found.turns] == [0.8, 0.2]
    assert said == []


def test_names_and_words_come_before_turns_without_them_and_that_is_said():
    names = [{**one, "speaker": "Carla"} for one in PLAIN]
    found, said = read({"diarization": PLAIN, "identification": names})
    assert found.speakers == ("Carla",)
    assert len(said) == 1
    found, said = read({"diarization": PLAIN, "turnLevelTranscription": SAID})
    assert found.turns[0].text == "hello"
    assert said == [
        "Turns of several kinds are in the file: those of turnLevelTranscription are taken, and not"
        " those of diarization."
    ]


def test_regions_of_label_studio_have_their_words_and_the_first_annotator_is_taken():
    found, said = read([task(annotations=[*task()["annotations"], {"result": []}])])
    assert [turn.text for turn in found.turns] == ["hello you", ""]
    assert said == ["talk was annotated 2 times: the first is taken."]


def test_of_several_tasks_of_label_studio_one_is_chosen():
    both = [task("one"), task("two")]
    with pytest.raises(formats.SeveralRecordings, match="more than one recording"):
        read(both)
    assert read(both, uri="two")[0].uri == "two"


@pytest.mark.parametrize(
    "document",
    [
        {"diarization": 1},
        {"diarization": [{"speaker": "A"}]},
        [
            {
                "annotations": [
                    {"result": [{"id": "1", "value": {"start": 3, "end": 9, "labels": ["Recipe"]}}]}
                ]
            }
        ],
        [*PLAIN, {"start": 1}],
        {"segments": PLAIN, "uri": {}},
        [],
    ],
)
def test_other_json_is_refused(document):
    with pytest.raises(FormatError, match="does not hold turns"):
        read(document)


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        ("0.5,2.0,Anna\n2.5,4.0,Boris\n", "start 1, end 2, speaker 3"),
        ("0,5;2,0;Anna\n2,5;4,0;Boris\n", "start 1, end 2, speaker 3"),
        ("a.wav,00:00.5,00:02,Anna\na.wav,00:02.5,00:04,Boris\n", "start 2, end 3, speaker 4"),
        ("1,0.5,2.0,Anna\n2,2.5,4.0,Boris\n", "start 2, end 3, speaker 4"),
        (
            "Anna,0.5,2.0,good morning to you all\nBoris,2.5,4.0,and to you as well\n",
            "start 2, end 3, text 4, speaker 1",
        ),
    ],
)
def test_a_table_without_names_of_columns_is_read_and_said(content, columns):
    found, said = read(content, "csv")
    assert turns(found) == TWO
    assert said == [f"The table has no line of names; by what is in them, columns are: {columns}."]


@pytest.mark.parametrize(
    "above", ["Interview of Monday;;\n", "Interview\n\n2026-11-29\n", "sep=;\nMinutes, 29.11.\n"]
)
def test_a_title_above_the_names_of_the_columns_is_left_out_and_said(above):
    found, said = read(f"{above}Start;End;Speaker\n0,5;2;Anna\n2,5;4;Boris\n", "csv")
    assert turns(found) == TWO
    assert said == ["What stands above the names of the columns is left out."]


def test_a_line_is_counted_with_the_title_above_it():
    with pytest.raises(FormatError, match=r"Line 4 of the CSV has no times\."):
        read("A title\n\nstart,end,speaker\nsoon,2,Anna\n", "csv")


@pytest.mark.parametrize(
    "content",
    [
        "0,5,2,0,Anna\n2,5,4,0,Boris\n",  # decimal commas between commas
        "Anna,0.5,2.0,hello\nBoris,2.5,4.0,you\n",  # who of them speaks?
        "0.5,5.0,Anna\n7.0,2.0,Boris\n",  # lengths, perhaps
        "0.5,2.0,9.0,Anna\n2.5,4.0,9.5,Boris\n",  # two pairs of times
        "0.5,2.0\n2.5,4.0\n",
        "0.5,2.0,Anna\n",
    ],
)
def test_a_table_that_can_be_read_in_two_ways_is_refused(content):
    with pytest.raises(FormatError, match="has no column"):
        read(content, "csv")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("rttm", "SPEAKER talk 1 0.5 1.5 <NA> <NA> Anna <NA> <NA>"),
        ("stm", "talk 1 Anna 0.5 2.0 hello"),
        ("ctm", "talk 1 0.5 1.5 hello"),
        ("uem", "talk 1 0.0 2.0"),
    ],
)
def test_comments_of_nist_and_of_scripts_are_passed_over(name, line):
    content = f"# made by a script\n;; and by hand\n  ;; once more\n#\n{line}\n## end\n"
    assert read(content, name)[0].duration == 2.0


def test_a_recording_that_is_called_like_a_comment_comes_back():
    for name in ("#", "##", "#1"):
        found = read(PLAIN)[0]
        again = read(formats.dumps(type(found)(found.turns, name, 4.0), "rttm"), "rttm")[0]
        assert (again.uri, len(again.turns)) == (name, 2)


def test_milliseconds_under_the_names_of_seconds_are_refused():
    said = [{"start": 500, "end": 2000, "speaker": "A", "text": "hello"}] * 3
    with pytest.raises(FormatError, match="look like milliseconds"):
        read({"segments": said})


def test_a_dash_before_a_voice_is_no_word():
    found, said = read("WEBVTT\n\n00:01.000 --> 00:03.000\n- <v Anna>hi\n- <v Boris>you\n", "vtt")
    assert [(turn.speaker, turn.text) for turn in found.turns] == [("Anna", "hi"), ("Boris", "you")]
    assert said == []


def test_a_manifest_of_nemo_is_turns():
    lines = [
        {"audio_filepath": "/x/talk.wav", "offset": 0.5, "duration": 1.5, "label": "Anna"},
        {"audio_filepath": "/x/talk.wav", "offset": 2.5, "duration": 1.5, "label": "Boris"},
    ]
    content = "\n".join(json.dumps({**line, "text": "-"}) for line in lines)
    assert turns(read(content)[0]) == TWO
    other = json.dumps({**lines[1], "audio_filepath": "/x/other.wav"})
    with pytest.raises(formats.SeveralRecordings, match="more than one recording"):
        read(f"{json.dumps(lines[0])}\n{other}\n")


ZOOM = "WEBVTT\n\n" + "".join(
    f"{n}\n00:00:0{n}.000 --> 00:00:0{n + 1}.000\n{name}: so\n\n"
    for n, name in enumerate(("Anna", "Tom &amp; Co", "Anna", "Tom &amp; Co"))
)


def test_names_before_colons_are_speakers_where_a_few_come_again():
    found, said = read(ZOOM, "vtt")
    assert turns(found)[1] == (1.0, 2.0, "Tom & Co")
    assert said == ["Names before what is said are taken for who speaks: Anna, Tom & Co."]
    few = ZOOM.partition("2\n")[0]
    assert [who for _, _, who in turns(read(few, "vtt")[0])] == ["", ""]


@pytest.mark.parametrize("name", ["srt", "vtt"])
def test_words_that_look_like_names_before_colons_come_back_as_words(name):
    spans = [Span(float(n), n + 1.0) for n in range(4)]
    talk = Annotation(tuple(Turn(span, "", text="Dr: who") for span in spans), "", 4.0)
    again = formats.loads(formats.dumps(talk, name), name)
    assert [(turn.speaker, turn.text) for turn in again.turns] == [("", "Dr: who")] * 4


def test_lines_of_an_rttm_that_are_no_turns_are_said():
    line = "SPEAKER talk 1 0.5 1.5 <NA> <NA> Anna <NA> <NA>\n"
    words = "LEXEME talk 1 0.5 0.3 hello lex Anna <NA> <NA>\n"
    about = "SPKR-INFO talk 1 <NA> <NA> <NA> unknown Anna <NA> <NA>\n"
    assert read(about + line, "rttm")[1] == []
    assert read(line + words, "rttm")[1] == ["1 line that is no turn was left out: LEXEME."]


def test_a_quote_that_is_not_closed_takes_no_rows_into_a_name():
    with pytest.raises(FormatError) as caught:
        read('start,end,speaker\n0.5,2,"Anna\n3,4,Boris\n', "csv")
    assert "A quote in line 2 is not closed." in str(caught.value)
    whole = read('start,end,speaker\n0.5,2,"An\nna"\n', "csv")[0]
    assert turns(whole) == [(0.5, 2.0, "An\nna")]


def test_pauses_of_a_textgrid_are_nobodys_turn():
    talk = Annotation(tuple(Turn(Span(n, n + 1.0), "A", text=f"w{n}") for n in (0, 2)), "", 3.0)
    grid = formats.dumps(talk, "textgrid").replace('"w2"', '"<p:>"')
    found, said = read(grid, "textgrid")
    assert turns(found) == [(0.0, 1.0, "A")]
    assert said == ["1 interval that is marked as a pause was left out."]


def test_an_annotation_of_elan_without_its_time_is_named():
    talk = Annotation((Turn(Span(0.0, 1.0), "A"),), "", 1.0)
    with pytest.raises(FormatError) as caught:
        read(formats.dumps(talk, "eaf").replace('SLOT_REF2="ts2"', 'SLOT_REF2="ts7"'), "eaf")
    assert str(caught.value) == (
        "Annotation a1 names a time that the file does not hold.\n"
        "Time slot: ts7\n"
        "Hint: Open it in ELAN and save it again."
    )


def test_a_sign_of_direction_that_is_all_of_a_voice_comes_back():
    content = "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<v Anna>\u200e</v>\n"
    assert [(turn.speaker, turn.text) for turn in formats.loads(content, "vtt").turns] == [
        ("Anna", "\u200e")
    ]


def test_quotes_in_an_stm_are_letters_and_hold_no_lines_together():
    said = ['so he said "i will not', "did he", 'come today" and left', '"', "i see"]
    lines = [
        f"talk 1 {'AB'[at % 2]} {at} {at + 1} <o,f0,male> {one}" for at, one in enumerate(said)
    ]
    found = formats.loads("\n".join(lines) + "\n", "stm")
    assert [turn.text for turn in found.turns] == said
    assert formats.loads(formats.dumps(found, "stm"), "stm").turns == found.turns

"""What meeting programs and services hand out, as their users save it."""

import json

import pytest

from diarizer import formats, transcripts
from diarizer.errors import FormatError
from diarizer.transcripts import transcript
from tests.processes import run

CUES = [
    ("00:00:00.400", "00:00:01.500", "Anna-Maria Smith", "Hello there."),
    ("00:00:02.000", "00:00:03.000", "Weiß, Bob (IT)", "How are you?"),
    ("00:00:03.200", "00:00:04.000", "Anna-Maria Smith", "Fine, thanks."),
    ("00:00:04.500", "00:00:06.000", "Weiß, Bob (IT)", "Good."),
]
NAMES = [who for *_, who, _ in CUES]


def read(path, content):
    path.write_text(content, encoding="utf-8")
    found = transcripts.read(path)
    turns = [(turn.span.start, turn.span.end, turn.speaker, turn.text) for turn in found.said.turns]
    return turns, [str(each) for each in found.remarks]


def spoken(turns):
    return [(who, said) for _, _, who, said in turns]


@pytest.mark.parametrize("kind", ["txt", "srt", "vtt"])
def test_names_in_a_line_of_their_own_above_what_is_said_are_speakers(tmp_path, kind):
    blocks = "\n\n".join(f"{start} --> {end}\n{who}\n{said}" for start, end, who, said in CUES)
    content = f"WEBVTT\n\n{blocks}\n" if kind == "vtt" else f"{blocks}\n"
    told = "Names above what is said are taken for who speaks: Anna-Maria Smith, Weiß, Bob (IT)."
    turns, remarks = read(tmp_path / f"a.{kind}", content)
    assert (spoken(turns), remarks) == ([(who, said) for *_, who, said in CUES], [told])
    if kind != "txt":
        assert formats.loads(content, kind).speakers == ("Anna-Maria Smith", "Weiß, Bob (IT)")


@pytest.mark.parametrize(
    "lines",
    [
        ["One line", "Another", "One more", "The last"],  # each differs
        ["Oh yes.", "Oh no.", "Oh yes.", "Oh no."],  # sentences
        ["Oh yes", "Oh no", "Oh yes", ""],  # one has none
    ],
)
def test_first_lines_that_are_no_names_are_said(lines):
    blocks = [
        f"00:00:0{at},000 --> 00:00:0{at},900\n{line}\nand more\n" for at, line in enumerate(lines)
    ]
    found = formats.loads("\n".join(blocks), "srt")
    assert {turn.speaker for turn in found.turns} == {""}
    assert found.turns[0].text == f"{lines[0]} and more"


@pytest.mark.parametrize("above", ["Meeting Recording\n\nJanuary 1, 2024, 10:00AM\n\n9s\n\n", ""])
def test_what_teams_writes_into_its_document_is_read(tmp_path, above):
    content = (
        f"{above}Anna Smith   0:00\nHello there.\n\nBob   0:02\nHow are you?\n\n"
        "Anna Smith stopped transcription\n"
    )
    turns, remarks = read(tmp_path / "a.txt", content)
    assert spoken(turns) == [("Anna Smith", "Hello there."), ("Bob", "How are you?")]
    left = "Left out above the first name: Meeting Recording / January 1, 2024, 10:00AM / 9s."
    assert remarks[:-1] == ([left] if above else [])


def test_names_below_times_that_stand_alone_are_speakers(tmp_path):
    content = "".join(
        f"[{start}]\n{who.split()[0].strip(',')}: {said}\n\n" for start, _, who, said in CUES
    )
    turns, remarks = read(tmp_path / "a.txt", content)
    assert spoken(turns)[:2] == [("Anna-Maria", "Hello there."), ("Weiß", "How are you?")]
    assert remarks[0] == "Names before what is said are taken for who speaks: Anna-Maria, Weiß."
    once = "[00:00:01]\nNote: hello\n\n[00:00:03]\nAgain: you\n"
    assert spoken(read(tmp_path / "b.txt", once)[0]) == [("", "Note: hello"), ("", "Again: you")]


SRV3 = (
    '<?xml version="1.0" encoding="utf-8" ?><timedtext format="3">\n<head><ws id="0"/></head><body>\n'
    '<w t="0" id="1"/>\n<p t="400" d="4000" w="1"><s ac="0">Hello</s><s t="500"> there.</s></p>\n'
    '<p t="1500" d="500" w="1" a="1">\n</p>\n'
    '<p t="2000" d="1000" w="1"><s>It&amp;#39;s</s><s t="300"> you</s></p>\n</body></timedtext>'
)
SRV2 = (
    '<?xml version="1.0" encoding="utf-8" ?><timedtext><text t="400" d="4000">Hello there.</text>'
    '<text t="2000" d="1000">It&amp;#39;s you</text></timedtext>'
)
SRV1 = (
    '<?xml version="1.0" encoding="utf-8" ?><transcript><text start="0.4" dur="4">Hello there.</text>'
    '<text start="2" dur="1.0">It&amp;#39;s you</text></transcript>'
)


@pytest.mark.parametrize(("ending", "content"), [("srv1", SRV1), ("srv2", SRV2), ("srv3", SRV3)])
def test_captions_of_youtube_as_xml_are_read(tmp_path, ending, content):
    path = tmp_path / f"a.{ending}"
    turns, _ = read(path, content)
    assert turns == [(0.4, 2.0, "", "Hello there."), (2.0, 3.0, "", "It's you")]
    words = [word.span.start for turn in transcripts.read(path).said.turns for word in turn.words]
    assert words == ([0.4, 0.9, 2.0, 2.3] if ending == "srv3" else [])
    done = run("diarizer", "convert", str(path), "--to", "srt")
    assert (done.returncode, "It's you" in done.stdout) == (0, True)


def test_captions_under_the_ending_of_youtube_are_converted(tmp_path):
    path = tmp_path / "a.json3"
    events = [{"tStartMs": 400, "dDurationMs": 1100, "segs": [{"utf8": "Hello"}]}]
    path.write_text(json.dumps({"events": events}), encoding="utf-8")
    done = run("diarizer", "convert", str(path), "--to", "srt")
    assert (done.returncode, done.stdout) == (0, "1\n00:00:00,400 --> 00:00:01,500\nHello\n")


@pytest.mark.parametrize("field", ["body", "content", "utterance", "caption", "phrase"])
def test_what_is_said_is_known_by_more_names_than_text(field):
    turns = [{"speaker": "Anna", "startTime": 0.4, "endTime": 1.5, field: "Hello there."}]
    found = transcript.of_document({"version": "1.0.0", "segments": turns}).said
    assert [(one.speaker, one.text) for one in found.turns] == [("Anna", "Hello there.")]
    with pytest.raises(FormatError, match="does not hold turns"):
        formats.loads(json.dumps({"segments": turns}), "json")


def test_a_field_that_may_be_what_is_said_is_told_where_it_is_left_out():
    turns = [
        {"start": at, "end": at + 1, "speaker": "A", "utt": f"what is {at} here"} for at in range(3)
    ]
    said = []
    formats.loads(json.dumps(turns), "json", formats.Gate(remark=lambda one: said.append(str(one))))
    assert said == ["Left out, though it may be what is said: utt."]


def test_a_name_beside_the_number_of_a_speaker_is_the_speaker():
    turns = [
        {"start": at, "end": at + 1, "speaker": at, "speaker_name": name, "text": "Hello"}
        for at, name in enumerate(("Anna", None))
    ]
    found = formats.loads(json.dumps({"segments": turns}), "json")
    assert [turn.speaker for turn in found.turns] == ["Anna", "1"]


def test_times_that_count_from_1970_are_no_times_of_a_recording():
    turns = [{"start": 1704103200.4, "end": 1704103201.5, "speaker": "A"}]
    with pytest.raises(FormatError, match="lies beyond any recording"):
        formats.loads(json.dumps({"segments": turns}), "json")


@pytest.mark.parametrize("whole", [True, False])
def test_words_of_each_participant_of_a_meeting_are_read(whole):
    def time(seconds):
        return {"relative": seconds, "absolute": "2024-01-01T00:00:00Z"} if whole else seconds

    listed = [
        {
            **({"participant": {"id": 7, "name": who}} if whole else {"speaker": who}),
            "words": [
                {"text": word, "start_timestamp": time(at), "end_timestamp": time(at + 0.5)}
                for at, word in words
            ],
        }
        for who, words in (("Anna", [(0.5, "Hello"), (1.0, "there.")]), ("Bob", [(2.0, "Yes.")]))
    ]
    found = transcript.of_document(listed)
    turns = [(one.span.start, one.span.end, one.speaker, one.text) for one in found.said.turns]
    assert found.shape == "Recall.ai"
    assert turns == [(0.5, 1.5, "Anna", "Hello there."), (2.0, 2.5, "Bob", "Yes.")]


def test_the_one_recording_of_a_batch_of_google_is_read():
    word = {"startOffset": "0.400s", "endOffset": "1.500s", "word": "Hello", "speakerLabel": "1"}
    results = [{"alternatives": [{"transcript": "Hello", "words": [word]}]}]
    batch = {"results": {"gs://b/a.wav": {"uri": "x", "transcript": {"results": results}}}}
    (turn,) = transcript.of_document(batch).said.turns
    assert (turn.span.start, turn.span.end, turn.speaker, turn.text) == (0.4, 1.5, "1", "Hello")


def test_results_of_vosk_without_words_name_the_setting_and_voices_as_numbers_are_no_names():
    results = [{"text": "hello there", "spk": [0.5, -1.0], "spk_frames": 80}, {"text": "you"}]
    with pytest.raises(FormatError) as caught:
        transcript.of_document(results)
    assert "SetWords(True)" in str(caught.value.hint)
    word = {"conf": 1.0, "start": 0.4, "end": 0.9, "word": "hello"}
    spoken_once = {"result": [word], "text": "hello", "spk": [0.5, -1.0], "spk_frames": 80}
    (turn,) = transcript.of_document(spoken_once).said.turns
    assert (turn.speaker, turn.text) == ("", "hello")

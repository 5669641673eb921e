"""What `diarize` writes beside turns: pages, pictures, transcripts; and `diarize convert`."""

import json
from typing import NamedTuple

import pytest

pytest.importorskip("resemblyzer", reason="Resemblyzer is not set up here")

from diarizer import formats
from diarizer.batch.found_recordings import FoundRecording
from diarizer.cli import pasteable
from diarizer.cli.output import result_files
from diarizer.cli.output.planned_files import PlannedFiles
from diarizer.cli.request import Request
from diarizer.sample import sample
from tests.diarizer.cli import test_cli
from tests.processes import run

RECORDING, TRUTH = sample()
WHO = formats.load(TRUTH)


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def diarize(*arguments):
    return Done(*test_cli.diarize(*arguments))


@pytest.fixture
def transcript(tmp_path):
    """What Whisper would write: a word in the middle of each turn."""
    segments = []
    for number, turn in enumerate(WHO.turns):
        middle = (turn.span.start + turn.span.end) / 2
        word = {"word": f" слово{number}", "start": middle - 0.1, "end": middle + 0.1}
        times = {"start": turn.span.start, "end": turn.span.end}
        segments.append({**times, "text": word["word"], "words": [word]})
    path = tmp_path / "whisper.json"
    path.write_text(json.dumps({"segments": segments, "language": "ru"}), encoding="utf-8")
    return path


@pytest.mark.slow
def test_a_transcript_gets_its_speakers_and_comes_out_in_any_format(tmp_path, transcript):
    for name in ("srt", "vtt", "textgrid", "csv", "stm", "json", "eaf"):
        target = tmp_path / f"out{formats.get(name).EXTENSION}"
        done = diarize(
            RECORDING, "--backend", "resemblyzer", "--transcript", transcript, "-o", target
        )
        assert done.returncode == 0, done.stderr
        found = formats.load(target)
        assert len(found.turns) == len(WHO.turns)
        assert found.turns[0].text == "слово0"
    assert "слово0" in done.stdout
    true = {turn.text: WHO.turns[n].speaker for n, turn in enumerate(found.turns)}
    pairs = {(true[turn.text], turn.speaker) for turn in found.turns}
    assert len(pairs) <= len(WHO.speakers) + 1  # one short turn may go to the other


def test_a_format_without_text_says_what_becomes_of_the_transcript(tmp_path, transcript):
    item = FoundRecording(RECORDING)
    asked = Request(transcript=transcript)
    told = {
        name: result_files.remark_of(PlannedFiles(item, name), asked) is not None
        for name in ("rttm", "ctm", "srt", "json", "stm")
    }
    assert told == {"rttm": True, "ctm": True, "srt": False, "json": False, "stm": False}


@pytest.mark.slow
def test_a_page_and_a_picture_are_written_beside_the_turns(tmp_path):
    pytest.importorskip("matplotlib")
    page, picture = tmp_path / "страница.html", tmp_path / "who.svg"
    done = diarize(
        *(RECORDING, "--backend", "resemblyzer", "--html", page, "--embed-audio"),
        *("--plot", picture, "--reference", TRUTH),
    )
    assert done.returncode == 0, done.stderr
    assert "data:audio/mpeg;base64," in page.read_text(encoding="utf-8")
    assert "<!-- DER " in picture.read_text(encoding="utf-8")
    assert done.stderr.count("Written: ") == 2


def test_a_transcript_that_is_none_is_refused_before_any_work(tmp_path):
    wrong = tmp_path / "x.json"
    wrong.write_text("{}", encoding="utf-8")
    done = diarize(RECORDING, "--transcript", wrong)
    assert done.returncode == 2
    assert "not a transcript" in done.stderr
    done = diarize(RECORDING, "--transcript", tmp_path / "gone.json")
    assert done.returncode == 2
    assert "There is no such file" in done.stderr


def test_what_was_repaired_in_a_transcript_is_said_on_stderr(tmp_path):
    said = [
        {"start": 0.5, "end": None, "text": "one", "speaker": "Anna"},
        {"start": 4, "end": 5, "text": "two"},
    ]
    path = tmp_path / "said.json"
    path.write_text(json.dumps({"segments": said}), encoding="utf-8")
    done = diarize(RECORDING, "--backend", "resemblyzer", "--transcript", path, "--format", "srt")
    assert done.returncode == 0, done.stderr
    assert "one" in done.stdout
    notes = [line for line in done.stderr.splitlines() if line.startswith("Note: ")]
    assert notes == [
        "Note: Segments and words of the transcript with missing or impossible times: 1. They were"
        " placed beside their neighbours.",
        "Note: The speakers that the transcript names (Anna) are replaced by those that were heard;"
        " `diarize convert` keeps them.",
    ]


def test_a_tsv_of_whisper_is_converted(tmp_path):
    table = tmp_path / "talk.tsv"
    table.write_text("start\tend\ttext\n0\t1500\tДа\n", encoding="utf-8")
    done = diarize("convert", table, "--to", "srt")
    assert done.stdout == "1\n00:00:00,000 --> 00:00:01,500\nДа\n", done.stderr


def test_a_transcript_is_about_one_recording(transcript):
    done = diarize(RECORDING, TRUTH.with_name("x.wav"), RECORDING, "--transcript", transcript)
    assert done.returncode == 2
    assert "--transcript is about one recording" in done.stderr


@pytest.mark.parametrize("name", formats.FORMATS)
def test_turns_are_converted_to_every_format(tmp_path, name):
    target = tmp_path / f"out{formats.get(name).EXTENSION}"
    done = diarize("convert", TRUTH, target)
    if name == "ctm":
        assert done.returncode == 2
        assert "there are none" in done.stderr
        return
    assert done.returncode == 0, done.stderr
    if "turns" in formats.get(name).HOLDS:
        assert len(formats.load(target).turns) == len(WHO.turns)


def test_turns_line_by_line_are_read_as_live_writes_them(tmp_path):
    path = tmp_path / "talk.jsonl"
    path.write_text('{"start":0,"end":1.5,"speaker":"A"}\n{"start":2,"end":3,"speaker":"B"}\n')
    done = diarize("convert", path, "--to", "csv")
    assert done.stdout.splitlines()[1:] == ["0.000,1.500,A,", "2.000,3.000,B,"]


def test_a_transcript_is_converted_too(tmp_path, transcript):
    done = diarize("convert", transcript, "--to", "ctm")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == len(WHO.turns)


def test_what_a_recogniser_shows_is_converted_although_its_ending_is_that_of_labels(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text("[00:00:00.500 --> 00:00:02.000]   yes\n", encoding="utf-8")
    done = diarize("convert", path, "--to", "stm")
    assert done.stdout == "talk 1 _ 0.500 2.000 yes\n"
    path.write_text("x\n", encoding="utf-8")
    neither = "The file holds neither labels of Audacity nor a transcript with times."
    assert neither in diarize("convert", path, "--to", "stm").stderr
    path.write_text("x\ty\n", encoding="utf-8")
    assert "not a label of Audacity" in diarize("convert", path, "--to", "stm").stderr


@pytest.mark.parametrize(
    "arguments, said",
    [
        ([TRUTH], "Add --to"),
        ([TRUTH, "--to", "docx"], "no format named 'docx'"),
        (["gone.rttm", "--to", "srt"], "There is no such file."),
        ([RECORDING, "--to", "srt"], "name the format with --from."),
        ([TRUTH, "a.docx"], "name the format with --to."),
        ([TRUTH, "--from", "json", "--to", "srt"], "does not hold turns"),
        ([TRUTH, "no/such/folder/a.srt"], "There is no such folder."),
    ],
)
def test_a_conversion_that_cannot_be_done_says_why(arguments, said):
    done = diarize("convert", *arguments)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())


TWO = "SPEAKER {} 1 0.5 2 <NA> <NA> Anna%20M <NA> <NA>\n"


def test_a_folder_is_converted_into_a_folder(tmp_path):
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.rttm").write_text(TWO.format("a"))
    (tmp_path / "in" / "deep" / "b.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nhi\n")
    (tmp_path / "in" / "bad.csv").write_text("x\n")
    done = diarize("convert", tmp_path / "in", tmp_path / "out", "--to", "json")
    assert done.returncode == 1
    assert "The CSV has no column" in done.stderr
    written = sorted(path.relative_to(tmp_path / "out") for path in (tmp_path / "out").rglob("*.*"))
    assert [path.as_posix() for path in written] == ["a.json", "deep/b.json"]
    assert formats.load(tmp_path / "out" / "a.json").speakers == ("Anna M",)
    assert formats.load(tmp_path / "out" / "deep" / "b.json").uri == "b"


def test_no_recording_of_a_file_is_written_over_what_another_file_became(tmp_path):
    both = "".join(f"SPEAKER {n} 1 0.5 1 <NA> <NA> A <NA> <NA>\n" for n in "ab")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.csv").write_text("start,end,speaker\n0.5,2,Anna\n")
    (tmp_path / "in" / "c.rttm").write_text(both)
    done = diarize("convert", tmp_path / "in", tmp_path / "out", "--to", "srt")
    assert done.returncode == 1
    assert "Two files would be written to one file." in done.stderr
    assert "From: b.csv, c.rttm" in done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b.srt"]


def test_a_file_that_holds_nothing_is_said(tmp_path):
    (tmp_path / "a.rttm").write_text("")
    done = diarize("convert", tmp_path / "a.rttm", "--to", "csv")
    assert done.stdout == "start,end,speaker,text\n"
    assert done.stderr == "Note: There is nothing in it.\n"


def test_a_folder_is_converted_with_the_tables_of_recognisers(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.rttm").write_text(TWO.format("a"))
    (tmp_path / "in" / "b.tsv").write_text("start\tend\ttext\n0\t1500\tyes\n")
    done = diarize("convert", tmp_path / "in", tmp_path / "out", "--to", "json")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"a.json", "b.json"}
    (tmp_path / "in" / "b.rttm").write_text(TWO.format("b"))
    done = diarize("convert", tmp_path / "in", tmp_path / "out", "--to", "json")
    assert done.returncode == 2
    assert "From: b.rttm, b.tsv" in done.stderr


def test_a_transcript_comes_by_standard_input(tmp_path):
    table = "start\tend\ttext\n0\t1500\tyes\n"
    done = run("diarizer", "convert", "-", "--to", "srt", typed=table)
    assert done.stdout == "1\n00:00:00,000 --> 00:00:01,500\nyes\n", done.stderr


def test_a_csv_of_whisper_cpp_counts_milliseconds(tmp_path):
    table = tmp_path / "a.csv"
    table.write_text("start,end,speaker,text\n250,1200,0,Hello there you\n1300,2400,1,fine\n")
    done = diarize("convert", table, "--to", "stm")
    assert done.stdout == "a 1 0 0.250 1.200 Hello there you\na 1 1 1.300 2.400 fine\n"


def test_several_recordings_become_a_file_each_or_one_is_chosen(tmp_path):
    source = tmp_path / "all.rttm"
    source.write_text(TWO.format("one") + TWO.format("../two"))
    done = diarize("convert", source, "--to", "srt")
    assert done.returncode == 2
    assert "Recordings: one, ../two" in done.stderr
    assert "--uri one" in done.stderr
    assert "[Anna M]:" in diarize("convert", source, "--to", "srt", "--uri", "one").stdout
    done = diarize("convert", source, tmp_path / "out", "--to", "rttm")
    assert done.returncode == 0, done.stderr
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"one.rttm", "%2E%2E%2Ftwo.rttm"}


def test_what_a_format_does_not_keep_is_said_once(tmp_path):
    source = tmp_path / "a.rttm"
    source.write_text("SPEAKER talk 1 0.5 2 <NA> <NA> A 0.9 <NA>\n")
    done = diarize("convert", source, "--to", "audacity")
    assert done.stdout == "0.500000\t2.500000\tA\n"
    assert done.stderr == (
        "Note: audacity does not keep: the confidence, the name of the recording.\n"
    )
    assert diarize("convert", source, "--to", "rttm").stderr == ""


def test_times_that_are_none_are_refused_and_mended_when_asked(tmp_path):
    source, target = tmp_path / "a.srt", tmp_path / "b.srt"
    source.write_text("1\n00:00:05,000 --> 00:00:03,000\nx\n")
    done = diarize("convert", source, target)
    assert done.returncode == 2
    assert done.stderr == (
        "Error: Line 2 ends before it begins.\n  Start: 5.0, end: 3.0\n  Hint: Mend it there, or"
        f" let it be mended: {pasteable.pasteable('diarize convert FILE OTHER --repair', source)}\n"
    )
    assert not target.exists()
    done = diarize("convert", source, target, "--repair")
    assert done.returncode == 0
    assert "taken as 5.000 to 5.000" in done.stderr


def test_what_each_format_keeps_is_listed():
    said = diarize("convert", "--formats").stdout.splitlines()
    assert said[0].split() == ["format", "ending", "keeps"]
    assert [line.split()[0] for line in said[1:]] == list(formats.FORMATS)

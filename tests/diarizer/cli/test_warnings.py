"""What a result covers is said, and `--strict` takes nothing less than was asked for."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import json

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("av")
pytest.importorskip("resemblyzer")

from typer.testing import CliRunner

from diarizer import audio
from diarizer.cli.app import app
from diarizer.sample import sample

RATE = 16_000


@pytest.fixture(scope="module")
def talk():
    return audio.load(sample()[0]).samples


def diarize(*arguments):
    words = [str(each) for each in (*arguments, "--backend", "resemblyzer")]
    return CliRunner().invoke(app, words, env={"SETUP_DOCTOR_LANG": "en"})


def cut(path, talk):
    soundfile.write(path, talk[: 12 * RATE], RATE)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


def test_a_recording_that_is_cut_is_a_warning_on_stderr_and_in_json(tmp_path, talk):
    done = diarize(cut(tmp_path / "a.wav", talk), "--format", "json")
    said = "The recording is cut: its header promises 12.0 s, and 6.0 s are there."
    assert done.exit_code == 0
    assert f"Warning: {said}" in done.stderr
    covers = json.loads(done.stdout)["coverage"]
    assert covers["warnings"] == [{"reference": "audio.short", "message": said}]
    assert covers["decoded"] == pytest.approx(6.0, abs=0.01)
    assert covers["container"] == 12.0


def test_with_strict_a_warning_is_an_error_and_nothing_is_written(tmp_path, talk):
    path = cut(tmp_path / "a.wav", talk)
    done = diarize(path, "--strict", "-o", tmp_path / "a.rttm", "--html", tmp_path / "a.html")
    assert done.exit_code == 1
    assert "its header promises 12.0 s" in done.stderr
    assert list(tmp_path.iterdir()) == [path]


def test_more_speakers_than_voices_are_a_warning(talk, tmp_path):
    soundfile.write(tmp_path / "a.wav", talk[: 12 * RATE], RATE)
    done = diarize(tmp_path / "a.wav", "-n", 4, "--format", "json")
    (warning,) = json.loads(done.stdout)["coverage"]["warnings"]
    assert warning["reference"] == "speakers.fewer"
    assert "Speakers asked for: 4" in done.stderr


def test_an_unknown_way_to_take_the_channels_is_wrong_usage():
    done = diarize(sample()[0], "--channels", "left")
    assert done.exit_code == 2
    assert "'left' is not one of auto, mix, separate, 1, 2, ..." in " ".join(done.stderr.split())


def test_with_strict_one_of_many_fails_and_the_others_are_written(tmp_path, talk):
    bad = cut(tmp_path / "bad.wav", talk)
    soundfile.write(tmp_path / "good.wav", talk[: 6 * RATE], RATE)
    results = tmp_path / "results"
    named = bad, tmp_path / "good.wav", "--strict", "--format", "rttm", "-o", results
    done = diarize(*named)
    assert done.exit_code == 1
    assert [path.name for path in results.iterdir()] == ["good.rttm"]
    assert "1 done, 1 failed, 0 skipped" in done.stdout
    assert "bad.wav: There is a warning, and with --strict that is an error." in done.stderr


def test_what_is_covered_stands_in_json_on_the_page_and_in_the_summary(tmp_path, talk):
    bad = cut(tmp_path / "a.wav", talk)
    results = tmp_path / "results"
    done = diarize(bad, sample()[0], "--format", "json", "-o", results, "--html", results)
    covers = json.loads((results / "a.json").read_text(encoding="utf-8"))["coverage"]
    facts = ["apart", "channels", "container", "decoded", "device", "holes", "notes", "tracks"]
    assert sorted(covers) == [*facts, "warnings"]
    assert covers["device"] == "cpu"
    said = (
        "Decoded: 6.0 of 12.0 s. Channels: 1 of 1. Tracks: 1 of 1.",
        "The recording is cut: its header promises 12.0 s, and 6.0 s are there.",
    )
    page = (results / "a.html").read_text(encoding="utf-8")
    assert all(sentence in page and sentence in done.stderr for sentence in said)
    assert "done, with warnings" in done.stdout


@pytest.mark.parametrize("asked", [("-n", 2), ("--min-speakers", 2)])
def test_speakers_that_were_asked_for_where_nobody_speaks_are_a_warning(tmp_path, asked):
    soundfile.write(tmp_path / "a.wav", np.zeros(5 * RATE, np.float32), RATE)
    done = diarize(tmp_path / "a.wav", *asked)
    assert done.exit_code == 0
    assert "Warning: Speakers asked for: 2; nobody speaks." in done.stderr


def test_the_right_number_of_speakers_is_no_warning():
    assert "Warning" not in diarize(sample()[0], "-n", 2).stderr


def test_at_least_more_speakers_than_there_are_voices_are_a_warning(tmp_path, talk):
    soundfile.write(tmp_path / "a.wav", talk[: 12 * RATE], RATE)
    done = diarize(tmp_path / "a.wav", "--min-speakers", 4)
    assert "Speakers asked for: 4; in the result: 4; by their voices: 2. The others" in done.stderr
    assert "speakers: 4\n" in done.stdout


@pytest.mark.parametrize("asked", [(), ("-n", 2)])
def test_turns_that_are_all_too_short_are_not_said_to_be_silence(tmp_path, talk, asked):
    soundfile.write(tmp_path / "a.wav", talk, RATE)
    done = diarize(tmp_path / "a.wav", "--min-turn", 100, *asked)
    assert done.exit_code == 0
    assert done.stdout.endswith("\nNo turns are left.\n")
    assert done.stderr.endswith("\n2 speakers are left out: no turn of theirs lasts 100 s.\n")
    assert "nobody speaks" not in done.stderr
    document = json.loads(
        diarize(tmp_path / "a.wav", "--min-turn", 100, *asked, "--format", "json").stdout
    )
    assert document["coverage"]["notes"] == [
        {
            "reference": "turns.short",
            "message": "2 speakers are left out: no turn of theirs lasts 100 s.",
        }
    ]
    assert document["coverage"]["warnings"] == []

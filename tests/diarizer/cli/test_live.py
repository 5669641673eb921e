"""`diarize --live`, with real processes, pipes and signals."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("av")

from diarizer import audio, backends, formats
from diarizer.sample import sample
from tests import processes
from tests.processes import ROOT

ready = pytest.mark.skipif(
    not next(one for one in backends.available() if one.name == "open").ready,
    reason="the backend open is not installed",
)
ENV = {**os.environ, "SETUP_DOCTOR_LANG": "en", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
COMMAND = [sys.executable, "-m", "diarizer", "--live"]


def forked(folder, *words, typed=""):
    """What is said without a pipe's bytes and signals needs no new interpreter."""
    done = processes.run("diarizer", "--live", *words, cwd=folder, env=ENV, typed=typed)
    return done.returncode, done.stdout, done.stderr


def diarize(folder, *words, **more):
    done = subprocess.run(
        [*COMMAND, *map(str, words)], cwd=folder, env=ENV, capture_output=True, timeout=120, **more
    )
    out, err = (each.decode().replace("\r\n", "\n") for each in (done.stdout, done.stderr))
    return done.returncode, out, err


@pytest.fixture(scope="module")
def talk(tmp_path_factory):
    path = tmp_path_factory.mktemp("talk") / "talk.wav"
    soundfile.write(path, audio.load(sample()[0]).samples[: 12 * 16_000], 16_000, subtype="PCM_16")
    return path


@ready
def test_nobody_is_heard_for_an_hour_whose_page_could_not_be_written(tmp_path, talk):
    (tmp_path / "taken").write_text("a file is no folder", "utf-8")
    code, out, err = forked(tmp_path, talk, "--html", "taken/talk.html")
    assert (code, out) == (1, "")
    assert err.startswith("Error: The results cannot be written there, so the work is not begun.\n")


@ready
def test_a_pipe_is_heard_line_by_line_and_kept_and_the_whole_is_diarized_at_the_end(tmp_path, talk):
    words = ("-", "--pace", "0", "-o", "live.rttm")
    code, out, err = diarize(tmp_path, *words, input=talk.read_bytes())
    assert code == 0
    assert "live.wav  0:12  speakers: 2\n" in out
    assert "The whole of it is diarized now.\nWritten: live.rttm\nKept: live.wav\n" in err
    assert soundfile.info(tmp_path / "live.wav").frames == 12 * 16_000
    whole = formats.load(tmp_path / "live.rttm")
    assert (whole.uri, len(whole.speakers), len(whole.turns)) == ("live", 2, 3)
    lines = re.findall(r"^ +(\d+\.\d\d) +(\d+\.\d\d)  (SPEAKER_\d\d)$", err, re.MULTILINE)
    assert len(lines) >= 3  # the turns as they were settled


@ready
def test_json_lines_on_stdout_are_turns_and_when_each_was_settled(tmp_path, talk):
    code, out, err = forked(tmp_path, talk, "--pace", "0", "--format", "json")
    assert (code, "The whole of it" in err) == (0, False)
    rows = [json.loads(line) for line in out.splitlines()]
    told = [row for row in rows if row["event"] == "turn"]
    assert {row["speaker"] for row in told} == {"SPEAKER_00", "SPEAKER_01"}
    assert all(row["start"] < row["end"] <= row["heard"] <= 12.0 for row in told)


@ready
@pytest.mark.skipif(sys.platform == "win32", reason="there Ctrl-C reaches a whole console")
def test_ctrl_c_ends_a_pipe_that_would_go_on_and_leads_to_the_final_pass(tmp_path, talk):
    command = [*COMMAND, "-", "-o", "live.rttm"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=ENV, stdin=subprocess.PIPE, stdout=-1, stderr=-1
    ) as process:
        process.stdin.write(talk.read_bytes())
        process.stdin.flush()  # and stays open: more could come
        live = tmp_path / "live.rttm"
        limit = time.monotonic() + 300
        while not (live.exists() and live.stat().st_size) and time.monotonic() < limit:
            assert process.poll() is None
            time.sleep(0.1)
        assert [turn.speaker for turn in formats.load(live).turns][:1] == ["SPEAKER_00"]
        process.send_signal(signal.SIGINT)
        out, err = process.stdout.read().decode(), process.stderr.read().decode()
        assert process.wait(300) == 0
    assert "The whole of it is diarized now." in err
    assert "live.wav  0:1" in out
    assert len(formats.load(live).speakers) == 2
    assert soundfile.info(tmp_path / "live.wav").frames > 11 * 16_000


@ready
def test_whoever_stops_reading_the_lines_ends_it_without_a_traceback(tmp_path, talk):
    command = [*COMMAND, str(talk), "--pace", "100", "--format", "rttm"]
    with subprocess.Popen(command, cwd=tmp_path, env=ENV, stdout=-1, stderr=-1) as process:
        process.stdout.close()
        err = process.stderr.read().decode()
    assert process.returncode == 1
    assert "Traceback" not in err


def test_what_is_no_recording_is_refused(tmp_path):
    code, _, err = forked(tmp_path, "-")
    assert code == 1
    assert "Nothing came by standard input: the program before the | wrote no sound." in err
    assert "Kept" not in err
    code, _, err = forked(tmp_path, "-", typed="no recording at all" * 999)
    assert code == 1
    assert "is no recording that can be read as it comes." in err


@pytest.mark.parametrize(
    "words, said",
    [
        (["--backend", "resemblyzer"], "The backend 'resemblyzer' cannot listen live."),
        (["a.wav", "b.wav"], "One recording at a time is heard live."),
        (["a.wav", "--microphone", "USB"], "One recording at a time is heard live."),
        (["--link"], "--link is about whole recordings, and does not go with --live."),
        (["--format", "srt"], "srt cannot be written line by line."),
        (["a.wav", "-o", "file/a.rttm"], "What is heard cannot be written down."),
    ],
)
def test_what_cannot_be_done_live_is_refused_before_anything_is_opened(tmp_path, words, said):
    (tmp_path / "file").touch()  # no folder can be made of it
    code, _, err = forked(tmp_path, *words)
    assert (code, said in err) == (1 if "-o" in words else 2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_microphone_is_not_passed_over_where_nothing_is_heard_live():
    done = processes.run("diarizer", "a.wav", "--microphone", "USB", env=ENV)
    assert (done.returncode, done.stderr) == (
        2,
        "Error: --microphone goes with --live.\n  Hint: diarize --live --microphone USB\n",
    )


def test_without_a_microphone_the_cause_and_one_next_step_are_said(tmp_path):
    try:
        import sounddevice
    except (ImportError, OSError):
        pass
    else:
        if any(one["max_input_channels"] for one in sounddevice.query_devices()):
            pytest.skip("this machine has a microphone")
    code, out, err = forked(tmp_path)
    assert (code, out) == (1, "")
    assert re.match(
        "Error: (The package that records|PortAudio, the library|There is no microphone)", err
    )
    assert err.count("  Hint: ") == 1
    assert "Traceback" not in err

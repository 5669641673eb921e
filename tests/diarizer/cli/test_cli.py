"""`diarize FILE...`, as it is typed."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

pytest.importorskip("typer")

from diarizer import formats
from diarizer.cli.output import result_files
from diarizer.cli.request import Request
from diarizer.sample import sample
from tests.diarizer.support import annotation
from tests.processes import run


def diarize(*arguments, encoding="utf-8", **environment):
    environ = {**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "80", **environment}
    done = run("diarizer", *arguments, env=environ, encoding=encoding)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def engine():
    for module in ("torch", "resemblyzer", "soundfile", "soxr", "webrtcvad", "scipy"):
        pytest.importorskip(module)


@pytest.fixture
def talk(tmp_path):
    return shutil.copy(sample()[0], tmp_path / "встреча.flac")


def test_the_help_teaches_by_example():
    code, stdout, _ = diarize("--help")
    assert code == 0
    assert "diarize meeting.m4a" in stdout
    for option in ("--format", "--output", "--backend", "--num-speakers", "--min-speakers"):
        assert option in stdout


def test_no_file_shows_the_help():
    code, stdout, stderr = diarize()
    assert code == 2
    assert "diarize meeting.m4a" in stdout + stderr


@pytest.mark.usefixtures("engine")
def test_a_recording_gives_a_picture_and_a_list(talk):
    code, stdout, _ = diarize(talk, "--backend", "resemblyzer")
    assert code == 0
    assert "speakers: 2" in stdout
    assert "SPEAKER_01 ····" in stdout
    assert "█" in stdout
    assert re.search(r"\d+\.\d\d +\d+\.\d\d +SPEAKER_00", stdout)
    assert "\x1b" not in stdout  # no colours where there is no terminal


@pytest.mark.usefixtures("engine")
def test_an_old_console_gets_ascii(talk):
    code, stdout, _ = diarize(talk, "--backend", "resemblyzer", encoding="cp1251")
    assert code == 0
    assert "####" in stdout
    assert "встреча" in stdout


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("name", [n for n in formats.FORMATS if "turns" in formats.get(n).HOLDS])
def test_a_format_without_output_is_all_that_stdout_carries(talk, name):
    code, stdout, _ = diarize(talk, "--backend", "resemblyzer", "--format", name)
    assert code == 0
    assert len(formats.get(name).loads(stdout).speakers) == 2


def test_a_dash_as_output_is_stdout_and_needs_a_format():
    asked = Request(format="rttm", output=Path("-"))
    assert result_files.to_stdout(asked) == Request(format="rttm")
    code, stdout, stderr = diarize(sample()[0], "--backend", "resemblyzer", "-o", "-")
    assert (code, stdout) == (2, "")
    assert "Add --format audacity|csv|" in stderr
    assert not Path("-").exists()


@pytest.mark.usefixtures("engine")
def test_the_ending_of_the_output_chooses_the_format(talk, tmp_path):
    code, _, stderr = diarize(talk, "--backend", "resemblyzer", "-n", 1, "-o", tmp_path / "a.json")
    assert code == 0
    assert "Written" in stderr
    document = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert list(document["speakers"]) == ["SPEAKER_00"]


@pytest.mark.usefixtures("engine")
def test_several_recordings_make_a_folder_and_one_failure_spares_the_others(talk, tmp_path):
    other = shutil.copy(talk, tmp_path / "b.flac")
    out = tmp_path / "a" / "b"
    code, _, stderr = diarize(
        talk, tmp_path / "нет.wav", other, "--backend", "resemblyzer", "--format", "rttm", "-o", out
    )
    assert code == 1
    assert sorted(path.name for path in out.iterdir()) == ["b.rttm", "встреча.rttm"]
    assert "no such file" in stderr
    assert "Traceback" not in stderr


@pytest.mark.usefixtures("engine")
def test_an_error_is_a_message_a_context_and_a_hint(tmp_path):
    (tmp_path / "a.wav").write_text("version https://git-lfs.github.com/spec/v1\n")
    code, stdout, stderr = diarize(tmp_path / "a.wav", "--backend", "resemblyzer")
    assert (code, stdout) == (1, "")
    assert "Git LFS pointer" in stderr
    assert "Hint: git lfs install && git lfs pull" in stderr
    assert "Traceback" not in stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "docx"),
        ("-n", "0"),
        ("-n", "two"),
        ("-o", "somewhere"),
        ("--nonsense",),
    ],
)
def test_wrong_usage_is_exit_code_2(arguments):
    code, _, stderr = diarize("a.wav", *arguments)
    assert code == 2
    assert "Traceback" not in stderr


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    "arguments", [("--backend", "kaldi"), ("--min-speakers", "3", "--max-speakers", "2")]
)
def test_what_the_library_refuses_is_exit_code_2(arguments):
    code, _, stderr = diarize("a.wav", *arguments)
    assert code == 2
    assert "Hint: " in stderr


@pytest.mark.usefixtures("engine")
def test_timings_name_the_stages_and_the_best_of_the_machine(talk):
    code, stdout, stderr = diarize(
        talk, "--backend", "resemblyzer", "--timings", "--format", "rttm"
    )
    assert code == 0
    stages = [line.split()[0] for line in stderr.splitlines() if line.strip()]
    names = ["stage", "decoding", "speech", "network", "features", "clustering", "together"]
    assert [name for name in stages if name in names] == names
    assert "s at best" in stderr
    assert all(line.startswith("SPEAKER ") for line in stdout.splitlines())


def test_the_lanes_begin_below_each_other_where_letters_are_two_columns_wide(capsys, monkeypatch):
    from rich.cells import cell_len

    from diarizer.cli.output import picture_and_list

    monkeypatch.setenv("COLUMNS", "60")
    found = annotation((0.0, 5.0, "王小明"), (5.0, 9.0, "anna"), duration=10.0)
    picture_and_list.show(found, Path("talk.wav"))
    _, first, second, *_ = capsys.readouterr().out.splitlines()
    assert cell_len(first) == cell_len(second) == 59

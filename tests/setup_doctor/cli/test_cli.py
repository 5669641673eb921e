"""The program as it is typed: what goes to which stream, and with which exit code it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.processes import run

READY = pytest.mark.skipif(
    find_spec("resemblyzer") is None, reason="resemblyzer is not set up here"
)
SECRET = "hf_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789"


def doctor(
    *arguments: str, timeout: float = 300, **environ: str
) -> subprocess.CompletedProcess[str]:
    done = run("setup_doctor", *arguments, env={**os.environ, **environ}, timeout=timeout)
    assert "Traceback" not in done.stdout + done.stderr
    return done


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--only", "nothing"],
        ["check", "--backend", "nothing"],
        ["fix", "--skip", "nothing"],
        ["install", "nothing"],
        ["download", "nothing"],
        ["check", "--timeout", "0"],
        ["smoke", "-n", "0"],
        ["smoke", "there-is-no-such-file.wav"],
        ["smoke", "."],
        ["smoke", "--reference", "of-the-bundled-one.rttm"],
        ["explain", "never heard of it"],
        ["nothing"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_says_why_on_stderr(arguments):
    done = doctor(*arguments)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert not done.stdout


def test_the_exit_code_stays_where_python_is_asked_to_wait_at_its_end():
    env = {**os.environ, "PYTHONINSPECT": "1"}
    for arguments, code in ((["--version"], 0), (["check", "--nonsense"], 2)):
        done = run("setup_doctor", *arguments, env=env, timeout=60)
        assert (done.returncode, "SystemExit" in done.stderr) == (code, False)


def test_a_folder_is_no_missing_recording():
    assert ". is a folder, and one recording is wanted." in doctor("smoke", ".").stderr


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["check", "--help"]], ids=" ".join)
def test_help_teaches_by_example(arguments):
    shown = doctor(*arguments)
    assert "setup-doctor check" in shown.stdout + shown.stderr
    assert "\\b" not in shown.stdout


def test_every_command_shows_an_example_of_itself():
    listed = doctor("--help").stdout.partition("Commands:\n")[2]
    commands = re.findall(r"^  (\S+)", listed, flags=re.MULTILINE)
    assert {"check", "fix", "setup", "smoke", "install", "download", "list", "explain"} <= set(
        commands
    )
    for command in commands:
        shown = doctor(command, "--help").stdout
        assert f"setup-doctor {command}" in shown.partition("Example")[2], command


def test_no_command_is_cut_short_in_the_list_of_commands():
    assert "..." not in doctor("--help").stdout.partition("Commands:")[2]


def test_json_puts_one_document_on_stdout_and_nothing_else():
    done = doctor("check", "--json", "--only", "python")
    found = json.loads(done.stdout)
    assert done.returncode == found["exit_code"]
    assert {result["id"] for result in found["results"]} >= {"python.version", "python.pip"}
    assert found["environment"]["python"]
    assert not done.stderr


def test_nothing_moves_on_stdout_where_colour_is_forced():
    done = doctor("check", "--json", "--only", "python", FORCE_COLOR="1")
    json.loads(done.stdout)


def test_the_exit_code_is_3_when_something_could_not_be_checked():
    only = ("--only", "smoke.resemblyzer")
    done = doctor("check", *only, "--timeout", "0.1", PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode in {1, 3}


def test_a_token_in_the_environment_never_reaches_a_stream():
    everything = doctor("check", "--verbose", "--no-smoke", "--offline", HF_TOKEN=SECRET)
    told = doctor("check", "--json", "--only", "huggingface.token", HF_TOKEN=SECRET)
    for done in (everything, told):
        assert SECRET not in done.stdout + done.stderr
        assert SECRET[3:] not in done.stdout + done.stderr
    assert "HF_TOKEN" in told.stdout


def test_a_dry_run_of_install_prints_commands_that_can_be_pasted():
    done = doctor("install", "resemblyzer", "--light", "--dry-run")
    stand_ins, *_, command, download, unpack = done.stdout.splitlines()
    assert "setup_doctor.install.stand_in_wheels" in stand_ins
    assert "--only-binary=:all:" in command
    assert "webrtcvad-wheels>=2.0.14" in command
    assert "resemblyzer==0.1.4" in download
    assert "setup_doctor.install.models_from_wheels" in unpack
    assert "://" not in done.stdout


def test_an_error_message_that_is_pasted_is_explained_with_a_way_out():
    done = doctor(
        "explain", "error: Microsoft Visual C++ 14.0 or greater is required. Get it with ..."
    )
    assert done.returncode == 0
    # The line does not say of which package: only webrtcvad is known to come without a compiler.
    assert "If it is webrtcvad, which resemblyzer asks for, none is needed" in done.stdout
    assert re.search(r"setup-doctor\S* install resemblyzer", done.stdout)


@pytest.mark.parametrize(
    "cause, said",
    [
        ("packages.cut", "is cut"),
        ("packages.scipy-2", "scipy"),
        ("huggingface.access-pending", "waits"),
        ("python.too-new", "docs/checks.md"),
        ("compiler", "compiler.c"),
    ],
)
def test_a_cause_that_stood_on_the_screen_and_an_area_can_be_asked_for(cause, said):
    done = doctor("explain", cause)
    assert done.returncode == 0
    assert said in done.stdout


def test_a_part_of_the_name_of_a_check_leads_to_its_name():
    done = doctor("explain", "webrtcvad")
    assert done.returncode == 2
    assert "Did you mean packages.webrtcvad-wheel, packages.webrtcvad?" in done.stderr


@pytest.mark.parametrize("check", ["packages.webrtcvad", "python.version", "smoke.resemblyzer"])
def test_a_check_is_explained(check):
    done = doctor("explain", check)
    assert done.returncode == 0
    for label in ("Looks at:", "Why:", "Usual causes", "Fix:"):
        assert label in done.stdout


def test_where_the_package_index_cannot_be_reached_it_could_not_be_checked_and_nothing_is_wrong(
    tmp_path,
):
    # A port that nobody listens on, and an environment in which webrtcvad is not installed.
    closed = "http://127.0.0.1:9/simple"
    code = (
        "from dataclasses import replace\n"
        "from setup_doctor.machine import Machine\n"
        "from setup_doctor.machine.pip_index import ask_for_wheel\n"
        "print(ask_for_wheel(replace(Machine(), limit=60), 'webrtcvad-wheels>=2.0.14').outcome.value)"
    )
    settings = {
        "PIP_NO_INDEX": "",
        "PIP_INDEX_URL": closed,
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_FIND_LINKS": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
        env={**os.environ, **settings},
    )
    assert done.stdout.strip() == "unknown"


def test_a_wheel_that_was_made_for_another_python_only_is_none_for_this_one(tmp_path):
    (tmp_path / "webrtcvad_wheels-2.0.14-cp399-cp399-win_amd64.whl").write_bytes(b"")
    code = (
        "from setup_doctor.machine import Machine\n"
        "from setup_doctor.machine.pip_index import ask_for_wheel\n"
        "print(ask_for_wheel(Machine(), 'webrtcvad-wheels>=2.0.14').outcome.value)"
    )
    settings = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
        env={**os.environ, **settings},
    )
    assert done.stdout.strip() == "none"


@READY
@pytest.mark.slow
def test_check_ends_ready_because_a_recording_was_diarized():
    done = doctor("check", "--offline", "--backend", "resemblyzer")
    assert done.returncode == 0
    last = done.stdout.rstrip().splitlines()[-1]
    assert re.fullmatch(
        r"Ready: resemblyzer     2 speakers in \d\d\.\d s, DER \d\.\d %, [\d.]+x real time", last
    )


@READY
@pytest.mark.slow
def test_smoke_draws_who_spoke_when():
    done = doctor("smoke", "--backend", "resemblyzer")
    assert done.returncode == 0
    lanes = [line for line in done.stdout.splitlines() if "SPEAKER_" in line]
    assert len(lanes) == 2
    assert "peak memory" in done.stdout


@READY
@pytest.mark.slow
def test_smoke_of_a_file_that_is_no_recording_says_so_with_a_hint(tmp_path):
    path = tmp_path / "имя с пробелом.wav"
    path.write_text(
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", encoding="utf-8"
    )
    done = doctor("smoke", str(path))
    assert done.returncode == 1
    assert "Git LFS" in done.stdout
    assert "Hint:" in done.stdout


def test_smoke_of_an_address_says_that_nothing_is_downloaded():
    done = doctor("smoke", "https://example.org/talk.mp3")
    assert done.returncode == 2
    said = " ".join(f"{done.stdout} {done.stderr}".split())
    assert "https://example.org/talk.mp3 is an address, and nothing is downloaded from it." in said
    assert "Next: save the recording, then name its file: setup-doctor smoke FILE" in said


def test_smoke_of_an_address_of_a_file_names_its_path():
    done = doctor("smoke", "file:///talks/a%20b.mp3")
    assert done.returncode == 2
    assert 'Next: setup-doctor smoke "/talks/a b.mp3"' in f"{done.stdout} {done.stderr}"


@READY
@pytest.mark.slow
def test_a_diarization_that_takes_too_long_could_not_be_checked():
    assert doctor("smoke", "--backend", "resemblyzer", "--timeout", "0.5").returncode in {1, 3}


@READY
@pytest.mark.slow
def test_compare_tells_what_was_measured_from_what_was_published():
    done = doctor("compare")
    assert done.returncode == 0
    published, measured = (
        done.stdout.index(heading)
        for heading in ("Published by others", "Measured on this machine")
    )
    assert published < done.stdout.index("VoxConverse") < measured
    assert done.stdout.index("x real time") > measured
    assert re.search(r"^Use \w+ here", done.stdout, flags=re.MULTILINE)


@READY
def test_weights_that_are_here_are_passed_over_with_their_hashes_compared():
    done = doctor("download", "resemblyzer")
    assert done.returncode == 0
    assert "17 090 379 bytes" in done.stdout
    assert done.stdout.startswith("whole")


@READY
@pytest.mark.slow
def test_setup_on_a_machine_that_is_ready_installs_nothing_and_proves_it():
    done = doctor("setup", "--backend", "resemblyzer")
    assert done.returncode == 0
    assert "To be done" not in done.stderr
    assert done.stdout.rstrip().splitlines()[-1].startswith("Ready: resemblyzer ")


STOPPED = """
import sys
import setup_doctor.commands.listing as listing
from setup_doctor.cli import main

def interrupted():
    raise KeyboardInterrupt

listing.collect = interrupted
sys.argv = ["setup-doctor", "list", "--lang", "en"]
main()
"""


def test_ctrl_c_says_that_the_same_command_goes_on():
    done = subprocess.run(
        [sys.executable, "-c", STOPPED],
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 130
    assert done.stderr.endswith("Stopped. Run the same command again to go on.\n")
    assert "Traceback" not in done.stderr

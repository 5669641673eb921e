"""Kinds of texts, each by a text of our own that nobody has reported: logs on one line, numbers, whose fault it is."""

from __future__ import annotations

import pytest

from setup_doctor.symptoms.judgement import judge
from setup_doctor.symptoms.table import SYMPTOMS


def cause(text):
    lead = judge(text, SYMPTOMS).lead
    return lead.cause if lead else None


def test_an_error_of_pip_between_a_warning_and_a_notice_on_one_line_is_found():
    text = (
        "Install failed: WARNING: The directory '/srv/.cache/pip' is not writable by the current user. "
        "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/srv/.local' "
        "Check the permissions. [notice] A new release of pip is available: 24.0 -> 25.3"
    )
    assert cause(text) == "disk.permission"


def test_a_line_with_one_such_word_stays_whole():
    text = "2026-01-02 WARNING: libav.mp3: Estimating duration from bitrate"
    assert judge(text, SYMPTOMS).error == ""


@pytest.mark.parametrize(
    "code, known",
    [
        ("3221225794", "packages.runtime-old"),
        ("-1073741502", "packages.runtime-old"),
        ("3221225785", "packages.dll-foreign"),
        ("3221226356", "windows.crash-memory"),
    ],
)
def test_what_windows_ended_is_known_by_its_exit_code_however_it_is_written(code, known):
    assert cause(f"Worker exited unexpectedly (code {code}).") == known


def test_a_number_of_that_size_within_a_word_is_no_exit_code():
    assert cause("ERROR: no file talk_3221225794.wav in it") is None


def test_a_program_that_is_missing_is_told_also_below_a_folder_called_whisper():
    text = (
        'File "C:\\d\\modules\\whisper\\pipeline.py", line 2, in run\n'
        '  File "C:\\Python312\\Lib\\subprocess.py", line 1538, in _execute_child\n'
        "    hp, ht, pid, tid = _winapi.CreateProcess(executable, args,\n"
        "FileNotFoundError: [WinError 2] Не удается найти указанный файл\n\n"
        "The above exception was the direct cause of the following exception:\n\n"
        "Traceback (most recent call last):\n"
        "RuntimeError: Error transcribing file: [WinError 2] Не удается найти указанный файл"
    )
    assert cause(text) == "packages.program-missing"


def test_a_recording_that_is_not_there_is_not_called_damaged():
    text = (
        "RuntimeError: Failed to load audio: ffmpeg version 7.1 Copyright (c) 2000-2024\n"
        "talk.m4a: No such file or directory"
    )
    assert cause(text) != "audio.damaged"


def test_what_ffmpeg_itself_says_of_a_recording_counts_more_than_that_it_failed():
    text = "RuntimeError: Failed to load audio: [mov] moov atom not found"
    assert cause(text) == "audio.damaged"


def test_pip_that_was_called_by_its_python_does_not_stand_in_its_own_way():
    refused = (
        "Uninstalling pip-24.0:\n"
        "ERROR: Could not install packages due to an OSError: [WinError 5] Access is denied: "
        "'c:\\\\python312\\\\scripts\\\\pip.exe'"
    )
    assert cause(f"> python.exe -m pip install --upgrade pip\n{refused}") == "windows.access-denied"
    assert cause(f"> pip install --upgrade pip\n{refused}") == "python.pip-itself"


def test_only_a_mac_is_told_of_the_certificates_that_python_org_leaves_out():
    said = "<urlopen error [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1000)>"
    framework = 'File "/Library/Frameworks/Python.framework/Versions/3.12/lib/python3.12/urllib/request.py", line 1347, in do_open\n'
    assert cause(f"{framework}urllib.error.URLError: {said}") == "network.no-certificates"
    assert cause(f"urllib.error.URLError: {said}") == "network.tls-intercepted"


def test_what_pip_calls_otherwise_is_named_as_pip_calls_it():
    lead = judge("ERROR: No matching distribution found for cv2", SYMPTOMS).lead
    assert (lead.cause, lead.needs) == ("packages.other-name", ("opencv-python",))
    assert cause("ERROR: No matching distribution found for hydra-core>=9") != "packages.other-name"


def test_wheels_for_other_systems_are_no_matter_of_the_python():
    text = (
        "error: Distribution `av==17.0` can't be installed because it doesn't have a source distribution or wheel "
        "for the current platform\n\nhint: You're {whose} only has wheels {for_what}"
    )
    mac = text.format(
        whose="on macOS (`macosx_10_16_x86_64`), but `av` (v17.0)",
        for_what="for the following platforms: `win_amd64`",
    )
    old = text.format(
        whose="using CPython 3.14 (`cp314`), but `av` (v17.0)",
        for_what="with the following Python ABI tag: `cp312`",
    )
    assert (cause(mac), cause(old)) == ("packages.no-platform", "python.no-wheels")


@pytest.mark.parametrize("known", ["packages.build-isolated", "packages.old-metadata"])
def test_what_is_said_in_two_ways_stands_once(known):
    assert len([symptom for symptom in SYMPTOMS if symptom.cause == known]) == 1


def test_what_a_program_calls_that_is_for_another_processor_is_named():
    lead = judge("OSError: [Errno 8] Exec format error: '/usr/bin/sox'", SYMPTOMS).lead
    assert lead.cause == "programs.wrong-kind"
    assert lead.meaning.values["program"] == "/usr/bin/sox"


CONSTRAINED = (
    "ERROR: Cannot install soxr because these package versions have conflicting dependencies.\n\n"
    "The conflict is caused by:\n    The user requested soxr\n"
    "    The user requested (constraint) soxr==1.1.0\n\nTo fix this you could try to:\n"
    "1. loosen the range of package versions you've specified\n\n"
    "ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/x"
)
RETRIED = (
    "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by 'NewConnectionError('<x>: Failed to "
    "establish a new connection: [Errno 101] Network is unreachable')': /simple/soxr/\n"
)


def test_a_version_that_a_list_asks_for_and_the_index_lacks_is_no_conflict_of_packages():
    lead = judge(CONSTRAINED, SYMPTOMS).lead
    assert lead.cause == "packages.no-such-version"
    assert lead.meaning.values["package"] == "soxr"
    assert lead.meaning.values["version"] == "1.1.0"


def test_what_pip_does_not_find_where_it_reached_nothing_is_the_network():
    assert cause(RETRIED + CONSTRAINED) == "network.unreachable"


def test_two_packages_that_want_a_third_are_a_conflict_also_beside_a_list():
    text = CONSTRAINED.replace(
        "    The user requested (constraint)",
        "    whisperx 3.1 depends on soxr<1\n    The user requested (constraint)",
    )
    assert cause(text) == "packages.conflict"

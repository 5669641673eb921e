"""Pastes that a console has broken, a picture has spelled anew, or that lie amid a long log."""

from __future__ import annotations

import pytest

from setup_doctor.symptoms.damaged_lines import rejoined, reread
from setup_doctor.symptoms.judgement import judge
from setup_doctor.symptoms.table import SYMPTOMS

GATED = (
    "Cannot access gated repo for url https://huggingface.co/pyannote/speaker-diarization-community-1/resolve/main/config.yaml.\n"
    "Access to model pyannote/speaker-diarization-community-1 is restricted and you are not in the authorized list."
)
PAGING = (
    "OSError: [WinError 1455] The paging file is too small for this operation to complete. Error loading "
    '"C:\\d\\.venv\\Lib\\site-packages\\torch\\lib\\cublas64_12.dll" or one of its dependencies.'
)


def lead(paste):
    found = judge(paste, SYMPTOMS).lead
    return found and found.cause


def broken(text, width):
    return "\n".join(
        line[start : start + width]
        for line in text.splitlines()
        for start in range(0, max(len(line), 1), width)
    )


@pytest.mark.parametrize("width", [80, 100, 120])
def test_a_word_that_the_edge_of_a_console_has_parted_is_read(width):
    assert lead(broken(GATED, width)) == "huggingface.terms-not-accepted"
    assert lead(broken(PAGING, width)) == "packages.paging-file"


def test_lines_of_different_lengths_stay_apart():
    lines = ["one" * 20, "two", "three" * 20]
    assert rejoined(lines) == lines


def test_lines_that_are_equally_wide_for_long_are_not_made_one():
    joined = rejoined(["word " * 16] * 1000)
    assert max(map(len, joined)) < 80 * 40
    assert "".join(joined) == "word " * 16000


def test_an_error_is_not_joined_to_the_line_before_it():
    lines = ["x" * 80, "ValueError: no"]
    assert rejoined(lines) == lines


def test_a_picture_that_was_read_is_known():
    assert lead("Modu1eNotFoundError: No modu1e named 'pkg_resources'") == "packages.pkg-resources"
    wanted = 'error: Microsoft Visua1 C++ 14.O or greater is required. Get it with "Microsoft C++ Bui1d Too1s"'
    assert lead(wanted) == "packages.compiler-wanted"


def test_names_of_programs_are_not_spelled_anew():
    for words in ("conv1d(input, weight)", "No module named 'mp3play1'", "batch_norm1d", "v1beta"):
        assert reread(words) == words


@pytest.mark.parametrize(
    "cause, paste",
    [
        ("huggingface.terms-not-accepted", GATED),
        (
            "python.no-pip",
            "«pip» не является внутренней или внешней\nкомандой, исполняемой программой",
        ),
        ("packages.quotes-wanted", "zsh: no matches found: nemo_toolkit[asr]"),
        ("windows.policy", "Эта программа заблокирована групповой политикой."),
    ],
)
def test_the_cause_is_found_in_the_middle_of_a_long_log(cause, paste):
    before = [
        f"Collecting package{n}\n  Using cached package{n}-1.{n}-py3-none-any.whl"
        for n in range(300)
    ]
    after = [f"2026-01-01 12:00:{n % 60:02d} - INFO - worker {n} waits" for n in range(400)]
    assert lead("\n".join([*before, paste, *after])) == cause


def test_a_long_log_of_different_lines_is_still_read():
    noise = [f"step {'abc'[n % 3] * (n % 50)} {chr(97 + n % 26)} {n * n}" for n in range(3000)]
    assert lead("\n".join([*noise, PAGING])) == "packages.paging-file"

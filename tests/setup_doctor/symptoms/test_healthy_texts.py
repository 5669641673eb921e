"""Texts in which nothing failed, or something else did, hold the words of an error all the same."""

from __future__ import annotations

import pytest

from setup_doctor.symptoms.judgement import judge
from setup_doctor.symptoms.table import SYMPTOMS


def lead(paste):
    found = judge(paste, SYMPTOMS).lead
    return found and found.cause


@pytest.mark.parametrize(
    "paste",
    [
        "if ($x.LanguageMode -eq 'ConstrainedLanguage') { Write-Host 'limited' }",
        "2345 WARNING: could not resolve 'api-ms-win-core-path-l1-1-0.dll', dependency of 'C:\\x\\a.dll'.\n5678 INFO: completed",
        'catch (ParserError e) { Print("<html>" + e); }',
        "Segments must not be empty lists, says the page of that function.",
        "Wsl/Service/E_UNEXPECTED",
        '$ python --version\nPython 3.12.4\nFile "a.py", line 4\n    print(f"{x}") x\n                  ^\nSyntaxError: invalid syntax',
    ],
)
def test_what_only_sounds_like_an_error_stays_unknown(paste):
    assert lead(paste) is None


@pytest.mark.parametrize(
    "cause, paste",
    [
        (
            "memory.full",
            "Requirement already satisfied: torch in /x (2.2.2)\n$ python train.py\nKilled",
        ),
        ("memory.full", "Collecting torch\nSuccessfully installed torch-2.2.2\nKilled"),
        (
            "memory.pip",
            "Collecting torch\n  Downloading torch-2.2.2.whl (755.5 MB)\n     ━━━━ 755.5/755.5 MB 3 MB/s\nKilled",
        ),
        (
            "audio.no-ffmpeg",
            "'ffmpeg' is not recognized as an internal or external command,\noperable program or batch file.\n"
            "subprocess.CalledProcessError: Command 'ffmpeg -i a.wav' returned non-zero exit status 9009.",
        ),
        (
            "windows.execution-policy",
            "File C:\\x\\.venv\\Scripts\\Activate.ps1 cannot be loaded because running scripts is disabled on this system.",
        ),
        (
            "windows.policy",
            "PS C:\\x> $ExecutionContext.SessionState.LanguageMode\nConstrainedLanguage",
        ),
        ("packages.dll-missing", "da VCRUNTIME140_1.dll nicht gefunden wurde."),
        (
            "packages.dll-missing",
            "The program can't start because api-ms-win-crt-runtime-l1-1-0.dll is missing from your computer.",
        ),
        (
            "windows.too-old",
            "так как на компьютере отсутствует api-ms-win-core-path-l1-1-0.dll.",
        ),
    ],
)
def test_the_true_cause_stays_known(cause, paste):
    assert lead(paste) == cause


def test_torchcodec_without_ffmpeg_is_no_missing_runtime():
    paste = (
        "RuntimeError: Could not load libtorchcodec. Likely causes:\nFFmpeg version 7: Could not find module "
        "'C:\\v\\Lib\\site-packages\\torchcodec\\libtorchcodec_core7.dll' (or one of its dependencies). Try using the full path "
        "with constructor syntax."
    )
    told = judge(paste, SYMPTOMS)
    assert told.lead.cause == "packages.torchcodec"
    assert told.others == ()


def test_a_compiled_part_of_numpy_is_installed_anew_by_its_packages_name():
    paste = "ImportError: DLL load failed while importing _multiarray_umath: Не найден указанный модуль."
    named = judge(paste, SYMPTOMS).lead.remedies[1].title.values
    assert named["distribution"] == "numpy"

"""What is only likely is said to be likely, with what else comes near."""

from __future__ import annotations

import pytest

from setup_doctor.symptoms.glossary import look_up
from setup_doctor.symptoms.judgement import judge
from setup_doctor.symptoms.table import SYMPTOMS
from tests.processes import run

IN_WHISPERX = 'File "/x/site-packages/whisperx/asr.py", line 32, in <module>\n'


@pytest.mark.parametrize(
    "paste, cause, sure",
    [
        (
            f"{IN_WHISPERX}NameError: name 'WhisperModel' is not defined",
            "packages.own-fault",
            False,
        ),
        (
            f"{IN_WHISPERX}AttributeError: 'Pipeline' object has no attribute 'run'",
            "packages.ages",
            False,
        ),
        ("OSError: [Errno 24] Too many open files: 'a.wav'", "files.too-many", True),
        ("RuntimeError: cuFFT error: CUFFT_INTERNAL_ERROR", "cuda.error", False),
        ("urllib.error.HTTPError: HTTP Error 502: Bad Gateway", "network.server-error", True),
    ],
)
def test_a_guess_is_no_certainty(paste, cause, sure):
    judged = judge(paste, SYMPTOMS)
    assert (judged.lead.cause, judged.sure) == (cause, sure)


@pytest.mark.parametrize(
    "paste",
    [
        "NameError: name 'speakers' is not defined",
        "AttributeError: 'Speaker' object has no attribute 'name'",
    ],
)
def test_what_your_own_code_raises_is_blamed_on_no_package(paste):
    assert (
        judge(f'File "/home/eva/app/run.py", line 3, in <module>\n{paste}', SYMPTOMS).lead is None
    )


@pytest.mark.parametrize(
    "paste, cause",
    [
        (
            "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://api.example.com/v1",
            "network.refused-elsewhere",
        ),
        (
            "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://huggingface.co/api/whoami-v2",
            "huggingface.no-token",
        ),
        (
            "ValueError: This CTranslate2 package was not compiled with CUDA support",
            "cuda.ctranslate2-not-built",
        ),
        (
            "building 'av.filter.loudnorm' extension\nerror: command '/usr/bin/clang' failed with exit code 1\n"
            "help: `av` (v13.1.0) was included because `shop` (v0.1.0) depends on `av`",
            "packages.compiler-other",
        ),
    ],
)
def test_the_server_and_the_package_that_are_named_decide(paste, cause):
    assert judge(paste, SYMPTOMS).lead.cause == cause


def test_explain_says_that_it_is_not_sure():
    said = run("setup_doctor", "explain", "RuntimeError: cuFFT error: CUFFT_INTERNAL_ERROR")
    assert "This is likely, and not sure." in said.stdout
    said = run("setup_doctor", "explain", "OSError: [Errno 24] Too many open files: 'a.wav'")
    assert "not sure" not in said.stdout


@pytest.mark.parametrize("cause", sorted({symptom.cause for symptom in SYMPTOMS}))
def test_a_cause_alone_leaves_no_gap_open(cause):
    entry = look_up(cause)
    assert "{" not in "".join((*entry.needs, *(remedy.page for remedy in entry.remedies)))


@pytest.mark.parametrize(
    "cause, words",
    [
        ("packages.dll-missing", "A DLL is missing beside a compiled module"),
        ("packages.program-missing", "The terminal finds no program called"),
        ("packages.missing", "Python finds no module"),
        ("cuda.kernel", "This torch was built for other graphics cards"),
    ],
)
def test_a_cause_alone_is_told_by_its_general_entry(cause, words):
    assert str(look_up(cause).meaning).startswith(words)

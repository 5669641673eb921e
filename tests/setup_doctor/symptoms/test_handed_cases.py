"""Texts with a right answer beside each, handed over with the project; and the same kinds in small."""

from __future__ import annotations

from pathlib import Path

import pytest

from setup_doctor.symptoms.decoding import decoded
from setup_doctor.symptoms.judgement import judge
from setup_doctor.symptoms.table import SYMPTOMS
from tests.processes import run

CASES = Path(__file__).parents[4] / "shared" / "cases"
handed = pytest.mark.skipif(
    not CASES.is_dir(), reason="the handed cases (../shared/cases) are not here"
)
# The right answer of case.md: the cause, and the name that the answer has to hold.
NAMED = {
    "H-01b": ("huggingface.terms-not-accepted", "pyannote/segmentation-3.0"),
    "H-02d": ("huggingface.terms-not-accepted", "pyannote/speaker-diarization-3.1"),
    "I-08d": ("packages.speechbrain-old", "speechbrain>=1.1"),
    "I-09b": ("packages.speechbrain-lazy", "k2 or flair are not needed"),
    "I-04b": ("packages.pyannote-old", "pyannote.audio>=4"),
    "I-04c": ("packages.missing", "belongs to pyannote.audio"),
    "L-6": ("packages.missing", "setup-doctor install pyannote"),
    "L-8": ("packages.missing", "whisperx"),
    "L-10": ("packages.missing", "setup-doctor install open --light"),
    "L-11": ("python.distutils", "setuptools<81"),
    "L-13": ("packages.missing", "belongs to pyannote.audio"),
    "H-06c": ("network.wrong-host", "a wrong DNS"),
}
ORDERED = {
    "L-2": ("packages.compiler-other", "webrtcvad is not what fails here"),
    "L-31": ("network.refused-file", "nothing to do with the terms of a model"),
    "L-43": ("huggingface.terms-not-accepted", "pyannote/speaker-diarization-community-1"),
    "L-45": ("packages.paging-file", "the paging file is too small"),
    "L-46": ("disk.full", "The disk is full"),
    "I-06e": ("packages.torchcodec-mismatch", "built for another torch"),
    "I-16b": ("windows.smart-app-control", "not signed"),
}
FOLLOWING = {
    "I-01b": ("packages.compiler-wanted", "webrtcvad-wheels"),
    "I-02c": ("harmless.pkg-resources", "webrtcvad-wheels is not"),
    "I-05b": ("packages.torchcodec", "FFmpeg's shared libraries"),
    "I-05c": ("packages.torchcodec", "Give pyannote the samples"),
    "I-06a": ("packages.torchcodec-mismatch", "another torch"),
    "I-06b": ("packages.torchcodec-mismatch", "another torch"),
    "I-06d": ("packages.torchcodec-mismatch", "another torch"),
    "I-07b": ("packages.weights-only", "pyannote.audio>=4"),
    "I-07d": ("packages.weights-only", "pyannote.audio>=4"),
    "I-07e": ("packages.weights-lfs", "git lfs pull"),
    "I-09a": ("packages.speechbrain-lazy", "the paths of Windows"),
    "I-09c": ("packages.speechbrain-lazy", "the paths of Windows"),
    "I-10b": ("cuda.cudnn-8", "cuDNN 8"),
    "I-10c": ("cuda.cudnn-9", "cuDNN 9"),
    "I-14a": ("python.too-new-for-numba", "this Python is too new"),
    "I-14b": ("python.too-new-for-numba", "this Python is too new"),
    "I-14d": ("python.too-new-for-numba", "this Python is too new"),
    "I-15c": ("packages.torchcodec-placeholder", "no torchcodec for this machine"),
    "I-16c": ("windows.smart-app-control", "Smart App Control"),
    "I-17a": ("windows.not-ascii", "letters that the library cannot take"),
    "I-19a": ("packages.numpy-2", "pyannote.audio>=4"),
    "I-19b": ("packages.numpy-2", "pyannote.audio>=4"),
    "I-20b": ("python.utf8", "PYTHONUTF8=1"),
    "I-20c": ("python.utf8", "PYTHONUTF8=1"),
    "H-03c": ("packages.pyannote-output", "speaker_diarization"),
    "H-04b": ("huggingface.not-cached", "not in the cache"),
    "H-05": ("network.xet-blocked", "HF_HUB_DISABLE_XET=1"),
    "A-01": ("audio.length", "Convert it first"),
    "A-09a": ("audio.too-short", "too short"),
    "X-tf32": ("harmless.tf32", "Nothing to do"),
    "X-lightning": ("harmless.checkpoint-upgraded", "Nothing to do"),
    "X-melspec": ("packages.resemblyzer-old", "resemblyzer>=0.1.4"),
    "F-01": ("audio.uri-blank", "Rename the recording"),
}
UNKNOWN = {"H-03d"}  # "generic; unknown acceptable"
FOLDERS = {
    "explain-name-ignored": NAMED,
    "explain-order": ORDERED,
    "explain-unknown": FOLLOWING,
}


def told(*words, **how):
    """What `explain` says to a person, in one line, and its exit code."""
    done = run("setup_doctor", "explain", *words, **how)
    return " ".join((done.stdout + done.stderr).split()), done.returncode


def without_quotes(text):
    """A program that is not on the PATH stands there with its own, quoted where that has blanks."""
    return text.replace("'", "").replace('"', "")


@handed
@pytest.mark.parametrize(
    "folder, name, cause, held",
    [(f, name, *answer) for f, answers in FOLDERS.items() for name, answer in answers.items()],
)
def test_a_handed_text_has_the_answer_that_stands_beside_it(folder, name, cause, held):
    said, code = told(str(CASES / folder / f"{name}.txt"))
    assert code == 0
    first, _, _ = said.partition("Also in this text")
    assert f"cause {cause} " in first
    assert without_quotes(held) in without_quotes(first)


@handed
def test_no_handed_text_is_left_out():
    for folder, answers in FOLDERS.items():
        texts = {path.stem for path in (CASES / folder).glob("*.txt")}
        assert texts - UNKNOWN == set(answers)


@handed
def test_what_is_not_known_is_named_in_its_last_line_and_not_guessed():
    said, code = told(str(CASES / "explain-unknown" / "H-03d.txt"))
    assert code == 2
    assert "TypeError: 'int' object is not subscriptable" in said
    assert "cause " not in said


@handed
@pytest.mark.parametrize("way", ["a path", "@ and a path", "standard input", "nothing but it"])
def test_a_handed_log_is_read_from_a_file_and_from_standard_input(way):
    log = CASES / "explain-stdin-file" / "pip.log"
    piped = decoded(log.read_bytes())
    words = {"a path": [str(log)], "@ and a path": [f"@{log}"], "standard input": ["-"]}
    given = {} if way.endswith("path") else {"typed": piped}
    said, code = told(*words.get(way, []), **given)
    assert code == 0
    assert "cause packages.compiler-wanted " in said


@handed
def test_of_a_handed_log_that_is_not_known_one_line_is_shown():
    said, code = told(str(CASES / "explain-stdin-file" / "unk.log"))
    assert code == 2
    assert "FooError" in said
    assert len(said) < 1000
    assert "\\n" not in said


# The kinds, by texts of our own: the module, the model or the caller that a message names decides.
@pytest.mark.parametrize(
    "cause, values, text",
    [
        (
            "huggingface.terms-not-accepted",
            {"repository": "pyannote/segmentation-3.0"},
            "403 Client Error. Access to model pyannote/segmentation-3.0 is restricted",
        ),
        ("packages.missing", {"module": "whisperx"}, "ModuleNotFoundError: No module named 'whisperx'"),
        ("packages.missing", {"module": "pyannote"}, "ModuleNotFoundError: No module named 'pyannote'"),
        (
            "packages.compiler-other",
            {"package": "sox"},
            "Collecting webrtcvad-wheels\n  Building wheel for sox (setup.py): finished with status 'error'\n"
            "      error: Microsoft Visual C++ 14.0 or greater is required.\n"
            "ERROR: Failed building wheel for sox",
        ),
        (
            "disk.full",
            {},
            "error: Microsoft Visual C++ 14.0 or greater is required.\n"
            "PS C:\\a> pip install b\nERROR: Could not install packages due to an OSError: "
            "[Errno 28] No space left on device",
        ),
        (
            "network.refused-file",
            {},
            '  File "x.py", line 403, in f\nERROR: HTTP error 403 while getting https://a.example/x.whl',
        ),
        ("python.utf8", {}, "UnicodeDecodeError: 'cp949' codec can't decode byte 0xe2 in position 7"),
    ],
)  # fmt: skip
def test_each_kind_of_the_handed_cases_is_known_by_a_text_of_our_own(cause, values, text):
    lead = judge(text, SYMPTOMS).lead
    assert lead is not None
    assert lead.cause == cause
    assert values.items() <= lead.meaning.values.items() if values else True

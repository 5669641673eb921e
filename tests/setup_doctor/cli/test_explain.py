"""`setup-doctor explain`, as it is typed: words, files, pipes, secrets."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys

import pytest

ERROR = "error: Microsoft Visual C++ 14.0 or greater is required. Get it with ...\n"
CAUSE = "cause packages.compiler-wanted"


def explain(*arguments, data=b"", **environ):
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "setup_doctor", "--lang", "en", "explain", *arguments],
        input=data,
        capture_output=True,
        timeout=120,
        check=False,
        env={**os.environ, **environ},
    )
    told = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in "".join(told)
    return done.returncode, *told


@pytest.mark.parametrize("arguments", [(), ("-",)], ids=["nothing", "dash"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_is_piped_in_is_explained(arguments, encoding):
    code, told, _ = explain(*arguments, data=ERROR.encode(encoding))
    assert code == 0
    assert CAUSE in told


@pytest.mark.parametrize("mark", ["", "@", "--file="])
def test_a_file_is_explained(tmp_path, mark):
    log = tmp_path / "мой журнал.log"
    log.write_text(ERROR, encoding="utf-16")
    code, told, _ = explain(f"{mark}{log}")
    assert code == 0
    assert CAUSE in told


def test_several_files_are_one_text_whose_last_error_counts(tmp_path):
    first, last = tmp_path / "a.log", tmp_path / "b.log"
    missing = "ModuleNotFoundError: No module named 'pkg_resources'\n"
    for one, other, cause in ((missing, ERROR, CAUSE), (ERROR, missing, "packages.pkg-resources")):
        first.write_text(one, encoding="utf-8")
        last.write_text(other, encoding="utf-8")
        code, told, _ = explain(str(first), str(last))
        assert code == 0
        assert cause in told.splitlines()[1]


def test_what_is_packed_or_a_picture_is_named_with_what_to_do(tmp_path):
    packed, picture = tmp_path / "a.log.gz", tmp_path / "error.png"
    packed.write_bytes(gzip.compress(ERROR.encode()))
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    last = "is a picture or a page. Type its last line, or copy the words out of it."
    for named, data, said in (
        ((str(packed),), b"", f"{packed} is packed. Unpack it, and name what is in it."),
        ((), packed.read_bytes(), "- is packed. Unpack it, and name what is in it."),
        ((str(picture),), b"", f"{picture} {last}"),
        ((str(picture), str(packed)), b"", f"{picture} {last}"),
    ):
        code, told, wrong = explain(*named, data=data, COLUMNS="500")
        assert (code, told) == (2, "")
        assert said in wrong


def test_of_several_files_the_one_that_is_not_there_is_named(tmp_path):
    log, gone = tmp_path / "a.log", tmp_path / "gone.log"
    log.write_text(ERROR, encoding="utf-8")
    for named in ((str(log), str(gone)), ("--file", str(gone))):
        code, _, told = explain(*named, COLUMNS="500")
        assert code == 2
        assert f"There is no file {gone} here." in told
    code, told, _ = explain("--file", str(log), "--file", str(log))
    assert code == 0
    assert CAUSE in told


@pytest.mark.parametrize(
    ("module", "step"),
    [
        ("torch", "install resemblyzer --full"),
        ("resemblyzer", "install resemblyzer --full"),
        ("transformers", "install nemotron"),
    ],
)
def test_what_a_missing_module_is_told_to_need_brings_it(module, step):
    assert step in explain(f"ModuleNotFoundError: No module named '{module}'")[1]


def test_nobody_is_sent_to_an_index_for_what_is_on_none():
    told = explain("ModuleNotFoundError: No module named 'diarizer'")[1]
    assert "pip install ." in told
    assert "--upgrade diarizer" not in told


def test_words_need_no_quotes_and_a_negative_number_is_no_option():
    assert "packages.runtime-old" in explain("WinError", "1114")[1]
    assert "windows.crash-memory" in explain("-1073741819")[1]


@pytest.mark.parametrize("arguments", [(), ("-",), ("no-such-file.log",)], ids=str)
def test_nothing_and_a_file_that_is_not_there_are_wrong_usage(arguments):
    code, told, why = explain(*arguments)
    assert code == 2
    assert not told
    assert "Error: " in why


def test_of_a_misspelled_check_it_is_said_that_none_is_called_so():
    assert (
        explain("packages.webrtcvd")[1]
        .replace("\r", "")
        .startswith(
            "No check is called packages.webrtcvd. If it is a cause, docs/checks.md tells what it is."
            " The checks of that area:"
        )
    )


def test_a_secret_in_a_paste_is_not_shown():
    secret = "hf_" + "A" * 30
    code, told, why = explain(data=f"FooError: new thing with {secret}\n".encode())
    assert code == 2
    assert secret not in told + why
    assert "hf_***" in why


def test_an_unknown_paste_shows_its_last_error_and_what_comes_closest():
    log = "\n".join(f"line {number}" for number in range(60))
    code, told, why = explain(data=f"{log}\nOSError: sndfile cannot be found by ctypes\n".encode())
    assert code == 2
    assert not told
    assert "line 3" not in why
    assert "OSError: sndfile cannot be found by ctypes" in why
    assert "audio.no-libsndfile" in why
    assert "setup-doctor check" in why


def test_an_unknown_error_after_a_known_one_says_both():
    text = "ERROR: Failed building wheel for webrtcvad\n$ x\n"
    text += 'Traceback (most recent call last):\n  File "a.py", line 1\nFooError: new\n'
    code, told, _ = explain(data=text.encode())
    assert code == 0
    assert "The last error is not known here: FooError: new" in told
    assert CAUSE in told


def test_ways_out_are_given_for_each_manager():
    told = explain("ModuleNotFoundError: No module named 'whisperx'")[1]
    assert "uv:     uv add whisperx" in told
    assert "poetry: poetry add whisperx" in told


def test_a_harmless_warning_is_called_so_in_both_languages():
    warning = b"ReproducibilityWarning: TensorFloat-32 (TF32) has been disabled\n"
    assert "A warning that does no harm." in explain(data=warning)[1]
    assert "ничему не вредит" in explain("--lang", "ru", data=warning)[1]

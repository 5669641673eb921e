"""What is at a path that may not be looked at."""

import os
import sys
from pathlib import Path, PurePosixPath

import pytest

from diarizer.files.addresses import address, path_of
from diarizer.files.looks import closed, is_file, is_folder, is_there
from diarizer.files.writable import blocked, elsewhere


def test_a_name_that_is_too_long_is_no_file_and_takes_none(tmp_path):
    path = tmp_path / f"{'x' * 300}.rttm"
    assert not any((is_file(path), is_folder(path), is_there(path)))
    assert blocked(path)
    assert elsewhere(path.name).name == "result.rttm"
    assert elsewhere("talk.rttm").name == "talk.rttm"


def test_what_is_there_and_what_is_missing_is_told_apart(tmp_path):
    file = tmp_path / "a.wav"
    file.touch()
    assert (is_file(file), is_there(file), is_folder(tmp_path)) == (True, True, True)
    assert closed(file) is closed(tmp_path / "b.wav") is closed(file / "c.wav") is None
    assert blocked(file) is blocked(tmp_path / "b.wav") is None
    assert isinstance(blocked(tmp_path), IsADirectoryError)


@pytest.mark.skipif(sys.platform == "win32", reason="folders are closed otherwise there")
def test_a_folder_that_may_not_be_entered_raises_nothing(tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir(mode=0)
    path = folder / "a.wav"
    try:
        if os.access(folder, os.X_OK):
            pytest.skip("the administrator may enter everything")
        assert not any((is_file(path), is_folder(path), is_there(path)))
        assert isinstance(closed(path), PermissionError)
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize(
    ("typed", "where", "path"),
    [
        ("file:///home/anna/a%20b.mp3", "file:///home/anna/a%20b.mp3", "/home/anna/a b.mp3"),
        ("/now/file:/C:/talks/a.mp3", "file:///C:/talks/a.mp3", "C:/talks/a.mp3"),
        ("https:/example.org/a.mp3", "https://example.org/a.mp3", None),
    ],
)
def test_an_address_is_known_when_a_path_has_lost_a_stroke(typed, where, path):
    assert address(PurePosixPath(typed)) == where
    assert path_of(where) == path


def test_a_path_is_no_address():
    assert address(Path("talks", "http", "a.mp3")) is None

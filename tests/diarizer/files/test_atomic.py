"""Files that are there as a whole or not at all."""

import sys
from pathlib import Path

import pytest

from diarizer.files.atomic import draft


def names(folder):
    return [path.name for path in folder.iterdir()]


def write_half(path, stop):
    with draft(path) as beside:
        beside.write_text("half", encoding="utf-8")
        raise stop


def test_what_was_written_takes_the_place_of_the_old_file(tmp_path):
    path = tmp_path / "встреча.rttm"
    path.write_text("old", encoding="utf-8")
    with draft(path) as beside:
        beside.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old"
    assert path.read_text(encoding="utf-8") == "new"
    assert names(tmp_path) == ["встреча.rttm"]


@pytest.mark.parametrize("letter", ["a", "ж"])
def test_a_name_as_long_as_a_name_may_be_is_written_too(tmp_path, letter):
    room = 250 if sys.platform == "win32" else 250 // len(letter.encode())
    path, other = (tmp_path / f"{letter * (room - 1)}{last}.rttm" for last in "xy")
    try:
        path.write_bytes(b"old")
    except OSError:
        pytest.skip("no path is that long here")
    with draft(path) as beside, draft(other) as beside_the_other:
        beside.write_bytes(b"new")
        beside_the_other.write_bytes(b"other")
    assert (path.read_bytes(), other.read_bytes()) == (b"new", b"other")
    assert sorted(names(tmp_path)) == sorted([path.name, other.name])


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError, MemoryError])
def test_a_write_that_is_stopped_leaves_neither_half_a_file_nor_a_draft(tmp_path, stop):
    path = tmp_path / "a.rttm"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(stop):
        write_half(path, stop)
    assert path.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["a.rttm"]


class SharingViolationError(PermissionError):
    winerror = 32


def in_use(times):
    """`Path.replace` as Windows has it while another program has the file open."""
    refusals = iter(range(times))
    replace = Path.replace

    def refusing(*paths):
        if next(refusals, None) is not None:
            raise SharingViolationError(13, "The process cannot access the file")
        return replace(*paths)

    return refusing


def test_a_file_that_a_scanner_has_open_for_a_moment_is_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "replace", in_use(2))
    with draft(tmp_path / "a.rttm") as beside:
        beside.write_text("new", encoding="utf-8")
    assert (tmp_path / "a.rttm").read_text(encoding="utf-8") == "new"


def test_a_file_that_stays_open_elsewhere_is_an_error_and_leaves_no_draft(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "replace", in_use(100))
    with pytest.raises(PermissionError), draft(tmp_path / "a.rttm") as beside:
        beside.write_text("new", encoding="utf-8")
    assert names(tmp_path) == []

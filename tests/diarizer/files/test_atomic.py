"""Files that are there as a whole or not at all."""

import os
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


@pytest.mark.skipif(sys.platform == "win32", reason="a link wants a right there")
def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path):
    path, link = tmp_path / "a.rttm", tmp_path / "link.rttm"
    link.symlink_to(path)
    for content in ("one", "two"):
        with draft(link) as beside:
            beside.write_text(content, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == content
        assert link.is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes")
def test_a_pipe_gets_the_bytes_and_stays(tmp_path):
    pipe = tmp_path / "pipe.rttm"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with draft(pipe) as beside:
        beside.write_bytes(b"turns")
    assert os.read(reader, 100) == b"turns"
    os.close(reader)
    assert pipe.is_fifo()
    assert names(tmp_path) == ["pipe.rttm"]


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="streams have no paths there")
def test_of_a_file_behind_a_stream_nothing_is_cut_off(tmp_path):
    path = tmp_path / "all.rttm"
    path.write_bytes(b"first\n")
    with path.open("ab") as stream, draft(Path(f"/dev/fd/{stream.fileno()}")) as beside:
        beside.write_bytes(b"second\n")
    assert path.read_bytes() == b"first\nsecond\n"


@pytest.mark.skipif(os.name == "nt", reason="a link needs a right there")
def test_links_in_a_circle_are_an_error_of_the_system(tmp_path):
    link = tmp_path / "a.rttm"
    link.symlink_to(link)
    with pytest.raises(OSError, match=r"a\.rttm"), draft(link) as beside:
        beside.write_text("new", encoding="utf-8")


def test_a_file_that_is_closed_to_writing_is_not_written_over(tmp_path):
    path = tmp_path / "corrected.rttm"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o444)
    if os.access(path, os.W_OK):
        pytest.skip("the administrator may write to everything")
    with pytest.raises(PermissionError), draft(path) as beside:
        beside.write_text("new", encoding="utf-8")
    path.chmod(0o644)
    assert path.read_text(encoding="utf-8") == "old"


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

"""Files that another program holds: tried again, then named."""

from __future__ import annotations

import errno
import sys
import threading

import pytest

from diarizer.files.held_by_others import FileHeld, is_held, persistently
from diarizer.models.failures import classify


def windows_error(number, path="C:\\d\\torch.dll"):
    """What Windows raises, with a text that no program can read."""
    error = PermissionError(errno.EACCES, "Процесс не может получить доступ к файлу", str(path))
    error.winerror = number
    return error


class Held:
    """A step that is refused so many times."""

    def __init__(self, error, times):
        self.error, self.left, self.calls = error, times, 0

    def __call__(self):
        self.calls += 1
        if self.left:
            self.left -= 1
            raise self.error
        return "done"


@pytest.mark.parametrize("number", [5, 32, 33])
def test_what_is_held_for_a_moment_is_tried_again(number, tmp_path):
    step = Held(windows_error(number), 3)
    assert persistently(step, tmp_path, pause=0) == "done"
    assert step.calls == 4


def test_what_stays_held_is_named_with_the_number_of_tries(tmp_path):
    step = Held(windows_error(32), 99)
    with pytest.raises(FileHeld) as caught:
        persistently(step, tmp_path / "torch.dll", tries=4, pause=0)
    assert step.calls == 4
    assert (caught.value.tries, caught.value.number) == (4, 32)
    assert "4 tries" in str(caught.value)
    assert "torch.dll" in str(caught.value)
    assert isinstance(caught.value, PermissionError)
    assert classify(caught.value).reference == "disk.file-held"


def test_a_folder_of_somebody_else_is_not_called_held(tmp_path):
    with pytest.raises(PermissionError) as caught:
        persistently(Held(windows_error(5), 99), tmp_path, tries=2, pause=0)
    assert not isinstance(caught.value, FileHeld)
    assert not is_held(caught.value)
    assert classify(caught.value).reference == "disk.not-writable"


def test_any_other_refusal_is_passed_on_at_once(tmp_path):
    step = Held(FileNotFoundError(errno.ENOENT, "gone"), 99)
    with pytest.raises(FileNotFoundError):
        persistently(step, tmp_path)
    assert step.calls == 1


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows forbids it")
@pytest.mark.parametrize("seconds", [0.3, 3600.0], ids=["for a moment", "for good"])
def test_a_file_that_a_program_really_holds(tmp_path, seconds):
    from tests.setup_doctor.windows.holding import hold

    file, target = tmp_path / "новый файл.dll", tmp_path / "цель.dll"
    file.write_bytes(b"MZ")
    release = hold(file)
    timer = threading.Timer(seconds, release)
    timer.start()
    try:
        if seconds < 1:
            persistently(lambda: file.replace(target), file)
            assert target.read_bytes() == b"MZ"
            return
        with pytest.raises(FileHeld) as caught:
            persistently(lambda: file.replace(target), file, tries=3)
        assert caught.value.tries == 3
        assert (caught.value.number, caught.value.path) == (32, file)
    finally:
        timer.cancel()
        release()

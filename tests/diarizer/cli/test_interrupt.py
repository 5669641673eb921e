"""Ctrl-C where an exception of Python cannot pass: in a function that a library of C calls."""

import io
import sys

import pytest

from diarizer.cli.progress import bar, interrupt
from diarizer.sample import sample

cffi = pytest.importorskip("cffi")


def read(raising):
    """Have C call a function of Python that raises, as libsndfile does to read a recording."""
    ffi = cffi.FFI()

    @ffi.callback("int(int)")
    def callback(_):
        raise raising

    return callback(1)


def test_ctrl_c_inside_a_callback_from_c_is_raised_at_the_end_of_the_block(capsys):
    with pytest.raises(KeyboardInterrupt), interrupt.heard():
        assert read(KeyboardInterrupt) == 0  # as if nothing had happened
    assert capsys.readouterr().err == ""


def test_ctrl_c_inside_a_callback_from_c_is_raised_at_the_next_sign_of_progress():
    reached = []

    def work():
        with bar.bar("decoding") as move:
            read(KeyboardInterrupt)
            move("decoding", 0.2)
            reached.append("the rest")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert not reached


def test_another_exception_inside_a_callback_is_reported_as_always(monkeypatch):
    seen = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: seen.append(unraisable.exc_type))
    with interrupt.heard():
        read(ValueError)
    assert seen == [ValueError]


def test_the_hook_of_before_is_put_back():
    before = sys.unraisablehook, sys.excepthook
    with pytest.raises(KeyboardInterrupt), interrupt.heard():
        read(KeyboardInterrupt)
    assert (sys.unraisablehook, sys.excepthook) == before


class Pressed(io.BytesIO):
    """A recording in the reading of which Ctrl-C is pressed once."""

    def __init__(self, function, after):
        super().__init__(sample()[0].read_bytes())
        self._function, self._left = function, after

    def _called(self, function):
        if function == self._function:
            self._left -= 1
            if not self._left:
                raise KeyboardInterrupt

    def read(self, size=-1):
        self._called("read")
        return super().read(size)

    def seek(self, offset, whence=0):
        self._called("seek")
        return super().seek(offset, whence)


@pytest.mark.parametrize("function", ["read", "seek"])
def test_ctrl_c_while_ffmpeg_reads_is_raised_and_nothing_is_printed_of_it(function, capfd):
    av = pytest.importorskip("av")

    def decode(check):
        with av.open(Pressed(function, 2)) as container:
            for _ in container.decode(audio=0):
                check()

    with pytest.raises(KeyboardInterrupt), interrupt.heard() as check:
        decode(check)
    assert capfd.readouterr() == ("", "")

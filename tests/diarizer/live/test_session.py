"""A tape is followed while somebody writes to it, and while nobody does."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import threading
from types import SimpleNamespace

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.base import Heard
from diarizer.errors import AudioUnreadable, NoRoom
from diarizer.live import session
from diarizer.live.capture import Capture
from diarizer.live.tape import Tape
from diarizer.live.turns import Now, Waiting


class Ear(SimpleNamespace):
    """Hears that somebody speaks all the time, and notes how far it was told to hear."""

    step, longest, latency, frame, origin = 0.1, 0.5, 0.0, 0.1, 0.0

    def hear(self, recording, until, *, end=False):
        self.untils.append(until)
        return Heard(np.ones((1, 1), bool), (0,))


def test_a_source_that_stalls_is_told_and_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(session, "_STALLED", 0.0)
    monkeypatch.setattr(session, "_PATIENCE", 0.01)
    going = threading.Event()

    def source():
        yield np.zeros(1_600, np.float32)
        assert going.wait(20)
        yield np.zeros(1_600, np.float32)

    tape, ear = Tape(tmp_path / "a.wav", "a"), Ear(untils=[])
    capture = Capture(source(), tape)
    capture.start()
    seen = []
    for event in session.follow(ear, tape, capture):
        seen.append(event)
        if isinstance(event, Waiting):
            assert event.heard == 0.1 * len(ear.untils)
            going.set()
    tape.close()
    assert any(isinstance(event, Waiting) for event in seen)
    assert [event.heard for event in seen if isinstance(event, Now)][-1] == 0.2


def test_ctrl_c_while_nothing_comes_ends_it_and_settles_what_there_is(tmp_path):
    forever = threading.Event()

    def source():
        yield np.zeros(1_700, np.float32)
        forever.wait(20)

    tape, ear = Tape(tmp_path / "a.wav", "a"), Ear(untils=[])
    capture = Capture(source(), tape)
    capture.start()
    events = session.follow(ear, tape, capture, stopped=lambda: bool(ear.untils))
    last = [event for event in events if isinstance(event, Now)][-1]
    forever.set()
    tape.close()
    assert (ear.untils, last.heard) == ([1_600, 1_700], 1_700 / 16_000)


def test_ctrl_c_on_a_machine_that_lags_behind_does_not_hear_all_that_is_left(tmp_path):
    tape, ear = Tape(tmp_path / "a.wav", "a"), Ear(untils=[])
    tape.append(np.zeros(160_000, np.float32))  # ten seconds, of which a step takes half of one
    capture = Capture(iter(()), tape)
    capture.start()
    for _ in session.follow(ear, tape, capture, stopped=lambda: bool(ear.untils)):
        pass
    tape.close()
    assert ear.untils == [8_000, 16_000]


class Full(Tape):
    """A tape on a disk on which nothing more fits."""

    def append(self, samples):
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    "made, raised, kind, said",
    [
        (Tape, ValueError("another shape"), AudioUnreadable, "ValueError: another shape"),
        (Tape, OSError(5, "the drive is gone"), AudioUnreadable, "the drive is gone"),
        (Full, None, NoRoom, "No space left on device"),
    ],
)
def test_whatever_ends_the_listening_is_told_and_is_not_taken_for_the_end(
    tmp_path, made, raised, kind, said
):
    def source():
        yield np.zeros(1_600, np.float32)
        if raised:
            raise raised

    tape, ear = made(tmp_path / "a.wav", "a"), Ear(untils=[])
    capture = Capture(source(), tape)
    capture.start()
    assert list(session.follow(ear, tape, capture))
    tape.close()
    assert type(capture.error) is kind
    assert said in capture.error.context

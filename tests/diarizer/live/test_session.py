"""A tape is followed while somebody writes to it, and while nobody does."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import threading
from types import SimpleNamespace

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.base import Heard
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

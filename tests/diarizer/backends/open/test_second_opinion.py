"""What the second detector hears nobody in is no turn; where it cannot run, that is said."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import sys
from dataclasses import replace

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("soxr")
pytest.importorskip("onnxruntime")

from diarizer import backends
from diarizer.backends import open as backend
from diarizer.backends.open import second_opinion
from diarizer.backends.open.backend import OpenBackend
from diarizer.types import Audio, Span, Turn

ready = backend.availability()
needs_weights = pytest.mark.skipif(not ready.ready, reason=ready.reason)

RATE = 16_000
OPTIONS = second_opinion.Options()


def turn(start, end, speaker="anna"):
    return Turn(Span(start, end), speaker)


def heard(*spans, seconds=10.0):
    steps = np.arange(int(seconds / second_opinion.SECONDS)) * second_opinion.SECONDS
    chances = np.zeros(len(steps), np.float32)
    for start, end in spans:
        chances[(steps >= start) & (steps < end)] = 0.9
    return chances


def test_whoever_is_left_out_comes_back_where_more_people_are_asked_for():
    turns = (turn(0.0, 1.0), turn(2.0, 3.0, "boris"), turn(4.0, 6.0, "clara"), turn(8.0, 9.0))
    kept = second_opinion.kept(turns, heard((0.5, 1.5)), OPTIONS)
    assert second_opinion.restored(kept, turns, 1) == kept == turns[:1]
    assert second_opinion.restored(kept, turns, 2) == (turns[0], turns[2])
    assert second_opinion.restored(kept, turns, 5) == turns[:3]


def test_nobody_comes_back_where_nobody_is_heard():
    turns = (turn(0.0, 1.0), turn(2.0, 3.0, "boris"))
    assert second_opinion.restored((), turns, 2) == ()


def test_a_turn_that_meets_no_speech_is_left_out():
    turns = (turn(0.0, 1.0), turn(2.0, 3.0, "boris"), turn(8.0, 9.0))
    assert second_opinion.kept(turns, heard((0.5, 1.5), (8.8, 9.5)), OPTIONS) == (
        turns[0],
        turns[2],
    )


def test_a_turn_is_kept_whole_however_little_of_it_is_heard():
    turns = (turn(0.0, 9.0),)
    assert second_opinion.kept(turns, heard((4.0, 4.2)), OPTIONS) == turns


def test_speech_of_less_than_a_tenth_of_a_second_counts_for_nothing():
    assert second_opinion.kept((turn(0.0, 9.0),), heard((4.0, 4.09)), OPTIONS) == ()


def test_of_two_at_once_both_are_kept():
    turns = (turn(1.0, 3.0), turn(2.0, 4.0, "boris"))
    assert second_opinion.kept(turns, heard((2.2, 2.6)), OPTIONS) == turns


def test_where_nobody_is_heard_there_is_nobody():
    assert second_opinion.kept((turn(0.0, 9.0),), heard(), OPTIONS) == ()
    assert second_opinion.kept((), heard((1.0, 2.0)), OPTIONS) == ()
    assert second_opinion.kept((), np.empty(0, np.float32), OPTIONS) == ()


def test_without_onnxruntime_it_is_said_and_the_segmentation_goes_alone(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.delitem(sys.modules, "diarizer.backends.shared.speech_detector", raising=False)
    told = []
    assert second_opinion.load(tmp_path / "any.onnx", told.append) is None
    (line,) = map(str, told)
    assert line.startswith("open goes without a second opinion on noises: ModuleNotFoundError: ")


def cat(seconds=6.0):
    """A voiced glide, louder and softer, as a cat has it: harmonics below one moving resonance."""
    samples = np.zeros(int(seconds * RATE))
    for start in np.arange(0.3, seconds - 1.0, 1.2):
        part = np.arange(int(0.8 * RATE)) / (0.8 * RATE)
        pitch = 600.0 * (1.0 + 0.3 * np.sin(np.pi * part))
        phase = 2.0 * np.pi * np.cumsum(pitch) / RATE
        place = 1500.0 * (0.6 + part)
        harmonics = (
            np.sin(k * phase) * np.exp(-((k * pitch - place) ** 2) / 8e5) for k in range(1, 9)
        )
        first = int(start * RATE)
        samples[first : first + len(part)] += np.sin(np.pi * part) * sum(harmonics)
    noise = 0.001 * np.random.default_rng(0).standard_normal(len(samples))
    return Audio((0.2 * samples / np.abs(samples).max() + noise).astype(np.float32), RATE)


@needs_weights
def test_a_cat_is_nobody_though_the_segmentation_takes_it_for_somebody():
    engine = backends.load("open")
    alone = OpenBackend(replace(engine._networks, second=None))
    assert alone.diarize(cat()).turns
    assert engine.diarize(cat()).turns == ()


class Listener:
    """Hears what it is given, and counts what it is asked."""

    def __init__(self, chances):
        self.there, self.done, self.asked = chances, 0, 0

    def pass_over(self, step):
        self.done = max(self.done, min(step, len(self.there)))

    def listen(self, last):
        until = min(last // 512, len(self.there))
        self.asked += until - self.done
        self.done = until

    def chances(self):
        return self.there[: self.done]


def kept_and_asked(turns, chances):
    listener = Listener(chances)
    kept = second_opinion.kept(turns, second_opinion.asked(listener, turns, OPTIONS), OPTIONS)
    return kept, listener.asked * second_opinion.SECONDS


def test_no_more_of_a_turn_is_listened_to_than_until_somebody_is_heard():
    turns = (turn(40.0, 90.0, "boris"), turn(2.0, 9.0))
    kept, asked = kept_and_asked(turns, heard((0.0, 100.0), seconds=100.0))
    assert kept == turns
    assert asked < 5.0


def test_a_turn_in_which_nobody_is_heard_is_listened_to_whole():
    turns = (turn(20.0, 50.0), turn(60.0, 61.0))
    kept, asked = kept_and_asked(turns, heard((49.8, 50.5), (62.0, 70.0), seconds=100.0))
    assert kept == turns[:1]
    assert 30.0 < asked < 36.0


def test_what_begins_before_a_turn_or_at_the_end_of_the_recording_is_heard_in_it():
    turns = (turn(5.0, 6.0), turn(9.5, 10.0))
    kept, _ = kept_and_asked(turns, heard((4.9, 5.1), (9.85, 10.0)))
    assert kept == turns

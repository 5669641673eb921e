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
    """Hears what it is given."""

    def __init__(self, chances):
        self.there, self.done = chances, 0

    def listen(self, last):
        self.done = max(self.done, min(last // 512, len(self.there)))

    def chances(self):
        return self.there[: self.done]


def test_it_is_asked_about_each_frame_and_no_further_than_the_frames_go():
    listener = Listener(heard((4.0, 6.0), seconds=100.0))
    ask = second_opinion.by_frame(listener)
    first = ask(0, 300)  # 300 frames are 5.06 s
    assert first.shape == (300,)
    assert (first[:230] == 0.0).all()
    assert first[245:] == pytest.approx(0.9)
    assert listener.done * second_opinion.SECONDS < 5.2
    assert ask(300, 340) == pytest.approx(0.9)
    assert (ask(370, 600) == 0.0).all()


def test_frames_beyond_the_end_of_the_recording_are_as_its_last_step():
    ask = second_opinion.by_frame(Listener(heard((0.0, 1.0), seconds=1.0)))
    assert ask(0, 590) == pytest.approx(0.9)


def test_of_a_recording_without_a_sample_nothing_is_heard():
    assert second_opinion.by_frame(Listener(np.empty(0, np.float32)))(0, 10).tolist() == [0.0] * 10

"""Steps become spans by the rules that silero-vad publishes."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.resemblyzer import speech_spans
from diarizer.backends.shared.speech_detector import SECONDS

OPTIONS = speech_spans.Options(padding=0.0)


def found(*runs, options=OPTIONS):
    """The spans, in steps, of runs of steps of one chance."""
    chances = np.array([chance for chance, count in runs for _ in range(count)], np.float32)
    spans = speech_spans.spans(chances, len(chances) * SECONDS, options)
    return [(round(span.start / SECONDS, 3), round(span.end / SECONDS, 3)) for span in spans]


def test_where_nobody_speaks_there_is_no_span():
    assert found((0.1, 50)) == found() == []


def test_somebody_begins_at_the_onset_and_ends_below_the_offset():
    assert found((0.4, 5), (0.9, 20), (0.4, 5), (0.1, 20)) == [(5, 30)]


def test_what_lies_between_both_thresholds_begins_nothing():
    assert found((0.45, 50)) == []


def test_a_pause_of_less_than_a_tenth_of_a_second_ends_nothing():
    assert found((0.9, 20), (0.1, 4), (0.9, 20)) == [(0, 44)]
    assert found((0.9, 20), (0.1, 5), (0.9, 20)) == [(0, 20), (25, 45)]


def test_less_than_a_quarter_of_a_second_is_no_speech():
    assert found((0.1, 10), (0.9, 7), (0.1, 10), (0.9, 8), (0.1, 10)) == [(27, 35)]


def test_the_end_of_the_recording_ends_it():
    assert found((0.1, 10), (0.9, 20)) == [(10, 30)]


def test_each_side_is_widened_inside_the_recording_and_never_into_the_next():
    wide = speech_spans.Options(padding=3 * SECONDS)
    assert found((0.9, 20), (0.1, 5), (0.9, 20), (0.1, 9), options=wide) == [(0, 22.5), (22.5, 48)]


def test_the_offset_follows_the_onset():
    assert speech_spans.Options().offset == pytest.approx(0.35)
    assert speech_spans.Options(onset=0.1).offset == 0.01


def test_what_is_looked_at_together_ends_nothing(monkeypatch):
    runs = ((0.9, 30), (0.0, 2), (0.9, 30), (0.4, 20), (0.9, 30), (0.0, 20), (0.9, 30))
    whole = found(*runs)
    assert len(whole) == 2
    for together in (1, 7, 31):
        monkeypatch.setattr(speech_spans, "_TOGETHER", together)
        assert found(*runs) == whole

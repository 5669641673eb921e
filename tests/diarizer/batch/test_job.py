"""What is done with one recording, with an engine that needs no network."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("soxr")
pytest.importorskip("av")

from diarizer.batch.job import Order, carry_out
from diarizer.types import Annotation, Span, Turn

RATE = 16_000
ANNA = np.array([1.0, 0.0], np.float32)


class OneVoice:
    """Hears one person, who sounds a little like Anna."""

    def diarize(self, recording, **_):
        turn = Turn(Span(0.0, recording.duration), "0")
        return Annotation((turn,), recording.uri, recording.duration)

    def voice(self, _recording, _spans=None):
        return np.array([0.1, 0.99498744], np.float32)


@pytest.fixture
def outcome(tmp_path):
    path = tmp_path / "talk.wav"
    soundfile.write(path, np.random.default_rng(0).normal(0, 0.1, 2 * RATE), RATE)

    def carried_out(**asked):
        found = carry_out(Order(path, "open", **asked), backend=OneVoice())
        assert found.error is None
        return found

    return carried_out


def test_voices_come_along_where_they_are_wanted_and_else_not(outcome):
    assert outcome(people={"anna": ANNA}).voices == {}
    assert outcome().voices == {}
    (voice,) = outcome(voices=True).voices.values()
    assert voice == pytest.approx([0.1, 0.99498744])


def test_a_threshold_of_nothing_is_one_and_not_that_of_the_backend(outcome):
    assert outcome(people={"anna": ANNA}, threshold=0.0).found.speakers == ("anna",)
    assert "anna" not in outcome(people={"anna": ANNA}).found.speakers

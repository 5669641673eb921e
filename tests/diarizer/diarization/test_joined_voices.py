# ruff: noqa: E402, what may be missing is asked for before it is imported
"""A number that makes one speaker of two people is said, and one that does not is not."""

import pytest

np = pytest.importorskip("numpy")

from diarizer import backends
from diarizer.diarization import joined_voices
from diarizer.diarization.speaker_bounds import Bounds
from diarizer.types import Annotation, Span, Turn

# When somebody else speaks than at first.
OTHERS = 20.0


class Two:
    """An engine that hears one voice before :data:`OTHERS`, and another one from there on."""

    def voice(self, _, spans):
        later = sum(span.duration for span in spans if span.start >= OTHERS)
        share = later / sum(span.duration for span in spans)
        direction = np.array([1.0 - share, share])
        return direction / np.linalg.norm(direction)


def talk(*turns):
    return Annotation(tuple(Turn(Span(*span), name) for *span, name in turns), "a", 60.0)


def told(monkeypatch, found, bounds, limit=0.5):
    monkeypatch.setattr(backends, "threshold_of", lambda _: limit)
    return [each.reference for each in joined_voices.told(Two(), None, found, bounds)]


JOINED = talk((0.0, 4.0, "a"), (6.0, 9.0, "a"), (21.0, 23.0, "a"), (25.0, 27.0, "a"))


@pytest.mark.parametrize("bounds", [Bounds(1), Bounds(None, None, 1), Bounds(None, 1, 1)])
def test_two_voices_of_one_speaker_are_said_where_no_more_were_allowed(monkeypatch, bounds):
    assert told(monkeypatch, JOINED, bounds) == ["speakers.joined"]
    (said,) = [each.said for each in joined_voices.told(Two(), None, JOINED, bounds)]
    assert "a is heard with two voices" in str(said)


@pytest.mark.parametrize("bounds", [Bounds(), Bounds(2), Bounds(None, 1), Bounds(None, None, 4)])
def test_where_more_were_allowed_nothing_is_said(monkeypatch, bounds):
    assert told(monkeypatch, JOINED, bounds) == []


@pytest.mark.parametrize(
    "found",
    [
        talk((0.0, 4.0, "a"), (6.0, 9.0, "a")),
        talk((0.0, 4.0, "a"), (6.0, 9.0, "a"), (21.0, 23.0, "a")),
        talk((0.0, 4.0, "a"), (21.0, 22.0, "a"), (24.0, 25.0, "a"), (27.0, 28.0, "a")),
        talk((0.0, 4.0, "a")),
    ],
)
def test_one_voice_or_a_moment_of_another_is_one_speaker(monkeypatch, found):
    assert told(monkeypatch, found, Bounds(1)) == []


def test_a_backend_without_voices_says_nothing(monkeypatch):
    assert told(monkeypatch, JOINED, Bounds(1), limit=None) == []

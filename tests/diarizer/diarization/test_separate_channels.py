"""The two sides of a call: what is heard of the one on the other is nobody."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("soxr")
pytest.importorskip("av")

import diarizer
from diarizer import backends
from diarizer.audio.sound import Gated, Sound
from diarizer.diarization import separate_channels
from diarizer.diarization.speaker_bounds import Bounds
from diarizer.metrics.der import diarization_error
from diarizer.types import Annotation, Audio, Span, Turn
from diarizer.types.coverage import Coverage
from tests.diarizer import sides_of_a_call

RATE = 16_000


@pytest.fixture(scope="module", params=["open", "resemblyzer"])
def backend(request):
    if request.param not in {each.name for each in backends.available() if each.ready}:
        pytest.skip(f"{request.param} is not ready here")
    return request.param


@pytest.fixture(scope="module")
def sides():
    return sides_of_a_call.sides()


@pytest.mark.parametrize("leak", [0.0, 0.05, 0.2])
@pytest.mark.parametrize("noise", [0.0, 2e-4])
def test_what_is_heard_of_one_side_on_the_other_is_no_third_person(
    tmp_path, backend, sides, leak, noise
):
    truth, (one, other) = sides
    hiss = noise * np.random.default_rng(0).standard_normal((2, len(one)))
    path = tmp_path / "call.wav"
    soundfile.write(path, np.stack([one + leak * other, other + leak * one], 1) + hiss.T, RATE)
    found = diarizer.diarize(path, backend=backend)
    assert found.coverage.apart
    assert len(found.speakers) == 2
    assert diarization_error(truth, found).rate < 0.08


def test_who_speaks_while_the_other_side_does_stays(tmp_path, backend, sides):
    truth, (one, other) = sides
    both = np.roll(other, -2 * RATE)  # two seconds into what the first says
    path = tmp_path / "call.wav"
    soundfile.write(path, np.stack([one + 0.1 * both, both + 0.1 * one], 1), RATE)
    found = diarizer.diarize(path, backend=backend)
    second = [turn.span for turn in truth.turns if turn.speaker == truth.speakers[1]]
    said = sum(span.duration for span in second)
    by_name = {
        name: sum(turn.span.duration for turn in found.turns if turn.speaker == name)
        for name in found.speakers
    }
    assert len(by_name) == 2
    assert min(by_name.values()) == pytest.approx(said, rel=0.15)


class Halves:
    """Hears as many people as it is told, else two: each second somebody else, round and round."""

    def diarize(self, recording, *, num_speakers=None, **_):
        turns = (Turn(Span(at, at + 1.0), str(at % (num_speakers or 2))) for at in range(4))
        return Annotation(tuple(turns), recording.uri, recording.duration)


def test_crosstalk_is_left_out_where_a_side_is_asked_once_more_as_well():
    silence = Audio(np.zeros(4 * RATE, np.float32), RATE, "call")
    sides = tuple(
        Gated(silence, np.array(gains, np.float32), 1.0)
        for gains in ([1, 1, 1, 0.5], [0, 0, 0, 1])  # each hears the other up to half its loudness
    )
    found = separate_channels.diarized(
        Halves(), Sound(silence, Coverage(4.0), sides), Bounds(num_speakers=4), None
    )
    assert [(turn.span.start, turn.speaker) for turn in found.turns] == [
        *((0.0, "0.0"), (1.0, "0.1"), (2.0, "0.2"), (3.0, "1.1"))
    ]


def test_a_side_is_asked_once_more_where_fewer_speak_than_there_are_at_least():
    silence = Audio(np.zeros(4 * RATE, np.float32), RATE, "call")
    call = Sound(silence, Coverage(4.0), (silence, silence))
    found = separate_channels.diarized(Halves(), call, Bounds(min_speakers=5), None)
    assert sorted(found.speakers) == ["0.0", "0.1", "0.2", "1.0", "1.1"]


@pytest.mark.parametrize(
    "bounds, there_is_room",
    [
        (Bounds(), True),
        (Bounds(num_speakers=1), False),
        (Bounds(num_speakers=2), True),
        (Bounds(min_speakers=1), True),
        (Bounds(max_speakers=1), False),
        (Bounds(max_speakers=2), True),
    ],
)
def test_sides_are_only_told_apart_where_each_may_have_a_speaker(bounds, there_is_room):
    silence = Audio(np.zeros(RATE, np.float32), RATE, "call")
    whole = Sound(silence, Coverage(1.0), ())
    assert separate_channels.possible(Sound(silence, Coverage(1.0), (silence,) * 2), bounds) is (
        there_is_room
    )
    assert not separate_channels.possible(whole, bounds)

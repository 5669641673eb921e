"""Numbers of speakers that the caller gives are kept exactly, by every backend that is ready."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")

from diarizer import api, audio, backends
from diarizer.diarization import speaker_bounds
from diarizer.sample import sample
from diarizer.types import Annotation, Audio, Span, Turn
from tests.diarizer.support import AUDIO, audio_files, needs_audio

# A monologue, a telephone call, a far-field meeting, close talk of three and of four: all kinds of
# doubt. Each is diarized once for each of the bounds.
RECORDINGS = [
    "earn22_1spk_4482311",
    "speechmatics_callcenter_10s",
    "falcon_3spk_19s",
    "ami_EN2004a_0-30",
    "pyaa_4spk_42s",
]
BOUNDS = [
    *({"num_speakers": count} for count in range(1, 6)),
    {"min_speakers": 3},
    {"max_speakers": 1},
    {"max_speakers": 2},
    {"min_speakers": 2, "max_speakers": 3},
    {"min_speakers": 4, "max_speakers": 4},
]


@pytest.fixture(scope="module", params=["resemblyzer", "open"])
def engine(request):
    (found,) = [each for each in backends.available() if each.name == request.param]
    if not found.ready:
        pytest.skip(found.reason)
    return backends.load(request.param)


def kept(count, bounds):
    exact = bounds.get("num_speakers")
    least = exact or bounds.get("min_speakers", 1)
    most = exact or bounds.get("max_speakers", count)
    return least <= count <= most


def broken(engine, sound):
    """The bounds that are not kept, with what was found."""
    found = {str(bounds): api.run(engine, sound, **bounds) for bounds in BOUNDS}
    return {
        words: len(each.speakers)
        for (words, each), bounds in zip(found.items(), BOUNDS, strict=True)
        if not kept(len(each.speakers), bounds)
    }


def test_bounds_are_kept_on_two_people(engine):
    assert broken(engine, audio.load(sample()[0])) == {}


class Apart:
    """An engine to which nobody sounds like anybody else."""

    def voice(self, _, spans):
        direction = [0.0] * 9
        direction[int(spans[0].start)] = 1.0
        return np.array(direction)


@pytest.mark.parametrize(("seconds", "said"), [(0.5, ["speakers.fewer"]), (0.7, [])])
def test_what_is_heard_for_a_moment_alone_is_no_speaker_that_was_asked_for(
    monkeypatch, seconds, said
):
    monkeypatch.setattr(backends, "threshold_of", lambda _: 0.5)
    turns = [Turn(Span(0.0, 2.0), "A"), Turn(Span(3.0, 5.0), "B")]
    sliver = [Turn(Span(6.0, 6.0 + seconds / 2), "C"), Turn(Span(7.0, 7.0 + seconds / 2), "C")]
    found = Annotation((*turns, *sliver), "talk", 9.0)
    bounds = speaker_bounds.Bounds(num_speakers=3)
    remarks = list(speaker_bounds.unmet(Apart(), None, found, bounds))
    assert [remark.reference for remark in remarks] == said
    if said:
        assert "Speakers asked for: 3; in the result: 3; by their voices: 2." in str(
            remarks[0].said
        )


class Pairs:
    """An engine to which two people of a pair sound somewhat alike, and each quite like himself."""

    def voice(self, _, spans):
        pair, second = divmod(int(spans[0].start // 10), 2)
        direction = np.zeros(4)
        direction[2 * pair : 2 * pair + 2] = (0.55, 0.835) if second else (1.0, 0.0)
        return direction


@pytest.mark.parametrize(("people", "told"), [(2, None), (4, 2)])
def test_one_pair_may_sound_alike_and_two_are_pieces_of_the_same_voices(monkeypatch, people, told):
    monkeypatch.setattr(backends, "threshold_of", lambda _: 0.5)
    turns = (Turn(Span(10.0 * at, 10.0 * at + 4.0), str(at)) for at in range(people))
    found = Annotation(tuple(turns), "talk", 10.0 * people)
    bounds = speaker_bounds.Bounds(num_speakers=people)
    remarks = [str(one.said) for one in speaker_bounds.unmet(Pairs(), None, found, bounds)]
    assert len(remarks) == (told is not None)
    assert all(f"by their voices: {told}." in said for said in remarks)


def test_pieces_of_a_voice_are_told_where_even_with_them_there_are_too_few(monkeypatch):
    monkeypatch.setattr(backends, "threshold_of", lambda _: 0.5)
    turns = (Turn(Span(10.0 * at, 10.0 * at + 4.0), str(at)) for at in range(4))
    found = Annotation(tuple(turns), "talk", 40.0)
    bounds = speaker_bounds.Bounds(num_speakers=6)
    (remark,) = speaker_bounds.unmet(Pairs(), None, found, bounds)
    assert "asked for: 6; in the result: 4; by their voices: 2." in str(remark.said)


class Cutting(Pairs):
    """An engine that cuts two voices into four pieces where more than two are asked for."""

    def diarize(self, recording, *, num_speakers=None, progress=None, **_):
        parts = 4 if (num_speakers or 0) > 2 else 2
        step = 40.0 / parts
        turns = (Turn(Span(step * at, step * at + 4.0), str(at)) for at in range(parts))
        return Annotation(tuple(turns), "talk", 40.0)


@pytest.mark.parametrize(("asked", "count"), [(None, 2), (4, 4), (6, 2)])
def test_pieces_of_voices_are_no_result_where_even_they_are_too_few(monkeypatch, asked, count):
    monkeypatch.setattr(backends, "threshold_of", lambda _: 0.5)
    silence = Audio(np.zeros(40 * 16_000, np.float32), 16_000, uri="talk")
    found = api.run(Cutting(), silence, num_speakers=asked)
    warnings = [str(each.said) for each in found.coverage.warnings]
    assert len(found.speakers) == count
    assert (count == 2 and asked == 6) == any("6; told apart: 2." in said for said in warnings)


@needs_audio
@pytest.mark.slow
@pytest.mark.parametrize("name", RECORDINGS)
def test_bounds_are_kept_whatever_the_recording(engine, name):
    assert broken(engine, audio.load(AUDIO / "real" / f"{name}.wav")) == {}


@needs_audio
@pytest.mark.slow
def test_nobody_stays_nobody_whatever_the_bounds_say(engine):
    for path in audio_files("noise", "silence_*.wav"):
        for bounds in BOUNDS:
            assert api.run(engine, audio.load(path), **bounds).turns == ()

"""Numbers of speakers that the caller gives are kept exactly, by every backend that is ready."""

import pytest

pytest.importorskip("numpy")

from diarizer import api, audio, backends
from diarizer.sample import sample
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

"""Two channels of which a noise or music fills one: who speaks on the other is apart from it."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("soxr")
av = pytest.importorskip("av")

import diarizer
from diarizer import audio, backends
from diarizer.metrics.der import diarization_error
from diarizer.types import Annotation
from tests.diarizer import sides_of_a_call

RATE = 16_000
KINDS = ("white", "pink", "hum", "tone", "music")


@pytest.fixture(scope="module")
def sides():
    return sides_of_a_call.sides()


def noise(kind, length):
    """(length,) as loud as people speak: a tenth of full scale."""
    time, chance = np.arange(length) / RATE, np.random.default_rng(0)
    if kind == "white":
        made = chance.standard_normal(length)
    elif kind == "pink":
        spectrum = np.fft.rfft(chance.standard_normal(length))
        made = np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 1)), length)
    elif kind == "hum":
        made = sum(np.sin(2 * np.pi * 50 * each * time) / each for each in range(1, 8))
    elif kind == "tone":
        made = np.sin(2 * np.pi * 1000 * time)
    else:  # notes that fade, one after another
        notes = 220 * 2 ** (chance.integers(0, 24, int(time[-1] / 0.4) + 1) / 12)
        pitch = notes[(time / 0.4).astype(int)]
        fade = np.exp(-3 * (time % 0.4))
        made = fade * sum(np.sin(2 * np.pi * pitch * each * time) / each for each in (1, 2, 3))
    return (0.1 * made / np.sqrt(np.mean(np.square(made)))).astype(np.float32)


def level(samples):
    """How loud one is who speaks, beside :func:`noise`."""
    return np.sqrt(np.mean(np.square(samples[samples != 0.0]))) / 0.1


def apart(path, *channels, codec=None):
    """Write channels as stereo, or tracks where a codec is given, and tell whether they are apart."""
    if codec is None:
        soundfile.write(path, np.stack(channels, axis=1), RATE)
    else:
        with av.open(str(path), "w") as container:
            streams = [container.add_stream(codec, rate=RATE, layout="mono") for _ in channels]
            for stream, samples in zip(streams, channels, strict=True):
                frame = av.AudioFrame.from_ndarray(samples[None], "fltp", "mono")
                frame.sample_rate = RATE
                container.mux([*stream.encode(frame), *stream.encode(None)])
    with audio.opened(path, None, audio.Choice(parts=True)) as sound:
        return sound.coverage.apart


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("loud", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("speaks", [0.0, 1.0])
def test_a_noise_as_loud_as_speech_on_one_side_leaves_the_sides_apart(
    tmp_path, sides, kind, loud, speaks
):
    one, other = sides[1]
    filled = speaks * other + loud * level(one) * noise(kind, len(one))
    assert apart(tmp_path / "a.wav", one, filled)
    assert apart(tmp_path / "a.flac", filled / 4, one)


@pytest.mark.parametrize("name", ["a.mkv", "a.mp4"])
def test_the_sound_of_a_game_on_a_track_of_its_own_is_apart_from_who_speaks(tmp_path, sides, name):
    one = sides[1].sum(axis=0)
    assert apart(tmp_path / name, one, level(one) * noise("music", len(one)), codec="aac")


def room(sources, seed):
    """Each source with an echo of half a second, as one microphone hears it."""
    chance = np.random.default_rng(seed)
    time = np.arange(RATE // 2) / RATE
    heard = np.zeros(len(sources[0]))
    for source in sources:
        echo = chance.standard_normal(len(time)) * 10 ** (-6 * time)
        echo *= 0.7 / np.sqrt(np.sum(np.square(echo)))
        echo[int(chance.integers(20, 120))] = 1.0
        size = 1 << (len(source) + len(echo)).bit_length()
        heard += np.fft.irfft(np.fft.rfft(source, size) * np.fft.rfft(echo, size), size)[
            : len(heard)
        ]
    return heard.astype(np.float32) / 4


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("loud", [0.5, 1.0])
def test_two_microphones_in_one_room_are_not_apart_however_noisy_one_is(
    tmp_path, sides, kind, loud
):
    near, far = room(sides[1], 1), room(sides[1], 2)
    hiss = loud * level(near) * noise(kind, len(near))
    assert not apart(tmp_path / "a.wav", near, far + hiss)
    assert not apart(tmp_path / "b.wav", near + hiss, far + hiss)


def test_a_channel_that_only_hisses_faintly_is_no_side(tmp_path, sides):
    one = sides[1].sum(axis=0)
    assert not apart(tmp_path / "a.wav", one, 0.02 * level(one) * noise("white", len(one)))


@pytest.mark.parametrize("backend", ["open", "resemblyzer"])
@pytest.mark.parametrize("kind", ["hum", "music"])
def test_who_speaks_beside_a_noise_on_the_other_side_is_neither_lost_nor_doubled(
    tmp_path, sides, backend, kind
):
    if backend not in {each.name for each in backends.available() if each.ready}:
        pytest.skip(f"{backend} is not ready here")
    truth, (one, other) = sides
    filled = level(one) * noise(kind, len(one))
    path = tmp_path / "call.wav"
    soundfile.write(path, np.stack([one, other + filled], axis=1), RATE)
    found = diarizer.diarize(path, backend=backend)
    assert len(found.speakers) == 2
    assert diarization_error(truth, found).rate < 0.1
    soundfile.write(path, np.stack([one, filled], axis=1), RATE)
    found = diarizer.diarize(path, backend=backend)
    alone = [turn for turn in truth.turns if turn.speaker == truth.speakers[0]]
    assert len(found.speakers) == 1
    assert diarization_error(Annotation(tuple(alone), "", truth.duration), found).rate < 0.1

"""Samples that are others than the header of their WAV says, and those that are noise anyway."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import struct

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("soundfile")
pytest.importorskip("soxr")
pytest.importorskip("av")

from diarizer import audio
from diarizer.sample import sample

RATE = 16_000
PCM, FLOAT = 1, 3
LIES = (
    ((PCM, 16), ">i2", ("pcm_s16le", "pcm_s16be")),
    ((PCM, 24), ">i3", ("pcm_s24le", "pcm_s24be")),
    ((PCM, 32), ">i4", ("pcm_s32le", "pcm_s32be")),
    ((FLOAT, 32), ">f4", ("pcm_f32le", "pcm_f32be")),
    ((PCM, 16), "<f4", ("pcm_s16le", "pcm_f32le")),
    ((PCM, 24), "<f4", ("pcm_s24le", "pcm_f32le")),
    ((PCM, 32), "<f4", ("pcm_s32le", "pcm_f32le")),
    ((PCM, 16), "<i4", ("pcm_s16le", "pcm_s32le")),
    ((FLOAT, 32), "<i4", ("pcm_f32le", "pcm_s32le")),
    ((FLOAT, 32), "<i2", ("pcm_f32le", "pcm_s16le")),
)


@pytest.fixture(scope="module")
def talk():
    """(n,) four seconds of the bundled recording, 1.0 being full scale, finer than in 16 bits."""
    samples = audio.load(sample()[0]).samples[: 4 * RATE]
    return samples + np.random.default_rng(2).uniform(-1e-5, 1e-5, len(samples)).astype("f4")


def wav(content, kind, bits, channels=1, behind=b""):
    """A WAV that says what it is told to say."""
    width = channels * bits // 8
    form = struct.pack("<HHIIHH", kind, channels, RATE, RATE * width, width, bits)
    chunks = b"fmt " + struct.pack("<I", len(form)) + form
    chunks += b"data" + struct.pack("<I", len(content)) + content + behind
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def written(samples, kind):
    """The bytes of samples, as numpy writes them."""
    if kind == ">i3":
        return b"".join(struct.pack(">i", each << 8)[:3] for each in (samples * 2**23).astype(int))
    scale = 1 if "f" in kind else 2.0 ** (8 * int(kind[2]) - 1)
    return (samples * scale).astype(kind).tobytes()


@pytest.mark.parametrize(
    ("declared", "kind", "said", "channels"),
    # In samples of another length every other one of the same sound on both sides is a sound, too.
    [(*lie, n) for lie in LIES for n in (1, 2) if n == 1 or lie[0][1] == 8 * int(lie[1][2])],
)
def test_samples_that_are_others_than_their_header_says_are_heard_as_what_they_are(
    tmp_path, talk, declared, kind, said, channels
):
    behind = b"LIST\x0a\0\0\0INFOICMT\0\0"
    path = tmp_path / "a.wav"
    content = written(np.repeat(talk, channels), kind)
    path.write_bytes(wav(content, *declared, channels, behind))
    with audio.opened(path) as recording:
        assert [str(note.said) for note in recording.coverage.notes] == [
            "With samples as its header says ({}) the recording is noise, and with others ({})"
            " a sound: it is heard with those.".format(*said)
        ]
        assert recording.coverage.warnings == ()
    assert audio.load(path).samples == pytest.approx(talk, abs=1e-4)


@pytest.mark.parametrize("scale", [1.0, 32768.0, 1e-6])
@pytest.mark.parametrize(
    "broken",
    [
        [],
        [(slice(7, 20_000, 12_000), 1e30)],
        [(slice(0, 30_000), np.nan)],
        [(slice(0, 9000), np.inf)],
        [(slice(0, 40_000), 1e-40)],
    ],
)
def test_floats_that_were_calculated_wrongly_stay_floats(tmp_path, talk, scale, broken):
    samples = scale * talk
    for where, number in broken:
        samples[where] = number
    path = tmp_path / "a.wav"
    path.write_bytes(wav(samples.astype("<f4").tobytes(), FLOAT, 32))
    with audio.opened(path) as recording:
        assert "audio.misdeclared" not in [note.reference for note in recording.coverage.notes]


@pytest.mark.parametrize("loudness", [0.9, 0.2, 1e-3])
@pytest.mark.parametrize("sound", ["noise", "hiss", "whistle", "clicks", "talk"])
@pytest.mark.parametrize(
    ("kind", "declared"),
    [("<i2", (PCM, 16)), ("<i4", (PCM, 32)), ("<f4", (FLOAT, 32))],
)
def test_a_recording_that_is_noise_in_any_case_is_taken_as_its_header_says(
    tmp_path, talk, kind, declared, sound, loudness
):
    rng = np.random.default_rng(1)
    noise = np.clip(rng.normal(0, 0.3, len(talk)), -1, 1)
    clicks = np.zeros(len(talk))
    clicks[::997] = rng.uniform(-1, 1, len(clicks[::997]))
    sounds = {
        "noise": noise,
        "hiss": np.diff(noise, prepend=0) / 2,
        "whistle": np.sin(2.9 * np.arange(len(talk))),
        "clicks": clicks,
        "talk": talk,
    }
    path = tmp_path / "a.wav"
    path.write_bytes(wav(written(loudness * sounds[sound], kind), *declared))
    with audio.opened(path) as recording:
        assert "audio.misdeclared" not in [note.reference for note in recording.coverage.notes]


@pytest.mark.parametrize("declared", [(PCM, 16), (PCM, 24)])
@pytest.mark.parametrize("loud", ["clicks", "hiss"])
def test_soft_voices_below_clicks_and_bursts_of_noise_are_no_samples_of_the_other_byte_order(
    tmp_path, talk, declared, loud
):
    samples = np.round(60 * talk / np.abs(talk).max())
    if loud == "clicks":
        samples[::4001] = 32_767
    else:
        samples[20_000:22_000] += 6000 * np.random.default_rng(3).normal(size=2000)
    content = b"".join(
        struct.pack("<i", each << (declared[1] - 16))[: declared[1] // 8]
        for each in np.clip(samples, -32_768, 32_767).astype(int).tolist()
    )
    path = tmp_path / "a.wav"
    path.write_bytes(wav(content, *declared))
    with audio.opened(path) as recording:
        assert "audio.misdeclared" not in [note.reference for note in recording.coverage.notes]


def test_floats_that_die_away_to_nearly_nothing_for_most_of_the_time_stay_floats(tmp_path, talk):
    samples = talk.astype("f8")
    samples[20_000:] *= 1e-15
    path = tmp_path / "a.wav"
    path.write_bytes(wav(samples.astype("<f4").tobytes(), FLOAT, 32))
    with audio.opened(path) as recording:
        assert "audio.misdeclared" not in [note.reference for note in recording.coverage.notes]


def test_two_people_side_by_side_are_not_the_halves_of_wider_samples(tmp_path, talk):
    content = written(np.stack([talk, talk[::-1]], axis=1).ravel(), "<i2")
    path = tmp_path / "a.wav"
    path.write_bytes(wav(content, PCM, 16))
    with audio.opened(path) as recording:
        assert "audio.misdeclared" not in [note.reference for note in recording.coverage.notes]

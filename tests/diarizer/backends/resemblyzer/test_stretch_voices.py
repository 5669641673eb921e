"""How a stretch of one speaker sounds: heard once, alone, and asked from the first second on."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

from contextlib import closing

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.open.stretches import Stretch
from diarizer.backends.open.windows import STEP
from diarizer.backends.resemblyzer import embedding, mel_spectrogram, stretch_voices
from diarizer.backends.shared.side_by_side import Workers

RATE = 16_000


class Encoder:
    """Answers with the number of the frames that it was asked after, and keeps what it was given."""

    threads = 2

    def __init__(self):
        self.asked = []

    def __call__(self, mels, ends=()):
        self.asked.append((mels, ends))
        rows = np.zeros((len(mels), len(ends), embedding.SIZE), np.float32)
        for place, end in enumerate(ends):
            rows[:, place, end // 20] = 1.0
        return rows.reshape(-1, embedding.SIZE)


def stretch(seconds, alone=None, level=0.1):
    frames = round(seconds * RATE / STEP)
    samples = level * np.random.default_rng(0).standard_normal(frames * STEP)
    whole = np.ones(frames, bool)
    return Stretch(
        (0, frames, 0), samples.astype(np.float32), whole if alone is None else alone, 1.0
    )


def told(*stretches, encoder=None, threads=1):
    with closing(Workers(threads)) as workers:
        return list(stretch_voices.by(encoder or Encoder())(iter(stretches), workers))


def answers(voice):
    """After how many fifths of a second the network was asked for this voice."""
    return np.flatnonzero(voice).tolist()


def test_a_voice_is_the_mean_of_the_answers_from_the_first_second_on():
    (voice,) = told(stretch(2.02))
    assert answers(voice) == [5, 6, 7, 8, 9, 10]
    assert np.linalg.norm(voice) == pytest.approx(1.0)


def test_of_less_than_a_second_the_last_answer_is_taken():
    (voice,) = told(stretch(0.7))
    assert answers(voice) == [3]


def test_of_less_than_four_tenths_of_a_second_nothing_is_told():
    encoder = Encoder()
    (voice,) = told(stretch(0.3), encoder=encoder)
    assert not voice.any()
    assert encoder.asked == []


def test_each_stretch_has_its_own_voice_whatever_runs_beside_it():
    lengths = [2.9, 0.7, 0.1, 1.3, 2.02] * 60  # more than are put in order at once
    voices = told(*map(stretch, lengths))
    assert [answers(voice) for voice in voices[:5]] == [
        answers(told(stretch(length))[0]) for length in lengths[:5]
    ]
    assert [answers(voice) for voice in voices] == [answers(voice) for voice in voices[:5]] * 60


def test_where_somebody_else_speaks_too_is_not_listened_to():
    frames = round(3.0 * RATE / STEP)
    alone = np.arange(frames) < frames // 2
    encoder = Encoder()
    (voice,) = told(stretch(3.0, alone), encoder=encoder)
    ((mels, _),) = encoder.asked
    assert answers(voice) == [5, 6, 7]
    assert mels.shape[1] == 140


def test_where_hardly_anything_is_left_then_the_whole_is():
    frames = round(3.0 * RATE / STEP)
    (voice,) = told(stretch(3.0, np.arange(frames) < 10))
    assert max(answers(voice)) == 15


def test_a_quiet_voice_is_lifted_as_in_a_window():
    loud, quiet = Encoder(), Encoder()
    told(stretch(2.0, level=0.03), encoder=loud)
    told(stretch(2.0, level=0.0003), encoder=quiet)
    ((one, _),), ((other, _),) = loud.asked, quiet.asked
    assert other == pytest.approx(one, rel=0.01)
    assert one.shape[-1] == mel_spectrogram.N_BANDS


@pytest.mark.parametrize("threads", [1, 2])
def test_voices_come_in_the_order_of_the_stretches_however_many_threads_ask(threads):
    lengths = [0.5 + 0.011 * (number * 37 % 200) for number in range(300)]
    found = told(*map(stretch, lengths), threads=threads)
    frames = [round(length * RATE / STEP) * STEP // mel_spectrogram.STEP for length in lengths]
    assert [answers(voice)[-1] for voice in found] == [count // 20 for count in frames]

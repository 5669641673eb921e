"""Where speech is found, in signals made here and in the bundled recording."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

from itertools import pairwise

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("webrtcvad")
pytest.importorskip("soundfile")
pytest.importorskip("soxr")

from diarizer import audio, formats
from diarizer.backends.resemblyzer import voice_activity
from diarizer.sample import sample
from diarizer.types import Audio, Span

RATE = 16_000


@pytest.fixture(scope="module")
def talk():
    return audio.load(sample()[0])


def scaled(sound, factor):
    return Audio((sound.samples * factor).astype(np.float32), RATE)


def seconds(spans):
    return sum(span.duration for span in spans)


@pytest.mark.parametrize("n", [0, 1, 100, 479, 480, RATE, 3 * RATE])
def test_silence_of_any_length_holds_no_speech(n):
    assert voice_activity.detect(Audio(np.zeros(n, np.float32), RATE)) == ()


def test_hiss_at_the_limit_of_16_bits_holds_no_speech():
    hiss = np.random.default_rng(0).standard_normal(5 * RATE).astype(np.float32) / 32768
    assert seconds(voice_activity.detect(Audio(hiss, RATE))) < 0.5


def test_a_tone_holds_no_speech():
    tone = np.sin(2 * np.pi * 1000 * np.arange(5 * RATE) / RATE).astype(np.float32)
    assert voice_activity.detect(Audio(tone, RATE)) == ()


def test_speech_is_found_where_it_is(talk):
    truth = formats.get("rttm").loads(sample()[1].read_text(encoding="utf-8"))
    found = voice_activity.detect(talk)
    shared = sum((span & turn.span).duration for span in found for turn in truth.turns)
    assert shared > 0.95 * seconds([turn.span for turn in truth.turns])
    assert seconds(found) < shared + 1.0


def test_spans_are_in_order_apart_and_inside_the_recording(talk):
    found = voice_activity.detect(talk)
    assert found[0].start >= 0.0
    assert found[-1].end <= talk.duration
    for one, other in pairwise(found):
        assert other.start - one.end >= voice_activity.Options().pause


def differing(one, other):
    """Seconds that are speech in one of both only."""
    shared = sum((a & b).duration for a in one for b in other)
    return seconds(one) + seconds(other) - 2 * shared


@pytest.mark.parametrize("factor", [0.003, 0.1, 3.0])
def test_a_quiet_or_loud_recording_has_the_same_speech(talk, factor):
    assert differing(voice_activity.detect(scaled(talk, factor)), voice_activity.detect(talk)) < 0.1


def test_speech_later_in_the_recording_is_found_later(talk):
    lead = RATE // 3
    late = Audio(np.concatenate([np.zeros(lead, np.float32), talk.samples]), RATE)
    found = [Span(s.start - lead / RATE, s.end - lead / RATE) for s in voice_activity.detect(late)]
    assert (
        differing(found, voice_activity.detect(talk)) < 0.6
    )  # a pause of just 0.3 s may count or not


def test_a_shorter_pause_splits_more(talk):
    assert len(voice_activity.detect(talk, voice_activity.Options(pause=0.05))) > len(
        voice_activity.detect(talk)
    )


def test_progress_reaches_the_end(talk):
    told = []
    voice_activity.detect(talk, progress=lambda *step: told.append(step))
    assert {stage for stage, _, _ in told} == {"speech"}
    assert told[-1][1] == told[-1][2] == pytest.approx(talk.duration)


def test_a_span_is_never_shorter_than_asked(talk):
    spans = voice_activity.detect(talk, voice_activity.Options(shortest=1.0))
    assert all(span.duration >= 1.0 for span in spans)
    assert isinstance(spans[0], Span)

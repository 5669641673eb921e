"""Giving known people their names."""

import logging
import re

import pytest

pytest.importorskip("numpy")

import numpy as np

import diarizer
from diarizer import audio, backends, errors, formats
from diarizer.audio.excerpt import alone, excerpt
from diarizer.people.recognition import Match, match, named
from diarizer.sample import sample
from diarizer.types import Audio, Span
from tests.diarizer.support import AUDIO, annotation, needs_audio


def direction(*numbers):
    vector = np.array(numbers, np.float32)
    return vector / np.linalg.norm(vector)


ANNA, BORIS = direction(1, 0, 0), direction(0, 1, 0)
BETWEEN = direction(1, 0.9, 0)


def names(heard, known, threshold=0.5):
    return {m.name: m.speaker for m in match(heard, known, threshold) if m.recognised}


def test_each_name_goes_to_one_speaker_and_the_sum_decides():
    heard = {"S0": BETWEEN, "S1": ANNA}
    assert names(heard, {"anna": ANNA, "boris": BORIS}) == {"anna": "S1", "boris": "S0"}


def test_of_two_speakers_with_one_voice_the_more_alike_gets_the_name():
    assert names({"S0": BETWEEN, "S1": ANNA}, {"anna": ANNA}) == {"anna": "S1"}


def test_a_pair_below_the_threshold_takes_nobody_from_another():
    heard = {"S0": direction(1, 0.9, 0), "S1": direction(0.2, 0, 1)}
    known = {"boris": BORIS, "anna": ANNA}
    assert names(heard, known, threshold=0.7) == {"anna": "S0"}


def test_who_is_not_heard_is_told_with_the_nearest_voice():
    (found,) = match({"S0": BORIS, "S1": BETWEEN}, {"anna": ANNA}, 0.9)
    assert (found.speaker, found.recognised) == ("S1", False)
    assert found.similarity == pytest.approx(0.743, abs=1e-3)


def test_nobody_is_recognised_where_nobody_speaks():
    assert match({}, {"anna": ANNA}, 0.5) == [Match("anna", "", 0.0, recognised=False)]


def test_two_strangers_are_told_apart_by_their_numbers():
    talk = annotation((0, 1, "S0"), (1, 2, "S1"), (2, 3, "S2"), (3, 4, "S0"), duration=4.0)
    found = named(talk, [Match("anna", "S1", 0.9, recognised=True)])
    assert [t.speaker for t in found.turns] == ["unknown", "anna", "unknown_2", "unknown"]
    assert found.duration == 4.0


def test_a_voice_is_described_where_nobody_else_speaks():
    talk = annotation((0, 4, "a"), (1, 2, "b"), (3, 5, "b"))
    assert alone(talk, "a") == [Span(0, 1), Span(2, 3)]
    assert alone(talk, "b") == [Span(4, 5)]


def test_who_never_speaks_alone_is_described_all_the_same():
    assert alone(annotation((0, 4, "a"), (1, 2, "b")), "b") == [Span(1, 2)]


def test_of_hours_a_minute_is_read():
    class Long:
        uri, sample_rate, duration = "long", 16_000, 36_000.0

        def read(self, first, last):
            assert last - first <= 60 * 16_000
            return np.zeros(last - first, np.float32)

    spans = [Span(0.0, 50.0), Span(100.0, 20_000.0), Span(30_000.0, 30_010.0)]
    assert excerpt(Long(), spans).duration == 60.0


# With the engines


def ready(name):
    (found,) = [each for each in backends.available() if each.name == name]
    if not found.ready:
        pytest.skip(found.reason)
    return name


@pytest.fixture(scope="module", params=["resemblyzer", "open"])
def backend(request):
    return ready(request.param)


@pytest.fixture(scope="module")
def halves():
    """The bundled recording in two, and what its two people say in each half, person by person."""
    talk = audio.load(sample()[0])
    truth = formats.get("rttm").loads(sample()[1].read_text(encoding="utf-8"))
    middle = talk.duration / 2
    second = Audio(talk.samples[round(middle * 16_000) :], 16_000, "second half")
    first = {
        name: excerpt(talk, [s for s in alone(truth, name) if s.end <= middle])
        for name in truth.speakers
    }
    return first, second


def test_people_are_recognised_in_the_other_half_of_a_recording(halves, backend):
    first, second = halves
    found = diarizer.identify(second, first, backend=backend, num_speakers=2)
    assert set(found.speakers) == set(first)


def test_somebody_else_is_unknown(halves, backend):
    first, second = halves
    known = next(iter(first))
    found = diarizer.identify(second, {known: first[known]}, backend=backend, num_speakers=2)
    assert set(found.speakers) == {known, "unknown"}


def test_a_threshold_that_nobody_reaches_leaves_everybody_unknown(halves, backend):
    first, second = halves
    found = diarizer.identify(second, first, backend=backend, num_speakers=2, threshold=1.0)
    assert found.speakers == ("unknown", "unknown_2")


def test_several_recordings_of_one_person_are_one_voice(halves, backend):
    first, second = halves
    people = {name: [sound, sound] for name, sound in first.items()}
    assert diarizer.identify(second, people, backend=backend, num_speakers=2) == (
        diarizer.identify(second, first, backend=backend, num_speakers=2)
    )


def test_the_voices_of_a_recording_are_directions(halves, backend):
    _, second = halves
    voices = diarizer.voices(second, backend=backend)
    assert list(voices) == [f"SPEAKER_{n:02d}" for n in range(len(voices))]
    for voice in voices.values():
        assert voice.dtype == np.float32
        assert np.linalg.norm(voice) == pytest.approx(1.0, abs=1e-5)


def test_a_whole_recording_has_a_voice_too(halves, backend):
    first, _ = halves
    engine = backends.load(backend)
    one, other = first.values()
    assert float(engine.voice(one) @ engine.voice(one, [Span(0.0, one.duration)])) > 0.8
    assert float(engine.voice(one) @ engine.voice(other)) < backends.threshold(backend)


def test_silence_has_no_voice(backend):
    silence = Audio(np.zeros(48_000, np.float32), 16_000, "тишина")
    assert backends.load(backend).voice(silence) is None
    with pytest.raises(errors.NoSpeech, match="Nobody speaks in the recording of chair"):
        diarizer.identify(silence, {"chair": silence}, backend=backend)


def test_an_enrolment_with_two_people_or_with_little_speech_is_doubted(halves, caplog):
    first, second = halves
    one = next(iter(first.values()))
    short = Audio(one.samples[: 2 * 16_000], 16_000, "short")
    with caplog.at_level(logging.WARNING, "diarizer"):
        diarizer.identify(second, {"a": second, "b": short}, backend=ready("resemblyzer"))
    several, little = [r.getMessage() for r in caplog.records if r.name == "diarizer"]
    assert re.match(r"a: \d people speak in this recording", several)
    assert little.startswith("b: only ")


@pytest.mark.parametrize(
    "people, threshold",
    [
        ({}, None),
        ({"unknown": "a.wav"}, None),
        ({"a": "a.wav"}, 2.0),
        ({"a": "a.wav", "b": []}, None),
    ],
)
def test_what_nobody_can_be_recognised_by_is_refused_before_anything_is_read(people, threshold):
    with pytest.raises(errors.InvalidArgument) as caught:
        diarizer.identify("missing.wav", people, threshold=threshold)
    assert caught.value.hint


# False accepts and false rejects: what THRESHOLD of each backend says of itself, on a part


@needs_audio
@pytest.mark.slow
def test_the_threshold_of_a_backend_tells_the_people_of_the_clips_apart(backend):
    engine, threshold = backends.load(backend), backends.threshold(backend)
    voices = [
        pair for folder in sorted((AUDIO / "clips").glob("ls*")) for pair in both(engine, folder)
    ]
    same = [float(a @ b) for i, (p, a) in enumerate(voices) for q, b in voices[:i] if p == q]
    other = [float(a @ b) for i, (p, a) in enumerate(voices) for q, b in voices[:i] if p != q]
    assert np.mean(np.array(same) < threshold) <= 0.05
    assert np.mean(np.array(other) >= threshold) <= 0.02


def both(engine, folder):
    """The voice in the first and in the second half of a person's clips."""
    sounds = [audio.load(path).samples for path in sorted(folder.glob("*.wav"))]
    for samples in np.array_split(np.concatenate(sounds), 2):
        sound = Audio(samples, 16_000, folder.name)
        yield folder.name, engine.voice(sound, [Span(0.0, sound.duration)])

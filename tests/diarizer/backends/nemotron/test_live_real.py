"""Listening live by the real code of transformers, with a tiny network."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

from __future__ import annotations

import pytest

np = pytest.importorskip("numpy")

from diarizer.live.turns import Settled, Turns
from tests.diarizer.backends.nemotron.tiny_network import MARKS, noise, random_engine

pytestmark = MARKS


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return random_engine(tmp_path_factory.mktemp("random"))


def steps(recording, seconds):
    size = round(seconds * 16_000)
    return [*range(size, len(recording), size), len(recording)]


def heard(engine, recording, seconds):
    """What each step gave, and how much was heard by then."""
    listener = engine.listener()
    for until in steps(recording, seconds):
        yield until, listener.hear(recording, until, end=until == len(recording))


def streamed(engine, recording, first):
    """What transformers says of it when it streams as its documentation shows."""
    import torch

    model, given = engine._chunks.parts
    processor = type(given)(given.feature_extractor)
    cache, row, blocks, last = None, 0, [], False
    with torch.inference_mode():
        while not last:
            processor.streaming_modes = {"low_latency": (9 if row else first, 4)}
            begin = processor.audio_chunk_start(row) if row else 0
            size = (
                processor.num_samples_per_audio_chunk
                if row
                else processor.num_samples_first_audio_chunk
            )
            last = begin + size > len(recording)
            made = processor(
                recording.samples[begin : None if last else begin + size],
                sampling_rate=16_000,
                is_streaming=True,
                is_first_audio_chunk=not row,
                is_last_audio_chunk=last,
                return_tensors="pt",
            )
            if cache is not None:
                made["speaker_cache"] = cache
            told = model(**made)
            cache = told.speaker_cache
            blocks.append(told.logits[0].sigmoid().numpy())
            row += len(blocks[-1])
    return np.concatenate(blocks)


@pytest.fixture(scope="module")
def recording():
    """Longer than the queue of what it heard last, so that it has to keep a cache as well."""
    return noise(18.003)


@pytest.fixture(scope="module")
def live(engine, recording):
    """What each step gave of it."""
    return list(heard(engine, recording, 0.72))


def test_step_by_step_it_hears_what_transformers_hears_when_it_streams(engine, recording, live):
    ours = np.concatenate([one.settled for _, one in live])
    theirs = streamed(engine, recording, first=13) > 0.5  # two steps are there before the first
    assert ours.shape == theirs.shape == (1800, 8)
    assert (ours == theirs).all()
    assert len(set(map(tuple, ours.tolist()))) > 1  # or else there was nothing to compare


def test_each_moment_is_settled_within_the_latency_that_it_states(engine, live):
    listener, settled = engine.listener(), 0.0
    assert (listener.step, listener.latency) == (0.72, 1.04)
    for until, one in live:
        settled += len(one.settled) / 100
        assert until / 16_000 - settled <= listener.latency + listener.step
    assert settled == pytest.approx(18.0)


def test_a_slow_machine_is_given_longer_chunks_and_loses_nothing(engine, recording):
    assert engine.listener().longest == pytest.approx(27.2)
    blocks = [one.settled for _, one in heard(engine, recording, 9.0)]
    assert [len(block) for block in blocks] == [864, 896, 40]


def test_what_else_is_heard_meanwhile_keeps_its_chunks(engine):
    short = noise(3.0)
    before = engine.diarize(short)
    list(heard(engine, short, 0.72))
    assert engine.diarize(short) == before


def test_its_turns_are_those_of_a_listener(engine, recording, live):
    turns, found = Turns(engine.listener()), []
    for until, one in live:
        found += turns.take(one, until / 16_000, end=until == len(recording))
    ours = [one.turn.span for one in found if isinstance(one, Settled)]
    assert ours
    assert all(0.0 <= span.start < span.end <= recording.duration for span in ours)


@pytest.mark.parametrize("seconds", [0.0, 0.09, 0.1, 0.73])
def test_what_is_short_is_heard_to_its_end(engine, seconds):
    settled = sum(len(one.settled) for _, one in heard(engine, noise(seconds), 0.72))
    assert settled == (round(seconds * 100) if seconds >= 0.1 else 0)

"""The same turns however the audio was cut, wherever it lies, and on any number of threads."""

import os
import subprocess
import sys

import pytest

pytest.importorskip("torch")
pytest.importorskip("resemblyzer")

from diarizer import audio, backends, diarize
from diarizer.audio import decoding, spool
from diarizer.sample import sample

PRINT = """
import sys
import numpy as np
from diarizer import Audio, audio, diarize
from diarizer.sample import sample
backend, engine, times = sys.argv[1:]
heard = audio.load(sample()[0])
heard = Audio(np.tile(heard.samples, int(times)), heard.sample_rate, heard.uri)
print(repr(diarize(heard, backend=backend, engine=engine).turns))
"""


def told(threads, *arguments):
    """What a process finds that may take so many threads."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    done = subprocess.run(
        [sys.executable, "-c", PRINT, *arguments],
        env={**os.environ, **dict.fromkeys(names, str(threads))},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def usual():
    return repr(diarize(sample()[0], backend="resemblyzer").turns)


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_the_number_of_threads_does_not_matter(usual, threads):
    assert told(threads, "resemblyzer", "auto", "1") == usual


@pytest.mark.parametrize("backend", ["resemblyzer", "open"])
def test_several_threads_find_the_same_turns_in_a_recording_of_many_windows(backend):
    if backend not in {found.name for found in backends.available() if found.ready}:
        pytest.skip(f"{backend} is not ready here")
    one, two, four = (told(threads, backend, "light", "8") for threads in (1, 2, 4))
    assert one.count("Turn(") > 20
    assert one == two == four


@pytest.mark.parametrize("seconds", [0.05, 1.3, 60])
def test_the_blocks_of_the_decoder_do_not_matter(usual, monkeypatch, seconds):
    monkeypatch.setattr(decoding, "BLOCK_SECONDS", seconds)
    assert repr(diarize(sample()[0], backend="resemblyzer").turns) == usual


def test_a_recording_on_the_disk_gives_what_one_in_memory_gives(usual, monkeypatch):
    whole = diarize(audio.load(sample()[0]), backend="resemblyzer")
    assert repr(whole.turns) == usual
    monkeypatch.setattr(spool, "IN_MEMORY", 1)
    assert repr(diarize(sample()[0], backend="resemblyzer").turns) == usual

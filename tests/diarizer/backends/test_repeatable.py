"""The same turns however the audio was cut, wherever it lies, and on any number of threads."""

import os
import subprocess
import sys

import pytest

pytest.importorskip("torch")
pytest.importorskip("resemblyzer")

from diarizer import audio, diarize
from diarizer.audio import decoding, spool
from diarizer.sample import sample

PRINT = """
from diarizer import diarize
from diarizer.sample import sample
print(repr(diarize(sample()[0], backend="resemblyzer").turns))
"""


@pytest.fixture(scope="module")
def usual():
    return repr(diarize(sample()[0], backend="resemblyzer").turns)


@pytest.mark.parametrize("threads", ["1", "2", "4"])
def test_the_number_of_threads_does_not_matter(usual, threads):
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    done = subprocess.run(
        [sys.executable, "-c", PRINT],
        env={**os.environ, **dict.fromkeys(names, threads)},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.stdout.strip() == usual, done.stderr


@pytest.mark.parametrize("seconds", [0.05, 1.3, 60])
def test_the_blocks_of_the_decoder_do_not_matter(usual, monkeypatch, seconds):
    monkeypatch.setattr(decoding, "BLOCK_SECONDS", seconds)
    assert repr(diarize(sample()[0], backend="resemblyzer").turns) == usual


def test_a_recording_on_the_disk_gives_what_one_in_memory_gives(usual, monkeypatch):
    whole = diarize(audio.load(sample()[0]), backend="resemblyzer")
    assert repr(whole.turns) == usual
    monkeypatch.setattr(spool, "IN_MEMORY", 1)
    assert repr(diarize(sample()[0], backend="resemblyzer").turns) == usual

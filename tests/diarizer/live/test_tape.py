"""A tape can be read as a whole at any moment, by whoever reads WAV files."""

import io
import os
import signal
import subprocess
import sys
import wave

import pytest

np = pytest.importorskip("numpy")

from diarizer.live import tape as module  # noqa: E402, what may be missing is asked for first
from diarizer.live.tape import Tape  # noqa: E402, as above


def test_the_file_is_whole_after_each_piece(tmp_path):
    tape = Tape(tmp_path / "a.wav", "a")
    for count in (1, 2, 3):
        tape.append(np.full(1600, 0.5, np.float32))
        with wave.open(str(tape.path)) as file:
            assert (file.getnchannels(), file.getframerate()) == (1, 16_000)
            assert file.getnframes() == len(tape) == count * 1600
    assert tape.read(4700, 9999).tolist() == pytest.approx([0.5] * 100, abs=1e-4)
    assert tape.read(0, 0).tolist() == []
    tape.close()


def test_what_is_no_sample_is_cut_and_zeroed_instead_of_wrapping_around(tmp_path):
    tape = Tape(tmp_path / "a.wav", "a")
    with np.errstate(all="raise"):  # what a number that is none becomes, each processor decides
        tape.append(np.array([2.0, -2.0, np.nan], np.float32))
    assert tape.read(0, 3).tolist() == pytest.approx([1.0, -1.0, 0.0])
    tape.close()


def test_a_header_that_cannot_say_how_much_there_is_says_as_much_as_it_can():
    size = int.from_bytes(module._header(40 * 3600 * module.SAMPLE_RATE)[-4:], "little")
    assert size > 2**32 - 100
    assert int.from_bytes(module._header(3600 * module.SAMPLE_RATE)[-4:], "little") == 115_200_000


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows cannot kill like this")
def test_nothing_is_lost_when_the_program_is_killed(tmp_path):
    code = (
        "import numpy as np, sys, time; from pathlib import Path; from diarizer.live.tape import Tape;"
        "tape = Tape(Path(sys.argv[1]), 'a'); tape.append(np.ones(1600, np.float32));"
        "print('written', flush=True); time.sleep(60)"
    )
    path = tmp_path / "a.wav"
    with subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE) as process:
        assert process.stdout.readline().strip() == b"written"
        os.kill(process.pid, signal.SIGKILL)
    with wave.open(str(path)) as file:
        assert file.getnframes() == 1600


def test_a_disk_that_takes_a_part_of_a_piece_is_full_and_the_header_counts_no_more(tmp_path):
    class Full(io.FileIO):
        def write(self, some):
            return super().write(some if len(some) < 100 else some[:100])

    tape = Tape(tmp_path / "a.wav", "a")
    tape.append(np.full(40, 0.5, np.float32))
    tape._write.close()
    tape._write = Full(tape.path, "r+b")
    tape._write.seek(0, io.SEEK_END)
    with pytest.raises(OSError, match=r"\[Errno 28\]"):
        tape.append(np.full(1600, 0.5, np.float32))
    with wave.open(str(tape.path)) as file:
        assert file.getnframes() == len(tape) == 40
    tape.close()

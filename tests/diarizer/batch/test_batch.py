"""Many recordings: folders, processes that die, going on where it was stopped."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("joblib")
pytest.importorskip("resemblyzer", exc_type=ImportError)

import numpy as np

from diarizer import formats
from diarizer.batch import found_recordings, job
from diarizer.errors import AudioNotFound, AudioUnreadable
from diarizer.sample import sample
from tests.diarizer.support import ROOT
from tests.processes import run

# A libsndfile that takes its process along when it meets a file that begins in a certain way: what
# a native crash in a decoder, or the kernel when memory is short, does to a worker.
DEADLY = """
import importlib, os, signal, sys
here = os.path.dirname(__file__)
sys.path.remove(here)
del sys.modules["soundfile"]
real = importlib.import_module("soundfile")
sys.path.insert(0, here)


class SoundFile(real.SoundFile):
    def __init__(self, file, *arguments, **options):
        head = file.read(6)
        file.seek(0)
        if head == b"DEADLY":
            os.kill(os.getpid(), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        super().__init__(file, *arguments, **options)


real.SoundFile = SoundFile
"""


def command(*arguments):
    return [sys.executable, "-m", "diarizer", *map(str, arguments), "--backend", "resemblyzer"]


def environment(**more):
    return {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100", **more}


def diarize(*arguments, **more):
    if (
        not more and "--jobs" not in arguments
    ):  # processes below it are a new interpreter's business
        _, _, *words = command(*arguments)
        done = run(*words, env=environment())
        return done.returncode, done.stdout, done.stderr
    done = subprocess.run(
        command(*arguments),
        capture_output=True,
        timeout=300,
        cwd=ROOT,
        env=environment(**more),
        encoding="utf-8",
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def folder(tmp_path):
    """Four recordings in two folders, with what lies about in such folders."""
    place = tmp_path / "записи"
    (place / "b").mkdir(parents=True)
    for name in ("a.flac", "c.dat", "b/d.flac", "b/ё.flac"):
        shutil.copy(sample()[0], place / name)
    (place / "notes.txt").write_text("who was there", encoding="utf-8")
    (place / "photo.heic").write_bytes(b"\x00\x00\x00\x18ftypheic")
    (place / ".hidden.wav").write_bytes(b"RIFF")
    (place / ".Trash-1000").mkdir()
    shutil.copy(sample()[0], place / ".Trash-1000" / "e.flac")
    return place


def results(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.rttm"))


EVERY = ["a.rttm", "b/d.rttm", "b/ё.rttm", "c.rttm"]


def test_the_recordings_of_a_folder_are_known_by_ending_or_by_content(folder):
    items = found_recordings.collected([folder])
    assert [i.inside.as_posix() for i in items] == ["a.flac", "b/d.flac", "b/ё.flac", "c.dat"]


def test_a_recording_that_is_named_twice_is_one(folder):
    assert len(found_recordings.collected([folder / "a.flac", folder, folder / "a.flac"])) == 4


def test_a_folder_without_recordings_says_so(tmp_path):
    with pytest.raises(AudioNotFound, match="no recording in the folder") as caught:
        found_recordings.collected([tmp_path])
    assert caught.value.hint


@pytest.mark.slow
def test_a_folder_is_done_by_two_processes_and_the_next_time_skipped(folder):
    code, stdout, stderr = diarize(folder, "--jobs", 2)
    assert code == 0, stderr
    assert results(folder) == EVERY
    assert "4 done, 0 failed, 0 skipped" in stdout
    assert "b/d.flac" in stdout.replace("\\", "/")

    (folder / "a.rttm").unlink()
    os.utime(folder / "c.dat", (time.time() + 60, time.time() + 60))
    before = (folder / "b" / "d.rttm").stat().st_mtime_ns
    code, stdout, _ = diarize(folder, "--jobs", 2)
    assert (code, results(folder)) == (0, EVERY)
    assert "2 done, 0 failed, 2 skipped" in stdout
    assert (folder / "b" / "d.rttm").stat().st_mtime_ns == before

    code, stdout, _ = diarize(folder, "--overwrite")
    assert "4 done, 0 failed, 0 skipped" in stdout
    assert (folder / "b" / "d.rttm").stat().st_mtime_ns > before


@pytest.mark.slow
def test_processes_find_the_same_turns_as_this_one(folder, tmp_path):
    # The folder for temporary files lies below the user's name, which may be Russian.
    temporary = tmp_path / "Пётр" / "Temp"
    temporary.mkdir(parents=True)
    names = dict.fromkeys(("TMPDIR", "TEMP", "TMP", "JOBLIB_TEMP_FOLDER"), str(temporary))
    code, _, stderr = diarize(folder, "--jobs", 2, "-o", tmp_path / "two", **names)
    assert code == 0, stderr
    assert diarize(folder, "-o", tmp_path / "one")[0] == 0
    assert results(tmp_path / "one") == EVERY
    for name in EVERY:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_fails_is_listed_and_the_rest_is_done(folder, jobs):
    (folder / "broken.wav").write_bytes(b"RIFF nothing")
    code, stdout, stderr = diarize(folder, "--jobs", jobs)
    assert code == 1
    assert results(folder) == EVERY
    assert "4 done, 1 failed, 0 skipped" in stdout
    assert "broken.wav: The file is not a recording" in stderr
    assert "Traceback" not in stderr


@pytest.mark.slow
def test_what_kills_its_process_has_failed_and_the_rest_is_done(folder, tmp_path):
    (tmp_path / "overlay").mkdir()
    (tmp_path / "overlay" / "soundfile.py").write_text(DEADLY, encoding="utf-8")
    (folder / "b" / "deadly.wav").write_bytes(b"DEADLY")
    code, stdout, stderr = diarize(folder, "--jobs", 2, PYTHONPATH=str(tmp_path / "overlay"))
    assert code == 1
    assert results(folder) == EVERY
    assert "4 done, 1 failed, 0 skipped" in stdout
    assert "deadly.wav: The process that worked on it died, twice." in stderr
    assert "Traceback" not in stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks for the processes in /proc")
def test_a_process_that_is_killed_once_costs_nothing(folder):
    running = subprocess.Popen(
        command(folder, "--jobs", 2), cwd=ROOT, env=environment(), stdout=subprocess.PIPE
    )
    worker = wait_for(lambda: next(workers(running.pid), None), running)
    os.kill(worker, signal.SIGKILL)
    stdout, _ = running.communicate(timeout=300)
    assert running.returncode == 0
    assert results(folder) == EVERY
    assert "4 done, 0 failed, 0 skipped" in stdout.decode("utf-8")


def workers(parent):
    """The processes below `parent` that have loaded the engine."""
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            above = (place / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1]
            if int(above) == parent and "libtorch" in (place / "maps").read_text(encoding="utf-8"):
                yield int(place.name)


def wait_for(found, running, seconds=300):
    end = time.monotonic() + seconds
    while time.monotonic() < end and running.poll() is None:
        if answer := found():
            return answer
        time.sleep(0.05)
    pytest.fail(f"not seen; the program has ended with {running.poll()}")


def test_two_recordings_with_one_name_keep_their_endings(folder):
    shutil.copy(folder / "a.flac", folder / "a.wav")
    shutil.rmtree(folder / "b")
    code, _, _ = diarize(folder)
    assert code == 0
    assert results(folder) == ["a.flac.rttm", "a.wav.rttm", "c.rttm"]


def test_two_recordings_are_never_written_to_one_file(folder, tmp_path):
    (tmp_path / "other").mkdir()
    shutil.copy(folder / "a.flac", tmp_path / "other" / "a.flac")
    out = tmp_path / "out"
    code, _, stderr = diarize(folder / "a.flac", tmp_path / "other" / "a.flac", "-o", out)
    assert code == 2
    assert "Two recordings would be written to one file." in stderr


def test_a_format_without_output_comes_in_the_order_of_the_files(folder):
    files = [folder / "c.dat", folder / "a.flac"]
    code, stdout, stderr = diarize(*files, "--format", "rttm", "--jobs", 2)
    assert code == 0, stderr
    names = [line.split()[1] for line in stdout.splitlines()]
    assert list(dict.fromkeys(names)) == ["c", "a"]
    assert "2 done" in stderr


def test_the_voices_are_written_as_numpy_keeps_them(folder, tmp_path):
    path = tmp_path / "голоса.npz"
    code, _, stderr = diarize(folder / "a.flac", "--embeddings", path, "-n", 2)
    assert code == 0, stderr
    with np.load(path) as voices:
        assert voices["speakers"].tolist() == ["SPEAKER_00", "SPEAKER_01"]
        assert voices["embeddings"].shape == (2, 256)
        assert np.linalg.norm(voices["embeddings"], axis=1) == pytest.approx([1.0, 1.0], abs=1e-5)


def test_a_known_person_is_named_on_the_command_line(folder, tmp_path):
    soundfile = pytest.importorskip("soundfile")
    samples, rate = soundfile.read(sample()[0])
    truth = formats.get("rttm").loads(sample()[1].read_text(encoding="utf-8"))
    own = [t.span for t in truth.turns if t.speaker == truth.speakers[1]]
    pieces = [samples[round(s.start * rate) : round(s.end * rate)] for s in own]
    soundfile.write(tmp_path / "Анна.wav", np.concatenate(pieces), rate)
    code, stdout, stderr = diarize(folder / "a.flac", "-n", 2, "--enroll", tmp_path / "Анна.wav")
    assert code == 0, stderr
    assert "Анна" in stdout
    assert "unknown" in stdout
    assert "Анна: recognised" in stderr


def test_strangers_have_one_name_in_a_folder_also_when_a_recording_is_added(tmp_path):
    place = tmp_path / "записи"
    place.mkdir()
    shutil.copy(sample()[0], place / "b.flac")
    code, _, stderr = diarize(place, "--link")
    assert code == 0, stderr
    assert "Strangers: 2, of them in several recordings: 0." in stderr
    before = (place / "b.rttm").read_bytes()
    assert set(formats.load(place / "b.rttm").speakers) == {"person_1", "person_2"}

    shutil.copy(sample()[0], place / "a.flac")
    register = place / "people.json"
    changed = register.read_text(encoding="utf-8").replace('"name": "person_2"', '"name": "Anna"')
    register.write_text(changed, encoding="utf-8")
    code, stdout, stderr = diarize(place, "--link")
    assert code == 0, stderr
    assert "1 done, 0 failed, 1 skipped" in stdout
    assert "Strangers: 2, of them in several recordings: 2." in stderr
    assert (place / "b.rttm").read_bytes() == before.replace(b"person_2", b"Anna")
    assert formats.load(place / "a.rttm").turns == formats.load(place / "b.rttm").turns

    code, _, stderr = diarize(place / "a.flac", "--link")
    assert code == 2
    assert "there must be one folder" in stderr


def test_an_enrolment_that_is_not_there_is_an_error_before_the_work(folder, tmp_path):
    code, stdout, stderr = diarize(folder / "a.flac", "--enroll", tmp_path / "nobody.wav")
    assert (code, stdout) == (1, "")
    assert "no such file" in stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there a console sends Ctrl-C, not a signal")
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_ends_with_130_one_line_and_no_half_written_file(folder, jobs):
    for number in range(12):  # enough that it cannot be done before the signal comes
        shutil.copy(sample()[0], folder / f"{number}.flac")
    running = subprocess.Popen(
        command(folder, "--jobs", jobs),
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # What a shell starts in the background inherits that Ctrl-C is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    wait_for(lambda: results(folder), running)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to everybody
    _, stderr = running.communicate(timeout=120)
    assert running.returncode == 130
    assert "Stopped." in stderr.decode("utf-8").splitlines()
    assert "Traceback" not in stderr.decode("utf-8")
    assert 1 <= len(results(folder)) < 16
    for name in results(folder):
        text = (folder / name).read_text(encoding="utf-8")
        assert len(formats.get("rttm").loads(text).turns) > 1
    assert {path.name for path in folder.rglob(".*")} == {".hidden.wav", ".Trash-1000"}


def test_a_scheduler_that_does_not_answer_is_an_error_with_a_hint(folder):
    pytest.importorskip("distributed")
    code, _, stderr = diarize(folder, "--scheduler", "tcp://127.0.0.1:9")
    assert code == 1
    assert "No Dask scheduler answers." in stderr
    assert "Hint: " in stderr
    assert "Traceback" not in stderr


@pytest.mark.skipif(sys.platform == "win32", reason="folders there are not closed by a mode")
def test_a_folder_inside_that_may_not_be_read_does_not_stop_the_rest(folder):
    (folder / "b").chmod(0)
    is_closed = not os.access(folder / "b", os.R_OK)  # not to the administrator
    try:
        items = found_recordings.collected([folder])
        outcome = job.carry_out(job.Order(folder / "b", "open"))
        if is_closed:
            with pytest.raises(AudioUnreadable, match="may not be read"):
                found_recordings.collected([folder / "b"])
    finally:
        (folder / "b").chmod(0o755)
    found = [item.inside.as_posix() for item in items]
    assert [name for name in found if not name.startswith("b/")] == [
        *("a.flac", "c.dat"),
        *["b"] * is_closed,
    ]
    assert ("may not be read" in str(outcome.error)) == is_closed


def test_what_was_thrown_away_is_no_recording_of_a_drive(folder):
    thrown = folder / "$RECYCLE.BIN"
    thrown.mkdir()
    shutil.copy(folder / "a.flac", thrown / "$RABCDEF.flac")
    found = found_recordings.collected([folder])
    assert not [item for item in found if thrown in item.file.parents]


BORN = """
import signal
from joblib.externals import loky
from diarizer.batch import pool

def blocked():
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())

if __name__ == "__main__":
    executor = loky.get_reusable_executor(1, reuse=False)
    with pool._born_ignoring_interrupts():
        answer = executor.submit(blocked)
    print(answer.result(), blocked())
    executor.shutdown()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there a console sends Ctrl-C, not a signal")
def test_a_process_that_is_being_started_does_not_hear_ctrl_c(tmp_path):
    script = tmp_path / "born.py"
    script.write_text(BORN, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script],
        env=environment(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.split() == ["True", "False"], done.stderr

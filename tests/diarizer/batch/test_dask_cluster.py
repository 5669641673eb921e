"""`diarize FOLDER --scheduler ADDRESS`: a real cluster of processes on this machine."""

import json
import os
import shutil
import subprocess
import sys
import time

import pytest

pytest.importorskip("distributed")
pytest.importorskip("resemblyzer", exc_type=ImportError)

from diarizer.sample import sample
from tests.diarizer.support import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.heavy]

NAMES = [f"{number}.flac" for number in range(8)]


def started(*arguments):
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "OMP_NUM_THREADS": "1"},
    )


def wait_for(found, running, seconds=300):
    end = time.monotonic() + seconds
    while time.monotonic() < end and running.poll() is None:
        if answer := found():
            return answer
        time.sleep(0.05)
    pytest.fail(f"not seen; {running.args} has ended with {running.poll()}")


@pytest.fixture
def cluster(tmp_path):
    """A scheduler with two workers: its address, and their processes."""
    file = tmp_path / "scheduler.json"
    address = ("--port", 0, "--no-dashboard", "--host", "127.0.0.1")
    scheduler = started("-m", "dask", "scheduler", "--scheduler-file", file, *address)
    where = wait_for(lambda: json.loads(read(file) or "{}").get("address"), scheduler)
    # Without their nanny, which would start a new one in the place of what is killed.
    worker = ("-m", "dask", "worker", where, "--nthreads", 1, "--no-nanny", "--no-dashboard")
    workers = [started(*worker) for _ in range(2)]
    yield where, workers
    for process in (*workers, scheduler):
        process.kill()
        process.communicate(timeout=60)


def read(path):
    return path.read_text(encoding="utf-8") if path.is_file() else ""


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "записи"
    place.mkdir()
    for name in NAMES:
        shutil.copy(sample()[0], place / name)
    return place


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(cluster, folder):
    where, workers = cluster
    running = started("-m", "diarizer", folder, "--backend", "resemblyzer", "--scheduler", where)
    wait_for(lambda: list(folder.glob("*.rttm")), running)
    workers[0].kill()
    stdout, stderr = running.communicate(timeout=500)
    assert running.returncode == 0, stderr.decode("utf-8")
    assert "8 done, 0 failed, 0 skipped" in stdout.decode("utf-8")
    results = [(folder / name).with_suffix(".rttm").read_text(encoding="utf-8") for name in NAMES]
    assert all(text.count("SPEAKER ") == results[0].count("SPEAKER ") > 1 for text in results)
    assert workers[0].poll() is not None
    assert workers[1].poll() is None

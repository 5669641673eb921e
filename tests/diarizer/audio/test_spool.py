"""A recording read piece by piece is the one read whole, wherever it lies."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import tempfile
from contextlib import closing, contextmanager

import pytest

np = pytest.importorskip("numpy")

from diarizer.audio.spool import Spool
from diarizer.errors import NoRoom

RATE = 16_000
NOISE = np.random.default_rng(0).standard_normal(5 * RATE).astype(np.float32) / 8


def spooled(samples, pieces=7, in_memory=10**9):
    spool = Spool("talk", RATE, in_memory)
    for piece in np.array_split(samples, pieces):
        spool.append(piece)
    return spool


@pytest.mark.parametrize("in_memory", [1, 100_000, 10**9])
@pytest.mark.parametrize("pieces", [1, 3, 1000])
def test_what_is_read_is_bit_for_bit_what_was_written(pieces, in_memory):
    with closing(spooled(NOISE, pieces, in_memory)) as spool:
        assert (len(spool), spool.duration, spool.uri) == (len(NOISE), 5.0, "talk")
        for first, last in [(0, len(NOISE)), (1, 2), (12_345, 70_001), (RATE, RATE)]:
            assert np.array_equal(spool.read(first, last), NOISE[first:last])


def test_reading_over_an_end_gives_what_is_there():
    with closing(spooled(NOISE)) as spool:
        assert np.array_equal(spool.read(-100, 100), NOISE[:100])
        assert np.array_equal(spool.read(len(NOISE) - 5, len(NOISE) + 5), NOISE[-5:])
        assert not len(spool.read(-10, -5))
        assert not len(spool.read(len(NOISE), len(NOISE) + 9))


def test_a_recording_beyond_full_scale_is_scaled_by_its_peak_wherever_it_is_read():
    loud = np.concatenate([NOISE, [np.float32(-4.0)]]).astype(np.float32)
    with closing(spooled(loud)) as spool:
        assert np.array_equal(spool.read(10, 20), loud[10:20] / np.float32(4.0))


def test_a_spool_without_samples_is_empty():
    with closing(Spool("", RATE)) as spool:
        assert len(spool) == 0
        assert not len(spool.read(0, 10))


def test_a_spool_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with closing(spooled(NOISE, in_memory=1)) as spool:
        spool.read(0, 1)
    assert list(tmp_path.iterdir()) == []


def test_without_a_folder_for_temporary_files_the_error_names_the_variable(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with (
        closing(Spool("", RATE, in_memory=1, without_disk=1)) as spool,
        pytest.raises(NoRoom, match="no room") as caught,
    ):
        spool.append(NOISE)
    assert "TEMP" in caught.value.hint
    assert "MB were written" in caught.value.context


def test_a_short_recording_needs_no_folder_for_temporary_files(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with closing(spooled(NOISE, in_memory=1)) as spool:
        assert np.array_equal(spool.read(0, len(NOISE)), NOISE)


@contextmanager
def full_after(size):
    """A disk that takes no more than that of a file."""
    resource = pytest.importorskip("resource")  # not on Windows
    signal = pytest.importorskip("signal")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)


def test_a_full_disk_is_an_error_of_the_recording():
    with (
        full_after(4096),
        closing(Spool("", RATE, in_memory=1, without_disk=1)) as spool,
        pytest.raises(NoRoom),
    ):
        spool.append(NOISE)


@pytest.mark.parametrize("size", [0, 4096, 4097, 100_002, 200_000])
@pytest.mark.parametrize("in_memory", [1, 50_000])
def test_what_a_full_disk_does_not_take_of_a_short_recording_stays_in_memory(size, in_memory):
    with full_after(size), closing(spooled(NOISE, 13, in_memory)) as spool:
        assert np.array_equal(spool.read(0, len(NOISE)), NOISE)
        assert np.array_equal(spool.read(20_000, 60_000), NOISE[20_000:60_000])

"""What libsndfile is given to read: a file without a name, that may be closed before it."""

import sys

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")

from diarizer.audio.sndfile import Nameless  # noqa: E402, as above


def test_a_recording_may_be_closed_before_what_reads_it(tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(sys, "unraisablehook", said.append)
    path = tmp_path / "talk.wav"
    soundfile.write(path, np.zeros(4_000, np.float32), 16_000)
    with path.open("rb") as file:
        sound = soundfile.SoundFile(Nameless(file))
        assert len(sound.read(10)) == 10
    with pytest.raises(soundfile.LibsndfileError):
        sound.seek(0)
    sound.close()
    assert said == []


def test_a_place_that_cannot_be_is_not_gone_to(tmp_path):
    path = tmp_path / "talk.wav"
    path.write_bytes(b"RIFF")
    with path.open("rb") as file:
        assert Nameless(file).seek(2) == 2
        assert Nameless(file).seek(-1) == 2

"""What another program writes is taken as it comes, whole or not."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import io
import os
import threading

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("av")

from diarizer.errors import AudioUnreadable
from diarizer.live.sources.piped import piped


def wav(rate=16_000, channels=1, seconds=1.0):
    tone = np.sin(np.arange(round(seconds * rate)) * 0.05).astype(np.float32) / 2
    held = io.BytesIO()
    soundfile.write(held, np.stack([tone] * channels, axis=1), rate, "PCM_16", format="WAV")
    return bytearray(held.getvalue())


def heard(content):
    """What comes out of a pipe that somebody writes these bytes into; and why it ended."""
    out, into = os.pipe()

    def write():
        with os.fdopen(into, "wb") as file:
            file.write(content)

    threading.Thread(target=write, daemon=True).start()
    blocks = []
    try:
        blocks.extend(piped(out))
    except AudioUnreadable as error:
        return sum(map(len, blocks)), error
    finally:
        os.close(out)
    return sum(map(len, blocks)), None


@pytest.mark.parametrize("bytes_", [1, 2, 3, 4_097, 16_001])
def test_a_recorder_that_is_killed_in_the_middle_of_a_sample_loses_that_sample(bytes_):
    samples, error = heard(wav()[: 44 + bytes_])
    assert (samples, error) == (bytes_ // 2, None)


def test_a_header_that_does_not_know_its_length_and_another_rate_are_taken():
    content = wav(44_100, 2)
    place = content.index(b"data") + 4
    content[4:8] = content[place : place + 4] = b"\xff" * 4
    samples, error = heard(content)
    assert error is None
    assert samples == pytest.approx(16_000, abs=40)


def test_a_damaged_piece_is_left_out_and_told_and_the_rest_is_heard():
    samples = np.random.default_rng(0).normal(0, 0.1, 80_000)
    held = io.BytesIO()
    soundfile.write(held, samples, 16_000, format="MP3")
    content = bytearray(held.getvalue())
    content[len(content) // 2 : len(content) // 2 + 400] = b"\xff\xfb\x90" + bytes(397)
    count, error = heard(content)
    assert 60_000 < count < 84_000
    assert str(error).startswith("What came by standard input is damaged: ")
    assert "1 pieces" not in str(error)


def test_samples_without_a_header_are_told_how_they_get_one():
    _, error = heard(bytes(range(256)) * 99)
    assert str(error.told.hint) == (
        "Headerless samples (raw PCM) need a header first: ffmpeg -f s16le -ar 16000 -ac 1 -i -"
        " -f wav - | diarize --live -"
    )


def aac(rate, layout):
    """Two seconds of a broadcast, which can be followed by another one."""
    import av

    held = io.BytesIO()
    with av.open(held, "w", format="adts") as file:
        stream = file.add_stream("aac", rate=rate)
        stream.layout = layout
        tone = np.sin(np.arange(2 * rate) * 0.05).astype(np.float32) / 2
        frame = av.AudioFrame.from_ndarray(
            np.stack([tone] * stream.codec_context.channels), format="fltp", layout=layout
        )
        frame.sample_rate = rate
        for packet in (*stream.encode(frame), *stream.encode(None)):
            file.mux(packet)
    return held.getvalue()


@pytest.mark.parametrize("rate, layout", [(48_000, "stereo"), (44_100, "mono")])
def test_a_stream_whose_rate_or_channels_change_is_heard_to_its_end(rate, layout):
    samples, error = heard(aac(44_100, "stereo") + aac(rate, layout))
    assert error is None
    assert samples == pytest.approx(4 * 16_000, rel=0.04)

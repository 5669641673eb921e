"""Streams of frames that are recordings, whatever else lies between, before or behind the frames."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("soxr")
av = pytest.importorskip("av")

from diarizer import audio
from diarizer.audio import frame_chains, frame_lengths
from diarizer.errors import AudioUnreadable
from diarizer.sample import sample
from tests.diarizer.audio.test_recording import encode

RATE = 16_000
CODECS = {"mp3": "libmp3lame", "aac": "aac"}


@pytest.fixture(scope="module")
def talk():
    """(n,) six seconds of the bundled recording."""
    return audio.load(sample()[0]).samples[: 6 * RATE]


@pytest.fixture(scope="module", params=["mp3", "aac"])
def stream(request, talk, tmp_path_factory):
    """The ending, and the frames of a recording of six seconds without any tag."""
    kind = request.param
    path = tmp_path_factory.mktemp("frames") / f"a.{kind}"
    content = encode(path, CODECS[kind], talk, RATE).read_bytes()
    content = content[begin(content) :]
    frames, at = [], 0
    while at + 8 <= len(content) and (length := frame_lengths.of(kind, content[at : at + 8])):
        frames.append(content[at : at + length])
        at += length
    if b"Info" in frames[0] or b"Xing" in frames[0]:
        del frames[0]
    return kind, frames


def begin(content):
    """Where the first frame begins, behind the tag that FFmpeg writes."""
    if not content.startswith(b"ID3"):
        return 0
    return 10 + sum(byte << 7 * place for place, byte in enumerate(content[9:5:-1]))


def chance(count, seed=0):
    return np.random.default_rng(seed).integers(0, 256, count).astype(np.uint8).tobytes()


def tag(content):
    """A tag of ID3v2 around a picture, or around what a server says of the time."""
    name, size = b"APIC", len(content)
    whole = name + size.to_bytes(4, "big") + bytes(2) + content
    digits = bytes(len(whole) >> shift & 127 for shift in (21, 14, 7, 0))
    return b"ID3\x03\0\0" + digits + whole


def ape(content):
    """A tag as APE has it, with a picture."""
    item = len(content).to_bytes(4, "little") + bytes([2, 0, 0, 0]) + b"Cover Art\0" + content
    rest = (len(item) + 32).to_bytes(4, "little") + (1).to_bytes(4, "little")
    begin, end = (flags.to_bytes(4, "little") + bytes(8) for flags in (0xA000_0000, 0x8000_0000))
    head = b"APETAGEX" + (2000).to_bytes(4, "little") + rest
    return head + begin + item + head + end


def heard(tmp_path, kind, content):
    path = tmp_path / f"talk.{kind}"
    path.write_bytes(content)
    with audio.opened(path) as sound:
        return len(sound) / RATE, [each.reference for each in sound.coverage.warnings]


def test_a_second_tag_with_a_big_picture_hides_no_frames(tmp_path, stream):
    kind, frames = stream
    content = tag(chance(300)) + tag(chance(1_500_000, 1)) + b"".join(frames)
    assert heard(tmp_path, kind, content) == (pytest.approx(6.0, abs=0.2), [])


def test_a_tag_before_each_frame_as_servers_put_it_parts_no_stream(tmp_path, stream):
    kind, frames = stream
    path = tmp_path / f"talk.{kind}"
    path.write_bytes(b"".join(tag(chance(60)) + frame for frame in frames))
    with path.open("rb") as file:
        assert frame_chains.goes_on(file, kind)
    if kind == "aac":  # of MP3 FFmpeg decodes no frame behind such a tag, which is said
        assert audio.load(path).duration == pytest.approx(6.0, abs=0.3)


@pytest.mark.parametrize("count", [2, 5, 12])
def test_a_picture_behind_some_frames_is_no_proof_against_them(tmp_path, stream, count):
    kind, frames = stream
    content = b"".join(frames[:count]) + ape(chance(200_000)) + b"TAG" + bytes(125)
    seconds, warned = heard(tmp_path, kind, content)
    assert seconds >= (count - 1) * 0.036
    assert "audio.free-format" not in warned


def test_what_a_server_said_before_and_between_the_sound_hides_no_frames(tmp_path, stream):
    kind, frames = stream
    head = b"HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\nicy-metaint: 1500\r\n\r\n"
    content = b"".join(frames)
    length = 7 * max(map(len, frames)) // 2  # so that three frames lie between two notes
    pieces = [content[at : at + length] for at in range(0, len(content), length)]
    path = tmp_path / f"talk.{kind}"
    path.write_bytes(head + b"\0".join(pieces))
    assert audio.load(path).duration > 3.0


def test_one_frame_and_a_piece_of_the_next_are_heard_with_an_old_tag_behind(tmp_path, stream):
    kind, frames = stream
    if kind == "aac":  # FFmpeg takes no file for AAC that holds a frame alone
        return
    content = tag(chance(3000)) + frames[0] + frames[1][:48] + b"TAG" + bytes(125)
    seconds, warned = heard(tmp_path, kind, content)
    assert seconds > 0.02
    assert "audio.free-format" not in warned


@pytest.mark.parametrize("width", [3, 4])
@pytest.mark.parametrize("loud", [10, 30, 100, 1000])
def test_samples_never_hold_so_many_frames(tmp_path, width, loud):
    samples = np.random.default_rng(0).normal(0, loud, 300_000).astype("<i4")
    content = samples.view(np.uint8).reshape(-1, 4)[:, :width].tobytes()
    for kind in CODECS:
        (tmp_path / f"a.{kind}").write_bytes(content)
        with (tmp_path / f"a.{kind}").open("rb") as file:
            assert not frame_chains.goes_on(file, kind)
        with pytest.raises(AudioUnreadable):
            audio.load(tmp_path / f"a.{kind}")


def test_a_pair_of_frames_by_chance_is_no_recording_for_libsndfile_either(tmp_path, stream):
    kind, frames = stream
    path = tmp_path / f"a.{kind}"
    path.write_bytes(frames[0] + frames[1] + chance(200_000))
    with pytest.raises(AudioUnreadable):
        audio.load(path)


def test_a_picture_in_a_tag_behind_the_frames_is_no_damage(tmp_path, stream):
    kind, frames = stream
    whole = b"".join(frames)
    without = heard(tmp_path, kind, whole)
    assert without == (pytest.approx(6.0, abs=0.2), [])
    for old in (b"", b"TAG" + bytes(125)):
        assert heard(tmp_path, kind, whole + ape(chance(300_000)) + old) == without
    # A length that does not lead to the head of the tag, of half the file and of more than it.
    for length in (len(whole) // 2, 2**32 - 1):
        wrong = bytearray(ape(chance(300)))
        wrong[-20:-16] = length.to_bytes(4, "little")
        assert heard(tmp_path, kind, whole + bytes(wrong))[0] == pytest.approx(6.0, abs=0.2)

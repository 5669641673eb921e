"""What lies behind the end that a header names, and what was cut off without a header that says so."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import io
import struct

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("soxr")
pytest.importorskip("av")

from diarizer import audio
from diarizer.audio import endings
from diarizer.errors import AudioUnreadable
from diarizer.sample import sample
from tests.diarizer.audio.test_recording import encode

RATE = 16_000
LIVE = {"live": "1"}
FRAGMENTS = {"movflags": "frag_keyframe+empty_moov", "frag_duration": "500000"}


@pytest.fixture(scope="module")
def talk():
    """(n,) the first three seconds of the bundled recording."""
    return audio.load(sample()[0]).samples[: 3 * RATE]


def covered(path, content):
    """What is covered of a file of such bytes."""
    path.write_bytes(content)
    with audio.opened(path) as sound:
        return sound.coverage


def references(covers):
    return [remark.reference for remark in covers.warnings]


def plain(path, talk, kind, subtype=None):
    soundfile.write(path, talk, RATE, format=kind, subtype=subtype)
    return path.read_bytes()


def with_length(content, mark, form, length):
    """The bytes with another length behind a name."""
    changed = bytearray(content)
    struct.pack_into(form, changed, content.index(mark) + len(mark), length)
    return bytes(changed)


@pytest.mark.parametrize("length", [0, 8, 1000, 0x7FFFFFFF, 0xFFFFFFFF])
@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24", "ULAW", "FLOAT"])
def test_an_aiff_with_another_length_is_read_to_its_end(tmp_path, talk, subtype, length):
    whole = plain(tmp_path / "a", talk, "AIFF", subtype)
    covers = covered(tmp_path / "a", with_length(whole, b"SSND", ">I", length))
    assert covers.decoded == pytest.approx(3.0, abs=0.01)
    assert references(covers) == ["audio.unclosed"]


def test_what_comes_behind_the_samples_of_an_aiff_is_not_heard(tmp_path, talk):
    whole = plain(tmp_path / "a", talk, "AIFF")
    note = struct.pack(">4sI", b"ANNO", 4000) + b"note" * 1000
    assert covered(tmp_path / "a", whole + note).warnings == ()
    covers = covered(tmp_path / "a", with_length(whole + note, b"SSND", ">I", 1000))
    assert (covers.decoded, references(covers)) == (3.0, ["audio.unclosed"])


@pytest.mark.parametrize("length", [-1, 0, 1000, 2**63 - 1])
@pytest.mark.parametrize("subtype", ["PCM_16", "ALAC_16"])
def test_a_caf_with_another_length_is_read_to_its_end(tmp_path, talk, subtype, length):
    whole = plain(tmp_path / "a", talk, "CAF", subtype)
    covers = covered(tmp_path / "a", with_length(whole, b"data", ">q", length))
    assert covers.decoded == pytest.approx(3.0, abs=0.1)
    assert references(covers) == ["audio.unclosed"]


def test_packets_that_a_table_does_not_count_are_said(tmp_path, talk):
    whole = plain(tmp_path / "a", talk, "CAF", "ALAC_16")
    at = whole.index(b"pakt")
    covers = covered(tmp_path / "a", with_length(whole, whole[at : at + 12], ">q", 5))
    assert references(covers) == ["audio.unread"]


@pytest.mark.parametrize("length", [-1, -12, 2**63 - 1, 2**40])
def test_a_part_longer_than_the_file_is_named(tmp_path, talk, length):
    whole = plain(tmp_path / "a", talk, "CAF")
    with pytest.raises(AudioUnreadable, match="its part desc would be longer than the file"):
        covered(tmp_path / "a", with_length(whole, b"desc", ">q", length))


@pytest.mark.parametrize("length", [2**40, 2**64 - 1])
def test_no_recording_is_said_to_last_for_centuries(tmp_path, talk, length):
    samples = np.round(talk * 32767).astype("<i2").tobytes()
    sizes = struct.pack("<4sIQQQI", b"ds64", 28, length, length, len(talk), 0)
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE, 2 * RATE, 2, 16)
    head = struct.pack("<4sI4s", b"RF64", 0xFFFFFFFF, b"WAVE") + sizes + form
    covers = covered(tmp_path / "a", head + struct.pack("<4sI", b"data", 0xFFFFFFFF) + samples)
    assert (covers.decoded, covers.container) == (3.0, None)
    assert references(covers) == ["audio.unclosed"]


@pytest.mark.parametrize("kind", ["AIFF", "CAF", "VOC"])
def test_a_second_recording_behind_samples_is_said(tmp_path, talk, kind):
    whole = plain(tmp_path / "a", talk, kind)
    covers = covered(tmp_path / "a", whole + whole)
    assert (covers.decoded, references(covers)) == (3.0, ["audio.joined"])


def test_of_samples_in_two_pieces_the_first_are_heard_and_the_others_said(tmp_path, talk):
    soundfile.write(tmp_path / "a", talk, RATE, format="WAV")
    whole = (tmp_path / "a").read_bytes()
    half = struct.pack("<I", (len(whole) - 44) // 2)
    middle = 44 + (len(whole) - 44) // 2
    content = whole[:40] + half + whole[44:middle] + b"data" + half + whole[middle:]
    (tmp_path / "a").write_bytes(content)
    with audio.opened(tmp_path / "a") as sound:
        assert references(sound.coverage) == ["audio.joined"]
        assert sound.read(0, len(sound)) == pytest.approx(talk[: len(talk) // 2], abs=1e-4)


@pytest.mark.parametrize(
    ("name", "codec"), [("a.wv", "wavpack"), ("a.wma", "wmav2"), ("a.flv", "aac"), ("a.tta", "tta")]
)
def test_a_second_recording_that_ffmpeg_passes_over_is_said(tmp_path, talk, name, codec):
    whole = encode(tmp_path / name, codec, talk, RATE).read_bytes()
    assert covered(tmp_path / name, whole).warnings == ()
    covers = covered(tmp_path / name, whole + whole)
    assert covers.decoded == pytest.approx(3.0, abs=0.1)
    assert references(covers) == ["audio.joined"]


def test_sound_behind_the_block_of_a_voc_is_said(tmp_path, talk):
    whole = bytearray(plain(tmp_path / "a", talk, "VOC"))
    whole[27:30] = struct.pack("<I", 1000)[:3]
    assert references(covered(tmp_path / "a", whole)) == ["audio.unread"]


@pytest.mark.parametrize(
    ("name", "codec", "options"),
    [
        ("a.webm", "libopus", LIVE),
        ("a.mkv", "aac", LIVE),
        ("a.mka", "pcm_s16le", {}),
        ("a.mp4", "aac", FRAGMENTS),
        ("a.ts", "aac", {}),
        ("a.ts", "aac", {"mpegts_m2ts_mode": "1"}),
        ("a.flv", "aac", {"flvflags": "no_duration_filesize"}),
    ],
)
def test_a_live_recording_that_was_cut_says_so_and_a_whole_one_nothing(
    tmp_path, talk, name, codec, options
):
    rate = 48_000 if codec == "libopus" else RATE
    samples = np.repeat(talk, rate // RATE)
    whole = encode(tmp_path / name, codec, samples, rate, options=options).read_bytes()
    assert covered(tmp_path / name, whole).warnings == ()
    said = [references(covered(tmp_path / name, whole[:-left])) for left in (99, 1500, 9001)]
    assert said == [["audio.short"]] * 3


@pytest.mark.parametrize("left", range(1, 17))
def test_a_head_of_a_piece_that_is_cut_is_no_traceback(tmp_path, talk, left):
    whole = encode(tmp_path / "a.mp4", "aac", talk[:RATE], RATE, options=FRAGMENTS).read_bytes()
    at = whole.rindex(b"moof") - 4
    covers = covered(tmp_path / "a.mp4", whole[: at + left])
    assert references(covers)[-1:] == ["audio.short"]


def test_a_live_recording_that_ends_between_two_pieces_is_a_whole_one(tmp_path, talk):
    path = encode(tmp_path / "a.mkv", "aac", talk, RATE, options=LIVE)
    whole = path.read_bytes()
    cuts = [whole[:-left] for left in range(1, 2000)]
    cut = [endings.cut(io.BytesIO(each), len(each)) for each in cuts]
    assert 3 <= cut.count(False) <= 6, "the ends of the last pieces"
    assert not endings.cut(io.BytesIO(whole + bytes(5000)), len(whole) + 5000)


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("a.aac", "aac", 44_100),
        ("a.latm", "aac", 44_100),
        ("a.ac3", "ac3", 48_000),
        ("a.eac3", "eac3", 48_000),
        ("a.mp2", "mp2", 32_000),
        ("a.mp3", "libmp3lame", 22_050),
        ("a.mpg", "mp2", 44_100),
    ],
)
def test_a_stream_of_frames_tells_that_it_was_cut_inside_of_one(tmp_path, talk, name, codec, rate):
    options = {"options": {"write_xing": "0"}} if name == "a.mp3" else {}
    whole = encode(tmp_path / name, codec, talk, rate, **options).read_bytes()
    assert covered(tmp_path / name, whole).warnings == ()
    said = [references(covered(tmp_path / name, whole[:-left])) for left in (7, 1009)]
    assert said == [["audio.short"]] * 2


@pytest.mark.parametrize(("width", "mode"), [(13, 0), (32, 7)])
def test_an_amr_that_was_cut_inside_of_a_frame_says_so(tmp_path, width, mode):
    frame = bytes([mode << 3 | 4]) + bytes(width - 1)
    whole = b"#!AMR\n" + frame * 100
    assert covered(tmp_path / "a.amr", whole).warnings == ()
    covers = covered(tmp_path / "a.amr", whole[:-5])
    assert (references(covers), covers.decoded) == (["audio.short"], pytest.approx(2, abs=0.03))


def test_zeros_in_the_middle_of_an_mp3_are_said_and_those_in_a_tag_are_not(tmp_path, talk):
    whole = encode(tmp_path / "a.mp3", "libmp3lame", talk, RATE).read_bytes()
    middle = len(whole) // 2
    covers = covered(tmp_path / "a.mp3", whole[:middle] + bytes(20_000) + whole[middle:])
    assert "20 kB of the recording hold nothing but zeros" in str(covers.warnings[0].said)
    tag = b"ID3\x04\0\0" + bytes([0, 1, 0x1C, 0x20]) + bytes(20_000)
    assert covered(tmp_path / "b.mp3", tag + whole).warnings == ()
    # Room for a tag, and a copy that lacks its first pieces.
    assert covered(tmp_path / "b.mp3", bytes(20_000) + whole).warnings == ()
    assert covered(tmp_path / "b.mp3", tag + bytes(20_001) + whole).warnings == ()
    assert references(covered(tmp_path / "b.mp3", bytes(20_480) + whole)) == ["audio.damaged"]


@pytest.mark.parametrize("xing", ["0", "1"])
def test_other_bytes_between_the_frames_of_an_mp3_are_said_and_those_around_them_are_not(
    tmp_path, talk, xing
):
    path = tmp_path / "a.mp3"
    options = {"write_xing": xing}
    whole = encode(path, "libmp3lame", talk, RATE, options=options).read_bytes()
    other = np.random.default_rng(3).integers(0, 0xF0, 4000, "u1").tobytes()  # no mark of a frame
    middle = len(whole) // 2
    covers = covered(path, whole[:middle] + other + whole[middle + len(other) :])
    said = str(covers.warnings[0].said)
    assert (
        "are no sound, but other bytes between its frames: what was said there is missing" in said
    )
    for around in (other + whole, whole + other, whole):
        assert "audio.damaged" not in references(covered(path, around))


@pytest.mark.parametrize(
    ("name", "codec", "said"),
    [
        ("a.adx", "adpcm_adx", "audio.short"),
        ("a.avi", "libmp3lame", "audio.short"),
        ("a.sox", "pcm_s32le", "audio.short"),
        ("a.swf", "libmp3lame", "audio.unclosed"),
    ],
)
def test_a_length_that_is_in_a_header_alone_counts_and_not_what_ffmpeg_guesses(
    tmp_path, talk, name, codec, said
):
    samples = np.concatenate([talk, talk])[: 4 * 22_050]
    whole = encode(tmp_path / name, codec, samples, 22_050, layout="stereo").read_bytes()
    covers = covered(tmp_path / name, whole)
    assert (covers.decoded, covers.warnings) == (pytest.approx(4.0, abs=0.2), ())
    cut = covered(tmp_path / name, whole[: len(whole) // 2])
    assert references(cut) == [said]
    assert cut.container == (pytest.approx(4.0, abs=0.2) if said == "audio.short" else None)


def test_zeros_in_the_middle_of_an_avi_are_said(tmp_path, talk):
    whole = encode(tmp_path / "a.avi", "libmp3lame", talk, RATE).read_bytes()
    third = len(whole) // 3
    covers = covered(tmp_path / "a.avi", whole[:third] + bytes(third) + whole[2 * third :])
    assert references(covers) == ["audio.short"]


def test_an_instrument_tells_how_many_samples_are_missing(tmp_path, talk):
    whole = bytearray(plain(tmp_path / "a.xi", talk, "XI", "DPCM_16"))
    assert covered(tmp_path / "a.xi", whole).warnings == ()
    struct.pack_into("<I", whole, 298, 2 * len(talk))  # as FastTracker writes it
    assert covered(tmp_path / "a.xi", whole).warnings == ()
    assert references(covered(tmp_path / "a.xi", whole[:50_000])) == ["audio.short"]


def test_a_cut_wavpack_is_not_taken_for_a_second_recording(tmp_path, talk):
    whole = encode(tmp_path / "a.wv", "wavpack", np.tile(talk, 3), RATE).read_bytes()
    assert references(covered(tmp_path / "a.wv", whole + whole)) == ["audio.joined"]
    assert references(covered(tmp_path / "a.wv", whole[: len(whole) // 2])) == ["audio.short"]


def test_a_picture_in_a_tag_between_and_behind_mp3_is_no_sound_and_no_damage(tmp_path, talk):
    whole = encode(tmp_path / "a.mp3", "libmp3lame", talk, RATE).read_bytes()
    frames = whole[whole.index(b"\xff\xf3") :]
    picture = np.random.default_rng(0).bytes(
        300_000
    )  # bytes of a PNG, which frames stand in by chance
    length = bytes(len(picture) >> 7 * place & 127 for place in (3, 2, 1, 0))
    tag = b"ID3\x04\0\0" + length + b"APIC" + picture[4:]
    joined = covered(tmp_path / "a.mp3", frames + frames).decoded
    covers = covered(tmp_path / "a.mp3", tag + frames + tag + frames + tag)
    assert covers.decoded == pytest.approx(joined, abs=0.1)
    assert (covers.holes, covers.warnings) == ((), ())


def test_a_second_tag_before_the_first_frame_does_not_hide_how_long_an_mp3_is(tmp_path, talk):
    whole = encode(tmp_path / "a.mp3", "libmp3lame", talk, RATE).read_bytes()
    tag = b"ID3\x04\0\0" + bytes([0, 0, 7, 104]) + b"TIT2" + bytes(996)
    first = covered(tmp_path / "a.mp3", whole).decoded
    assert covered(tmp_path / "a.mp3", tag + tag + whole).decoded == first


def test_a_checksum_at_the_end_of_a_wavpack_is_no_second_recording(tmp_path, talk):
    whole = encode(tmp_path / "a.wv", "wavpack", talk, RATE).read_bytes()
    none = bytearray(whole[:32])  # a head without samples, as wavpack writes it for -m
    none[4:8], none[20:24] = struct.pack("<I", 24), bytes(4)
    assert covered(tmp_path / "a.wv", whole + none).warnings == ()


@pytest.mark.parametrize("fill", [b"\0", b"\xff"])
def test_what_a_card_is_filled_up_with_behind_a_wav_is_none_of_it(tmp_path, talk, fill):
    whole = plain(tmp_path / "a", talk, "WAV")
    covers = covered(tmp_path / "a", whole + fill * (-len(whole) % 32_768))
    assert (covers.decoded, covers.warnings) == (3.0, ())


def test_a_tape_of_dv_is_cut_where_its_last_picture_is_not_whole():
    tape = b"\x1f\x07\x00\xbf" + bytes(287_996)
    assert not endings.cut(io.BytesIO(tape), len(tape))
    assert endings.cut(io.BytesIO(tape[:-80]), len(tape) - 80)


def test_a_nut_without_its_index_was_not_closed(tmp_path, talk):
    whole = encode(tmp_path / "a.nut", "aac", talk, RATE).read_bytes()
    assert covered(tmp_path / "a.nut", whole).warnings == ()
    assert references(covered(tmp_path / "a.nut", whole[:-3000])) == ["audio.unclosed"]


@pytest.mark.parametrize(
    ("kind", "subtype"),
    [
        ("AVR", "PCM_16"),
        ("MAT4", "PCM_16"),
        ("MAT4", "DOUBLE"),
        ("MAT5", "FLOAT"),
        ("MPC2K", "PCM_16"),
        ("SDS", "PCM_24"),
        ("WVE", "ALAW"),
    ],
)
def test_an_old_format_that_counts_its_samples_tells_how_many_are_missing(
    tmp_path, talk, kind, subtype
):
    whole = plain(tmp_path / "a", talk, kind, subtype)
    covers = covered(tmp_path / "a", whole)
    assert covers.warnings == ()
    cut = covered(tmp_path / "a", whole[: len(whole) * 2 // 3])
    assert references(cut) == ["audio.short"]
    assert cut.container == pytest.approx(covers.decoded, abs=0.01)


@pytest.mark.parametrize("options", [{}, FRAGMENTS, {**FRAGMENTS, "movflags": "cmaf"}])
def test_joined_mp4_are_read_whole(tmp_path, talk, options):
    whole = encode(tmp_path / "a.mp4", "aac", talk, RATE, options=options).read_bytes()
    alone = covered(tmp_path / "a.mp4", whole).decoded
    covers = covered(tmp_path / "a.mp4", whole + whole)
    assert (covers.decoded, covers.warnings) == (pytest.approx(2 * alone, abs=0.01), ())


def test_an_index_that_is_repeated_while_the_clock_goes_on_parts_no_mp4(tmp_path, talk):
    options = {**FRAGMENTS, "movflags": f"{FRAGMENTS['movflags']}+default_base_moof"}
    whole = encode(tmp_path / "a.mp4", "aac", talk, RATE, options=options).read_bytes()
    boxes = list(endings.boxes(io.BytesIO(whole), len(whole)))
    begins = [at for kind, at, _ in boxes if kind == b"moof"]
    second = begins[2]
    head = whole[: begins[0]]
    covers = covered(tmp_path / "a.mp4", whole[:second] + head + whole[second:])
    assert covers.decoded == pytest.approx(covered(tmp_path / "b.mp4", whole).decoded, abs=0.05)
    covers = covered(tmp_path / "a.mp4", whole[: begins[1]] + head + whole[second:])
    assert (references(covers), len(covers.holes)) == (["audio.holes"], 1)


def test_fragments_behind_damage_are_said_not_to_be_read(tmp_path, talk):
    whole = encode(tmp_path / "a.mp4", "aac", talk, RATE, options=FRAGMENTS).read_bytes()
    middle = len(whole) // 2
    covers = covered(tmp_path / "a.mp4", whole[:middle] + whole[middle + 99 :])
    assert references(covers) == ["audio.unread"]
    assert covered(tmp_path / "a.mp4", whole + bytes(30_000)).warnings == ()


@pytest.mark.parametrize("name", ["a.adx", "a.aud", "a.asf"])
def test_a_second_sound_of_a_game_is_said_though_ffmpeg_stops_or_takes_it_for_samples(
    tmp_path, talk, name
):
    codecs = {"a.adx": "adpcm_adx", "a.aud": "adpcm_ima_ws", "a.asf": "adpcm_argo"}
    kind = {"a.aud": {"format": "wsaud"}, "a.asf": {"format": "argo_asf"}}.get(name, {})
    rate = 22_050
    one = encode(tmp_path / name, codecs[name], talk, rate, **kind).read_bytes()
    other = encode(tmp_path / name, codecs[name], talk[:30_000], rate, **kind).read_bytes()
    alone = covered(tmp_path / name, one)
    assert alone.warnings == ()
    covers = covered(tmp_path / name, one + other)
    assert (covers.decoded, references(covers)) == (alone.decoded, ["audio.joined"])


@pytest.mark.parametrize(("name", "codec"), [("a.caf", "alac"), ("a.wtv", "mp2")])
def test_a_recording_that_was_cut_before_the_index_at_its_end_is_refused_with_that_reason(
    tmp_path, talk, name, codec
):
    whole = encode(tmp_path / name, codec, talk, RATE).read_bytes()
    assert covered(tmp_path / name, whole).warnings == ()
    with pytest.raises(AudioUnreadable, match="no index: it was cut"):
        covered(tmp_path / name, whole[: len(whole) * 3 // 5])


def test_zeros_behind_all_that_an_mp3_promises_are_no_damage(tmp_path, talk):
    whole = encode(tmp_path / "a.mp3", "libmp3lame", talk, RATE).read_bytes()
    assert covered(tmp_path / "a.mp3", whole + bytes(40_000)).warnings == ()
    half = len(whole) // 2
    cut = whole[:half] + bytes(len(whole) - half + 40_000)
    assert "audio.damaged" in references(covered(tmp_path / "b.mp3", cut))
    covers = covered(tmp_path / "b.mp3", whole[:half] + bytes(9000) + whole[half:] + bytes(40_000))
    assert "9 kB of the recording hold nothing but zeros" in str(covers.warnings[0].said)


@pytest.mark.parametrize("codec", ["ac3", "eac3"])
@pytest.mark.parametrize("picture", [b"", b"ID3\x03\0\0\0\0\x27\x10" + bytes(range(250)) * 20])
def test_a_tag_behind_the_last_frame_is_no_damage(tmp_path, talk, codec, picture):
    path = encode(tmp_path / f"a.{codec}", codec, np.repeat(talk, 3), 48_000)
    whole = path.read_bytes()
    tagged = covered(path, picture + whole + b"TAG" + b"Meeting".ljust(125, b"\0"))
    assert (tagged.warnings, tagged.decoded) == ((), covered(path, whole).decoded)


@pytest.mark.parametrize(
    ("name", "codec"), [("a.flac", "flac"), ("a.ogg", "libopus"), ("a.mka", "libmp3lame")]
)
def test_a_recording_of_another_kind_behind_one_that_knows_its_end_is_said(
    tmp_path, talk, name, codec
):
    rate = 48_000
    one = encode(tmp_path / name, codec, np.repeat(talk, 3), rate).read_bytes()
    other = encode(tmp_path / "b.mp3", "libmp3lame", np.repeat(talk, 3), rate).read_bytes()
    alone = covered(tmp_path / name, one)
    assert (alone.warnings, covered(tmp_path / name, one + b"TAG" + bytes(125)).warnings) == (
        (),
        (),
    )
    covers = covered(tmp_path / name, one + other)
    assert (covers.decoded, references(covers)) == (alone.decoded, ["audio.joined"])


@pytest.mark.parametrize(
    ("name", "codec"), [("a.flac", "flac"), ("a.ogg", "libopus"), ("a.webm", "libopus")]
)
def test_a_second_recording_that_is_read_is_not_said_to_be_left_out(tmp_path, talk, name, codec):
    one = encode(tmp_path / name, codec, np.repeat(talk, 3), 48_000).read_bytes()
    covers = covered(tmp_path / name, one + one)
    assert (covers.decoded, covers.warnings) == (pytest.approx(6.0, abs=0.1), ())


def test_pictures_behind_the_last_sound_of_an_ogg_are_none_that_was_joined_on(tmp_path, talk):
    sound = encode(tmp_path / "a.ogg", "libopus", np.repeat(talk, 3), 48_000).read_bytes()
    page = sound[sound.rindex(b"OggS") :]
    later = bytearray(page * 400)  # of a stream that is no sound
    for at in range(0, len(later), len(page)):
        later[at + 14 : at + 18] = b"pict"
    covers = covered(tmp_path / "a.ogg", sound + bytes(later))
    assert "audio.unread" not in references(covers)


@pytest.mark.parametrize("filled", [True, False])
@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24", "FLOAT", "MS_ADPCM"])
def test_joined_w64_are_heard_whole_and_their_headers_are_not(tmp_path, talk, subtype, filled):
    whole = plain(tmp_path / "a", talk[:47_001], "W64", subtype)
    (tmp_path / "a").write_bytes(whole + bytes(-len(whole) % 8 if filled else 0) + whole)
    with audio.opened(tmp_path / "a") as sound:
        heard, covers = sound.read(0, len(sound)), sound.coverage
    half = len(heard) // 2
    assert half / RATE == pytest.approx(47_001 / RATE, abs=0.1)
    assert np.corrcoef(heard[:47_000], talk[:47_000])[0, 1] > 0.99
    assert np.corrcoef(heard[half : half + 47_000], talk[:47_000])[0, 1] > 0.99
    assert covers.warnings == ()

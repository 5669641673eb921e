"""Recordings of two seconds in every container, and what may be read of them when damaged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diarizer import audio
from diarizer.sample import sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RATE = 16_000
_SECONDS = 2.0
_NEAR = 0.06  # seconds: a frame of AAC, and what an encoder puts before the first one
_LOOKED_AT = 60  # seconds
_TOLD = 0.5  # seconds that may lack without a word: less is the rounding of a container
# What libsndfile writes: a kind of file, and of its samples.
_PLAIN = {
    "wav": ("WAV", "PCM_16"),
    "wav of floats": ("WAV", "FLOAT"),
    "aiff": ("AIFF", "PCM_16"),
    "w64": ("W64", "PCM_16"),
    "caf": ("CAF", "PCM_16"),
    "caf of ALAC": ("CAF", "ALAC_16"),
    "voc": ("VOC", "PCM_16"),
    "flac": ("FLAC", "PCM_16"),
    "ogg of Vorbis": ("OGG", "VORBIS"),
    "ogg of Opus": ("OGG", "OPUS"),
    "mp3 of LAME": ("MP3", "MPEG_LAYER_III"),
}
# What FFmpeg writes: an ending, a codec, options, and whether the file tells how long it is.
_OTHERS: dict[str, tuple[str, str, dict[str, str], bool]] = {
    "mp3": ("mp3", "libmp3lame", {}, True),
    "mp3 without a count": ("mp3", "libmp3lame", {"write_xing": "0"}, False),
    "m4a": ("m4a", "aac", {"movflags": "faststart"}, True),
    "m4a, its index last": ("m4a", "aac", {}, True),
    "mp4 in fragments": ("mp4", "aac", {"movflags": "frag_keyframe+empty_moov"}, False),
    "aac": ("aac", "aac", {}, False),
    "mkv": ("mkv", "libopus", {}, True),
    "webm": ("webm", "libopus", {}, True),
    "webm, live": ("webm", "libopus", {"live": "1"}, False),
    "flv": ("flv", "aac", {}, True),
    "tta": ("tta", "tta", {}, True),
    "amr": ("amr", "libopencore_amrnb", {}, False),
    "wma": ("wma", "wmav2", {}, False),
    "ts": ("ts", "aac", {}, False),
}


@dataclass(frozen=True, slots=True)
class Heard:
    """What was decoded: seconds, and whether something was said about it."""

    seconds: float
    warned: bool

    def __eq__(self, other: object) -> bool:
        """Whether as much was heard, to a frame; what was said of it may differ."""
        return isinstance(other, Heard) and abs(self.seconds - other.seconds) <= _NEAR

    __hash__ = None  # type: ignore[assignment]


def written(folder: Path) -> Iterator[tuple[str, tuple[bytes, ...], bool]]:
    """Write each kind, and yield its name, the inputs, and whether a file tells how long it is."""
    import soundfile  # noqa: PLC0415, the formats are tried without it

    path, _ = sample()
    said = audio.load(path).samples[RATE : RATE + round(_SECONDS * RATE)]
    for name, (kind, samples) in _PLAIN.items():
        soundfile.write(folder / "a", said, RATE, format=kind, subtype=samples)
        yield name, ((folder / "a").read_bytes(),), kind != "MP3"
    for name, (ending, codec, options, tells) in _OTHERS.items():
        whole = folder / f"a.{ending}"
        if _encoded(whole, codec, said, options):
            yield name, (whole.read_bytes(),), tells


def _encoded(path: Path, codec: str, samples: Any, options: dict[str, str]) -> bool:
    """Write a file with FFmpeg; False where it has no such encoder."""
    import av  # noqa: PLC0415, as above

    if codec not in av.codecs_available:
        return False
    rate = 8000 if "amr" in codec else 48_000 if "opus" in codec else RATE
    with av.open(str(path), "w", options=options) as container:
        stream = container.add_stream(codec, rate=rate, layout="mono")
        stream.bit_rate = 12_200 if "amr" in codec else 48_000
        stream.codec_context.open()  # it knows its frame size only now
        resampler = av.AudioResampler(stream.format.name, "mono", rate, stream.frame_size or 1024)
        frame = av.AudioFrame.from_ndarray(samples[None, :], "flt", "mono")
        frame.sample_rate = RATE
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return True


def read(path: Path) -> Heard:
    """Decode a file as `diarize` does."""
    with audio.opened(path) as sound:
        # A clock that was damaged may be hours ahead: silence, which is not looked at.
        samples = sound.read(0, min(len(sound), _LOOKED_AT * RATE))
        if not (abs(samples) <= 1.0).all():
            raise AssertionError("samples beyond full scale, or none")
        return Heard(len(sound) / RATE, bool(sound.coverage.warnings))


def lacks(before: Heard, after: Heard) -> str:
    """Tell whether a file that ends early was taken for a whole one."""
    short = before.seconds - after.seconds > _TOLD + _NEAR
    return f"{after.seconds:.2f} s without a word" if short and not after.warned else ""

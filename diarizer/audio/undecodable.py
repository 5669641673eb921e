"""Why a file cannot be decoded, as far as its first bytes tell."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diarizer.errors import AudioUnreadable, NoAudioStream
from diarizer.messages.text import text

if TYPE_CHECKING:
    import io

    from diarizer.audio.headers import Header
    from diarizer.audio.patched import File

# CAF and WTV: of what is packed, an index at the end says where each piece is.
_INDEXED = (b"caff", bytes.fromhex("b7d800203749da11a64e0007e95ead8d"))
_DICTATED = re.compile(rb"[\x01-\x0f](?:ds2|enc)", re.DOTALL)  # plain, and encrypted
# What FFmpeg takes for samples by the ending of the name alone, at a rate that is its own guess.
_WIDTHS = (
    "s8 u8 s16le s16be u16le u16be s24le s24be u24le u24be s32le s32be u32le u32be f32le f32be"
)
_OTHERS = "f64le f64be alaw mulaw vidc aptx aptx_hd dfpwm"
# Pictures without a header, which it finds in `.raw` and `.bin`, and the samples that those hold mostly.
_PICTURES, _USUAL = {"image2": "rawvideo", "bin": "bintext"}, "s16le"
_HEADERLESS = frozenset(f"{_WIDTHS} {_OTHERS}".split())


def impossible(file: io.BufferedReader, rate: int) -> AudioUnreadable:
    """Say that no recording has such a rate."""
    return AudioUnreadable(
        text("The header of the recording says that it has {rate} samples a second.", rate=rate),
        context=text("File: {path}", path=file.name),
        hint=text("No speech can be recorded so; the header is damaged. Copy the recording again."),
    )


def check_header(file: io.BufferedReader, container: Any) -> None:
    """Refuse samples that FFmpeg found by nothing but the ending of a name.

    Raises:
        AudioUnreadable: that is what it found.

    """
    kind = container.format.name
    codecs = [stream.codec_context.name for stream in container.streams if stream.codec_context]
    if codecs == [_PICTURES.get(kind)]:
        kind = _USUAL
    if kind not in _HEADERLESS:
        return
    name = Path(file.name).name
    raise AudioUnreadable(
        text("The file holds samples without a header: nothing says how many a second has."),
        context=text(
            "File: {path}\nBy its ending: {kind}",
            path=file.name,
            kind=Path(file.name).suffix.lstrip("."),
        ),
        hint=text(
            "Give it a header, with the rate and the channels that it was recorded in: {command}",
            command=f'ffmpeg -f {kind} -ar 8000 -ac 1 -i "{name}" OTHER.wav',
        ),
    )


def soundless(container: Any, file: File) -> NoAudioStream:
    """Say that an open container has no track that is sound."""
    kinds = ", ".join(stream.type for stream in container.streams) or text("none")
    return NoAudioStream(
        text("The file holds no sound."),
        context=text("File: {path}\nStreams: {streams}", path=file.name, streams=kinds),
        hint=text("Choose another recording, or export this one again with its sound."),
    )


def unknown(file: io.BufferedReader, header: Header, one: str, other: str) -> AudioUnreadable:
    """Say why nobody can decode a file.

    Args:
        file: anywhere in it.
        header: what stands at its beginning.
        one: what libsndfile says.
        other: what FFmpeg says.

    """
    file.seek(0)
    head = file.read(16)
    if head.startswith(_INDEXED) and not header.beyond:
        return AudioUnreadable(
            text("The recording has no index: it was cut, and the index stands at its end."),
            context=text("File: {path}\nFFmpeg: {said}", path=file.name, said=other),
            hint=text(
                "Copy the recording again, or export it anew in the program that recorded it."
            ),
        )
    if head[4:8] in {b"ftyp", b"mdat", b"moov", b"wide"}:
        return AudioUnreadable(
            text("The recording has no index: its recorder was stopped before it wrote one."),
            context=text("File: {path}\nFFmpeg: {said}", path=file.name, said=other),
            hint=text(
                "Open it in the program that recorded it, which may finish it; or rebuild the index"
                " with untrunc and another recording of the same device. If it was copied, copy it"
                " again: the index stands at the end."
            ),
        )
    if _DICTATED.match(head):
        return AudioUnreadable(
            text("The recording is in DSS Pro (DS2), which only programs for dictation decode."),
            context=text("File: {path}", path=file.name),
            hint=text(
                "Open it in the program of the recorder (DSS Player, Olympus or OM Dictation,"
                " Philips SpeechExec), export it to WAV, and take that; one that asks for a password"
                " is encrypted, and only it can open that."
            ),
        )
    if header.beyond:
        return AudioUnreadable(
            text(
                "The header of the recording is damaged: its part {name} would be longer than the"
                " file, and the sound is not found behind it.",
                name=header.beyond,
            ),
            context=text("File: {path}", path=file.name),
            hint=text(
                "Copy the recording again, or export it anew in the program that recorded it."
            ),
        )
    return AudioUnreadable(
        text("The file is not a recording that can be decoded."),
        context=text(
            "File: {path}\n{context}",
            path=file.name,
            context=f"libsndfile: {one}\nFFmpeg: {other}",
        ),
        hint=text(
            "Open it in a player; if that can play it, convert it to WAV or FLAC."
            " Headerless samples (raw PCM) need a header first."
        ),
    )

"""Speex in stereo, with several frames to a packet: FFmpeg hears noise in it.

Its stereo is one voice and, for each frame, how far it lies to a side. FFmpeg spreads the first frames
of a packet over both channels again with each further one. Of one channel it hears all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diarizer.audio.report import Report

_MARK = b"Speex   "
_CHANNELS, _FRAMES, _END = 48, 64, 68  # where the header counts them


def correct(streams: Iterable[Any], report: Report) -> None:
    """Let both channels be decoded as one where FFmpeg cannot decode them, and say so.

    Args:
        streams: of :func:`av.open`, of which nothing is decoded yet.
        report: where the note goes.

    """
    for stream in streams:
        context = stream.codec_context
        head = (context.extradata or b"") if context.name == "speex" else b""
        if not head.startswith(_MARK) or len(head) < _END:
            continue
        channels, frames = (
            int.from_bytes(head[at : at + 4], "little") for at in (_CHANNELS, _FRAMES)
        )
        if channels > 1 and frames > 1:
            one = (1).to_bytes(4, "little")
            context.extradata = head[:_CHANNELS] + one + head[_CHANNELS + 4 :]
            context.layout = "mono"
            said = text(
                "The two channels of the recording are heard as one: FFmpeg does not decode Speex in"
                " stereo with several frames to a packet."
            )
            report.note("audio.one-channel", said)

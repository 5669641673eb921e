"""Channels of a transcript: the sides of a call, on each of which a service counts its speakers anew."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.messages.text import text

if TYPE_CHECKING:
    from diarizer.transcripts.raw import RawTranscript

# What a service calls somebody whom it does not know.
_COUNTED = re.compile(r"(?:(?:speaker|spk|спикер)[ _-]?)?(?:\d{1,3}|[A-Za-z])", re.IGNORECASE)


def told_apart(raw: RawTranscript) -> RawTranscript:
    """Return the transcript in which who is counted on each channel is one speaker for each.

    Where nobody is named, each channel is a speaker. A name that comes on several stays one person, and
    that is said.
    """
    channels = {one.channel for one in raw.segments}
    if len(channels) < 2:  # noqa: PLR2004, one side is nothing to tell
        return replace(raw, segments=tuple(replace(one, channel="") for one in raw.segments))
    heard: dict[str, set[str]] = defaultdict(set)
    for one in raw.segments:
        heard[one.speaker].add(one.channel)
    several = {name for name, sides in heard.items() if len(sides) > 1}
    counted = {name for name in several if name and _COUNTED.fullmatch(name)}
    segments = tuple(
        replace(one, speaker=f"{one.channel}-{one.speaker}")
        if one.speaker in counted
        else replace(one, speaker=one.speaker or one.channel)
        for one in raw.segments
    )
    remarks = list(raw.remarks)
    if known := sorted(several - counted - {""}):
        remarks.append(
            text("On several channels, and taken for one speaker: {names}.", names=", ".join(known))
        )
    return replace(raw, segments=segments, remarks=tuple(remarks))

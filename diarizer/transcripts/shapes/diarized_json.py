"""The ``diarized_json`` of OpenAI's service: segments that have speakers.

openai 3.57.0, openai/types/audio/transcription_diarized.py: ``segments`` of ``type``
"transcript.text.segment", ``id``, ``start``, ``end``, ``text`` and ``speaker``: "A", "B", or the
names that were given with the request. While it streams, the same segments come one by one, among
events of other types, whose ``delta`` and ``text`` repeat them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts.raw import RawTranscript, seconds, segments_of

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "OpenAI diarized_json"
STEP = text('Ask for response_format="diarized_json".')

_TYPE = "transcript.text.segment"
_EVENTS = "transcript.text."


def fits(document: Mapping[str, Any]) -> bool:
    """Whether a segment says so itself."""
    return any(isinstance(one, dict) and one.get("type") == _TYPE for one in _listed(document))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the segments; of a stream, those alone."""
    segments = [
        one
        for one in _listed(document)
        if not isinstance(one, dict) or one.get("type") in (_TYPE, None) or not _is_event(one)
    ]
    return RawTranscript(tuple(segments_of(segments)), duration=seconds(document.get("duration")))


def _listed(document: Mapping[str, Any]) -> list[Any]:
    listed = document.get("segments", document.get(""))
    return listed if isinstance(listed, list) else []


def _is_event(one: dict[str, Any]) -> bool:
    return str(one.get("type")).startswith(_EVENTS)

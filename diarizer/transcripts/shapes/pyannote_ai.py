"""pyannoteAI: turns with words, where a transcription was asked for with the diarization.

API reference, "Diarization": ``output`` of ``turnLevelTranscription`` and ``wordLevelTranscription``,
lists of ``start``, ``end``, ``text`` and ``speaker``, beside ``diarization``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import RawTranscript, segments_of, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "pyannoteAI"
STEP = text("Ask for the transcription with the diarization.")

_TURNS, _WORDS = "turnLevelTranscription", "wordLevelTranscription"


def fits(document: Mapping[str, Any]) -> bool:
    """Whether there are such lists."""
    return any(spoken.dicts(document.get(name)) for name in (_TURNS, _WORDS))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the turns, with the words beside them; of words alone, each with its speaker."""
    if turns := spoken.dicts(document.get(_TURNS)):
        loose = tuple(words_of(document.get(_WORDS), _WORDS))
        return RawTranscript(tuple(segments_of(turns, _TURNS)), loose)
    words = (
        spoken.Spoken(word, spoken.speaker(one.get("speaker")))
        for one in spoken.dicts(document.get(_WORDS))
        for word in words_of([one])
    )
    return RawTranscript(tuple(spoken.segments(words)))

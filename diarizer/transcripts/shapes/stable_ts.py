"""stable-ts: Whisper's segments after they were regrouped, with the first result beside them.

stable-ts 2.19.1, stable_whisper/result.py (``WhisperResult.to_dict``) and text_output.py: ``text``,
``segments``, ``language``, ``ori_dict`` (the result before), ``regroup_history`` and
``nonspeech_sections``; written with ``allow_nan``, so that a time may be NaN. The segments hold all
words; ``ori_dict`` is what they were made of, and not read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts.shapes import whisper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diarizer.transcripts.raw import RawTranscript

NAME = "stable-ts"
STEP = text("Write it again with result.save_as_json(PATH).")


def fits(document: Mapping[str, Any]) -> bool:
    """Whether it has what only stable-ts keeps."""
    ours = {"ori_dict", "regroup_history", "nonspeech_sections"} & document.keys()
    return bool(ours) and any(isinstance(one, list) for one in _segments(document))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the regrouped segments; the first ones where there are no others, as it does itself."""
    segments, first = _segments(document)
    return whisper.read({**document, "segments": segments if isinstance(segments, list) else first})


def _segments(document: Mapping[str, Any]) -> tuple[Any, Any]:
    before = document.get("ori_dict")
    return document.get("segments"), before.get("segments") if isinstance(before, dict) else None

"""SRT: subtitles as every player reads them; the speaker stands in brackets before the text.

SubRip has no specification; this is what its files hold. `[SPEAKER_00]: text` is how WhisperX
marks speakers.
"""

from __future__ import annotations

import re

from diarizer.formats import _clock, _cues
from diarizer.types import Annotation, Turn

EXTENSION = ".srt"
HOLDS = frozenset({"turns", "text"})

_LABEL = re.compile(r"\[([^\]]+)\]:?\s*(.*)", re.DOTALL)


def dumps(annotation: Annotation) -> str:
    """Write a numbered block for each turn; two who speak at once get two blocks."""
    return "\n".join(
        f"{number}\n{_clock.written(turn.span.start, ',')} --> {_clock.written(turn.span.end, ',')}"
        f"\n{_label(turn)}\n"
        for number, turn in enumerate(annotation.turns, 1)
    )


def loads(content: str) -> Annotation:
    """Read the turns; one without a speaker in brackets is nobody's.

    Raises:
        FormatError: not SRT.

    """
    turns = tuple(_turn(cue) for cue in _cues.cues(content, "SRT"))
    return Annotation(turns, duration=max((turn.span.end for turn in turns), default=0.0))


def _label(turn: Turn) -> str:
    # A blank line would end the block.
    content = " ".join(turn.text.split())
    speaker = turn.speaker.replace("]", ")")
    return f"[{speaker}]: {content}".removesuffix(": ") if speaker else content


def _turn(cue: _cues.Cue) -> Turn:
    content = re.sub(r"</?[a-z][^>]*>", "", cue.text)  # <i>, <font color=...>
    match = _LABEL.fullmatch(content)
    speaker, said = match.groups() if match else ("", content)
    return Turn(cue.span, speaker, text=said.strip())

"""WebVTT: subtitles of the web, where a speaker is a voice tag.

W3C, "WebVTT: The Web Video Text Tracks Format" (2019): `<v Name>text</v>`, and a time between
words marks when the next one begins.
"""

from __future__ import annotations

import html
import re

from diarizer.formats import _clock, _cues
from diarizer.types import Annotation, Span, Turn, Word

EXTENSION = ".vtt"
HOLDS = frozenset({"turns", "text"})

_VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+([^>]*)>(.*?)(?:</v>|$)", re.DOTALL)
_STAMP = re.compile(r"<((?:\d+:)?\d+:\d+\.\d+)>")
_TAG = re.compile(r"</?[a-z][^>]*>")


def dumps(annotation: Annotation) -> str:
    """Write a cue for each turn; two who speak at once get two cues."""
    return "WEBVTT\n" + "".join(
        f"\n{_clock.written(turn.span.start, '.')} --> {_clock.written(turn.span.end, '.')}"
        f"\n{_voiced(turn)}\n"
        for turn in annotation.turns
    )


def loads(content: str) -> Annotation:
    """Read the turns; one without a voice tag is nobody's.

    Raises:
        FormatError: not WebVTT.

    """
    turns = tuple(_turn(cue) for cue in _cues.cues(content, "WebVTT"))
    return Annotation(turns, duration=max((turn.span.end for turn in turns), default=0.0))


def _voiced(turn: Turn) -> str:
    content = " ".join(_escaped(turn.text).split())
    return f"<v {_escaped(turn.speaker)}>{content}</v>" if turn.speaker else content or "&nbsp;"


def _escaped(content: str) -> str:
    return html.escape(content, quote=False)


def _turn(cue: _cues.Cue) -> Turn:
    match = _VOICE.search(cue.text)
    speaker, marked = match.groups() if match else ("", cue.text)
    return Turn(
        cue.span, _plain(speaker), text=_plain(_STAMP.sub("", marked)), words=_words(cue, marked)
    )


def _plain(content: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", content)).split())


def _words(cue: _cues.Cue, content: str) -> tuple[Word, ...]:
    """Read the words between times; nothing where there are none."""
    pieces = _STAMP.split(content)  # text, time, text, time, ...
    times = [cue.span.start, *map(_clock.read, pieces[1::2]), cue.span.end]
    if len(pieces) == 1:
        return ()
    timed = zip(pieces[::2], times, times[1:], strict=False)
    return tuple(Word(Span(one, two), _plain(piece)) for piece, one, two in timed if _plain(piece))

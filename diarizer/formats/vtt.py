"""WebVTT: subtitles of the web, where a speaker is a voice tag.

W3C, "WebVTT: The Web Video Text Tracks Format" (2019): `<v Name>text</v>`, and a time between
words marks when the next one begins.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from diarizer.formats import _clock, _cue_names, _cues, _labels, _rolling
from diarizer.formats._names import packed, unpacked
from diarizer.formats._turns_gate import Gate
from diarizer.messages.text import plural, text
from diarizer.types import Span, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diarizer.types import Annotation, Turn

EXTENSION = ".vtt"
HOLDS = frozenset({"turns", "text"})

_STAMP = rf"<({_clock.TIME})>"
_MARK = re.compile(
    rf"<v(?:\.[^\s>]*)?(?:\s+(?P<voice>[^>]*))?>|(?P<close></v>)|{_STAMP}", re.IGNORECASE
)
_TAG = re.compile(r"</?(?:c|i|b|u|ruby|rt|lang)(?:[.\s][^<>]*)?>", re.IGNORECASE)
_OTHER_CLOCK = re.compile(r"^X-TIMESTAMP-MAP=.*[1-9].*", re.MULTILINE)  # one that is not zero
_DASH = re.compile(
    r"^[-\u2010-\u2015]\s*(?=<v[.\s])", re.IGNORECASE
)  # a dialogue: the voice says who speaks
_ROLLING = re.compile(rf"{_STAMP}<c[.>]")  # how YouTube marks the words that it hears


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text between two marks, said by one voice, from a time on."""

    speaker: str
    start: float
    text: str


def dumps(annotation: Annotation) -> str:
    """Write a cue for each turn; two who speak at once get two cues."""
    lines = list(map(_voiced, annotation.turns))
    if _labels.before_colons(lines):
        lines[0] = _as_words(lines[0])
    return "WEBVTT\n" + "".join(
        f"\n{_clock.written(turn.span.start, '.')} --> {_clock.written(turn.span.end, '.')}"
        f"\n{line}\n"
        for turn, line in zip(annotation.turns, lines, strict=True)
    )


def loads(content: str, gate: Gate | None = None) -> Annotation:
    """Read the turns; what stands outside of voice tags is nobody's.

    A cue without a tag may name its speakers as SRT does; WhisperX writes that.

    Args:
        content: of the file.
        gate: what may be mended.

    Raises:
        FormatError: not WebVTT.

    """
    gate = gate or Gate()
    if match := _OTHER_CLOCK.search(content):
        gate.say(
            text(
                "X-TIMESTAMP-MAP belongs to a stream that is sent in pieces, and is not used: {line}",
                line=match[0],
            )
        )
    cues = _cue_names.unpacked(list(_cues.cues(content, "WebVTT", web=True)))
    if beyond := sum(cue.beyond for cue in cues):
        gate.say(
            plural(
                "{count} line below an empty one, where a text of WebVTT ends, is read as what is said.",
                "{count} lines below an empty one, where a text of WebVTT ends, are read as what is said.",
                count=beyond,
            )
        )
    cues = _rolling.told_once(cues, _shown, gate, sure=bool(_ROLLING.search(content)))
    names = []
    if not _MARK.search(content):
        cues = _cue_names.headed(cues, _bare, gate)
        names = _cue_names.named(cues, _bare, gate)
    return gate.admit(row for cue in cues for row in _cues.of_cue(cue, _said(cue, names)))


def _voiced(turn: Turn) -> str:
    said = " ".join(turn.text.split())
    content = _escaped(said)
    speaker = _escaped(packed(turn.speaker))
    if speaker:
        return f"<v {speaker}>{content}</v>"
    if _labels.read(content) or _cues.are_times(said):  # words that could be taken for others
        content = _as_words(content)
    return content or "&nbsp;"


def _as_words(content: str) -> str:
    """Spell a line so that its beginning is no name."""
    return f"&#{ord(content[0])};{content[1:]}"


def _escaped(content: str) -> str:
    return html.escape(content, quote=False)


def _shown(line: str) -> str:
    return _plain(_MARK.sub("", line))


def _bare(line: str) -> str:
    return _TAG.sub("", line).strip()


def _said(cue: _cues.Cue, names: list[str]) -> Iterator[tuple[str, str, tuple[Word, ...]]]:
    """Yield who says what, as it follows each other in a cue."""
    if not _MARK.search("\n".join(cue.lines)):
        for speaker, line in _labels.of_cues(map(_bare, cue.lines), names):
            yield html.unescape(speaker), _plain(line), ()
        return
    pieces = list(_pieces(cue))
    times = sorted({piece.start for piece in pieces} | {cue.end})
    following = dict(pairwise(times))
    stamped = len({piece.start for piece in pieces}) > 1 or pieces[0].start > cue.start
    # Times that run backwards, or out of the cue, are those of no words.
    starts = [cue.start, *(piece.start for piece in pieces), cue.end]
    stamped = stamped and starts == sorted(starts)
    for speaker, several in groupby(pieces, key=lambda piece: piece.speaker):
        said = [replace(one, text=_plain(one.text)) for one in several]
        spoken = [one for one in said if one.text.strip(_labels.DIRECTIONS)]
        if not spoken and len(pieces) > 1 and not speaker:
            continue
        words = tuple(
            Word(Span(one.start, following.get(one.start, cue.end)), one.text) for one in spoken
        )
        # What only says which way letters run is all that may be in a cue.
        line = " ".join(one.text for one in spoken or said if one.text)
        if speaker and len(words) <= 1:  # some programs write the name in the text, too
            line = line.removeprefix(f"{speaker}: ")
            words = tuple(replace(one, text=line) for one in words)
        yield speaker, line, words if stamped else ()


def _pieces(cue: _cues.Cue) -> Iterator[_Piece]:
    """Take the text apart at voices and times; at least one piece, if an empty one."""
    content = "\n".join(_DASH.sub("", line) for line in cue.lines)
    speaker, now, at, some = "", cue.start, 0, False
    for match in _MARK.finditer(content):
        if content[at : match.start()].strip() or match["close"]:
            yield _Piece(speaker, now, content[at : match.start()])
            some = True
        at = match.end()
        if match[3] is not None:
            now = _clock.read(match[3])
        else:
            voice = "" if match["close"] else match["voice"] or ""
            speaker = unpacked(" ".join(html.unescape(voice).split()))
    if content[at:].strip() or not some:
        yield _Piece(speaker, now, content[at:])


def _plain(content: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", content)).split())

"""SRT: subtitles as every player reads them; the speaker stands in brackets before the text.

SubRip has no specification; this is what its files hold.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diarizer.formats import _clock, _cue_names, _cues, _labels, _rolling, vtt
from diarizer.formats._turns_gate import Gate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diarizer.formats._turns_gate import Row
    from diarizer.types import Annotation, Turn

EXTENSION = ".srt"
HOLDS = frozenset({"turns", "text"})

_WEB = "WEBVTT"
_PLACE = re.compile(r"\{\\[^{}\n]*\}")  # on the screen
_VOICE = re.compile(r"^<v(?:\.[^\s>]{0,40})?[ \t]+[^<>\n]{1,80}>", re.MULTILINE)
# <i>, <font color=...>, {\an8}: what players take for form. `1 <b 2` is none.
_FORM = r"</?(?:b|i|u|s|em|strong|br)\s*/?>|</?(?:font|span)(?:\s[^<>]*)?>|\{\\[^{}]*\}"
_TAG = re.compile(_FORM, re.IGNORECASE)
_BREAK = re.compile(r"</?br\s*/?>", re.IGNORECASE)
_LETTERS = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&nbsp;": " ", "&#123;": "{"}
_ENTITY = re.compile("|".join(_LETTERS))
# What would not come back as it is: form, an arrow, and the spelling of a letter.
_MISTAKEN = re.compile(rf"(?:[<{{])(?=.)|-->|&(?={'|'.join(each[1:] for each in _LETTERS)})")


def dumps(annotation: Annotation) -> str:
    """Write a numbered block for each turn; two who speak at once get two blocks."""
    lines = list(map(_line, annotation.turns))
    if _labels.before_colons(filter(None, lines)):  # words that could be taken for names
        first = next(
            at for at, line in enumerate(lines) if line
        )  # readers pass over the empty ones
        lines[first] = f"[]: {lines[first]}"
    return "\n".join(
        f"{number}\n{_clock.written(turn.span.start, ',')} --> {_clock.written(turn.span.end, ',')}"
        f"\n{line}\n"
        for number, (turn, line) in enumerate(zip(annotation.turns, lines, strict=True), 1)
    )


def loads(content: str, gate: Gate | None = None) -> Annotation:
    """Read the turns; a subtitle without a speaker in brackets is nobody's.

    Args:
        content: of the file.
        gate: what may be mended.

    Raises:
        FormatError: not SRT.

    """
    gate = gate or Gate()
    if content.lstrip("\ufeff \n\r").startswith(_WEB):  # by another name
        return vtt.loads(content, gate)
    if _VOICE.search(content):  # made of WebVTT by a change of its times alone
        return vtt.loads(f"{_WEB}\n\n{_PLACE.sub('', content)}", gate)
    found = _rolling.told_once(list(_cues.cues(content, "SRT")), _plain, gate)
    found = _cue_names.headed(found, _plain, gate)
    names = _cue_names.named(found, _plain, gate)
    return gate.admit(row for cue in found for row in _rows(cue, names))


def _line(turn: Turn) -> str:
    # A blank line would end the block.
    line = _labels.written(turn.speaker, " ".join(turn.text.split()))
    return _spelled(f"[]: {line}" if _cues.are_times(line) else line)


def _spelled(line: str) -> str:
    """Spell what a reader would take for something else."""
    spelling = {"<": "&lt;", "{": "&#123;", "-->": "--&gt;", "&": "&amp;"}

    def one(match: re.Match[str]) -> str:
        begins_form = _TAG.match(line, match.start())
        return spelling[match[0]] if begins_form or match[0] in {"-->", "&"} else match[0]

    return _MISTAKEN.sub(one, line)


def _rows(cue: _cues.Cue, names: list[str]) -> Iterator[Row]:
    """Yield a row for each line that names a speaker, with the lines below it."""
    said = _labels.of_cues(map(_plain, cue.lines), names)
    yield from _cues.of_cue(cue, ((speaker, line, ()) for speaker, line in said))


def _plain(line: str) -> str:
    return _ENTITY.sub(
        lambda match: _LETTERS[match[0]], _TAG.sub("", _BREAK.sub(" ", line))
    ).strip()

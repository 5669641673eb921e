"""Names that stand in subtitles before what is said, or above it."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.formats import _labels
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from diarizer.formats._cues import Cue
    from diarizer.formats._turns_gate import Gate

# A name in a line of its own: it does not end as a sentence does.
_HEAD = re.compile(r"[^\W_][^\n:!?…<>\[\]{}\"♪]{0,60}(?<![\s.,;])")
_WORDS = 6  # of a name, at most
_COME_AGAIN = 2  # subtitles of each name, on the average
_LEAST = 4  # subtitles, so that nothing is taken for a rule that happened once


def unpacked(cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues with what is said and who says it, where each is an object in JSON.

    So Microsoft Graph answers about a meeting (``metadataContent``): ``speakerName``, ``spokenText``.
    """
    found = []
    for cue in cues:
        try:
            one = json.loads("\n".join(cue.lines))
            said, who = one["spokenText"], one.get("speakerName") or ""
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return list(cues)
        found.append(replace(cue, lines=(html.escape(str(said), quote=False),), speaker=str(who)))
    return found


def headed(cues: Sequence[Cue], plain: Callable[[str], str], gate: Gate) -> list[Cue]:
    """Return the cues with the names that stand in a line of their own above each, as Teams has them.

    Only where every cue has one, and a few come again.
    """
    heads = [plain(cue.lines[0]) if len(cue.lines) > 1 else "" for cue in cues]
    few = len(heads) >= max(_LEAST, _COME_AGAIN * len(set(heads)))
    names = all(_HEAD.fullmatch(head) and len(head.split()) <= _WORDS for head in heads)
    if any(cue.speaker for cue in cues) or not (few and names):
        return list(cues)
    shown = html.unescape(", ".join(dict.fromkeys(heads)))
    gate.say(text("Names above what is said are taken for who speaks: {names}.", names=shown))
    return [
        replace(cue, lines=cue.lines[1:], speaker=html.unescape(head))
        for cue, head in zip(cues, heads, strict=True)
    ]


def named(cues: Sequence[Cue], plain: Callable[[str], str], gate: Gate) -> list[str]:
    """Return the names with which the cues begin, if each does; they are told."""
    lines = ["\n".join(map(plain, cue.lines)) for cue in cues if cue.lines]
    names = _labels.before_colons(lines)
    if names:
        more, rarely = _labels.within(lines, names)
        names += more
        gate.say(
            text(
                "Names before what is said are taken for who speaks: {names}.",
                names=html.unescape(", ".join(names)),
            )
        )
    else:
        rarely = _labels.perhaps(lines)
    if rarely:
        gate.say(
            text(
                "What may be a name stands before what is said too seldom to be sure, and stays in the"
                " text: {names}.",
                names=html.unescape(", ".join(rarely)),
            )
        )
    return names

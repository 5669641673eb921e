"""The lines of a dialogue, brought to one spelling: marks of Markdown, times between hashes or in a line.

Google Meet's notes come as Markdown, "### 00:05:00" and "**Anna:** hello". f4, f5 and MAXQDA write
"#00:00:05-2#", tenths behind the dash; aTrain's file for MAXQDA has a line for all that one says,
"[00:00:00] - Hello. [00:00:05] - And you?".
"""

from __future__ import annotations

import re

from diarizer.transcripts.raw import seconds

_SIGNED = re.compile(r"Transcribed by https?://otter\.ai\s*", re.IGNORECASE)
_TAG = re.compile(r"\[(?:ti|ar|al|au|by|re|ve|la|tool|length|offset): ?[^\]]*\]")  # of lyrics
_TEAMS = re.compile(r".{1,60} (?:started|stopped) transcription", re.IGNORECASE)
# Google Meet's last lines.
_ENDED = re.compile(
    r"\W*(?:transcription|meeting) ended after ((?:\d+:)?\d+:\d{2})\W*", re.IGNORECASE
)
_MADE = re.compile(r"\W*This editable transcript was computer generated\b.*", re.IGNORECASE)

_HEADING = re.compile(r"#{1,6}[ \t]+(?=\W*(?:\d{1,2}:\d{2}|transcription ended|\*))", re.IGNORECASE)
_LISTED = re.compile(r"^[-*•][ \t]+(?=\*\*)")  # of a list in Markdown
_BOLD = re.compile(r"^\*\*([^*]+)\*\*")
_HASHES = re.compile(r"#(\d{1,2}:\d{2}:\d{2})(?:-(\d{1,3}))?#")
_OF_WORDS = re.compile(r"<\d{1,3}:\d{2}(?:[.:]\d{1,3})?>[ \t]?")  # of lyrics (enhanced .lrc)
# TurboScribe: "[Anna] (0:00 - 0:05)"; others: "0:05 [Anna]: hello". A time is no name.
_IN_BRACKETS = re.compile(r"^\[([^\W\d_][^\[\]<>:\t]{0,58})\](?=[ \t]+[\[(]\d{1,3}:\d{2})")
_BEHIND = re.compile(
    r"^([\[(]?\d{1,3}(?::\d{2}){1,2}[\])]?[ \t]+)\[([^\W\d_][^\[\]<>:\t]{0,58})\]:(?=[ \t])"
)
# Times in words, 0h 0m 5s or 2m05s; elsewhere in a line somebody may say how long something took.
_SPELLED = re.compile(
    r"^\s*([\[(])(?:(\d{1,2})[ ]?h[ ]?)?(\d{1,2})[ ]?m(?:in)?[ ]?(\d{1,2})(?:[.,](\d{1,3}))?[ ]?s(?:ec)?([\])])"
)
_BLANKS = re.compile(r"[ \t]{3,}")  # no more than two say anything, and many take patterns long
_BETWEEN = re.compile(r"(?<=\S)[ \t]+(?=\[\d{1,2}:\d{2}:\d{2}\] - )")


def prepared(content: str) -> list[str]:
    """Return the lines that may be a name, a time, or what is said."""
    found = []
    for line in _BLANKS.sub(lambda run: "\t" if "\t" in run[0] else "  ", content).split("\n"):
        if not _TAG.fullmatch(line.strip()) and not _MADE.fullmatch(line):
            found += _BETWEEN.sub("\n", _plain(line)).split("\n")
    while found and (not found[-1].strip() or is_aside(found[-1].strip())):
        found.pop()
    return found


def end_of(content: str) -> float | None:
    """Return when the transcription ended, where a line says so."""
    ends = [match[1] for match in map(_ENDED.fullmatch, content.split("\n")) if match]
    return seconds(ends[-1]) if ends else None


def is_aside(line: str) -> bool:
    """Whether a line is a program's own, and said by nobody."""
    return any(kind.fullmatch(line) for kind in (_SIGNED, _TEAMS, _ENDED, _MADE))


def _clocked(match: re.Match[str]) -> str:
    opening, hours, minutes, seconds_, fraction, closing = match.groups()
    fraction = f".{fraction}" if fraction else ""
    return f"{opening}{int(hours or 0)}:{int(minutes):02d}:{int(seconds_):02d}{fraction}{closing}"


def _plain(line: str) -> str:
    """Take the marks of Markdown off a line that is a time or begins with a name."""
    bare = _BOLD.sub(r"\1", _HEADING.sub("", _LISTED.sub("", line.strip()), count=1))
    bare = _BEHIND.sub(r"\1\2:", _IN_BRACKETS.sub(r"\1", _OF_WORDS.sub("", bare)))
    bare = _SPELLED.sub(_clocked, bare if bare != line.strip() else line)
    return _HASHES.sub(lambda m: f"[{m[1]}.{m[2]}]" if m[2] else f"[{m[1]}]", bare)

"""MicroDVD (.sub): ``{25}{75}hello|there``, from one frame of the video to another; and MPL2.

How many frames a second has stands as the text of the first line, if anywhere: ``{1}{1}25.000``
(FFmpeg's libavformat/microdvddec.c, pysubs2's microdvd.py). Codes such as ``{y:i}`` are no words.
MPL2 has ``[10][30]hello|/there``, in tenths of a second; a slash makes a line oblique (mpl2dec.c).
"""

from __future__ import annotations

import re

from diarizer.messages.text import text
from diarizer.transcripts import dialogue_names, spoken
from diarizer.transcripts.raw import NotThisShape, RawSegment, RawTranscript

NAME = "MicroDVD or MPL2"
STEP = text("Save it again as SRT.")

_LINE = re.compile(r"[ \t]*\{(\d+)\}\{(\d*)\}(.*)")
_TENTHS = re.compile(r"[ \t]*\[(\d+)\]\[(\d*)\](.*)")
_CODE = re.compile(r"\{[a-zA-Z]:[^{}]*\}")
_OBLIQUE = re.compile(r"(?:^|(?<=\|))[ \t]*/")
_RATE = re.compile(r"\d{1,3}(?:[.,]\d+)?(?: ?fps)?")
_SLOWEST = 5.0  # frames in a second: what is less is a text
_DEFAULT = re.compile(r"[ \t]*\{DEFAULT\}\{\}.*")  # how it looks, and nothing that is said


class NoRate(NotThisShape):
    """Nothing says how many frames a second has."""

    step = text(
        "Write the frames a second of the video into a line above the others: {line}",
        line="{1}{1}25.000",
    )


def fits(content: str) -> bool:
    """Whether all lines are of that form."""
    lines = [
        line
        for line in content.lstrip("\ufeff").split("\n")
        if line.strip() and not _DEFAULT.fullmatch(line)
    ]
    return bool(lines) and any(all(map(kind.fullmatch, lines)) for kind in (_LINE, _TENTHS))


def read(content: str) -> RawTranscript:
    """Take the lines; one without an end lasts until the next.

    Raises:
        NoRate: nothing says how many frames a second has.

    """
    lines = content.lstrip("\ufeff").split("\n")
    if tenths := [match for match in map(_TENTHS.fullmatch, lines) if match]:
        return dialogue_names.of_document(
            RawTranscript(tuple(_segment(one, 10.0) for one in tenths))
        )
    found = [match for match in map(_LINE.fullmatch, lines) if match]
    rate = found[0][3].strip()
    per_second = float(rate.rstrip(" fps").replace(",", ".")) if _RATE.fullmatch(rate) else 0.0
    # The text of a line that is shown for a time is what is said, though it be a number.
    if per_second < _SLOWEST or not (
        found[0][1] == found[0][2] or {*found[0].group(1, 2)} == {"0", "1"}
    ):
        raise NoRate(text("Its times count frames, and it does not say how many a second has."))
    segments = tuple(_segment(one, per_second) for one in found[1:])
    return dialogue_names.of_document(RawTranscript(segments))


def _segment(match: re.Match[str], per_second: float) -> RawSegment:
    said = _OBLIQUE.sub("", _CODE.sub("", match[3])).replace("|", " ")
    found = (spoken.parts(float(side), per_second) if side else None for side in match.group(1, 2))
    start, end = (None if at is None else round(at, 3) for at in found)
    return RawSegment(" ".join(said.split()), start, end)

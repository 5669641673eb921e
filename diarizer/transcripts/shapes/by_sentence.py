"""Services that answer by sentences, in milliseconds: Alibaba's Paraformer, Tencent, Gong.

Alibaba Cloud Model Studio: ``transcripts`` of a channel each with ``sentences`` of ``begin_time``,
``end_time``, ``text``, perhaps ``speaker_id``, and ``words`` likewise, whose ``punctuation`` stands behind
them. Tencent Cloud, "SentenceDetail": ``ResultDetail`` of ``FinalSentence``, ``StartMs``, ``EndMs``,
``SpeakerId`` and ``Words`` whose offsets count from the sentence, or where no details were asked for lines
in ``Result``: ``[0:0.500,0:3.200,0]  hello``. Gong's API, "CallTranscript":
``callTranscripts`` of ``transcript`` of ``speakerId`` and ``sentences`` of ``start``, ``end``, ``text``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import RawSegment, RawTranscript, RawWord, content, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "Paraformer, Tencent or Gong"
STEP = text("Save the whole answer, with the times of the sentences.")

_MILLI = 1000.0
_LINE = re.compile(
    r"^\[(?P<start>[\d:]{1,9}\.\d{1,3}),(?P<end>[\d:]{1,9}\.\d{1,3})(?:,(?P<who>-?\d{1,4}))?\]"
    r"[ \t]*(?P<said>\S.*)",
    re.MULTILINE,
)


def fits(document: Mapping[str, Any]) -> bool:
    """Whether there are such sentences."""
    return next(_segments(document), None) is not None


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take each sentence.

    Raises:
        SeveralRecordings: there are several calls.

    """
    if len(spoken.dicts(document.get("callTranscripts"))) > 1:
        raise spoken.SeveralRecordings
    found = list(_segments(document))
    if all(one.start is not None for one in found):  # channels are listed one after the other
        found.sort(key=lambda one: one.start or 0.0)
    return RawTranscript(tuple(found))


def _segments(document: Mapping[str, Any]) -> Iterator[RawSegment]:
    channels = spoken.dicts(document.get("transcripts"))
    for channel in channels:
        side = spoken.speaker(channel.get("channel_id")) if len(channels) > 1 else ""
        for one in spoken.dicts(channel.get("sentences")):
            who = "-".join(filter(None, (side, spoken.speaker(one.get("speaker_id")))))
            words = tuple(_of_paraformer(one))
            said = content(one.get("text"))
            yield RawSegment(said, *_times(one, "begin_time", "end_time"), who, words)
    details = spoken.dicts(document.get("ResultDetail"))
    if not details and isinstance(document.get("Result"), str):
        yield from map(_of_line, _LINE.finditer(document["Result"]))
    for one in details:
        said = content(spoken.first(one, "FinalSentence", "SliceSentence"))
        who = spoken.speaker(one.get("SpeakerId"))
        yield RawSegment(said, *_times(one, "StartMs", "EndMs"), who, tuple(_of_tencent(one)))
    yield from _of_gong(document)


def _of_line(match: re.Match[str]) -> RawSegment:
    """Read a line as Tencent has it where nobody asked for details."""
    return RawSegment(
        match["said"], seconds(match["start"]), seconds(match["end"]), match["who"] or ""
    )


def _of_gong(document: Mapping[str, Any]) -> Iterator[RawSegment]:
    """Read milliseconds; where they are no whole numbers somebody has made seconds of them."""
    found = [
        (spoken.speaker(turn.get("speakerId")), one)
        for call in spoken.dicts(document.get("callTranscripts"))
        for turn in spoken.dicts(call.get("transcript"))
        for one in spoken.dicts(turn.get("sentences"))
    ]
    times = [one.get(side) for _, one in found for side in ("start", "end")]
    per = 1.0 if any(isinstance(time, float) and time % 1 for time in times) else _MILLI
    for who, one in found:
        start, end = (spoken.parts(one.get(side), per) for side in ("start", "end"))
        yield RawSegment(content(one.get("text")), start, end, who)


def _of_paraformer(one: Mapping[str, Any]) -> Iterator[RawWord]:
    for word in spoken.dicts(one.get("words")):
        said = content(word.get("text")) + content(word.get("punctuation"))
        yield RawWord(said, *_times(word, "begin_time", "end_time"))


def _of_tencent(one: Mapping[str, Any]) -> Iterator[RawWord]:
    begin = _times(one, "StartMs", "EndMs")[0] or 0.0
    for word in spoken.dicts(one.get("Words")):
        start, end = (
            None if at is None else round(begin + at, 6)
            for at in _times(word, "OffsetStartMs", "OffsetEndMs")
        )
        yield RawWord(content(word.get("Word")), start, end)


def _times(one: Mapping[str, Any], first: str, last: str) -> tuple[float | None, float | None]:
    return spoken.parts(one.get(first), _MILLI), spoken.parts(one.get(last), _MILLI)

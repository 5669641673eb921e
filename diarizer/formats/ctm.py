"""CTM: every word with its time, and nobody's name; what speech recognition is scored by.

NIST, sclite of the Scoring Toolkit: `recording channel start duration word [confidence]`; some
programs add a type and a speaker.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats import _nist
from diarizer.formats._turns_gate import Gate, Row
from diarizer.messages.text import plural, text
from diarizer.types import Annotation, Span, Turn, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EXTENSION = ".ctm"
HOLDS = frozenset({"words", "uri", "channel"})

_PAUSE = 1.0  # seconds; after a longer one another turn begins
_BEGIN, _OTHER, _END = "<ALT_BEGIN>", "<ALT>", "<ALT_END>"
_NOT_SAID = frozenset({"<na>", "na", "null", "unknown"})
_OF_MDTM = "speaker"  # what pyannote's older lists have in the place of a word
_SPACE = "<space>"  # of NeMo's aligner: a blank in a segment
# Of NeMo's aligner among tokens, and of Kaldi, HTK and Sphinx.
_PAUSES = frozenset({"<b>", _SPACE, "<eps>", "!SIL", "<sil>"})
_MOST = 3  # fields behind the word: its confidence, its type, its speaker


def dumps(annotation: Annotation) -> str:
    """Write a line for each word.

    Raises:
        FormatError: turns without the times of their words.

    """
    uri = _nist.field(annotation.uri or "recording")
    words = sorted((word, _nist.channel(turn)) for turn in annotation.turns for word in turn.words)
    if annotation.turns and not words:
        raise FormatError(
            text("A CTM holds words with their times, and there are none."),
            context=text("Turns: {count}, words: 0", count=len(annotation.turns)),
            hint=text(
                "Add a transcript with times of words, or choose another format, such as RTTM."
            ),
        )
    return "".join(
        f"{uri} {channel} {word.span.start:.3f} {_length(word.span):.3f} {_nist.field(word.text)}\n"
        for word, channel in words
    )


def loads(content: str, gate: Gate | None = None) -> Annotation:
    """Read the words of one recording; those without a pause between them are one turn.

    Channels are kept apart: where there are several, each is a speaker.

    Args:
        content: of the file.
        gate: what may be mended, and which recording is meant.

    Raises:
        FormatError: a line with too few fields or no times, or a second recording.

    """
    gate = gate or Gate()
    uri, rows = gate.chosen(list(_heard(content, gate)), "CTM")
    _nist.check_lengths(rows)
    if rows and all(row.text == _OF_MDTM and row.speaker for row in rows):
        gate.say(
            text("The word of every line is {word}: read as MDTM, turns of people.", word=_OF_MDTM)
        )
        return gate.admit([replace(row, text="", channel="") for row in rows], uri)
    if len({row.channel for row in rows}) > 1:
        rows = [replace(row, speaker=row.speaker or row.channel) for row in rows]
    words = gate.admit(rows, uri)
    by_speaker: dict[tuple[str, str], list[Word]] = {}
    for each in words.turns:
        whose = (each.speaker, each.channel)
        by_speaker.setdefault(whose, []).append(Word(each.span, each.text))
    turns = (
        _turn(*whose, some)
        for whose, several in by_speaker.items()
        for some in _without_pauses(several)
    )
    return Annotation(tuple(turns), uri, words.duration)


def _length(span: Span) -> float:
    # From the rounded start, so that the rounded end is where it should be.
    return max(0.0, round(span.end, 3) - round(span.start, 3))


def _heard(content: str, gate: Gate) -> Iterator[Row]:
    """Yield the word of each line; of alternatives the first is taken."""
    alternative = left = blanks = 0
    for number, fields in _nist.lines(content):
        mark = fields[-1].upper()
        if mark in {_BEGIN, _OTHER, _END}:
            alternative = {_BEGIN: 1, _OTHER: alternative + 1, _END: 0}[mark]
        elif alternative > 1:
            left += 1
        elif _PAUSES & set(fields):
            blanks += 1
        else:
            yield _word(number, fields)
    if left:
        gate.say(
            plural(
                "{count} word of an alternative was left out.",
                "{count} words of alternatives were left out.",
                count=left,
            )
        )

    if blanks:
        gate.say(
            plural(
                "{count} interval that is marked as a pause was left out.",
                "{count} intervals that are marked as pauses were left out.",
                count=blanks,
            )
        )


def _word(number: int, fields: list[str]) -> Row:
    try:
        at = _channel(fields)
        start, duration = map(_nist.number, fields[at + 1 : at + 3])
    except ValueError as error:
        raise FormatError(
            text("Line {number} is not a line of a CTM.", number=number),
            context=" ".join(fields),
            hint=text("Wanted: <recording> 1 <start> <duration> <word>"),
        ) from error
    return Row(
        text("Line {number}", number=number),
        start,
        round(start + duration, 6),
        _speaker(fields[at + 3 :]),
        (_nist.name(fields[at + 3]) or fields[at + 3]).replace(_SPACE, " "),
        recording=_nist.name(" ".join(fields[:at])),
        channel=_nist.name(fields[at]),
    )


def _channel(fields: list[str]) -> int:
    """Find the channel: two times and a word follow it, and a confidence, if anything.

    Raises:
        ValueError: there is none.

    """
    places = [at for at in range(1, len(fields) - 3) if _fits(fields[at + 1 :])]
    likely = [at for at in places if _nist.is_channel(fields[at])]
    if not places:
        raise ValueError("no channel")
    return (likely or places)[0]


def _fits(fields: list[str]) -> bool:
    start, duration, _, *rest = fields
    sure = not rest or _nist.is_number(rest[0]) or rest[0].lower() in _NOT_SAID
    return _nist.is_number(start) and _nist.is_number(duration) and sure and len(rest) <= _MOST


def _speaker(fields: list[str]) -> str:
    """Return the fourth field of word, confidence, type, speaker."""
    named = len(fields) > _MOST and fields[_MOST].lower() not in _NOT_SAID
    return _nist.name(fields[_MOST]) if named else ""


def _without_pauses(words: Iterable[Word]) -> Iterator[tuple[Word, ...]]:
    some: list[Word] = []
    for word in sorted(words):
        if some and word.span.start - some[-1].span.end > _PAUSE:
            yield tuple(some)
            some = []
        some.append(word)
    if some:
        yield tuple(some)


def _turn(speaker: str, channel: str, words: tuple[Word, ...]) -> Turn:
    span = Span(words[0].span.start, max(word.span.end for word in words))
    said = " ".join(word.text for word in words)
    return Turn(span, speaker, text=said, words=words, channel=channel)

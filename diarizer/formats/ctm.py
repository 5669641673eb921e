"""CTM: every word with its time, and nobody's name; what speech recognition is scored by.

NIST, sclite of the Scoring Toolkit: `recording channel start duration word [confidence]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats._fields import field
from diarizer.messages.text import text
from diarizer.types import Annotation, Span, Turn, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

EXTENSION = ".ctm"
HOLDS = frozenset({"words"})

_COMMENT = ";;"
_PAUSE = 1.0  # seconds; after a longer one another turn begins


def dumps(annotation: Annotation) -> str:
    """Write a line for each word.

    Raises:
        FormatError: turns without the times of their words.

    """
    uri = field(annotation.uri or "recording")
    words = sorted(word for turn in annotation.turns for word in turn.words)
    if annotation.turns and not words:
        raise FormatError(
            text("A CTM holds words with their times, and there are none."),
            context=text("Turns: {count}, words: 0", count=len(annotation.turns)),
            hint=text(
                "Add a transcript with times of words, or choose another format, such as RTTM."
            ),
        )
    return "".join(
        f"{uri} 1 {word.span.start:.3f} {word.span.duration:.3f} {field(word.text)}\n"
        for word in words
    )


def loads(content: str) -> Annotation:
    """Read the words of one recording; those without a pause between them are one turn.

    Raises:
        FormatError: a line with too few fields or no times.

    """
    lines = [
        line for line in content.splitlines() if line.strip() and not line.startswith(_COMMENT)
    ]
    words = sorted(_word(number, line) for number, line in enumerate(lines, 1))
    uri = lines[0].split()[0] if lines else ""
    end = max((word.span.end for word in words), default=0.0)
    return Annotation(tuple(map(_turn, _without_pauses(words))), uri, end)


def _word(number: int, line: str) -> Word:
    try:
        _, _, start, duration, said = line.split()[:5]
        return Word(Span(float(start), round(float(start) + float(duration), 6)), said)
    except ValueError as error:
        raise FormatError(
            text("Line {number} is not a line of a CTM.", number=number),
            context=line,
            hint=text("Wanted: <recording> 1 <start> <duration> <word>"),
        ) from error


def _without_pauses(words: list[Word]) -> Iterator[tuple[Word, ...]]:
    some: list[Word] = []
    for word in words:
        if some and word.span.start - some[-1].span.end > _PAUSE:
            yield tuple(some)
            some = []
        some.append(word)
    if some:
        yield tuple(some)


def _turn(words: tuple[Word, ...]) -> Turn:
    span = Span(words[0].span.start, max(word.span.end for word in words))
    return Turn(span, "", text=" ".join(word.text for word in words), words=words)

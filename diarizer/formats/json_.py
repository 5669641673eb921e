"""JSON: segments, and each speaker's segments, as the common recipe returns them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from diarizer.errors import FormatError
from diarizer.formats import (
    _channels,
    _json_left_out,
    _json_of_others,
    _json_speakers,
    _json_tables,
    _lines,
    _numbers,
    _praat_json,
    _spreadsheets,
    textgrid,
)
from diarizer.formats._turns_gate import Gate, Row
from diarizer.messages.text import plural, text
from diarizer.types import Span, Word, coverage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diarizer.messages.text import Text
    from diarizer.types import Annotation

EXTENSION = ".json"
HOLDS = frozenset({"turns", "text", "words", "confidence", "uri", "duration", "channel"})

_NAMES = ("speaker_name", "speakerName", "speakerDisplayName")
_NULL = float("nan")  # a time that is null: the gate names the segment, or mends it
_SHOWN = 120  # letters of a segment that is no turn

_WRONG = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)


def dumps(annotation: Annotation) -> str:
    """Write :meth:`Annotation.to_dict`, with ``uri`` and ``duration``, and what it covers."""
    return f"{json.dumps(document(annotation), ensure_ascii=False, indent=2)}\n"


def document(annotation: Annotation) -> dict[str, Any]:
    """Return what :func:`dumps` writes, as lists and numbers."""
    head = {"uri": annotation.uri, "duration": round(annotation.duration, 3)}
    covers = {} if annotation.coverage is None else {"coverage": annotation.coverage.to_dict()}
    return {**head, **annotation.to_dict(), **covers}


def loads(content: str, gate: Gate | None = None) -> Annotation:
    """Read what :func:`dumps` wrote, or what others write; the lists of ``speakers`` are not needed.

    Args:
        content: of the file.
        gate: what may be mended.

    Raises:
        FormatError: not JSON, or without ``segments`` of ``start``, ``end`` and ``speaker``.

    """
    gate = gate or Gate()
    try:
        parsed = _json_of_others.parsed(_lines.unfenced(content.removeprefix("\ufeff")))
        if (grid := _praat_json.grid(parsed)) is not None:
            return textgrid.of_grid(grid, gate)
        document, told = _json_tables.as_records(_json_speakers.named_throughout(parsed))
        found, has_names = _json_of_others.segments(document, gate)
        rows = [_turn(number, segment) for number, segment in enumerate(found, 1)]
        _tell_words(found, gate)
        if told:
            gate.say(told)
        _json_left_out.tell(found, gate)
        document = document if isinstance(document, dict) else {}
        uri, length = _said(document.get("uri")), document.get("duration")
        duration = None if length is None else _number(length)
        covers = coverage.read(document.get("coverage"))
    except _WRONG as error:
        raise _no_turns(f"{type(error).__name__}: {error}") from error
    _spreadsheets.check_unit(rows)
    rows = _channels.counted(rows)
    if has_names:
        uri, rows = gate.chosen(rows, "JSON")
    return replace(gate.admit(rows, uri, duration), coverage=covers)


def _tell_words(segments: Iterable[Any], gate: Gate) -> None:
    """Say where words are another speaker's than their segment, as WhisperX may have it."""
    others = sum(
        any(
            _said(word.get("speaker")) not in {"", _said(one["speaker"])}
            for word in one.get("words") or ()
        )
        for one in segments
    )
    if others:
        gate.say(
            plural(
                "{count} segment holds words of another speaker; all of it is given to its own.",
                "{count} segments hold words of other speakers; each is given to its own as a whole.",
                count=others,
            )
        )


def _no_turns(context: Text | str) -> FormatError:
    return FormatError(
        text("The JSON does not hold turns."),
        context=context,
        hint=text(
            'Wanted: {{"segments": [{{"start": 0.0, "end": 1.0, "speaker": "SPEAKER_00"}}]}}'
        ),
    )


def _turn(number: int, segment: Any) -> Row:
    """Read a segment, or show the one that is none: what Python says of it helps nobody."""
    try:
        return _row(number, segment)
    except _WRONG as error:
        held = json.dumps(segment, ensure_ascii=False)
        said = text("Segment {number} is: {held}", number=number, held=held[:_SHOWN])
        raise _no_turns(said) from error


def _row(number: int, segment: Any) -> Row:
    sure = segment.get("confidence")
    speaker = segment["speaker"]
    if isinstance(speaker, (int, float)):  # a name says more than a number
        speaker = next(filter(None, map(segment.get, _NAMES)), speaker)
    return Row(
        text("Segment {number}", number=number),
        *_times(segment if _is_said(segment) else _with_nulls(segment)),
        _said(speaker),
        _said(segment.get("text")),
        tuple(_word(word) for word in segment.get("words") or ()),
        None if sure is None else _number(sure),
        _said(segment.get("recording")),
        _channel(segment.get("channel")),
    )


def _channel(value: Any) -> str:
    """Name the channel; Lhotse has a list where one is heard on several."""
    return ",".join(map(_said, value)) if isinstance(value, list) else _said(value)


def _is_said(segment: Any) -> bool:
    """Whether there is a text: a transcript's null has rules of its own."""
    return bool(segment.get("text") or segment.get("words"))


def _with_nulls(segment: Any) -> dict[str, Any]:
    lacks = {} if "start" not in segment or "end" in segment else {"end": None}
    return {name: _NULL if value is None else value for name, value in {**segment, **lacks}.items()}


def _word(word: Any) -> Word:
    return Word(Span(*_times(word)), _said(word["word"]))


def _times(holder: Any) -> tuple[float, float]:
    return _number(holder["start"]), _number(holder["end"])


def _number(value: Any) -> float:
    """Read a number, or one that is written as a text; true is none.

    Raises:
        TypeError, ValueError: something else.

    """
    if isinstance(value, bool):
        raise TypeError(f"{value} is no number")
    return _numbers.seconds(value) if isinstance(value, str) else float(value)


def _said(content: Any) -> str:
    """Return what stands there; a null is nothing, and not the word None. So is what pandas has for it."""
    if content is None or content != content:  # noqa: PLR0124, only NaN is not itself
        return ""
    if isinstance(content, (bool, list, dict)):
        raise TypeError(f"{content!r:.40} is no text")
    return str(content)

"""The kinds of inputs that are tried: formats of turns, transcripts, recordings.

Adding a kind is adding a line to one of the three functions at the top. The transcripts are those
of the tests, written as each program writes them; the recordings begin as the bundled one does.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diarizer import formats, transcripts
from diarizer.errors import DiarizerError
from diarizer.types import Annotation, Span, Turn, Word
from measuring import damage, fuzzed_recordings
from measuring.fuzzing import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[2]
_SAID = [
    [("Well,", 0.5, 0.9), ("yes.", 1.0, 1.4)],
    [("And", 3.0, 3.2), ("some", 3.2, 3.5), ("more", 3.6, 4.0)],
    [("Да,", 6.0, 6.3), ("здесь!", 6.4, 6.9)],
]


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind that is tried."""
    return (*_formats(), *_transcripts(), *_recordings())


def _formats() -> list[Kind]:
    return [_format(name) for name in formats.FORMATS]


def _transcripts() -> list[Kind]:
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))
    writers: Any = import_module("tests.diarizer.transcripts.writers")
    return [
        _transcript(name, file, write(_SAID).encode(), is_json=name in writers.JSON)
        for name, (write, file) in writers.EVERY.items()
    ]


def _recordings() -> list[Kind]:
    with tempfile.TemporaryDirectory() as folder:
        return [
            Kind(
                name=name,
                file="input",
                seeds=seeds,
                read=fuzzed_recordings.read,
                same=(damage.tagged,),
                some=(damage.ended,) if tells_its_length else (),
                lacks=fuzzed_recordings.lacks,
                any=damage.BYTES,
            )
            for name, seeds, tells_its_length in fuzzed_recordings.written(Path(folder))
        ]


def _format(name: str) -> Kind:
    def read(path: Path) -> list[Turn]:
        found = formats.load(path, name, repair=True)
        for each in formats.FORMATS:  # what has been read can be written, and comes back
            _check_written(found, each)
        return list(found.turns)

    seeds = tuple(formats.dumps(talk, name).encode() for talk in _talks())
    more = (damage.indented,) if name == "json" else ()
    numbers = {"json": damage.time, "srt": damage.clock, "vtt": damage.clock}
    return Kind(
        name=name,
        file=f"input{formats.get(name).EXTENSION}",
        seeds=seeds,
        read=read,
        same=(*damage.TEXT, *more),
        some=(numbers.get(name, damage.number),),
        lacks=_lost,
        any=(*damage.ANY, damage.value) if name == "json" else damage.ANY,
    )


def _check_written(found: Annotation, name: str) -> None:
    try:
        again = formats.loads(formats.dumps(found, name), name)
    except DiarizerError as error:
        if name == "ctm":  # it holds nothing but words, and says so
            return
        raise AssertionError(f"{name}: {error}") from error
    if "turns" not in (holds := formats.get(name).HOLDS):
        return
    wanted, got = (_shown(each, name, with_text="text" in holds) for each in (found, again))
    if wanted != got:
        raise AssertionError(f"{name}: {wanted - got!r:.300} became {got - wanted!r:.300}")


def _shown(found: Annotation, name: str, *, with_text: bool) -> Counter[Any]:
    """What of turns has to come back: to a millisecond, and in one line."""
    turns: Iterable[Turn] = found.turns
    if name == "textgrid":  # a moment is no interval, and one without a label is a silence
        turns = [t for t in turns if t.span and (t.speaker or t.text.strip())]
        with_text = False  # a text that is the name of its tier stands for the name
    return Counter(
        (
            round(turn.span.start, 3),
            round(turn.span.end, 3),
            turn.speaker,
            _line(turn.text) if with_text else "",
        )
        for turn in turns
    )


def _line(said: str) -> str:
    """Leave out blanks and control characters, which are written as U+FFFD."""
    kept = (letter for letter in said if letter.isprintable() and not letter.isspace())
    return "".join(kept).replace("\ufffd", "")


def _lost(before: list[Turn], after: list[Turn]) -> str:
    """Tell which names and words of a file are gone, of which only numbers were changed."""
    names, others = ({turn.speaker for turn in turns} - {""} for turns in (before, after))
    said, still = (Counter(" ".join(t.text for t in turns).split()) for turns in (before, after))
    # What is no confidence is a part of the name before it.
    kept = {name for name in names for other in others if other.startswith(name)}
    gone = [*(names - kept), *(said - still)]
    return f"lost without a word: {gone}" if gone else ""


def _talks() -> list[Annotation]:
    words = (Word(Span(0.5, 0.9), "Good"), Word(Span(1.0, 1.5), "morning"))
    first = Turn(Span(0.5, 1.5), "Anna Maria", 0.9, "Good morning", words)
    second = Turn(Span(1.25, 3.0), "Борис", None, 'Say "hi" & <go>', (Word(Span(2, 3), "hi"),))
    return [Annotation((first, second), "talk one", 4.0), Annotation((second,), "b", 3.0)]


def _transcript(name: str, file: str, seed: bytes, *, is_json: bool) -> Kind:
    return Kind(
        name=f"transcript {name}",
        file=file,
        seeds=(seed,),
        read=_said,
        same=(*damage.TEXT, damage.indented) if is_json else damage.TEXT,
        some=_times(name, is_json=is_json),
        lacks=_words_lost,
        any=(*damage.ANY, damage.value, damage.value) if is_json else damage.ANY,
    )


def _times(name: str, *, is_json: bool) -> tuple[damage.Way, ...]:
    """Damage the times of a transcript, where it can be told from damage to its words."""
    if name == "faster_whisper_rows":  # the first text of a row is what is said
        return ()
    if is_json:
        return (damage.time,)
    return (damage.clock,) if name.startswith(("srt", "vtt")) else (damage.number,)


def _said(path: Path) -> list[Turn]:
    found = transcripts.read(path)
    half = found.said.duration / 2
    talk = Annotation((Turn(Span(0, half), "A"), Turn(Span(half, 2 * half), "B")), "talk", 2 * half)
    given = transcripts.assign_speakers(found.said, talk)
    for turn in (*found.said.turns, *given.turns):
        if not 0.0 <= turn.span.start <= turn.span.end:
            raise AssertionError(f"times that are none: {turn}")
        turn.text.encode()
    if _letters(found.said.turns) != _letters(given.turns):
        raise AssertionError("words were lost where the speaker changes")
    return list(found.said.turns)


def _words_lost(before: list[Turn], after: list[Turn]) -> str:
    one, other = _letters(before), _letters(after)
    return "" if one == other else f"{one} became {other}"


def _letters(turns: Iterable[Turn]) -> str:
    return "".join(sorted("".join("".join(turn.text for turn in turns).split())))

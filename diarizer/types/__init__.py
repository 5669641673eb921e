"""The values that pass between the stages. Seconds everywhere; numpy is not loaded here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diarizer.types.samples import Audio, Recording

if TYPE_CHECKING:
    from types import ModuleType

    from diarizer.types.coverage import Coverage

__all__ = ["Annotation", "Audio", "Progress", "Recording", "Span", "Turn", "Word"]

Progress = Callable[[str, float, float], None]
"""``progress(stage, completed, total)``: called as often as a stage gets on."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time in seconds, ordered by start, then end.

    >>> Span(1.0, 3.5).duration
    2.5
    >>> Span(1.0, 3.0) & Span(2.0, 5.0)
    Span(start=2.0, end=3.0)
    >>> (Span(0.0, 1.0) & Span(2.0, 3.0)).duration
    0.0
    """

    start: float
    end: float

    @property
    def duration(self) -> float:
        """Seconds, never negative."""
        return max(0.0, self.end - self.start)

    def __bool__(self) -> bool:
        """Whether any time is left in it.

        >>> bool(Span(2.0, 2.0))
        False
        """
        return self.end > self.start

    def __and__(self, other: Span) -> Span:
        """Return the time that both share; empty where they do not meet."""
        start = max(self.start, other.start)
        return Span(start, max(start, min(self.end, other.end)))

    def intersects(self, other: Span) -> bool:
        """Whether both share some time; touching is not sharing.

        >>> Span(0.0, 1.0).intersects(Span(1.0, 2.0))
        False
        """
        return bool(self & other)


@dataclass(frozen=True, slots=True, order=True)
class Word:
    """One word of a transcript.

    Attributes:
        span: when.
        text: without blanks around it.

    """

    span: Span
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """One speaker, speaking without a notable pause.

    Attributes:
        span: when.
        speaker: who; empty where that is not known, as in a transcript.
        confidence: the chance, 0 to 1, that it is this speaker who speaks there; None where the
            engine does not tell. Turns that differ in nothing else are equal.
        text: what is said; empty where nobody wrote it down.
        words: of ``text``, in order of time, where their times are known.
        channel: of the recording, as the file names it; empty where it names none, or the only one.
            Turns that differ in nothing else are equal.

    >>> Turn(Span(0.5, 2.0), "SPEAKER_00").span.duration
    1.5

    """

    span: Span
    speaker: str
    confidence: float | None = field(default=None, compare=False)
    text: str = ""
    words: tuple[Word, ...] = ()
    channel: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Annotation:
    """Who spoke when in one recording.

    Attributes:
        turns: in order of time, whatever order they were given in.
        uri: the name of the recording, as RTTM files give it.
        duration: of the recording, in seconds.
        coverage: what of the recording this is about; None where nobody knows. Annotations that
            differ in nothing else are equal.

    >>> turns = (Turn(Span(2.0, 3.0), "b"), Turn(Span(0.0, 1.0), "a"))
    >>> Annotation(turns).speakers
    ('a', 'b')

    """

    turns: tuple[Turn, ...] = ()
    uri: str = ""
    duration: float = 0.0
    coverage: Coverage | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "turns", tuple(sorted(self.turns)))

    @property
    def speakers(self) -> tuple[str, ...]:
        """Every speaker once, in order of first appearance."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))

    def renamed(self) -> Annotation:
        """Name the speakers ``SPEAKER_00``, ``SPEAKER_01``, ... in order of first appearance.

        >>> Annotation((Turn(Span(0.0, 1.0), "7"),)).renamed().speakers
        ('SPEAKER_00',)
        """
        names = {name: f"SPEAKER_{number:02d}" for number, name in enumerate(self.speakers)}
        turns = tuple(replace(turn, speaker=names[turn.speaker]) for turn in self.turns)
        return replace(self, turns=turns)

    def to_dict(self) -> dict[str, Any]:
        """Plain lists and numbers, in the shape of the common recipe.

        Returns:
            ``{"segments": [{"start", "end", "speaker"}], "speakers": {name: [{"start", "end"}]}}``,
            seconds rounded to a millisecond. A segment also has ``confidence`` where the engine
            tells it; one of a transcript has ``text``, and ``words`` of ``start``, ``end`` and
            ``word`` where their times are known; one of a file that tells channels apart has
            ``channel``.

        >>> Annotation((Turn(Span(0.0, 1.0), "SPEAKER_00"),)).to_dict()["speakers"]
        {'SPEAKER_00': [{'start': 0.0, 'end': 1.0}]}

        """
        speakers: dict[str, list[dict[str, float]]] = {name: [] for name in self.speakers}
        segments: list[dict[str, Any]] = []
        for turn in self.turns:
            times = _times(turn.span)
            speakers[turn.speaker].append(times)
            sure = {} if turn.confidence is None else {"confidence": round(turn.confidence, 3)}
            side = {"channel": turn.channel} if turn.channel else {}
            segments.append({**times, "speaker": turn.speaker, **side, **sure, **_said(turn)})
        return {"segments": segments, "speakers": speakers}

    def to_rttm(self) -> str:
        """Write the text of an RTTM file (NIST, 2009); empty when nobody speaks."""
        return self._dumps("rttm")

    def to_json(self) -> str:
        """Write the text of a JSON document: :meth:`to_dict` with ``uri`` and ``duration``."""
        return self._dumps("json")

    def save(self, path: str | Path) -> Path:
        """Write the file in the format that its ending names, and return the path.

        Raises:
            FormatError: no format has that ending.

        """
        return Path(_formats().save(self, Path(path)))

    def _dumps(self, name: str) -> str:
        return str(_formats().dumps(self, name))


def _formats() -> ModuleType:
    """The one seam through which a value reaches up: the formats import these types."""
    return import_module("diarizer.formats")


def _times(span: Span) -> dict[str, float]:
    return {"start": round(span.start, 3), "end": round(span.end, 3)}


def _said(turn: Turn) -> dict[str, Any]:
    words = [{**_times(word.span), "word": word.text} for word in turn.words]
    return ({"text": turn.text} if turn.text else {}) | ({"words": words} if words else {})

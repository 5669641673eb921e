"""The one gate: what every reader has found passes it before it is a turn.

Times that are none would be carried on: one writer stops at them with a traceback, the next writes
them down, and a third drops the turn. So nothing but finite times in their order gets through.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats import _channels, _odd, _times, _together
from diarizer.formats._names import whole, whole_name
from diarizer.messages.text import Text, plural, text
from diarizer.types import Annotation, Span, Turn, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Remark = Callable[[Text], None]

_TOLD = 5  # mended places that are named one by one


@dataclass(frozen=True, slots=True)
class Row:
    """What stands at one place of a file, before anybody has looked at it.

    Attributes:
        place: where, as the reader of an error would look for it: ``Line 7``.
        start: seconds, or what the file takes for them.
        end: the same.
        speaker: who; empty for nobody.
        text: what is said.
        words: of ``text``.
        confidence: a chance, or None.
        recording: whose turn it is, in a file that may hold several.
        channel: of the recording, in a file that names it.

    """

    place: Text
    start: float
    end: float
    speaker: str = ""
    text: str = ""
    words: tuple[Word, ...] = ()
    confidence: float | None = None
    recording: str = ""
    channel: str = ""


class NoTime(FormatError):  # noqa: N818, it says what is wrong
    """A turn of the file has times that are none."""


class SeveralRecordings(FormatError):  # noqa: N818, as above
    """The file holds more than one recording, and none was chosen.

    Attributes:
        names: of the recordings, in the order of the file.

    """

    def __init__(self, kind: str, names: tuple[str, ...]) -> None:
        super().__init__(
            text("The {name} holds more than one recording.", name=kind),
            context=text("Recordings: {names}", names=", ".join(names)),
            hint=text(
                "Split it, one file each: diarize convert FILE FOLDER --to rttm; or choose one:"
                " diarize convert FILE --uri {name}",
                name=names[0] if " " not in names[0] else f'"{names[0]}"',
            ),
        )
        self.names = names


class Gate:
    """How strictly a file is read, and who is told of what was noticed."""

    def __init__(
        self, *, repair: bool = False, uri: str | None = None, remark: Remark | None = None
    ) -> None:
        """Make a gate for one file.

        Args:
            repair: mend times that are none, and say so; else they are refused.
            uri: the recording that is meant, where the file holds several.
            remark: is told what was mended or left out.

        """
        self.repair = repair
        self.uri = uri
        self.clock: Callable[[Sequence[Row]], Sequence[Row]] | None = None
        self.is_open = False  # whether the last row has no end of its own
        self._remark = remark

    def say(self, remark: Text) -> None:
        """Tell what was noticed."""
        if self._remark is not None:
            self._remark(remark)

    def read(self, found: Annotation) -> Annotation:
        """Tell of the names in what a file held, once it is read; writing tells nothing of them."""
        if joint := _together.told(turn.speaker for turn in found.turns):
            self.say(joint)
        for odd in _odd.told(found.turns):
            self.say(odd)
        return found

    def chosen(self, rows: Sequence[Row], kind: str) -> tuple[str, list[Row]]:
        """Return the name of the one recording, and its rows.

        Raises:
            SeveralRecordings: nobody has said which.
            FormatError: there is none of that name.

        """
        names = tuple(dict.fromkeys(row.recording for row in rows))
        if self.uri is None:
            if len(names) > 1:
                raise SeveralRecordings(kind, names)
            return next(iter(names), ""), list(rows)
        if self.uri not in names:
            raise FormatError(
                text("The {kind} holds no recording named {name!r}.", kind=kind, name=self.uri),
                context=text("Recordings: {names}", names=", ".join(names)),
                hint=text("Choose one of them."),
            )
        return self.uri, [row for row in rows if row.recording == self.uri]

    def admit(
        self, rows: Iterable[Row], uri: str = "", duration: float | None = None
    ) -> Annotation:
        """Make turns of rows.

        Args:
            rows: in the order of the file.
            uri: the name of the recording.
            duration: of the recording; where the last turn ends when None.

        Raises:
            NoTime: of a row, when nothing may be mended.

        """
        rows = list(rows)
        rows = _channels.named(self.clock(rows) if self.clock else rows)
        self._tell_halves([uri, *(part for row in rows for part in (row.speaker, row.text))])
        times = self._times(rows, [(row.start, row.end) for row in rows])
        turns = tuple(self._turn(row, Span(*span)) for row, span in zip(rows, times, strict=True))
        end = max((turn.span.end for turn in turns), default=0.0)
        if duration is not None and _times.fault(0.0, duration) is None:
            end = duration + 0.0
        elif duration is not None:
            self._refuse_or_say(text("The duration"), 0.0, duration, (0.0, end))
        return Annotation(turns, whole_name(uri), end)

    def checked(self, found: Annotation) -> Annotation:
        """Let turns pass that were made elsewhere, by a plug-in or by a program."""
        rows = [
            Row(
                place=text("Turn {number}", number=number),
                start=turn.span.start,
                end=turn.span.end,
                speaker=turn.speaker,
                text=turn.text,
                words=turn.words,
                confidence=turn.confidence,
                channel=turn.channel,
            )
            for number, turn in enumerate(found.turns, 1)
        ]
        passed = self.admit(rows, found.uri, found.duration)
        # What else the annotation knows of itself stays.
        return replace(found, turns=passed.turns, uri=passed.uri, duration=passed.duration)

    def _turn(self, row: Row, span: Span) -> Turn:
        places = [row] * len(row.words)
        times = self._times(places, [(word.span.start, word.span.end) for word in row.words], span)
        words = tuple(
            Word(Span(*each), whole(word.text)) for word, each in zip(row.words, times, strict=True)
        )
        sure = row.confidence
        if sure is not None and not 0.0 <= sure <= 1.0:
            self.say(
                text("{place}: {value} is no confidence; left out.", place=row.place, value=sure)
            )
            sure = None
        name, side = whole_name(row.speaker), whole_name(row.channel)
        return Turn(span, name, sure, whole(row.text), words, side)

    def _tell_halves(self, contents: list[str]) -> None:
        if broken := sum(whole(each) != each for each in contents):
            self.say(
                plural(
                    "{count} name or text holds half a letter, which no file can hold: U+FFFD stands"
                    " for it in a text, its bytes in a name.",
                    "{count} names or texts hold halves of letters, which no file can hold: U+FFFD"
                    " stands for them in a text, their bytes in a name.",
                    count=broken,
                )
            )

    def _times(
        self, rows: Sequence[Row], times: Sequence[tuple[float, float]], within: Span | None = None
    ) -> list[tuple[float, float]]:
        wrong = [number for number, each in enumerate(times) if _times.fault(*each)]
        if not wrong:
            return [(start + 0.0, end + 0.0) for start, end in times]  # -0.0 is 0.0
        better = _times.mended(times, within.start if within else 0.0)
        for number in wrong[:_TOLD]:
            self._refuse_or_say(rows[number].place, *times[number], better[number])
        if (more := len(wrong) - _TOLD) and more > 0:
            self.say(
                plural(
                    "{count} more place was mended likewise.",
                    "{count} more places were mended likewise.",
                    count=more,
                )
            )
        return better

    def _refuse_or_say(
        self, place: Text, start: float, end: float, better: tuple[float, float]
    ) -> None:
        said = _times.fault(start, end) or text("has no time")
        if not self.repair:
            raise NoTime(
                text("{place} {fault}.", place=place, fault=said),
                context=text("Start: {start}, end: {end}", start=start, end=end),
                hint=text(
                    "Mend it there, or let it be mended: diarize convert FILE OTHER --repair"
                ),
            )
        self.say(
            text(
                "{place} {fault} ({start} to {end}); taken as {first:.3f} to {last:.3f}.",
                place=place,
                fault=said,
                start=start,
                end=end,
                first=better[0],
                last=better[1],
            )
        )

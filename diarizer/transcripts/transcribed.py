"""What was said in a recording, and what its reader should know about how it was read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diarizer.messages.text import text
from diarizer.transcripts import clock
from diarizer.types import Span

if TYPE_CHECKING:
    from diarizer.messages.text import Text
    from diarizer.types import Annotation

_MUCH = 10.0  # seconds that a transcript may end after its recording: a last word, silence cut off


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said, and what the reader should know about how it was read.

    Attributes:
        said: turns with ``text``, with ``words`` where their times are known, with a ``speaker``
            only where the file names one.
        shape: of the file: the program that wrote it, or its format.
        remarks: what had to be repaired.
        is_open: whether the last turn has no end of its own, so that the recording's is its end.

    """

    said: Annotation
    shape: str
    remarks: tuple[Text, ...] = ()
    is_open: bool = False

    def until(self, duration: float) -> Annotation:
        """Let the last turn end with the recording, if the file does not say when it does."""
        if not self.is_open or not self.said.turns:
            return self.said
        *others, last = self.said.turns
        if duration <= last.span.start:
            return self.said
        end = min(duration, last.span.start + clock.WINDOW)
        ended = replace(last, span=Span(last.span.start, end))
        return replace(self.said, turns=(*others, ended), duration=duration)

    def beside(self, found: Annotation) -> tuple[Text, ...]:
        """Return the remarks, and what is odd about putting it beside that recording."""
        said = list(self.remarks)
        last = max((turn.span.start for turn in self.said.turns), default=0.0)
        if last > found.duration + _MUCH:
            said.append(
                text(
                    "The transcript goes on to {end:.0f} s, and the recording ends at {last:.0f} s:"
                    " is it of this recording?",
                    end=self.said.duration,
                    last=found.duration,
                )
            )
        if names := [name for name in self.said.speakers if name]:
            said.append(
                text(
                    "The speakers that the transcript names ({names}) are replaced by those that"
                    " were heard; `diarize convert` keeps them.",
                    names=", ".join(names[:5]),
                )
            )
        return tuple(said)

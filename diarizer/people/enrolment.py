"""Learning how somebody sounds, from a recording of them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diarizer.audio.excerpt import alone
from diarizer.backends.shared.embeddings import direction
from diarizer.errors import NoSpeech
from diarizer.messages.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from diarizer.backends import Backend
    from diarizer.types import Annotation, Recording

# Seconds of speech. With less, two recordings of one person are hardly more alike than those of
# two people may be: 0.67 to 0.79 with Resemblyzer, against 0.93 from ten seconds on.
_SHORT = 3.0
_OTHERS = 0.1  # share of the speech that somebody else may have before it is mentioned


def learnt(
    engine: Backend, name: str, recording: Recording, tell: Callable[[Text], object]
) -> NDArray[np.float32]:
    """Describe the voice of the one who speaks most.

    Args:
        engine: that will be asked about other recordings.
        name: of the person.
        recording: of the person, best of nobody else.
        tell: gets a line about each thing that makes it doubtful whose voice it is.

    Returns:
        (d,) of unit length.

    Raises:
        NoSpeech: nobody speaks.

    """
    found = engine.diarize(recording)
    seconds = _seconds(found)
    most = max(seconds, key=lambda speaker: seconds[speaker], default="")
    voice = engine.voice(recording, alone(found, most)) if most else None
    if voice is None:
        raise NoSpeech(
            text(
                "Nobody speaks in the recording of {name}, so there is no voice to recognise.",
                name=name,
            ),
            context=text(
                "Recording: {recording}, {seconds:.1f} s",
                recording=recording.uri or text("in memory"),
                seconds=recording.duration,
            ),
            hint=text("Choose a recording with ten seconds of this person's speech or more."),
        )
    for doubt in _doubts(seconds, most):
        tell(Text("{name}: {doubt}", {"name": name, "doubt": doubt}))
    return voice


def together(voices: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Average several recordings of one person: (d,) of unit length."""
    mean = np.mean(np.stack(voices), axis=0)
    return direction(mean)


def _seconds(found: Annotation) -> dict[str, float]:
    seconds = dict.fromkeys(found.speakers, 0.0)
    for turn in found.turns:
        seconds[turn.speaker] += turn.span.duration
    return seconds


def _doubts(seconds: dict[str, float], most: str) -> list[Text]:
    doubts = []
    others = sum(seconds.values()) - seconds[most]
    if others > _OTHERS * seconds[most]:
        doubts.append(
            text(
                "{count} people speak in this recording; the voice of the one who speaks most "
                "is taken. Better: cut out a part in which nobody else speaks.",
                count=len(seconds),
            )
        )
    if seconds[most] < _SHORT:
        doubts.append(
            text(
                "only {seconds:.1f} s of speech, which is little to recognise a voice by. "
                "Better: ten seconds or more.",
                seconds=seconds[most],
            )
        )
    return doubts

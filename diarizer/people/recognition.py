"""Who of the people that one knows is heard in a recording."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from diarizer.audio.excerpt import alone
from diarizer.metrics import optimal_assignment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from diarizer.backends import Backend
    from diarizer.types import Annotation, Recording

    Voices = Mapping[str, NDArray[np.float32]]

UNKNOWN = "unknown"
"""What somebody is called whom nobody knows; the next ones are ``unknown_2``, ``unknown_3``."""


@dataclass(frozen=True, slots=True)
class Match:
    """What was found out about one person whose voice is known.

    Attributes:
        name: of the person.
        speaker: who of the recording it is, or is most likely to be; empty when there is no one.
        similarity: of the two voices, -1 to 1.
        recognised: whether that is enough, and nobody else is more alike.

    """

    name: str
    speaker: str
    similarity: float
    recognised: bool


def voices(
    engine: Backend, recording: Recording, found: Annotation
) -> dict[str, NDArray[np.float32]]:
    """Describe the voice of each speaker by a direction.

    Args:
        engine: whose directions they are; those of two backends cannot be compared.
        recording: that was diarized.
        found: who speaks in it, and when.

    Returns:
        (d,) of unit length for each speaker; a speaker too short to be described is left out.

    """
    described = {name: engine.voice(recording, alone(found, name)) for name in found.speakers}
    return {name: voice for name, voice in described.items() if voice is not None}


def match(heard: Voices, known: Voices, threshold: float) -> list[Match]:
    """Pair people with speakers, each at most once, so that the similarities sum to the most.

    Pairs below the threshold are no pairs, whatever the others are (Kuhn, "The Hungarian method
    for the assignment problem", Naval Research Logistics Quarterly 2, 1955).

    Args:
        heard: (d,) of unit length for each speaker of the recording.
        known: (d,) of unit length for each person.
        threshold: cosine similarity from which two voices are one person's.

    Returns:
        one for each person of ``known``, in that order.

    >>> import numpy as np
    >>> anna, boris = np.eye(2, dtype=np.float32)
    >>> [found] = match({"SPEAKER_00": boris, "SPEAKER_01": anna}, {"Anna": anna}, 0.7)
    >>> found.speaker, found.recognised
    ('SPEAKER_01', True)

    """
    speakers = list(heard)
    if not speakers:
        return [Match(name, "", 0.0, recognised=False) for name in known]
    table = _similarities(list(known.values()), list(heard.values()))  # (people, speakers)
    pairs = dict(zip(*_assigned(table, threshold), strict=True))
    return [
        Match(name, speakers[at], float(table[row, at]), row in pairs)
        for row, name in enumerate(known)
        for at in [pairs.get(row, int(table[row].argmax()))]
    ]


def _similarities(
    known: Sequence[NDArray[np.float32]], heard: Sequence[NDArray[np.float32]]
) -> NDArray[np.float64]:
    return np.asarray(np.stack(known) @ np.stack(heard).T, np.float64)


def _assigned(table: NDArray[np.float64], threshold: float) -> tuple[list[int], list[int]]:
    # What is below the threshold gains nothing, so that it takes nobody's place.
    gain = np.where(table >= threshold, table - threshold + 1.0, 0.0)
    rows, columns = optimal_assignment.best(gain)
    real = gain[rows, columns] > 0.0
    return rows[real].tolist(), columns[real].tolist()


def named(found: Annotation, matches: Sequence[Match]) -> Annotation:
    """Give the recognised their names, and number the unknown in order of first appearance.

    >>> from diarizer.types import Annotation, Span, Turn
    >>> talk = Annotation(tuple(Turn(Span(at, at + 1.0), f"S{at}") for at in range(3)))
    >>> named(talk, [Match("Anna", "S1", 0.9, recognised=True)]).speakers
    ('unknown', 'Anna', 'unknown_2')

    """
    return called(found, names(found, matches))


def called(found: Annotation, new: Mapping[str, str]) -> Annotation:
    """Give speakers other names; who is not in ``new`` keeps the old one."""
    turns = tuple(
        replace(turn, speaker=new.get(turn.speaker, turn.speaker)) for turn in found.turns
    )
    return replace(found, turns=turns)


def names(found: Annotation, matches: Sequence[Match]) -> dict[str, str]:
    """Return what each speaker is called from now on; see :func:`named`."""
    new = {match.speaker: match.name for match in matches if match.recognised}
    strangers = [speaker for speaker in found.speakers if speaker not in new]
    for number, speaker in enumerate(strangers, 1):
        new[speaker] = UNKNOWN if number == 1 else f"{UNKNOWN}_{number}"
    return new

"""What a recording as it was taken covers, and what is said of that."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from diarizer.audio import repeats
from diarizer.messages.text import text
from diarizer.types.coverage import Coverage, Remark

if TYPE_CHECKING:
    from diarizer.audio.repeats import Repeat
    from diarizer.audio.report import Report
    from diarizer.audio.sound import Choice
    from diarizer.audio.track import Track


class Taken(NamedTuple):
    """What was decoded: the tracks by their numbers from 0, and those of them that are heard."""

    tracks: dict[int, Track]
    numbers: list[int]
    report: Report
    repeated: tuple[Repeat, ...] = ()


def coverage(found: Taken, choice: Choice, *, apart: bool) -> Coverage:
    """Return what is heard, what is missing, and what is to be said of it."""
    report = found.report
    for track in found.tracks.values():
        track.levels.tell(report)
    number = max(found.numbers, key=lambda each: found.tracks[each].seconds)
    holes = tuple(report.holes.get(number, ()))
    held = max(found.tracks[each].channels for each in found.numbers)
    one = choice.channels if isinstance(choice.channels, int) else None
    out = set.intersection(*(set(found.tracks[each].levels.left_out) for each in found.numbers))
    seconds = found.tracks[number].seconds - sum(hole.duration for hole in holes)
    if holes:
        report.warn("audio.holes", _holes(len(holes), sum(hole.duration for hole in holes)))
    return Coverage(
        decoded=seconds,
        container=report.container,
        channels=(one,) if one else tuple(n for n in range(1, held + 1) if n not in out),
        channels_held=held,
        tracks=tuple(each + 1 for each in found.numbers),
        tracks_held=len(report.tracks),
        apart=apart,
        holes=holes,
        notes=(*_notes(found, choice, apart=apart), *report.notes.values()),
        warnings=tuple(report.warnings.values()),
    )


def quiet(gain: float, *, side: bool = False) -> Remark:
    """Return what is said of a recording, or a side of it, that is heard ``gain`` times as loud."""
    decibels = 20.0 * math.log10(gain)
    if side:
        said = text(
            "A side of the recording is very quiet, and is heard {decibels:.0f} dB louder: what is"
            " softer in it may be missing.",
            decibels=decibels,
        )
    else:
        said = text(
            "The recording is very quiet, and is heard {decibels:.0f} dB louder: what is softer in it"
            " may be missing.",
            decibels=decibels,
        )
    return Remark("audio.quiet", said)


def _holes(count: int, seconds: float) -> Any:
    return text(
        "The recording has holes, where its clock runs on without sound: {count}, {seconds:.1f} s"
        " together. They are taken as silence.",
        count=count,
        seconds=seconds,
    )


def _notes(found: Taken, choice: Choice, *, apart: bool) -> list[Remark]:
    held, heard = len(found.report.tracks), ", ".join(str(each + 1) for each in found.numbers)
    again = [_repeated(each) for each in found.repeated]
    if again and len(found.numbers) == 1:
        return again
    if held > 1 and choice.track is None:
        if len(found.numbers) == 1:
            said = text(
                "The recording has {held} audio tracks; track {heard} is taken, the others are silent"
                " or in another language (--track).",
                held=held,
                heard=heard,
            )
        elif apart:
            said = text(
                "The recording has {held} audio tracks; tracks {heard} are diarized apart.",
                held=held,
                heard=heard,
            )
        else:
            said = text(
                "The recording has {held} audio tracks; tracks {heard} are mixed.",
                held=held,
                heard=heard,
            )
        return [Remark("audio.tracks", said), *again]
    if apart:
        said = text("The channels hold different people: they are diarized apart.")
        return [Remark("audio.channels", said)]
    return []


def _repeated(each: Repeat) -> Remark:
    seconds = abs(each.stretches) * repeats.STRETCH
    numbers = {"number": each.number + 1, "of": each.of + 1}
    if each.stretches > 0:
        said = text(
            "Audio track {number} says what track {of} says, {seconds:.1f} s later, and is left out"
            " (--track).",
            seconds=seconds,
            **numbers,
        )
    else:
        said = text(
            "Audio track {number} says what track {of} says, {seconds:.1f} s earlier, and is left"
            " out (--track).",
            seconds=seconds,
            **numbers,
        )
    return Remark("audio.tracks", said)

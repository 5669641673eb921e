"""What of a recording is heard: which tracks, which channels, mixed or apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diarizer.audio import activity, coherence, covering, loudness, repeats
from diarizer.audio.covering import Taken
from diarizer.audio.mixing import Mixer
from diarizer.audio.report import Report
from diarizer.audio.sound import AUTO, MIX, SEPARATE, Gated, Sound
from diarizer.audio.track import SAMPLE_RATE, Track
from diarizer.errors import InvalidArgument
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from diarizer.audio.sound import Choice, Source

_FRAME = round(SAMPLE_RATE * repeats.STRETCH)
_BLOCK = 60 * SAMPLE_RATE
_SEAM = 5  # frames in which a track may go on while the one after it begins


def taken(source: Source, choice: Choice, make: Callable[[], Any]) -> Sound | None:
    """Decode a recording, and decide what of it is heard.

    Args:
        source: of its blocks.
        choice: what was asked for.
        make: makes a place for the samples of one channel.

    Returns:
        the sound; None where there are no samples at all.

    Raises:
        InvalidArgument: there is no such channel, or no such track.

    """
    report = Report()
    wanted = None if choice.track is None else choice.track - 1
    how = MIX if choice.channels in {AUTO, MIX} else choice.channels
    tracks = _decoded(source, report, wanted, (make, how))
    if wanted is not None and wanted >= len(report.tracks):
        raise _absent(text("The recording has no such audio track."), len(report.tracks))
    if not any(len(each.places[0]) for each in tracks.values() if each.places):
        return None
    found = _once(Taken(tracks, _heard(tracks, report, wanted), report))
    places = [place for number in found.numbers for place in tracks[number].places]
    parts, powers = _parts(found, places, choice, (source, make))
    main = places[0] if len(places) == 1 else _mixed(places, make())
    said = covering.coverage(found, choice, apart=bool(parts))
    (whole,), more = _louder([main], each=True)
    if not parts:
        return Sound(whole, said.noted([covering.quiet(more)] if more > 1.0 else []))
    heard, more = _louder(parts, each=bool(powers))
    said = said.noted([covering.quiet(more, side=True)] if more > 1.0 else [])
    return Sound(whole, said, _gated(heard, *powers) if powers else tuple(heard))


def _louder(places: Sequence[Any], *, each: bool) -> tuple[list[Any], float]:
    """Return places as they are heard, and what the faintest was multiplied by at most.

    Not each by its own level where nothing tells what on it is heard of the others.
    """
    if each:
        gains = [loudness.gains(_powers([place])[:, 0]) for place in places]
    else:
        gains = [loudness.gains(_powers(places).max(axis=1))] * len(places)
    heard = [
        loudness.Louder(place, gain) if len(gain) else place
        for place, gain in zip(places, gains, strict=True)
    ]
    return heard, max(float(gain.max(initial=1.0)) for gain in gains)


def _decoded(
    source: Source, report: Report, wanted: int | None, how: tuple[Callable[[], Any], Any]
) -> dict[int, Track]:
    """Return the tracks; what has an offset, which is known only at its end, is decoded again."""
    tracks = _passed(source, report, wanted, how)
    offsets = {number: track.levels.means.offsets() for number, track in tracks.items()}
    if all(each is None for each in offsets.values()):
        return tracks
    for place in [place for track in tracks.values() for place in track.places]:
        place.close()
    return _passed(source, Report(), wanted, how, offsets)


def _passed(
    source: Source,
    report: Report,
    wanted: int | None,
    how: tuple[Callable[[], Any], Any],
    offsets: Mapping[int, NDArray[np.float64] | None] | None = None,
) -> dict[int, Track]:
    tracks: dict[int, Track] = {}
    for block in source(report, wanted):
        if block.track not in tracks:
            tracks[block.track] = Track(*how, (offsets or {}).get(block.track))
        track = tracks[block.track]
        held = block.samples.shape[1]
        if isinstance(how[1], int) and not track.channels and how[1] > held:
            raise _absent(text("The recording has no such channel."), held)
        track.add(block)
    for track in tracks.values():
        track.end()
    return dict(sorted(tracks.items()))


def _absent(said: Any, held: int) -> InvalidArgument:
    return InvalidArgument(
        said,
        context=text("It has {count}.", count=held),
        hint=text("Name one of them, counted from 1, or leave the option out."),
    )


def _heard(tracks: dict[int, Track], report: Report, wanted: int | None) -> list[int]:
    """Return the tracks that are heard: none that is silent, and of several languages one."""
    there = [number for number, track in tracks.items() if track.places]
    if wanted is not None or len(there) == 1:
        return there
    loud = [n for n in there if activity.levels(_powers(tracks[n].places)).any()] or there[:1]
    languages = {report.tracks[n].language for n in loud} - {""}
    if len(languages) > 1:
        return [next((n for n in loud if report.tracks[n].default), loud[0])]
    return loud


def _once(found: Taken) -> Taken:
    """Leave out the tracks that say what another one says, earlier or later."""
    if len(found.numbers) == 1:
        return found
    places = [found.tracks[number].places[0] for number in found.numbers]
    repeated = tuple(repeats.found(_powers(places), found.numbers))
    out = {each.number for each in repeated}
    left = [number for number in found.numbers if number not in out]
    return found._replace(numbers=left, repeated=repeated)


def _powers(places: Sequence[Any]) -> NDArray[np.float32]:
    """Return (stretches, places) the power in each tenth of a second."""
    count = -(-max(map(len, places)) // _FRAME)
    powers = np.zeros((count, len(places)), np.float32)
    for column, place in enumerate(places):
        for first in range(0, len(place), _BLOCK):
            samples = place.read(first, first + _BLOCK)
            samples = np.pad(samples, (0, -len(samples) % _FRAME)).reshape(-1, _FRAME)
            row = first // _FRAME
            powers[row : row + len(samples), column] = np.square(samples).mean(axis=1)
    return powers


def _parts(
    found: Taken, places: list[Any], choice: Choice, again: tuple[Source, Callable[[], Any]]
) -> tuple[list[Any], tuple[NDArray[np.float32], float] | None]:
    """Return what is to be diarized apart, and what tells crosstalk in it."""
    if choice.channels == SEPARATE or (choice.channels == AUTO and len(places) > 1):
        if len(places) == 1 or not choice.parts:
            return [], None
        powers = _powers(places)
        told = (powers, _FRAME / SAMPLE_RATE) if len(places) == 2 else None  # noqa: PLR2004
        asked = choice.channels == SEPARATE
        one = activity.one_after_another(powers, _SEAM)  # the same people, as a rule
        apart = asked or (not one and activity.differ(powers, _FRAME / SAMPLE_RATE))
        apart = apart or (
            not one and activity.untold(powers) and coherence.apart(places, SAMPLE_RATE)
        )
        return (places, told) if apart else ([], None)
    track = found.tracks[found.numbers[0]]
    if choice.channels != AUTO or not choice.parts or track.channels == 1:
        return [], None
    powers = track.powers()
    differ = activity.differ(powers, track.stretch)
    if not differ and not activity.untold(powers):
        return [], None
    # Only what may be a call is decoded a second time: nothing else needs room for each channel.
    source, make = again
    sides = _decoded(source, Report(), found.numbers[0], (make, SEPARATE))
    parts = sides[found.numbers[0]].places
    if differ or coherence.apart(parts, SAMPLE_RATE):
        return parts, (powers, track.stretch)
    for part in parts:
        part.close()
    return [], None


def _gated(parts: Sequence[Any], powers: NDArray[np.float32], stretch: float) -> tuple[Gated, ...]:
    gains = activity.gains(powers)
    return tuple(Gated(part, gain, stretch) for part, gain in zip(parts, gains, strict=True))


def _mixed(places: Sequence[Any], place: Any) -> Any:
    """Average places into another one; a short one is silent at its end."""
    mixer = Mixer(len(places))
    length = max(map(len, places))
    for first in range(0, length, _BLOCK):
        last = min(first + _BLOCK, length)
        samples = np.zeros((len(places), -(-(last - first) // _FRAME) * _FRAME), np.float32)
        for row, each in zip(samples, places, strict=True):
            piece = each.read(first, last)
            row[: len(piece)] = piece
        place.append(mixer.mixed(samples, samples.shape[1] // _FRAME)[0][: last - first])
    return place

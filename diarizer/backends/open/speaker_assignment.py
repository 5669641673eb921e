"""Who each stretch is, once it is known how everybody sounds.

A stretch is the person that it sounds like. A short one says little about that, and leans on what
else the same speaker says in the same window: the segmentation has heard them as one. Where that
tells nothing, it is who is heard nearest to it. Two who speak at once are two people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open import clustering, clustering_options, own_likeness, told_by_windows
from diarizer.backends.open.powerset import SPEAKERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from diarizer.backends.open.segments_and_voices import Segments

    Labels = NDArray[np.int64]
    Embeddings = NDArray[np.float32]
    Likeness = NDArray[np.float32]
    Seconds = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Options:
    """What decides; the numbers are from benchmarks/accuracy.py, which hardly feels them.

    Attributes:
        core: seconds of clean speech of a stretch that may make a person; 0.7 to 1.
        lean: seconds that the rest of what the speaker says in the window counts for; 0.1 to 0.6.
        across: how much of the stretch that goes on in the next window counts; 0.25 gains half a
            point on the built recordings, 1 loses a point on the real ones.
        enough: seconds of clean speech after which more of it says no more; 1 to 4.

    """

    core: float = 0.8
    lean: float = 0.3
    across: float = 0.25
    enough: float = 2.0


@dataclass(frozen=True, slots=True)
class Identities:
    """Who each stretch is.

    Attributes:
        people: (n,) numbers from 0.
        margin: (n,) how much more it sounds like its person than like anybody else, as a
            difference of cosines; below zero where somebody else who speaks at once was likelier.

    """

    people: Labels
    margin: NDArray[np.float32]


def identify(
    heard: Segments,
    bounds: clustering_options.Bounds,
    options: Options,
    grouping: clustering_options.Options,
) -> Identities:
    """Give each stretch its person.

    Args:
        heard: the stretches of the whole recording.
        bounds: the fewest and the most people.
        options: what decides.
        grouping: when two clusters are one person.

    """
    core = _core(heard, bounds[0], options)
    if not len(core):
        return Identities(np.zeros(len(heard.first), np.int64), np.zeros_like(heard.clean))
    continued = [*_continued(heard)]
    grouping = own_likeness.calibrated(heard, core, continued, grouping)
    rows, seconds = heard.voices[core], np.maximum(heard.clean[core], np.float32(0.1))
    told = told_by_windows.pairs(heard, core, continued) if grouping.asks_windows else None
    labels = clustering.cluster(rows, seconds, bounds, grouping, told)
    likeness = _likeness(heard, clustering.centres(rows, labels, seconds), continued, options)
    people = _apart(heard, _with_the_untold(heard, likeness))
    people = _everybody(people, core, labels, seconds)
    return Identities(people, _margin(likeness, people, heard, options))


def _margin(
    likeness: Likeness, people: Labels, heard: Segments, options: Options
) -> NDArray[np.float32]:
    """Compare each stretch's likeness to its person with that to the next; 1 beside nobody."""
    if likeness.shape[1] == 1:
        return np.ones(len(likeness), np.float32)
    rest = likeness.copy()
    rest[np.arange(len(rest)), people] = -np.inf
    own = likeness[np.arange(len(rest)), people]
    said = np.minimum(heard.clean, options.enough) + options.lean
    return np.asarray((own - rest.max(axis=1)) / said, np.float32)


def _core(heard: Segments, at_least: int, options: Options) -> Labels:
    """Choose the stretches that are heard well; the best heard where they are too few."""
    told = np.flatnonzero(heard.voices.any(axis=1))
    well = told[heard.clean[told] >= options.core]
    if len(well) >= at_least:
        return well
    return np.sort(told[np.argsort(-heard.clean[told], kind="stable")][:at_least])


def _likeness(
    heard: Segments, voices: Embeddings, continued: Iterable[tuple[int, int]], options: Options
) -> Likeness:
    """Return (n, k) how much each stretch sounds like each person, its neighbours considered."""
    weights = np.minimum(heard.clean, options.enough) * heard.voices.any(axis=1)  # (n,)
    own = weights[:, None] * (heard.voices @ voices.T)  # (n, k)
    speakers, number = np.unique(heard.speaker, return_inverse=True)
    together = np.zeros((len(speakers), len(voices)), np.float32)
    np.add.at(together, number, own)
    together /= np.maximum(np.bincount(number, weights=weights), 1e-6)[:, None]
    said = own + options.lean * together[number]
    for one, other in continued:
        said[one] += options.across * own[other]
        said[other] += options.across * own[one]
    return np.asarray(said, np.float32)


def _with_the_untold(heard: Segments, likeness: Likeness) -> Likeness:
    """Let who is heard nearest in time be the likeliest where no voice tells anything.

    All would be equally likely, and the first of them taken: whoever was numbered first. By the
    middles of stretches, which hardly ever lie equally far away.
    """
    told = np.flatnonzero(likeness.any(axis=1))
    people, middles = likeness[told].argmax(axis=1), heard.first + heard.last
    guessed: Likeness = likeness.copy()
    for one in np.flatnonzero(~likeness.any(axis=1)):
        guessed[one] = -middles.max() - 1  # of who is heard nowhere: farther than anybody
        away = np.abs(middles[told] - middles[one])
        np.maximum.at(guessed[one], people, -away.astype(np.float32))
    return guessed


def _continued(heard: Segments) -> Iterator[tuple[int, int]]:
    """Yield the pairs of stretches that one window ends with and the next one begins with."""
    window = heard.speaker // SPEAKERS
    for one in range(len(window)):
        later = np.arange(one + 1, np.searchsorted(window, window[one] + 2))
        touching = later[(window[later] > window[one]) & (heard.first[later] == heard.last[one])]
        if len(touching) == 1:
            yield one, int(touching[0])


def _apart(heard: Segments, likeness: Likeness) -> Labels:
    """Take the likeliest person; of two at once, let the one heard less well give way."""
    people = np.asarray(likeness.argmax(axis=1), np.int64)
    if likeness.shape[1] == 1:
        return people
    for one, other in _simultaneous(heard):
        if people[one] == people[other]:
            less, more = (one, other) if heard.clean[one] < heard.clean[other] else (other, one)
            rest = likeness[less].copy()
            rest[people[more]] = -np.inf
            people[less] = rest.argmax()
    return people


def _simultaneous(heard: Segments) -> list[tuple[int, int]]:
    """List the pairs of stretches that share time, both of one window."""
    order = np.argsort(heard.first, kind="stable").tolist()
    pairs = []
    for place, one in enumerate(order):
        # Not a slice: of hours, copying the rest for each of them takes the square of its length.
        for later in range(place + 1, len(order)):
            other = order[later]
            if heard.first[other] >= heard.last[one]:
                break
            pairs.append((one, other))
    return pairs


def _everybody(people: Labels, core: Labels, labels: Labels, seconds: Seconds) -> Labels:
    """Leave to each person at least the longest stretch that made them one."""
    longest = {int(labels[at]): int(core[at]) for at in np.argsort(seconds, kind="stable")}
    while lost := set(longest) - set(people[core].tolist()):
        for person in lost:
            people[longest[person]] = person
    return people

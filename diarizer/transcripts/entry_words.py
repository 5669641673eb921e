"""What is said within entries: their words, who says each, and entries that say others once more."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from diarizer.transcripts import alignment, scripts
from diarizer.transcripts.raw import RawSegment, RawWord

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from diarizer.transcripts.entry_lists import Group

    Times = tuple[float | None, float | None]
    Row = tuple[str, Times, str, Mapping[str, Any]]
    Named = tuple[RawWord, str]  # and who says it

_NEAR = 0.5  # seconds that a word lies beside its entry
_ROUNDED = 0.05  # seconds
_ALIKE = 0.8  # of the words
_MANY = 200  # entries that one may be the sum of
_NOBODY = frozenset({"", "-1"})


def within(group: Group, inner: Group) -> dict[int, list[Named]]:
    """Return the words of each entry; none where one lies elsewhere, as those of another clock do."""
    spans = {id(own): at for own, at in zip(group.own, group.times, strict=True)}
    words: dict[int, list[Named]] = {}
    listed = zip(inner.texts, inner.times, inner.names, inner.around, strict=True)
    for said, at, who, around in listed:
        holder = next((id(one) for one in reversed(around) if id(one) in spans), None)
        start, end = spans.get(holder or 0, (None, None))
        if holder is None or start is None or at[0] is None:
            return {}
        if not start - _NEAR <= at[0] <= (end if end is not None else at[0]) + _NEAR:
            return {}
        words.setdefault(holder, []).append((RawWord(f" {said}", *at), who))
    return words


def segments(
    rows: Sequence[Row], words: Mapping[int, Sequence[Named]], *, is_named: bool
) -> Iterator[RawSegment]:
    """Make a segment of each entry; one for each who says some of its words, where only they tell."""
    for said, at, who, own in rows:
        some = words.get(id(own), ())
        whole = RawSegment(said, *at, who, tuple(word for word, _ in some))
        names = {name for _, name in some if name}
        if is_named and len(names) > 1:
            yield from _parted(whole, some)
        else:
            yield replace(whole, speaker=next(iter(names))) if is_named and names else whole


def _parted(whole: RawSegment, words: Sequence[Named]) -> Iterator[RawSegment]:
    """Cut the text where another one begins; what only the text has is said by who spoke last."""
    numbered = [replace(word, start=float(at)) for at, (word, _) in enumerate(words)]
    texts, at = [""] * len(words), 0
    for piece in alignment.spread(whole.text, numbered):
        at = at if piece.start is None else int(piece.start)
        texts[at] += piece.text
    names = [name for _, name in words]
    for number, name in enumerate(names):
        names[number] = name or (names[number - 1] if number else next(filter(None, names)))
    for name, some in groupby(range(len(words)), lambda number: names[number]):
        places = list(some)
        spoken = tuple(replace(words[one][0], text=texts[one]) for one in places)
        yield RawSegment(
            "".join(texts[one] for one in places), spoken[0].start, spoken[-1].end, name, spoken
        )


def without_sums(rows: Sequence[Row]) -> tuple[list[Row], int]:
    """Leave out entries that say what others within their time say, as SaluteSpeech has them.

    Its speaker of all is -1; one who is somebody says the sum of two others at least.
    """
    starts = sorted(
        (start, at) for at, (_, (start, _), _, _) in enumerate(rows) if start is not None
    )
    sums = {at for place, (_, at) in enumerate(starts) if _is_sum(rows, starts, place)}
    kept = [row for at, row in enumerate(rows) if at not in sums]
    return (kept, len(sums)) if kept else (list(rows), 0)


def _is_sum(rows: Sequence[Row], starts: Sequence[tuple[float, int]], place: int) -> bool:
    start, own = starts[place]
    said, (_, end), who, _ = rows[own]
    if end is None:
        return False
    inside = []
    first = bisect_left(starts, (start - _ROUNDED, -1))
    for begin, at in islice(starts, first, first + _MANY):
        if begin > end:
            break
        until = rows[at][1][1]
        if at != own and rows[at][2] != who and until is not None and until <= end + _ROUNDED:
            inside.append(rows[at])
    others = {one[2] for one in inside} - _NOBODY
    return len(others) > (who not in _NOBODY) and _are_alike(said, [one[0] for one in inside])


def _are_alike(said: str, parts: Sequence[str]) -> bool:
    whole = Counter(map(scripts.key, scripts.units(said)))
    other = Counter(scripts.key(unit) for part in parts for unit in scripts.units(part))
    return (whole & other).total() >= _ALIKE * max(whole.total(), other.total())

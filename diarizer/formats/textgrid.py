"""TextGrid of Praat: a tier for each speaker, cut into intervals without a gap.

Praat's manual, "TextGrid file formats"; the long format is written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats import _label_tiers, _praat, _sounds
from diarizer.formats._names import packed, unpacked
from diarizer.formats._turns_gate import Gate, Row
from diarizer.messages.text import joined, plural, text
from diarizer.types import Annotation, Span, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

EXTENSION = ".TextGrid"
# As Praat's "To TextGrid (silences)", WebMAUS and forced aligners mark them.
_PAUSES = frozenset({"silent", "<p:>", "<p>", "<sil>", "sil", "sp"})
_ALIGNED = {"words": "phones", "word": "phone"}  # of Montreal Forced Aligner; of P2FA
_OF_MAUS = ("ORT-MAU", "ORT")  # the words of WebMAUS, and what it says of each of them
_BESIDE = frozenset({"KAN-MAU", "MAU", "MAS", "KAS-MAU", "KAN", "KAS"})
HOLDS = frozenset({"turns", "text", "duration"})
CODE_PAGES = ("cp1252",)  # as which Praat reads what is no UTF-8, and as old ones wrote it


def dumps(annotation: Annotation) -> str:
    """Write a tier for each speaker; an interval holds what is said, or the speaker's name.

    Praat lets nobody speak twice at once on one tier: of two turns of one speaker that overlap the
    later stands on a second tier of the same name. Other readers (praatio) refuse a name that comes
    again, so that a blank stands behind the second, which nobody sees.
    """
    end = max([annotation.duration, *(turn.span.end for turn in annotation.turns)])
    tiers = [
        _tier(name, turns, end, " " * number)
        for name in annotation.speakers
        for number, turns in enumerate(
            _apart(turn for turn in annotation.turns if turn.speaker == name)
        )
    ]
    head = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n'
    size = f"{_range(end)}tiers? <exists>\nsize = {len(tiers)}\nitem []:\n"
    numbered = "".join(f"    item [{number}]:\n{tier}" for number, tier in enumerate(tiers, 1))
    return f"{head}{size}{numbered}"


def loads(content: str, gate: Gate | None = None) -> Annotation:
    """Read the intervals that hold something; tiers of points are left out.

    Args:
        content: of the file, in the long, the short or the chronological format.
        gate: what may be mended.

    Raises:
        FormatError: not a TextGrid, or cut short.

    """
    gate = gate or Gate()
    try:
        found = _praat.read(content)
    except EOFError as error:
        raise FormatError(
            text("The TextGrid ends before all of its intervals."),
            context=text("It ends with: {ending!r}", ending=content.strip()[-60:]),
            hint=text("Is the file whole? Write it again, with the program that made it."),
        ) from error
    except (ValueError, IndexError) as error:
        raise FormatError(
            text("The file is not a TextGrid of Praat."),
            context=joined(
                text("It begins with: {beginning!r}", beginning=content.strip()[:60]), str(error)
            ),
            hint=text('Wanted: what Praat saves as a text file, with Object class = "TextGrid".'),
        ) from error
    return of_grid(found, gate)


def of_grid(found: _praat.Grid, gate: Gate) -> Annotation:
    """Make turns of the tiers, wherever they were read.

    Raises:
        FormatError: a time is none.

    """
    found = _numbered(found, gate)
    found = replace(found, tiers=[replace(one, name=one.name.strip()) for one in found.tiers])
    found = _without_sounds(found, gate)
    _tell(found, gate)
    rows = [row for tier in found.tiers for row in _rows(tier)]
    spoken = [row for row in rows if row.text not in _PAUSES]
    if pauses := len(rows) - len(spoken):
        gate.say(
            plural(
                "{count} interval that is marked as a pause was left out.",
                "{count} intervals that are marked as pauses were left out.",
                count=pauses,
            )
        )
    rows = _label_tiers.named(spoken, [tier.name for tier in found.tiers], gate)
    return gate.admit(_sounds.heard(rows, gate), duration=found.end)


def _without_sounds(found: _praat.Grid, gate: Gate) -> _praat.Grid:
    """Leave the sounds of words out; Montreal Forced Aligner has tiers "Anna - words" and "- phones"."""
    names = {tier.name for tier in found.tiers}
    owners = {}  # of each tier of words, who says them
    sounds = set()
    for words, phones in _ALIGNED.items():
        for name in names:
            owner = name.removesuffix(words)
            if name != owner and owner + phones in names:
                owners[name] = owner.removesuffix(" - ")
                sounds.add(owner + phones)
    of_maus = next((name for name in _OF_MAUS if name in names), "")
    if of_maus and names & _BESIDE:
        owners[of_maus] = ""
        sounds |= names & _BESIDE
    for name in sorted(sounds):
        gate.say(text("Tier {name} holds the sounds of words; it was left out.", name=name))
    tiers = [
        replace(tier, name=owners.get(tier.name, tier.name))
        for tier in found.tiers
        if tier.name not in sounds
    ]
    return replace(found, tiers=tiers)


def _numbered(found: _praat.Grid, gate: Gate) -> _praat.Grid:
    """Call several tiers without a name after their numbers; our own second one is called a blank."""
    unnamed = [tier for tier in found.tiers if tier.intervals and not tier.name]
    if len(unnamed) < 2:  # noqa: PLR2004, one is nobody's
        return found
    gate.say(
        text(
            "{count} tiers have no name: each is a speaker, called after its number.",
            count=len(unnamed),
        )
    )
    named = [
        replace(tier, name=f"Tier {number}") if tier in unnamed else tier
        for number, tier in enumerate(found.tiers, 1)
    ]
    return replace(found, tiers=named)


def _tell(found: _praat.Grid, gate: Gate) -> None:
    names = [unpacked(tier.name) for tier in found.tiers if tier.intervals is not None]
    for name in sorted({name for name in names if names.count(name) > 1}):
        gate.say(text("Several tiers are called {name}: one speaker.", name=name))
    if points := len(found.tiers) - len(names):
        gate.say(
            plural(
                "{count} tier of points was left out.",
                "{count} tiers of points were left out.",
                count=points,
            )
        )


def _rows(tier: _praat.Tier) -> Iterator[Row]:
    name = unpacked(tier.name)
    for start, end, label in tier.intervals or ():
        said = " ".join(label.split())
        if said:
            place = text("Tier {tier}, {start} to {end},", tier=name, start=start, end=end)
            yield Row(place, start, end, name, "" if said in {tier.name, name} else said)


def _apart(turns: Iterable[Turn]) -> list[list[Turn]]:
    """Share turns out, so that none begins before the one before it has ended."""
    tiers: list[list[Turn]] = []
    for turn in turns:
        if not turn.span:
            continue  # an interval takes time
        free = (tier for tier in tiers if tier[-1].span.end <= turn.span.start)
        tier = next(free, None)
        if tier is None:
            tiers.append([turn])
        else:
            tier.append(turn)
    return tiers or [[]]


def _tier(speaker: str, turns: Sequence[Turn], end: float, behind: str) -> str:
    intervals = list(_intervals(turns, end))
    lines = "".join(
        f"        intervals [{number}]:\n{_range(span.end, span.start, 12)}"
        f"            text = {_quoted(label)}\n"
        for number, (span, label) in enumerate(intervals, 1)
    )
    name = _quoted(_label_tiers.packed(speaker) + behind)
    head = f'        class = "IntervalTier"\n        name = {name}\n'
    return f"{head}{_range(end, 0.0, 8)}        intervals: size = {len(intervals)}\n{lines}"


def _intervals(turns: Iterable[Turn], end: float) -> Iterator[tuple[Span, str]]:
    """Yield the turns with the silences between them."""
    now = 0.0
    for turn in turns:
        if turn.span.start > now:
            yield Span(now, turn.span.start), ""
        yield turn.span, " ".join(turn.text.split()) or packed(turn.speaker)
        now = turn.span.end
    if now < end:
        yield Span(now, end), ""


def _range(end: float, start: float = 0.0, indent: int = 0) -> str:
    blank = " " * indent
    return f"{blank}xmin = {_decimal(start)}\n{blank}xmax = {_decimal(end)}\n"


def _decimal(seconds: float) -> str:
    return f"{seconds:.6f}".rstrip("0").rstrip(".") or "0"


def _quoted(content: str) -> str:
    doubled = content.replace('"', '""')
    return f'"{doubled}"'

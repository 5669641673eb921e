"""A segment that names nobody, whose words are those of several: each who speaks has a part of it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import plural
from diarizer.transcripts.raw import speaker_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diarizer.messages.text import Text


def parted(segments: Any) -> Any:
    """Return the segments, one for each who speaks in one; anything but a list as it is."""
    if not isinstance(segments, list):
        return segments
    return [part for one in segments for part in _parts(one)]


def _parts(segment: Any) -> Iterator[Any]:
    words = segment.get("words") if isinstance(segment, dict) else None
    known = isinstance(words, list) and bool(words) and all(map(_is_word, words))
    if not isinstance(words, list) or not known or speaker_of(segment):
        yield segment
        return
    names = [speaker_of(word) for word in words]
    if len(set(filter(None, names))) < 2:  # noqa: PLR2004, one speaker alone
        yield segment
        return
    # A word of nobody, which has no time, goes on with the one before it.
    for at, name in enumerate(names):
        names[at] = name or (names[at - 1] if at else next(filter(None, names)))
    pairs = zip(names, words, strict=True)
    for speaker, some in groupby(pairs, key=lambda pair: pair[0]):
        yield _part(speaker, [word for _, word in some])


def told(segments: Any) -> tuple[Text, ...]:
    """Say where words are another speaker's than their segment, as WhisperX may have it."""
    listed = segments if isinstance(segments, list) else []
    others = sum(_has_others(one) for one in listed if isinstance(one, dict))
    if not others:
        return ()
    said = plural(
        "{count} segment holds words of another speaker; all of it is given to its own.",
        "{count} segments hold words of other speakers; each is given to its own as a whole.",
        count=others,
    )
    return (said,)


def _has_others(segment: Mapping[str, Any]) -> bool:
    words, own = segment.get("words"), speaker_of(segment)
    listed = filter(_is_word, words) if isinstance(words, list) and own else ()
    return any(speaker_of(word) not in {"", own} for word in listed)


def _is_word(one: Any) -> bool:
    return isinstance(one, dict) and isinstance(one.get("word"), str)


def _part(speaker: str, words: list[Mapping[str, Any]]) -> dict[str, Any]:
    said = [word["word"] for word in words]
    between = "" if any(word[:1].isspace() for word in said) else " "
    starts = [word["start"] for word in words if word.get("start") is not None]
    ends = [word["end"] for word in words if word.get("end") is not None]
    return {
        "start": next(iter(starts), None),
        "end": next(iter(reversed(ends)), None),
        "text": between.join(said),
        "words": words,
        "speaker": speaker,
    }

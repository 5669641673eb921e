"""In which order ``auto`` asks the backends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.errors import InvalidArgument
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

# The most accurate first; a file not named here comes last. What was measured on the same recordings
# stands as benchmarks/accuracy.py finds it: open before resemblyzer. The weights of the other two
# are not here, so they stand as their publishers say on DIHARD III, without a collar and with
# overlap: nemotron 12.7 % (its model card), pyannote community-1 20.2 % (README of pyannote-audio);
# of pyannote 3.1, whose segmentation network open has, the same README says 21.4 %.
PREFERENCE = ("nemotron", "pyannote", "open", "resemblyzer")


def ordered(names: Iterable[str]) -> tuple[str, ...]:
    """Put the most accurate first.

    >>> ordered(["another", "resemblyzer", "nemotron"])
    ('nemotron', 'resemblyzer', 'another')
    """
    ranks = {name: rank for rank, name in enumerate(PREFERENCE)}
    return tuple(sorted(names, key=lambda name: (ranks.get(name, len(ranks)), name)))


def able_first(
    names: Iterable[str], lacks: Callable[[str], Collection[str]], wanted: Collection[str]
) -> tuple[str, ...]:
    """Put those last on whom no number of speakers can be imposed, where one is wanted.

    >>> able_first(("a", "b"), {"a": {"numbers"}, "b": ()}.__getitem__, {"numbers"})
    ('b', 'a')
    """
    if "numbers" not in wanted:
        return tuple(names)
    return tuple(sorted(names, key=lambda name: "numbers" in lacks(name)))


def of(engine: str, module: Callable[[str], Any]) -> str:
    """Name the more accurate backend that has the engine here; else the other, which says why not.

    Args:
        engine: its name.
        module: finds a backend by its name.

    """
    return "open" if module("open").availability(engine).ready else "resemblyzer"


def voiceless(name: str) -> InvalidArgument:
    """Make the error for a backend that is to recognise somebody and describes no voices."""
    return InvalidArgument(
        text("{name} describes no voices, so nobody can be recognised.", name=name),
        hint=text("Choose another backend: --backend open"),
    )


def engineless(name: str, engine: str, other: str) -> InvalidArgument:
    """Make the error for a backend whose engine was named, and which leaves no choice."""
    return InvalidArgument(
        text("The backend {backend!r} has no engines to choose from.", backend=name),
        context=text("Given: {engine!r}", engine=engine),
        hint=text("Leave the engine out, or choose the backend {name!r}.", name=other),
    )

"""When nobody but one person speaks, in a talk of any length."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")

from diarizer.audio.excerpt import alone
from diarizer.types import Annotation, Span, Turn


class Compared(float):
    """A time that counts how often it is compared."""

    times = 0
    __hash__ = float.__hash__

    def __lt__(self, other):
        Compared.times += 1
        return float(self) < float(other)

    def __gt__(self, other):
        Compared.times += 1
        return float(self) > float(other)

    __le__ = __lt__
    __ge__ = __gt__


def talk(count, seconds=Compared):
    turns = (Turn(Span(seconds(at), seconds(at + 1)), "abcd"[at % 4]) for at in range(count))
    return Annotation(tuple(turns))


def test_hours_take_no_square_of_their_length():
    count = 1_000
    found = talk(count)
    Compared.times = 0
    assert len(alone(found, "a")) == count / 4
    assert Compared.times < 40 * count


@pytest.mark.parametrize("seed", range(20))
def test_what_is_left_is_each_moment_in_which_nobody_else_speaks(seed):
    chosen = np.random.default_rng(seed)
    turns = []
    for start in chosen.integers(0, 20, chosen.integers(2, 12)).tolist():
        span = Span(float(start), float(start + chosen.integers(1, 8)))
        turns.append(Turn(span, "abc"[chosen.integers(3)]))
    found = Annotation((*turns, Turn(Span(40.0, 41.0), "a")))
    moments = [at + 0.5 for at in range(41)]

    def speaking(at):
        return {t.speaker for t in found.turns if t.span.start < at < t.span.end}

    told = {at for at in moments for part in alone(found, "a") if part.start < at < part.end}
    assert told == {at for at in moments if speaking(at) == {"a"}}

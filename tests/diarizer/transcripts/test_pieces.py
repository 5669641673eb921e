"""Where a segment is cut."""

from diarizer.transcripts.pieces import Guard, Named, guarded
from diarizer.types import Span, Word


def named(*words):
    """Words of (start, end, speaker, how sure that is)."""
    return [Named(Word(Span(s, e), "w"), who, sure) for s, e, who, sure in words]


def test_a_boundary_goes_over_a_word_in_doubt_to_the_pause():
    late = named((0.0, 0.4, "A", 1), (0.8, 1.1, "A", 0.1), (1.1, 1.5, "B", 1), (1.5, 2, "B", 1))
    assert guarded(late, Guard()) == ["A", "B", "B", "B"]
    early = named((0.0, 0.4, "A", 1), (0.4, 0.8, "A", 1), (0.8, 1.1, "B", 0.1), (1.5, 2, "B", 1))
    assert guarded(early, Guard()) == ["A", "A", "A", "B"]


def test_a_boundary_stays_where_no_word_is_in_doubt_or_no_pause_is_longer():
    sure = named((0.0, 0.4, "A", 1), (0.8, 1.1, "A", 0.9), (1.1, 1.5, "B", 1), (1.5, 2, "B", 1))
    assert guarded(sure, Guard()) == ["A", "A", "B", "B"]
    even = named((0.0, 0.4, "A", 1), (0.4, 0.8, "A", 0.1), (0.8, 1.5, "B", 1), (1.5, 2, "B", 1))
    assert guarded(even, Guard()) == ["A", "A", "B", "B"]


def test_a_word_in_doubt_goes_to_the_neighbour_across_the_shorter_pause():
    words = named((0.0, 0.5, "A", 1), (0.54, 0.7, "B", 0.1), (0.72, 1.2, "A", 1))
    assert guarded(words, Guard()) == ["A", "A", "A"]
    other = named((0.0, 0.5, "A", 1), (0.54, 0.7, "C", 0.1), (0.7, 1.2, "B", 1))
    assert guarded(other, Guard()) == ["A", "B", "B"]


def test_an_answer_of_one_word_between_pauses_is_kept():
    words = named((0.0, 0.5, "A", 1), (0.8, 1.0, "B", 0.1), (1.3, 1.8, "A", 1))
    assert guarded(words, Guard()) == ["A", "B", "A"]


def test_a_word_that_is_sure_or_long_or_not_alone_is_kept():
    sure = named((0.0, 0.5, "A", 1), (0.5, 0.7, "B", 0.9), (0.7, 1.2, "A", 1))
    assert guarded(sure, Guard()) == ["A", "B", "A"]
    long = named((0.0, 0.5, "A", 1), (0.5, 0.9, "B", 0.1), (0.9, 1.4, "A", 1))
    assert guarded(long, Guard()) == ["A", "B", "A"]
    two = named((0, 0.5, "A", 1), (0.5, 0.6, "B", 0), (0.6, 0.7, "B", 0), (0.7, 1.2, "A", 1))
    assert guarded(two, Guard()) == ["A", "B", "B", "A"]

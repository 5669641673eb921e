"""Who each stretch is, on voices that are two numbers."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.open import clustering_options, speaker_assignment
from diarizer.backends.open.segments_and_voices import Segments

X, Y, NONE = (1.0, 0.0), (0.0, 1.0), (0.0, 0.0)


def stretches(*rows):
    """From (first, last, window, speaker, voice, clean seconds)."""
    first, last, window, speaker, voices, clean = zip(*rows, strict=True)
    number = np.array(window) * 3 + np.array(speaker)
    voices, clean = np.array(voices, np.float32), np.array(clean, np.float32)
    return Segments(np.array(first), np.array(last), number, voices, clean, np.ones_like(clean))


def identified(*rows, bounds=(1, None)):
    return speaker_assignment.identify(
        stretches(*rows),
        bounds,
        speaker_assignment.Options(),
        clustering_options.Options(smallest=1.0),
    )


def people(*rows, bounds=(1, None)):
    return identified(*rows, bounds=bounds).people.tolist()


LONG_X, LONG_Y = (0, 100, 0, 0, X, 5.0), (100, 200, 0, 1, Y, 5.0)


def test_a_stretch_too_short_to_be_told_is_whom_its_window_takes_it_for():
    short_x, short_y = (210, 220, 0, 0, NONE, 0.2), (230, 240, 0, 1, NONE, 0.2)
    x, y, *short = people(LONG_X, LONG_Y, short_x, short_y)
    assert short == [x, y]
    assert x != y


@pytest.mark.parametrize(("first", "second"), [(X, Y), (Y, X)])
def test_a_stretch_of_which_nothing_is_known_is_who_is_heard_nearest(first, second):
    after, before = (102, 106, 1, 0, NONE, 0.1), (190, 196, 1, 1, NONE, 0.1)
    one, other, *guessed = people(
        (0, 100, 0, 0, first, 5.0), (200, 300, 2, 0, second, 5.0), after, before
    )
    assert guessed == [one, other]
    assert one != other


def test_of_two_at_once_one_of_which_nothing_is_known_is_the_other():
    x, y, other = people(LONG_X, LONG_Y, (20, 30, 1, 0, NONE, 0.0))
    assert other == y != x


def test_a_long_stretch_is_whom_it_sounds_like_whatever_its_window_says():
    x, y, other = people(LONG_X, LONG_Y, (210, 300, 0, 0, Y, 2.0))
    assert other == y != x


def test_two_at_once_are_two_people():
    x, y, other = people(LONG_X, LONG_Y, (50, 80, 0, 2, X, 0.0))
    assert other == y != x


def test_a_stretch_that_goes_on_in_the_next_window_stays_one_person():
    near = (206, 250, 1, 1, X, 3.0)  # whom it would be taken for by itself
    x, y, rest, _ = people(LONG_X, LONG_Y, (200, 205, 1, 0, NONE, 0.1), near)
    assert rest == y != x


def test_a_stretch_that_the_next_window_goes_on_with_is_that_person():
    near = (280, 299, 1, 1, X, 3.0)
    x, _, begun, y = people(LONG_X, near, (300, 305, 1, 0, NONE, 0.1), (305, 400, 2, 0, Y, 5.0))
    assert begun == y != x


def test_everybody_who_was_asked_for_keeps_a_stretch():
    rows = [(100 * n, 100 * n + 90, n, 0, X, 2.0) for n in range(4)]
    assert len(set(people(*rows, bounds=(3, 3)))) == 3


def test_only_one_person_is_found_where_no_voice_can_be_told():
    assert people((0, 5, 0, 0, NONE, 0.1), (9, 12, 0, 1, NONE, 0.1)) == [0, 0]


def test_a_voice_between_two_people_has_a_smaller_margin_than_one_like_one_of_them():
    between = (210, 300, 0, 0, (0.8, 0.6), 2.0)
    sure, _, unsure = identified(LONG_X, LONG_Y, between).margin.tolist()
    assert sure > 0.8
    assert 0.0 < unsure < 0.4


def test_beside_nobody_there_is_nobody_to_be_taken_for():
    assert identified(LONG_X).margin.tolist() == [1.0]

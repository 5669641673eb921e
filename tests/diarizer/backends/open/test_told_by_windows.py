"""What windows say of who is who is weighed against how alike two voices are."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

from dataclasses import replace

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.open import clustering_options, speaker_assignment, told_by_windows
from diarizer.backends.open.segments_and_voices import Segments

OPTIONS = clustering_options.Options(
    fine=0.15, usual=None, distance=0.3, vague=0.04, worth=0.1, furthest=2.0, echo=0.95
)
ASKED = replace(OPTIONS, apart=0.2, as_one=0.1)


def two_voices(cosine, each=20, own=0.9):
    """(2 * each, d) rows: of one voice ``own`` alike, of two ``cosine``."""
    rows = np.zeros((2 * each, 2 + 2 * each))
    rows[:each, 0] = np.sqrt(own)
    rows[each:, 0], rows[each:, 1] = cosine / np.sqrt(own), np.sqrt(own - cosine**2 / own)
    rows[np.arange(2 * each), 2 + np.arange(2 * each)] = np.sqrt(1.0 - own)
    return rows.astype(np.float32)


def stretches(voices, windows, speakers):
    """Of two seconds each, none of which goes on in another window."""
    first = np.arange(len(voices)) * 200
    number, clean = np.array(windows) * 3 + np.array(speakers), np.full(len(voices), np.float32(2))
    return Segments(first, first + 119, number, voices, clean, np.ones_like(clean))


def people(heard, options, bounds=(1, None)):
    found = speaker_assignment.identify(heard, bounds, speaker_assignment.Options(), options)
    return len(set(found.people.tolist()))


def together(voices, speakers):
    """One stretch of each half in every window, of these two local speakers."""
    windows = np.tile(np.arange(len(voices) // 2), 2)
    return stretches(voices, windows, np.repeat(speakers, len(voices) // 2))


def alone(voices):
    return stretches(voices, np.arange(len(voices)), np.zeros(len(voices), np.int64))


def test_two_alike_whom_every_window_tells_apart_are_two_people():
    alike = two_voices(0.75)
    assert people(alone(alike), ASKED) == 1
    assert people(together(alike, (0, 1)), ASKED) == 2


def test_two_unlike_whom_every_window_takes_for_one_are_one_person():
    unlike = two_voices(0.67)
    assert people(alone(unlike), ASKED) == 2
    assert people(together(unlike, (0, 0)), ASKED) == 1


def test_what_windows_say_is_no_bound():
    """A voice that is split in a window is one person still, and two that are mixed up are two."""
    assert people(together(two_voices(0.88), (0, 1)), ASKED) == 1
    assert people(together(two_voices(0.4), (0, 0)), ASKED) == 2


def test_a_few_windows_say_less_than_many():
    alike = two_voices(0.75)
    windows = np.arange(40)
    windows[20:22] = 0, 1  # of twenty stretches each, two are in windows with the other voice
    speakers = np.repeat((0, 1), 20)
    assert people(stretches(alike, windows, speakers), ASKED) == 1


def doubt(apart, as_one):
    """Of two clusters with ten seconds of evidence by voices, and so many seconds told by windows."""
    told = told_by_windows.Told(
        *(np.array([[0, some], [some, 0]], np.float32) for some in (apart, as_one))
    )
    found = told.doubt(slice(0, 2), np.full((2, 2), 10.0), ASKED)
    assert told.doubt(0, np.full(2, 10.0), ASKED) == pytest.approx(found[0])
    return float(found[0, 1])


def test_the_seconds_for_one_person_and_those_for_two_are_shares_of_one_whole():
    assert doubt(0, 0) == 0.0
    assert doubt(10, 0) == pytest.approx(0.5 * ASKED.apart)
    assert doubt(0, 10) == pytest.approx(-0.5 * ASKED.as_one)
    assert doubt(10, 20) == pytest.approx((10 * ASKED.apart - 20 * ASKED.as_one) / 40)


def test_windows_that_contradict_each_other_say_less_than_those_that_agree():
    """A voice that is split in some windows, and whole in as many, is not told apart by them."""
    said = [doubt(10, as_one) for as_one in (0, 5, 10, 20)]
    assert said == sorted(said, reverse=True)
    assert doubt(10, 10) < doubt(10, 0) + doubt(0, 10)


def test_who_does_not_ask_windows_hears_voices_alone():
    for cosine in (0.67, 0.75):
        voices = two_voices(cosine)
        found = {people(heard, OPTIONS) for heard in (alone(voices), together(voices, (0, 1)))}
        assert len(found) == 1


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_number_that_is_asked_for_is_honoured_exactly(count):
    heard = together(two_voices(0.67), (0, 1))
    assert people(heard, ASKED, (count, count)) == count


def test_pairs_are_of_one_window_or_where_two_windows_meet_and_of_what_is_clustered():
    heard = stretches(np.eye(5, dtype=np.float32), [0, 0, 0, 1, 1], [0, 1, 0, 0, 1])
    core = np.array([0, 1, 2, 4])
    found = told_by_windows.pairs(heard, core, [(2, 4), (2, 3)])
    told = {
        (int(core[one]), int(core[other])): (float(seconds), bool(apart))
        for one, other, seconds, apart in zip(
            found.one, found.other, found.seconds, found.apart, strict=True
        )
    }
    assert told == {
        (2, 4): (1.0, False),
        (0, 1): (2.0, True),
        (0, 2): (2.0, False),
        (1, 2): (2.0, True),
    }


def test_what_is_known_of_two_clusters_is_known_of_what_they_become():
    rng = np.random.default_rng(0)
    one, other = rng.integers(0, 12, (2, 60))
    pairs = told_by_windows.Pairs(
        one, other, rng.random(60).astype(np.float32), rng.random(60) < 0.5
    )
    labels, groups = np.arange(12), np.array([0, 1, 2, 3, 0, 0, 1, 2, 3, 3, 3, 3])
    merged = told_by_windows.Told.of(pairs, labels)
    for place in range(4, 12):
        merged.merge(int(groups[place]), place)
    between = ~np.eye(4, dtype=bool)
    expected = told_by_windows.Told.of(pairs, groups)
    for found in (merged, told_by_windows.Told.of(pairs, labels).grouped(groups)):
        for name in ("apart", "as_one"):
            sums = getattr(found, name)[:4, :4]
            assert sums[between] == pytest.approx(getattr(expected, name)[between], abs=1e-5)

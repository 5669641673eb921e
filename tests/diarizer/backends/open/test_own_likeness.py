"""What divides two people in a recording, by how alike its voices are to themselves."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

np = pytest.importorskip("numpy")

from diarizer.backends.open import clustering_options, own_likeness, speaker_assignment
from diarizer.backends.open.segments_and_voices import Segments

OPTIONS = clustering_options.Options()


def stretches(voices, speakers, clean=2.0):
    """One after the other, of these local speakers: number of the window times three, plus which."""
    first = np.arange(len(voices)) * 120
    clean = np.broadcast_to(np.float32(clean), len(voices)).astype(np.float32)
    number, voices = np.array(speakers, np.int64), np.array(voices, np.float32)
    return Segments(first, first + 120, number, voices, clean, np.ones_like(clean))


def alike(cosine, count):
    """(count, count + 1) rows, any two of which have this cosine."""
    rows = np.zeros((count, count + 1))
    rows[:, 0] = np.sqrt(cosine)
    rows[np.arange(count), 1 + np.arange(count)] = np.sqrt(1.0 - cosine)
    return rows


def calibrated(heard, continued=(), core=None, **options):
    core = np.arange(len(heard.first)) if core is None else np.array(core)
    return own_likeness.calibrated(heard, core, continued, replace(OPTIONS, **options))


def of_one_speaker(cosine, windows=40, each=3):
    speakers = np.repeat(np.arange(windows) * 3, each)
    return stretches(np.tile(alike(cosine, each), (windows, 1)), speakers)


def test_a_usual_recording_has_the_usual_distance():
    assert calibrated(of_one_speaker(OPTIONS.usual)).distance == pytest.approx(OPTIONS.distance)


@given(st.floats(0.0, 0.95), st.floats(0.0, 0.95))
def test_the_less_alike_one_voice_is_to_itself_the_farther_apart_two_are(one, other):
    less, more = sorted((one, other))
    assert (
        calibrated(of_one_speaker(less)).distance
        >= calibrated(of_one_speaker(more)).distance - 1e-6
    )


def test_what_two_speakers_of_a_window_have_in_common_says_nothing():
    both = stretches(np.tile(alike(0.1, 2), (40, 1)), np.arange(80) + np.arange(80) // 2)
    assert calibrated(both) == OPTIONS


def test_a_window_and_the_next_one_that_goes_on_with_its_speaker_say_how_alike_they_are():
    heard = stretches(np.tile(alike(0.2, 2), (40, 1)), np.arange(80) * 3)
    assert calibrated(heard) == OPTIONS
    pairs = [(place, place + 1) for place in range(0, 80, 2)]
    assert calibrated(heard, pairs).distance > OPTIONS.distance + 0.1


def test_what_is_hardly_heard_says_nothing():
    heard = of_one_speaker(0.1, windows=20)
    assert calibrated(heard, [(0, 1)], core=[0, 3, 6]) == OPTIONS


def test_a_few_pairs_say_less_than_many():
    few, many = (calibrated(of_one_speaker(0.2, windows)).distance for windows in (2, 200))
    assert OPTIONS.distance < few < many


def test_a_third_of_pairs_that_the_segmentation_has_mixed_up_changes_nothing():
    heard = of_one_speaker(0.7, windows=30)
    mixed = heard.voices.copy()
    mixed[2:30:3] *= -1.0  # the last of every three of the first ten windows
    assert calibrated(replace(heard, voices=mixed)) == calibrated(heard)


def test_two_clusters_may_be_as_far_apart_as_what_divides_people():
    noisy = calibrated(of_one_speaker(0.1, windows=200))
    assert noisy.furthest == noisy.distance > OPTIONS.furthest
    assert calibrated(of_one_speaker(0.9, windows=200)).furthest == OPTIONS.furthest


def test_where_no_recording_is_told_from_another_nothing_is_calibrated():
    assert calibrated(of_one_speaker(0.1), usual=None).distance == OPTIONS.distance


def noisy(share, seed=0):
    """Two people in turn, 0.7 alike to themselves and 0.4 to each other, times a share in noise."""
    rng = np.random.default_rng(seed)
    voices = np.repeat([(1.0, 0.0), (4 / 7, np.sqrt(1 - 16 / 49))], 3, axis=0)
    voices = np.tile(voices, (20, 1)) * np.sqrt(0.7 * share)
    noise = rng.standard_normal((len(voices), 190))
    noise *= np.sqrt(1.0 - 0.7 * share) / np.linalg.norm(noise, axis=1, keepdims=True)
    return stretches(np.hstack([voices, noise]), np.repeat(np.arange(40) * 3, 3))


@pytest.mark.parametrize("share", [1.0, 0.7, 0.5])
def test_noise_that_makes_all_less_alike_makes_no_more_people(share):
    def people(**options):
        found = speaker_assignment.identify(
            noisy(share),
            (1, None),
            speaker_assignment.Options(),
            clustering_options.Options(**options),
        )
        return len(set(found.people.tolist()))

    assert people() == 2
    if share == 0.5:
        assert people(usual=None, furthest=0.6, distance=0.5) > 2

"""Windows, tiles and the powerset, on chances that are written by hand."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.open import local_speakers, powerset, windows

RATE = 16_000
NOBODY, A, B, C, AB = 0, 1, 2, 3, 4


def heard(classes):
    """(w, frames, 7) chances, sure of one class in each frame."""
    return np.eye(7, dtype=np.float32)[np.asarray(classes)]


def test_each_class_is_a_set_of_speakers():
    chances = np.eye(7, dtype=np.float32)
    assert powerset.activity(chances)[AB].tolist() == [1, 1, 0]
    assert powerset.counts(chances).argmax(axis=1).tolist() == [0, 1, 1, 1, 2, 2, 2]


@pytest.mark.parametrize(
    ("seconds", "starts"),
    [(0.01, [0]), (4.0, [0]), (10.0, [0]), (10.5, [0, 29]), (16.0, [0, 296, 355])],
)
def test_windows_cover_a_recording_of_any_length(seconds, starts):
    grid = windows.lay(int(seconds * RATE), 5.0)
    assert grid.starts.tolist() == starts
    assert grid.length == min(max(seconds, 1.0), 10.0) * RATE


def test_ten_seconds_are_589_frames():
    assert windows.lay(10 * RATE, 5.0).frames == 589


def test_tiles_cover_every_frame_once():
    grid = windows.lay(33 * RATE, 5.0)
    found = list(
        local_speakers.decided(grid, heard(np.zeros((len(grid.starts), grid.frames), int)))
    )
    lengths = [len(tile.active) for tile in found]
    assert sum(lengths) == grid.total
    assert [tile.first for tile in found] == [0, *np.cumsum(lengths)[:-1].tolist()]
    assert not any(tile.active.any() for tile in found)


def test_a_neighbour_that_numbers_the_speakers_otherwise_is_understood():
    grid = windows.Grid(np.array([0, 10]), 991 + 19 * 270)
    assert grid.frames == 20
    # Frames 10 to 14 are the first speaker of one window and the third of the other.
    one = [NOBODY] * 10 + [A] * 5 + [B] * 5
    other = [C] * 5 + [B] * 5 + [NOBODY] * 10
    first, second = local_speakers.decided(grid, heard([one, other]))
    assert first.active[10:15].tolist() == [[True, False, False]] * 5
    assert second.active[: len(second.active) - 10].any(axis=0).tolist() == [False, True, False]


def test_two_at_once_are_both_active():
    grid = windows.Grid(np.array([0]), 991 + 3 * 270)
    (tile,) = local_speakers.decided(grid, heard([[A, AB, AB, B]]))
    assert tile.active[:, :2].tolist() == [[True, False], [True, True], [True, True], [False, True]]


def test_the_chance_of_a_speaker_is_the_mean_of_what_the_windows_hear():
    grid = windows.Grid(np.array([0, 10]), 991 + 19 * 270)
    sure, half = heard([[A] * 20])[0], heard([[A] * 20])[0] / 2
    half[:, NOBODY] = 0.5
    first, second = local_speakers.decided(grid, [sure, half])
    assert first.chances[:10, 0].tolist() == [1.0] * 10
    assert ((first.chances[10:, 0] > 0.5) & (first.chances[10:, 0] < 1.0)).all()
    assert second.chances[-10:, 0] == pytest.approx(0.5)


def agreed(chances, second, speech=0.45):
    grid = windows.Grid(np.array([0]), 991 + (len(chances) - 1) * 270)
    given = np.asarray(second, np.float32)
    ask = lambda first, last: given[first:last]  # noqa: E731
    (tile,) = local_speakers.decided(grid, np.asarray([chances], np.float32), ask, speech)
    return tile


def chances(nobody, one, other, both=0.0):
    return [nobody, one, other, 0.0, both, 0.0, 0.0]


def test_where_the_segmentation_is_unsure_the_second_detector_decides():
    unsure = chances(0.6, 0.3, 0.1)
    tile = agreed([unsure, unsure], [1.0, 0.0])
    assert tile.active.tolist() == [[True, False, False], [False, False, False]]
    assert tile.own == 0


def test_whoever_is_surer_is_believed():
    sure, none = chances(0.02, 0.97, 0.01), chances(0.99, 0.01, 0.0)
    tile = agreed([sure, none, sure], [0.0, 0.7, 0.1])
    assert tile.active.any(axis=1).tolist() == [True, False, True]
    assert tile.own == 2


def test_whether_two_speak_at_once_the_segmentation_says_alone():
    both, one = chances(0.1, 0.2, 0.1, 0.6), chances(0.1, 0.6, 0.1, 0.2)
    tile = agreed([both, one], [1.0, 1.0])
    assert tile.active.sum(axis=1).tolist() == [2, 1]


def test_no_more_than_three_windows_are_held_at_once():
    grid = windows.lay(60 * RATE, 5.0)
    asked = []

    def source():
        for number in range(len(grid.starts)):
            asked.append(number)
            yield heard([[NOBODY] * grid.frames])[0]

    for number, _ in enumerate(local_speakers.decided(grid, source())):
        assert asked[-1] <= number + 1

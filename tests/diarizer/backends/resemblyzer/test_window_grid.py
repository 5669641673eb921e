"""Speech in cells, and cells as turns."""

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.resemblyzer.window_grid import lay, turns  # noqa: E402, after numpy is known to be there
from diarizer.types import Span  # noqa: E402
from tests.diarizer.support import turns as made  # noqa: E402


def joined(speech, labels, length=0.2):
    return turns(lay(speech, length), np.array(labels), np.full(len(labels), 0.5))


def test_cells_lie_on_one_grid_and_end_where_speech_ends():
    cells = lay([Span(0.3, 0.7), Span(1.0, 1.2)], 0.2)
    assert cells.number.tolist() == [1, 2, 3, 5]
    assert cells.start == pytest.approx([0.3, 0.4, 0.6, 1.0])
    assert cells.end == pytest.approx([0.4, 0.6, 0.7, 1.2])


def test_rounding_leaves_no_slivers():
    for edge in np.arange(1, 500) * 0.2:
        cells = lay([Span(edge - 0.2, edge)], 0.2)
        assert (cells.end - cells.start > 0.01).all()
        assert (cells.end - cells.start).sum() == pytest.approx(0.2)


def test_no_speech_is_no_cells_and_no_turns():
    assert len(lay([], 0.2)) == 0
    assert joined([], []) == ()


def test_cells_of_one_speaker_are_one_turn_up_to_a_pause():
    found = joined([Span(0.0, 0.6), Span(0.8, 1.0)], [0, 0, 0, 0])
    assert found == made((0.0, pytest.approx(0.6), "0"), (0.8, 1.0, "0"))


def test_a_change_of_speaker_ends_a_turn_inside_speech():
    found = joined([Span(0.1, 0.6)], [1, 1, 0])
    assert found == made((0.1, pytest.approx(0.4), "1"), (pytest.approx(0.4), 0.6, "0"))


def test_chosen_cells_keep_their_places():
    cells = lay([Span(0.0, 1.0)], 0.2).only(np.array([1, 0, 0, 1, 0], bool))
    assert turns(cells, np.array([0, 0]), np.ones(2)) == made(
        (0.0, 0.2, "0"), (pytest.approx(0.6), 0.8, "0")
    )


def test_a_turn_is_as_sure_as_its_cells_are_on_average():
    cells = lay([Span(0.0, 0.5)], 0.2)
    (turn,) = turns(cells, np.zeros(3, int), np.array([0.9, 0.5, 0.2]))
    assert turn.confidence == pytest.approx((0.9 * 0.2 + 0.5 * 0.2 + 0.2 * 0.1) / 0.5, abs=1e-3)

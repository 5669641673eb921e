"""Choosing on the others: no recording has a say in the numbers that it is scored with."""

import pytest

pytest.importorskip("numpy")

from dataclasses import dataclass, field

from measuring import validation
from measuring.validation import Outcome, Remembering


def outcome(group: str, wrong: float) -> Outcome:
    return Outcome(group, (wrong, 0.0, 0.0, 10.0), right=wrong < 1)


def test_a_recording_is_scored_with_what_is_best_for_the_others():
    likes_low = {(0.1,): outcome("real", 0.0), (0.9,): outcome("real", 3.0)}
    likes_high = {(0.1,): outcome("real", 9.0), (0.9,): outcome("real", 0.0)}
    held = validation.held_out([likes_low, likes_low, likes_high])
    assert [point for point, _ in held] == [(0.9,), (0.9,), (0.1,)]
    assert [own.parts[0] for _, own in held] == [3.0, 3.0, 9.0]


def test_both_sets_weigh_the_same_however_long_they_are():
    real = {(0.1,): outcome("real", 0.0), (0.9,): outcome("real", 2.0)}
    built = {(0.1,): outcome("built", 1.0), (0.9,): outcome("built", 0.0)}
    assert validation.best([real, built, built, built], real) == (0.1,)


def test_a_network_is_asked_once_about_the_same_input():
    np = pytest.importorskip("numpy")
    asked = []
    network = Remembering(lambda given: asked.append(given) or given.sum())
    assert network(np.ones((2, 3))) == network(np.ones((2, 3))) == 6.0
    assert network(np.ones((3, 2))) == 6.0  # the same bytes, another shape
    assert len(asked) == 2


def test_a_number_is_named_by_its_path():
    @dataclass(frozen=True)
    class Stage:
        distance: float = 0.3
        alike: float = 0.8

    @dataclass(frozen=True)
    class Options:
        clustering: Stage = field(default_factory=Stage)

    changed = validation.with_values(Options(), {"clustering.distance": 0.5})
    assert changed == Options(Stage(0.5, 0.8))


@pytest.mark.parametrize("name", validation.GRIDS)
def test_the_numbers_that_are_shipped_are_a_point_of_the_grid(name):
    pytest.importorskip("torch")
    grid = validation.GRIDS[name]
    for number, choices in zip(validation.shipped(name), grid.values(), strict=True):
        assert number in choices


@pytest.mark.parametrize("name", validation.GRIDS)
def test_every_number_of_a_grid_is_one_of_the_backend(name):
    pytest.importorskip("torch")
    if name == "open":
        from diarizer.backends.open.pipeline import Options
    else:
        from diarizer.backends.resemblyzer.pipeline import Options
    grid = validation.GRIDS[name]
    values = {path: choices[0] for path, choices in grid.items()}
    assert validation.with_values(Options(), values) != Options()

"""Choosing on the others: no place that recordings come from has a say in its own numbers."""

import pytest

pytest.importorskip("numpy")

from dataclasses import dataclass, field

from measuring import heard, validation, validation_document
from measuring.scoring import Count
from measuring.validation import Outcome, Validated

LOW, HIGH = (0.1,), (0.9,)


def outcome(origin: str, wrong: float, group: str = "real") -> Outcome:
    return Outcome(origin, group, (wrong, 0.0, 0.0, 10.0), Count(2, 2, 2, 1), overlap=0.5)


def recording(origin: str, low: float, high: float, group: str = "real") -> dict:
    return {LOW: outcome(origin, low, group), HIGH: outcome(origin, high, group)}


def test_a_place_has_no_say_in_its_own_numbers():
    outcomes = [recording("AMI openings", 0, 3), recording("telephone", 9, 0)]
    assert validation.best(outcomes, (LOW, HIGH), without="telephone") == LOW
    assert validation.best(outcomes, (LOW, HIGH), without="AMI openings") == HIGH
    assert validation.best(outcomes, (LOW, HIGH)) == HIGH


def test_every_place_weighs_the_same_however_much_there_is_of_it():
    many = [recording("built by voice", 1, 0)] * 3
    assert validation.best([recording("telephone", 0, 2), *many], (LOW, HIGH)) == LOW


def test_what_is_only_judged_on_has_no_say():
    judged = recording("far-field rooms", 9, 0, group="judging")
    assert validation.best([recording("telephone", 0, 2), judged], (LOW, HIGH)) == LOW


def test_of_points_that_are_equally_good_the_middle_one_is_chosen():
    wrong = {0.1: 3.0, 0.2: 1.01, 0.3: 1.0, 0.4: 1.01, 0.5: 1.5}
    rows = {(value,): outcome("telephone", seconds) for value, seconds in wrong.items()}
    assert validation.best([rows], rows) == (0.3,)
    rows[0.4,] = outcome("telephone", 0.97)  # 0.3 points better than the middle: not equal
    assert validation.best([rows], rows) == (0.4,)


def test_of_two_points_with_no_middle_the_better_one_is_chosen():
    for better, worse in (((0.1,), (0.3,)), ((0.3,), (0.1,))):
        wrong = {better: 1.0, worse: 1.01, (0.2,): 3.0}
        rows = {point: outcome("telephone", wrong[point]) for point in sorted(wrong)}
        assert validation.best([rows], rows) == better


def test_a_number_is_named_by_its_path():
    @dataclass(frozen=True)
    class Stage:
        distance: float = 0.3
        alike: float = 0.8

    @dataclass(frozen=True)
    class Options:
        clustering: Stage = field(default_factory=Stage)

    changed = heard.with_values(Options(), {"clustering.distance": 0.5})
    assert changed == Options(Stage(0.5, 0.8))


def test_the_table_has_what_was_left_out_first_and_who_speaks_for_a_second():
    right, wrong = outcome("telephone", 1.0), outcome("telephone", 2.0)
    moved = {"clustering.worth": ([right], [wrong])}
    found = Validated("open", [wrong], [right], [right], moved, {"telephone": (0.5, 1)})
    text = validation_document.written([found], "a processor")
    assert (
        "| telephone | 1 | **20.0** | 10.0 | 10.0 | 10.0 / 20.0 | 5.0 | 1 of 1, 0.00 | 0 of 1, 1.00 |"
        in text
    )
    assert "Chosen: without telephone: 0.5, 1." in text


def test_what_a_tenth_of_another_number_moves_is_said_in_points():
    own, less, more = (outcome("telephone", wrong) for wrong in (1.0, 0.5, 2.0))
    beside = {"clustering.usual": ([less], [more])}
    found = Validated("open", [own], [own], [own], {}, {"telephone": (0.5, 1)}, beside)
    text = validation_document.written([found], "a processor")
    assert "| number | telephone | **real** |" in text
    assert "| `usual` | -5.0 / +10.0 | -5.0 / +10.0 |" in text


@pytest.mark.parametrize("name", validation.GRIDS)
def test_the_numbers_that_are_shipped_are_a_point_of_the_grid(name):
    pytest.importorskip("torch")
    grid = validation.GRIDS[name]
    for number, choices in zip(validation.shipped(name), grid.values(), strict=True):
        assert number in choices


@pytest.mark.parametrize("name", validation.GRIDS)
def test_every_number_of_a_grid_is_one_of_the_backend(name):
    pytest.importorskip("torch")
    grid = validation.GRIDS[name]
    values = {path: choices[0] for path, choices in grid.items()}
    values.update(dict.fromkeys(validation.BESIDE[name], 0.123))
    assert heard.with_values(heard.options_of(name), values) != heard.options_of(name)

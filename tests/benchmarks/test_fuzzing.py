"""A few hundred of the inputs of `benchmarks/fuzz.py`."""

import pytest

from measuring import fuzzing

KINDS = fuzzing.kinds()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_is_nearly_right_is_read_or_refused(kind, tmp_path):
    faults = [fuzzing.tried(kind, number, tmp_path) for number in range(40)]
    assert [fault for fault in faults if fault] == []


def test_the_same_input_comes_in_every_run():
    assert fuzzing.mutated(KINDS[0], 7) == fuzzing.mutated(KINDS[0], 7)

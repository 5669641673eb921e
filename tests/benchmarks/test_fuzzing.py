"""A few hundred of the inputs of `benchmarks/fuzz.py`."""

import pytest

pytest.importorskip("soundfile")
pytest.importorskip("soxr")
pytest.importorskip("av")

from measuring import damage, fuzzed_kinds, fuzzing

KINDS = fuzzed_kinds.kinds()
TIMES = 8  # of each kind, two of each way to judge


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_is_nearly_right_is_read_or_refused(kind, tmp_path):
    outcomes = [fuzzing.tried(kind, number, tmp_path) for number in range(TIMES)]
    assert [outcome for outcome in outcomes if outcome.fault] == []


def test_the_same_input_comes_in_every_run():
    assert fuzzing.mutated(KINDS[0], 7) == fuzzing.mutated(KINDS[0], 7)


def test_what_is_wrong_is_a_fault(tmp_path):
    def read(path):
        data = path.read_bytes()
        if b"left" in data:
            (tmp_path / "other").touch()
        if b"broken" in data:
            raise KeyError("broken")
        return data

    def outcome(seed, **ways):
        return fuzzing.tried(fuzzing.Kind("x", "a", (seed,), read, **ways), 0, tmp_path).fault

    assert outcome(b"fine") == ""
    assert outcome(b"broken").startswith("KeyError")
    assert outcome(b"fine", same=(damage.with_room,)).startswith("read differently")
    assert outcome(b"left") == "left behind: ['other']"

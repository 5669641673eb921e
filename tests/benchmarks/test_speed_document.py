"""The sections on speed and length, exactly, from small recorded runs."""

from dataclasses import replace
from pathlib import Path

import pytest

from measuring import length_document, pairing, roofline, speed_document
from measuring.length_document import Lengths
from measuring.roofline import Roof
from measuring.speed_document import Paired
from measuring.systems import Run

HERE = Path(__file__).parent
OURS = Run(
    wall=9.0,
    cpu=6.0,
    load_cpu=1.0,
    run_wall=7.0,
    peak_mb=350.0,
    timings={"decoding": 0.1, "speech": 0.4, "features": 0.5, "network": 4.0, "the rest": 0.1},
    counts={"embedding": 1500, "multiply-adds": 120e9},
)
RECIPE = Run(wall=10.0, cpu=8.0, load_cpu=2.0, run_wall=7.0, peak_mb=500.0)


def paired(**others) -> Paired:
    runs = {
        ("resemblyzer", 1): [OURS, replace(OURS, cpu=7.0), replace(OURS, cpu=5.0)],
        ("resemblyzer", 2): [replace(OURS, wall=8.0), OURS, replace(OURS, wall=14.0)],
        ("recipe", 1): [RECIPE, replace(RECIPE, cpu=6.0), RECIPE],
    }
    start = {"`diarize --help`": (None, 0.25), "turns": (2.0, 2.5)}
    return Paired(
        machine="a processor, 2 cores, 2026-11-23",
        duration=600.0,
        runs={**runs, **others},
        failed={"senko": "no wheel for this machine"},
        roof=Roof(40e9, 30e9),
        heavy=(),
        start=start,
    )


def test_recorded_runs_become_exactly_this_section():
    expected = (HERE / "speed.md").read_text(encoding="utf-8")
    assert f"{speed_document.speed(paired())}\n" == expected


def test_runs_of_many_lengths_become_exactly_this_section():
    runs = {
        1: replace(OURS, cpu=2.0, peak_mb=300.0),
        10: OURS,
        180: replace(OURS, cpu=91.0, wall=100.0, peak_mb=420.0),
    }
    text = length_document.written(Lengths("a processor, 2026-11-23", {"resemblyzer": runs}))
    assert f"{text}\n" == (HERE / "lengths.md").read_text(encoding="utf-8")


def test_the_ratio_is_of_the_runs_of_one_round():
    runs = paired().runs
    assert pairing.ratio(runs, ("resemblyzer", 1), ("recipe", 1)) == 0.75
    assert pairing.ratio(runs, ("resemblyzer", 1), ("open", 1)) is None


@pytest.mark.parametrize("layers", [1, 3])
def test_the_multiply_adds_of_an_lstm_are_the_weights_that_it_has(layers):
    torch = pytest.importorskip("torch")
    for directions in (1, 2):
        network = torch.nn.LSTM(40, 16, layers, bidirectional=directions == 2)
        weights = sum(
            value.numel() for name, value in network.named_parameters() if "weight" in name
        )
        assert roofline.lstm(40, 16, layers, directions) == weights

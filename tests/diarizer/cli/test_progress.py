"""How far a diarization has got, over all its stages."""

import pytest

pytest.importorskip("rich")

from diarizer import backends
from diarizer.cli.progress.overall import WEIGHTS, OverallProgress


@pytest.mark.parametrize("name", WEIGHTS)
def test_the_share_rises_from_stage_to_stage_up_to_the_whole(name):
    whole, last = OverallProgress(WEIGHTS[name]), 0.0
    for stage in WEIGHTS[name]:
        for done in range(11):
            share = whole.told(stage, done, 10)
            assert last <= share <= 1.0
            last = share
    assert last == pytest.approx(1.0)


def test_the_share_never_goes_back():
    whole = OverallProgress({"a": 1, "b": 1})
    assert [whole.told("b", 1, 2), whole.told("a", 1, 2), whole.told("b", 1, 4)] == [0.75] * 3


def test_a_stage_of_nothing_is_done_and_an_unknown_one_changes_nothing():
    whole = OverallProgress({"a": 1, "b": 1})
    assert whole.told("a", 0, 0) == 0.5
    assert whole.told("weighing", 1, 1) == 0.5


def test_a_backend_that_nobody_has_measured_shows_no_share():
    assert OverallProgress({}).told("listening", 1, 2) == 0.0


@pytest.mark.parametrize("name", ["resemblyzer", "open"])
def test_every_stage_that_a_backend_tells_of_has_its_share(name):
    pytest.importorskip("numpy")
    (found,) = [each for each in backends.available() if each.name == name]
    if not found.ready:
        pytest.skip(found.reason)
    from diarizer import api
    from diarizer.sample import sample

    told = []
    api.diarize(sample()[0], backend=name, progress=lambda stage, *_: told.append(stage))
    assert set(told) <= set(WEIGHTS[name])
    order = list(dict.fromkeys(told))
    assert order == sorted(order, key=list(WEIGHTS[name]).index)

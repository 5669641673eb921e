"""Where the time goes, stage by stage."""

import time

import pytest

from diarizer.measuring import stage_timings


def busy(seconds):
    began = time.process_time()
    while time.process_time() - began < seconds:
        pass


def spent(collector):
    return {stage.name: stage for stage in collector.stages()}


def test_a_stage_is_counted_each_time_it_runs():
    with stage_timings.collected() as collector:
        for _ in range(3):
            with stage_timings.stage("network"):
                busy(0.02)
    assert spent(collector)["network"].cpu >= 0.06
    assert spent(collector)["network"].wall >= 0.05


def test_waiting_takes_time_and_no_processor():
    with stage_timings.collected() as collector, stage_timings.stage("decoding"):
        time.sleep(0.1)
    assert spent(collector)["decoding"].wall >= 0.09
    assert spent(collector)["decoding"].cpu < 0.09


def test_a_stage_inside_another_is_taken_out_of_it():
    with (
        stage_timings.collected() as collector,
        stage_timings.stage("outer"),
        stage_timings.stage("inner"),
    ):
        busy(0.2)
        stage_timings.work(5)
    assert spent(collector)["inner"].cpu >= 0.2
    assert spent(collector)["outer"].cpu < 0.1
    assert collector.multiply_adds == 5


def test_a_stage_that_fails_is_counted_and_the_next_is_not_inside_it():
    with stage_timings.collected() as collector:
        with pytest.raises(KeyError), stage_timings.stage("speech"):
            raise KeyError
        with stage_timings.stage("network"):
            pass
    assert list(spent(collector)) == ["speech", "network"]


def test_without_a_collector_a_stage_does_nothing():
    with stage_timings.stage("network"):
        stage_timings.work(1)


def test_a_diarization_tells_its_stages_and_its_work():
    pytest.importorskip("torch")
    pytest.importorskip("resemblyzer")
    from diarizer import diarize
    from diarizer.sample import sample

    with stage_timings.collected() as collector:
        diarize(sample()[0], backend="resemblyzer")
    assert list(spent(collector)) == ["decoding", "speech", "network", "features", "clustering"]
    # The segmentation hears 26 s in windows of ten, every five; Resemblyzer's network each of 22 s
    # of speech once.
    windows = 5 * 160_000 * 8_240
    assert windows < collector.multiply_adds < windows + 2 * 2_200 * 1_352_000


def test_the_machine_has_a_rate():
    pytest.importorskip("numpy")
    from diarizer.measuring.matrix_product_rate import multiply_adds_per_second

    assert multiply_adds_per_second(0.05) > 1e7

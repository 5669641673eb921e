"""The error rate, on cases counted by hand, and held to pyannote.metrics."""

import doctest
import random
import warnings

import pytest

pytest.importorskip("numpy")

from diarizer.metrics import der
from diarizer.metrics.der import Errors, diarization_error
from diarizer.types import Annotation, Span
from tests.diarizer.support import annotation

TRUTH = annotation((0.0, 4.0, "a"), (4.0, 8.0, "b"))


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(der).failed == 0


def test_other_names_are_no_error():
    found = annotation((0.0, 4.0, "x"), (4.0, 8.0, "y"))
    assert diarization_error(TRUTH, found) == Errors(0.0, 0.0, 0.0, 8.0)


def test_nobody_found_misses_everything():
    assert diarization_error(TRUTH, Annotation()) == Errors(8.0, 0.0, 0.0, 8.0)


def test_one_speaker_for_two_confuses_the_shorter():
    found = annotation((0.0, 8.0, "x"))
    assert diarization_error(TRUTH, found) == Errors(0.0, 0.0, 4.0, 8.0)


def test_speech_found_in_silence_is_a_false_alarm():
    found = annotation((0.0, 4.0, "x"), (4.0, 9.0, "y"))
    assert diarization_error(TRUTH, found) == Errors(0.0, 1.0, 0.0, 8.0)


def test_overlap_counts_once_per_speaker():
    truth = annotation((0.0, 4.0, "a"), (2.0, 4.0, "b"))
    assert diarization_error(truth, annotation((0.0, 4.0, "x"))) == Errors(2.0, 0.0, 0.0, 6.0)


def test_overlap_can_be_left_out():
    truth = annotation((0.0, 4.0, "a"), (2.0, 4.0, "b"))
    found = diarization_error(truth, annotation((0.0, 4.0, "x")), skip_overlap=True)
    assert found == Errors(0.0, 0.0, 0.0, 2.0)


def test_the_collar_forgives_on_both_sides():
    found = annotation((0.0, 4.25, "x"), (4.25, 8.25, "y"))
    assert diarization_error(TRUTH, found, collar=0.25).rate == 0.0


def test_what_lies_outside_the_uem_is_not_scored():
    found = diarization_error(TRUTH, Annotation(), uem=[Span(3.0, 5.0)])
    assert found == Errors(2.0, 0.0, 0.0, 2.0)


def test_speech_where_there_was_none_is_infinitely_wrong():
    assert diarization_error(Annotation(), annotation((0.0, 1.0, "x"))).rate == float("inf")


def test_silence_found_silent_is_right():
    assert diarization_error(Annotation(), Annotation()).rate == 0.0


def some_turns(rng, speakers):
    """Turns that may overlap those of others, never those of the same speaker."""
    triples = []
    for speaker in speakers:
        now = rng.uniform(0.0, 5.0)
        while now < 40.0:
            end = now + rng.uniform(0.2, 6.0)
            triples.append((round(now, 3), round(end, 3), speaker))
            now = end + rng.uniform(0.1, 8.0)
    return annotation(*triples)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(("collar", "skip_overlap"), [(0.0, False), (0.25, False), (0.25, True)])
def test_it_agrees_with_pyannote_metrics(seed, collar, skip_overlap):
    core = pytest.importorskip("pyannote.core")
    metrics = pytest.importorskip("pyannote.metrics.diarization")
    rng = random.Random(seed)  # noqa: S311
    truth = some_turns(rng, "abc"[: rng.randint(1, 3)])
    found = some_turns(rng, "wxyz"[: rng.randint(1, 4)])
    metric = metrics.DiarizationErrorRate(collar=2 * collar, skip_overlap=skip_overlap)
    uem = core.Timeline([core.Segment(2.0, 35.0)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = metric(as_theirs(core, truth), as_theirs(core, found), uem=uem, detailed=True)
    ours = diarization_error(
        truth, found, uem=[Span(2.0, 35.0)], collar=collar, skip_overlap=skip_overlap
    )
    assert ours.missed == pytest.approx(theirs["missed detection"], abs=1e-6)
    assert ours.false_alarm == pytest.approx(theirs["false alarm"], abs=1e-6)
    assert ours.confusion == pytest.approx(theirs["confusion"], abs=1e-6)
    assert ours.total == pytest.approx(theirs["total"], abs=1e-6)


def as_theirs(core, ours):
    theirs = core.Annotation()
    for number, turn in enumerate(ours.turns):
        theirs[core.Segment(turn.span.start, turn.span.end), number] = turn.speaker
    return theirs


def test_the_mistakes_take_as_long_as_the_errors():
    reference = annotation((0, 4, "a"), (3, 6, "b"), (8, 9, "a"))
    hypothesis = annotation((0.5, 3.5, "x"), (3.2, 5, "y"), (5, 7, "x"), (8, 9, "y"))
    errors = der.diarization_error(reference, hypothesis)
    for kind in ("missed", "false_alarm", "confusion"):
        seconds = sum(
            m.span.duration * m.speakers
            for m in der.mistakes(reference, hypothesis)
            if m.kind == kind
        )
        assert seconds == pytest.approx(getattr(errors, kind)), kind


def test_found_speakers_are_matched_to_whom_they_share_the_most_time_with():
    reference = annotation((0, 4, "a"), (4, 6, "b"))
    hypothesis = annotation((0, 3.5, "x"), (3.5, 6, "y"), (8, 9, "z"))
    assert der.matching(reference, hypothesis) == {"x": "a", "y": "b"}


def test_a_turn_without_a_length_is_neither_missed_nor_invented():
    # Times rounded to hundredths of a second leave some; other counters let them last to the end.
    empty = annotation((0.0, 4.0, "a"), (2.0, 2.0, "c"), (4.0, 8.0, "b"))
    none = Errors(0.0, 0.0, 0.0, 8.0)
    assert diarization_error(TRUTH, empty) == diarization_error(empty, TRUTH) == none
    assert diarization_error(TRUTH, empty, uem=(Span(0.0, 4.0), Span(6.0, 6.0))).total == 4.0

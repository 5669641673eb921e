"""What the benchmark scores with pyannote.metrics is what our own DER says."""

import random

import pytest

pytest.importorskip("pyannote.metrics")

from diarizer.metrics.der import diarization_error
from diarizer.types import Annotation, Span, Turn
from measuring import scoring


def conversation(seed: int, speakers: str):
    """Nobody overlaps with themselves: that is where scorers may differ."""
    choose, turns = random.Random(seed), []  # noqa: S311, no secret
    for speaker in speakers:
        start = choose.uniform(0.0, 4.0)
        while start < 48.0:
            end = start + choose.uniform(0.3, 6.0)
            turns.append((round(start, 3), round(end, 3), speaker))
            start = end + choose.uniform(0.3, 8.0)
    return sorted(turns)


def rttm(turns) -> str:
    lines = (
        f"SPEAKER x 1 {start} {end - start:.3f} <NA> <NA> {who} <NA> <NA>\n"
        for start, end, who in turns
    )
    return "".join(lines)


def ours(turns) -> Annotation:
    return Annotation(tuple(Turn(Span(start, end), who) for start, end, who in turns))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    "theirs, options",
    [(scoring.STRICT, {}), (scoring.LENIENT, {"collar": 0.25, "skip_overlap": True})],
    ids=["strict", "lenient"],
)
def test_both_scorers_agree_on_every_part(tmp_path, seed, theirs, options):
    sound, found = tmp_path / "talk.wav", conversation(seed + 100, "xyz")
    sound.with_suffix(".rttm").write_text(rttm(conversation(seed, "ab")), encoding="utf-8")
    sound.with_suffix(".uem").write_text("talk 1 2.000 45.000\n", encoding="utf-8")
    missed, alarm, confusion, total = scoring.seconds(sound, found, **theirs)
    expected = diarization_error(
        ours(scoring.truth(sound)), ours(found), uem=[Span(2.0, 45.0)], **options
    )
    assert missed == pytest.approx(expected.missed, abs=0.01)
    assert alarm == pytest.approx(expected.false_alarm, abs=0.01)
    assert confusion == pytest.approx(expected.confusion, abs=0.01)
    assert total == pytest.approx(expected.total, abs=0.01)


def test_somebody_where_nobody_speaks_is_an_infinite_error(tmp_path):
    row = scoring.seconds(tmp_path / "noise.wav", [(0.0, 2.0, "x")], **scoring.STRICT)
    assert row == (0.0, 2.0, 0.0, 0.0)
    assert scoring.rate(row) == float("inf")


def test_nobody_where_nobody_speaks_is_no_error(tmp_path):
    row = scoring.seconds(tmp_path / "noise.wav", [], **scoring.STRICT)
    assert scoring.rate(row) == 0.0


def test_a_longer_recording_weighs_more_when_pooled():
    rows = [(1.0, 0.0, 0.0, 2.0), (0.0, 1.0, 1.0, 18.0)]
    assert scoring.rate(scoring.pooled(rows)) == 15.0

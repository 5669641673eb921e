"""What a file that cannot be read is told to be: which place, and not what Python says of it."""

import pytest

from diarizer import formats
from diarizer.errors import FormatError

EAF = (
    '<ANNOTATION_DOCUMENT><HEADER TIME_UNITS="milliseconds"/><TIME_ORDER>'
    '<TIME_SLOT TIME_SLOT_ID="ts1"/><TIME_SLOT TIME_SLOT_ID="ts2"/></TIME_ORDER>'
    '<TIER TIER_ID="Anna" LINGUISTIC_TYPE_REF="x"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1"'
    ' TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2"><ANNOTATION_VALUE>hi</ANNOTATION_VALUE>'
    "</ALIGNABLE_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>"
)
GRID = (
    '"ooTextFile"\n"TextGrid"\n0 5\n<exists> 1\n"IntervalTier" "Anna" 0 5 2\n0 1 "hi"\n1 5 "yo"\n'
)


def _refused(content: str, name: str) -> FormatError:
    with pytest.raises(FormatError) as caught:
        formats.loads(content, name)
    return caught.value


@pytest.mark.parametrize("start", ["true", '"abc"', "[1]", "{}"])
def test_a_segment_that_is_none_is_shown(start):
    refused = _refused(
        '{"segments": [{"start": 0, "end": 1, "speaker": "A"},'
        f' {{"start": {start}, "end": 3, "speaker": "B"}}]}}',
        "json",
    )
    assert refused.message == "The JSON does not hold turns."
    assert refused.context.startswith("Segment 2 is: ")
    assert "Error" not in refused.context


def test_an_end_that_lacks_is_no_time_as_one_that_is_null():
    lacks = '{"segments": [{"start": 0, "speaker": "A"}, {"start": 2, "end": 3, "speaker": "B"}]}'
    assert _refused(lacks, "json").message == "Segment 1 has no time."
    mended = formats.loads(lacks, "json", formats.Gate(repair=True))
    assert [(turn.span.start, turn.span.end) for turn in mended.turns] == [(0, 2), (2, 3)]


@pytest.mark.parametrize("cut", [5, 12, 30])
def test_a_grid_that_is_cut_is_said_to_end(cut):
    assert len(formats.loads(GRID, "textgrid").turns) == 2
    refused = _refused(GRID[:-cut], "textgrid")
    assert refused.message == "The TextGrid ends before all of its intervals."


def test_annotations_that_have_no_time_at_all_are_put_nowhere():
    assert _refused(EAF, "eaf").message == "No annotation of the tier Anna has a time."


def test_what_names_no_speakers_says_so():
    said = (
        '{{"start": {0}, "end": {1}, "speaker": "{2}", "text": "hi", "words":'
        ' [{{"start": {0}, "end": {1}, "word": "hi"}}]}}'
    )
    talk = formats.loads(
        f'{{"segments": [{said.format(0, 1, "A")}, {said.format(1, 2, "B")}]}}', "json"
    )
    told = []
    formats.dumps(talk, "ctm", told.append)
    assert [str(each) for each in told] == ["ctm does not keep: 2 turns, who speaks."]

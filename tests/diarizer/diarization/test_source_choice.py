"""Which channels and tracks are heard, as a caller says it."""

import pytest

pytest.importorskip("numpy")
pytest.importorskip("soxr")

from diarizer.audio import Choice
from diarizer.diarization.source_choice import chosen
from diarizer.errors import InvalidArgument


@pytest.mark.parametrize("channels", ["auto", "mix", "separate", 1, 2])
@pytest.mark.parametrize("track", [None, 1, 3])
def test_ways_and_numbers_from_one_on_are_taken_and_parts_are_wanted_apart(channels, track):
    assert chosen(channels, track) == Choice(channels, track, parts=True)


@pytest.mark.parametrize(
    "channels, track",
    [
        *(("left", None), (0, None), (-1, None), (True, None), (1.0, None)),
        *(("auto", 0), ("auto", True), (1, 1.0)),
    ],
)
def test_other_ways_and_numbers_are_refused_with_what_was_given(channels, track):
    with pytest.raises(InvalidArgument) as caught:
        chosen(channels, track)
    assert str(caught.value.context) == f"channels={channels!r}, track={track!r}"

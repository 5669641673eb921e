"""Who is counted on each channel anew, and who is named."""

from diarizer.transcripts.raw import RawSegment, RawTranscript
from diarizer.transcripts.sides import told_apart


def speakers(*heard):
    segments = (
        RawSegment("so", at, at + 1.0, who, channel=side) for at, (side, who) in enumerate(heard)
    )
    return [one.speaker for one in told_apart(RawTranscript(tuple(segments))).segments]


def test_only_who_is_counted_on_several_channels_is_told_apart():
    assert speakers(("A", "0"), ("B", "0"), ("B", "1")) == ["A-0", "B-0", "1"]
    assert speakers(("A", "Anna"), ("B", "Anna"), ("B", "")) == ["Anna", "Anna", "B"]
    assert speakers(("A", "0"), ("A", "1")) == ["0", "1"]

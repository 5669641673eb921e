"""What programs call the fields of their JSON: when, what, and who.

The first of each is Whisper's, the others are those of tools that write the same otherwise.
"""

from __future__ import annotations

from diarizer import formats

_BEGUN = "start start_time startTime begin from data_start"
_ENDED = "end end_time endTime stop to data_end stopTimeSec"
_SECONDS = ("{}_seconds", "{}Seconds", "{}_sec", "{}Sec", "{}_time_sec", "{}TimeSec")
_THOUSANDTHS = ("{}_ms", "{}Ms", "{}_time_ms", "{}TimeMs", "{}_millis", "{}Millis")

SIDES = ("start", "end")
STARTS = (*_BEGUN.split(), *(name.format("start") for name in _SECONDS))
ENDS = (*_ENDED.split(), *(name.format("end") for name in _SECONDS))
MILLI = {side: tuple(name.format(side) for name in _THOUSANDTHS) for side in SIDES}
BEGUN = frozenset({*STARTS, *MILLI["start"]})  # whatever says when, in whatever unit
CLOCKS = {"start": "startOffset", "end": "endOffset"}  # of Teams; elsewhere those count letters
TEXTS, SPEAKERS = formats.TEXT_FIELDS, formats.SPEAKER_FIELDS
PEOPLE = ("name", "display_name", "displayName", "label", "id")  # of an object that says who
WORDS = ("word", "text", "punctuated_word", "value")
LISTED = ("words", "wdlist")  # of a segment; the latter is Reduct's

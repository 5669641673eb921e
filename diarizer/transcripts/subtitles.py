"""SRT and WebVTT as recognisers write them, read through the formats of those names.

Three things are theirs alone. With --highlight_words Whisper, WhisperX and whisper-ctranslate2 repeat
a line for each of its words, underlined (openai-whisper 20250625, whisper/utils.py, SubtitlesWriter);
stable-ts 2.19.1 colours it (text_output.py), parakeet-mlx 0.7.0 underlines it in SRT, and makes it
bold in WebVTT. Such lines are one
segment with times of words. A clock that starts anew must be seen before the cues are sorted. And
whisper.cpp -di puts "(speaker 0)" before the text (cli.cpp, estimate_diarization_speaker), whisperx
3.8.6 "[SPEAKER_00]: " even in WebVTT (whisperx/utils.py). What Whisper and whisper.cpp show while they
work, "[00:00.000 --> 00:02.500]  text", is kept in files, too; so is "[0.00s -> 2.50s] text", which
the readme of faster-whisper prints, "Transcript: [0.03 --> 2.5] text" (whisperx/asr.py), and what
NeMo writes beside its turns, "[00:01.23 - 00:04.56] speaker_0: text" (diarization_utils.py). The
examples of GigaAM print "[00:00:00 - 00:16:83]: text", hundredths behind a colon (utils.py, format_time).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer import formats
from diarizer.messages.text import text
from diarizer.transcripts import clock, emphasis, halves, scripts
from diarizer.transcripts.raw import RawSegment, RawTranscript, RawWord

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diarizer.messages.text import Text
    from diarizer.types import Turn

STEP = text("Write it again as JSON.")

_TIME = r"(?:\d+:)?\d+:\d+(?:[.,]\d+)?"
_SHOWN = re.compile(rf"\[({_TIME}) (?:-->|->|-|–) ({_TIME})\](?!:)[ \t]*(.*)")
# Behind the last colon are hundredths, if a line tells that they are no seconds.
_OF_GIGAAM = re.compile(
    r"\[((?:\d{2}:){1,2}\d{2}):(\d{2}) - ((?:\d{2}:){1,2}\d{2}):(\d{2})\]:? +(.*)"
)
_SIXTY = 60
_COUNTED = re.compile(
    r"(?:Transcript: *)?\[(\d+(?:\.\d+)?)s? *(?:-{1,2}>|-|–) *(\d+(?:\.\d+)?)s?\][ \t]*(.*)"
)
# Fisher and others of the LDC: "0.50 3.20 A: hello", below lines that begin with "# ".
# pyannote-whisper: "0.50 3.20 SPEAKER_00 hello".
_OF_LDC = re.compile(
    r"(\d{1,6}\.\d{1,6})[ \t]+(\d{1,6}\.\d{1,6})[ \t]+"
    r"(?:([^\W_][\w.'-]{0,30}):|(SPEAKER_\d+))[ \t]+(.*)"
)
# What is said about the work, and is nobody's.
_LOG = re.compile(r"(?:Detect(?:ing|ed) language|whisper_|main: |system_info: |ggml_|>>).*")
# YouTube's own; SubViewer's has a head above it.
_SBV = re.compile(r"\s*\d+:\d{2}:\d{2}\.\d{2,3},\d+:\d{2}:\d{2}\.\d{2,3}[ \t]*\n")
_VIEWER = re.compile(r"\s*\[INFORMATION\].*?(?=^\d+:\d{2}:)", re.DOTALL | re.MULTILINE)
# Subtitles without a text at 0, which programs leave at the end: no clock starts anew there.
_NOTHING = re.compile(
    r"^(?:\d+[ \t]*\n)?[0:]+[.,]0+[ \t]*-->[ \t]*[0:]+[.,]0+[ \t]*(?:\n(?=[ \t]*(?:\n|\Z))|\Z)",
    re.MULTILINE,
)
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"  # stand for the tags, which the formats take away
_MARKED = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_SPEAKER = re.compile(r"\(speaker (\?|\d+)\)\s*|\[([^\]\n]{1,80})\]:\s*")


def from_console(content: str) -> str:
    r"""Make SRT of what a recogniser shows while it works, and of SubViewer's; any other text stays.

    >>> from_console("[00:00.000 --> 00:02.500]  hello")
    '00:00.000 --> 00:02.500\nhello\n'
    """
    if head := _VIEWER.match(content):
        return content[head.end() :].replace("[br]", "\n")
    if _SBV.match(content):  # SubViewer's without its head looks the same
        return content.replace("[br]", "\n")
    lines = [line.strip() for line in content.split("\n") if line.strip()]
    lines = [line for line in lines if not _LOG.fullmatch(line)]
    if ldc := _of_ldc(lines):
        return ldc
    lines = [_COUNTED.sub(_on_a_clock, line) for line in _with_points(lines)]
    shown = [_SHOWN.fullmatch(line) for line in lines]
    if not shown or not all(shown):
        return content
    return "\n".join(f"{one[1]} --> {one[2]}\n{one[3]}\n" for one in shown if one)


def _of_ldc(lines: list[str]) -> str:
    """Make SRT of lines of two decimal times, a name and what is said; nothing of others."""
    found = [_OF_LDC.fullmatch(line) for line in lines if not line.startswith("# ")]
    if not found or not all(found):
        return ""
    kept = [one for one in found if one]
    times = [[_clocked(float(one[side])) for side in (1, 2)] for one in kept]
    return "\n".join(
        f"{start} --> {end}\n[{one[3] or one[4]}]: {one[5]}\n"
        for one, (start, end) in zip(kept, times, strict=True)
    )


def _with_points(lines: list[str]) -> list[str]:
    """Put a point before the hundredths of a second, where all lines have them behind a colon."""
    found = [match for match in map(_OF_GIGAAM.fullmatch, lines) if match]
    longest = max((one[side].count(":") for one in found for side in (1, 3)), default=0)
    beyond = any(int(one[side]) >= _SIXTY for one in found for side in (2, 4))
    if len(found) < len(lines) or not (beyond or longest > 1):
        return lines
    return [f"[{one[1]}.{one[2]} --> {one[3]}.{one[4]}] {one[5]}" for one in found]


def _on_a_clock(match: re.Match[str]) -> str:
    start, end = (_clocked(float(match[side])) for side in (1, 2))
    return f"[{start} --> {end}]  {match[3]}"


def _clocked(time: float) -> str:
    minutes, milliseconds = divmod(round(time * 1000), 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{milliseconds / 1000:06.3f}"


def shape_of(content: str) -> str | None:
    """Name the format of subtitles; None where it is none of them."""
    if content.lstrip("\ufeff \n").startswith("WEBVTT"):
        return "vtt"
    return "srt" if formats.SUBTITLE.search(content[:4000]) or _SBV.match(content) else None


def read(content: str, name: str) -> RawTranscript:
    """Read subtitles in their own order.

    Raises:
        FormatError: times that are none.
        AnotherEncoding: it is in another encoding.

    """
    plain = halves.hidden(content)
    broken = plain != content
    tagged = emphasis.marked(_NOTHING.sub("", plain), marked)
    turns: list[Turn] = []
    said: list[Text] = []
    for part in _parts(tagged):
        whole = part if name == "srt" or part.lstrip().startswith("WEBVTT") else f"WEBVTT\n\n{part}"
        turns += formats.loads(whole, name, formats.Gate(remark=said.append)).turns
    segments = without_repeats([_segment(turn) for turn in turns])
    if broken:
        segments = iter(halves.joined(map(halves.shown_in, segments)))
    once = {str(one): one for one in said}  # each part of the file may have the same
    return RawTranscript(tuple(segments), remarks=tuple(once.values()))


def marked(match: re.Match[str]) -> str:
    """Put the last group of a match between what stands for its tags."""
    return f"{_OPEN}{match[match.re.groups]}{_CLOSE}"


def _parts(content: str) -> Iterator[str]:
    """Part the file where its clock starts anew."""
    found = list(formats.SUBTITLE.finditer(content))
    starts = [formats.subtitle_time(one.group(1)) for one in found]
    firsts = [0, *(_block(content, found[at].start()) for at in clock.parts_of(starts) if at)]
    for begin, end in zip(firsts, [*firsts[1:], len(content)], strict=True):
        yield content[begin:end]


def _block(content: str, at: int) -> int:
    """Return where a block begins: with its number, if the line before the times has one."""
    before = content.rfind("\n", 0, max(0, at - 1)) + 1
    return before if content[before:at].strip() else at


def _segment(turn: Turn) -> RawSegment:
    words = tuple(RawWord(f" {one.text}", one.span.start, one.span.end) for one in turn.words)
    said, speaker = turn.text, turn.speaker
    if (match := _SPEAKER.match(said)) and not speaker:
        said, speaker = said[match.end() :], (match.group(1) or match.group(2)).strip("?")
    return RawSegment(said, turn.span.start, turn.span.end, speaker, words)


def without_repeats(segments: Sequence[RawSegment]) -> Iterator[RawSegment]:
    """Make one segment of the cues that repeat a line, if any cue marks a part of its line."""
    if not any(_is_marked(one) for one in segments):
        for one in segments:
            yield replace(one, text=_bare(one.text))
        return
    held: list[RawSegment] = []
    for one in segments:
        if held and not _goes_on(held, one):
            yield _whole(held)
            held = []
        held.append(one)
    if held:
        yield _whole(held)


def _goes_on(held: Sequence[RawSegment], one: RawSegment) -> bool:
    """Whether a cue has the line of those before it, and marks a later word of it, or none."""
    # WhisperX puts blanks between the words of a language that has none, but only where it marks one.
    if _letters(one) != _letters(held[0]) or one.speaker != held[0].speaker:
        return False
    places = [place for cue in held if (place := _place(cue)) is not None]
    place = _place(one)
    return place is None or not places or place > places[-1]


def _letters(segment: RawSegment) -> str:
    return "".join(_bare(segment.text).split())


def _place(segment: RawSegment) -> int | None:
    match = _MARKED.search(segment.text)
    return match.start() if match else None


def _is_marked(segment: RawSegment) -> bool:
    match = _MARKED.search(segment.text)
    return match is not None and scripts.key(match.group(1)) != scripts.key(_bare(segment.text))


def _whole(cues: Sequence[RawSegment]) -> RawSegment:
    words = [
        RawWord(match.group(1), one.start, one.end)
        for one in cues
        if (match := _MARKED.search(one.text))
    ]
    ends = [one.end for one in cues if one.end is not None]
    # A mark in a line that is not repeated is emphasis.
    repeated = len(cues) > 1 or not _is_marked(cues[0])
    spoken = tuple(words) if words and repeated else cues[0].words
    plain = next((one for one in cues if not _MARKED.search(one.text)), cues[0])
    return replace(cues[0], text=_bare(plain.text), end=max(ends, default=None), words=spoken)


def _bare(content: str) -> str:
    return content.replace(_OPEN, "").replace(_CLOSE, "")

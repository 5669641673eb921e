"""Options that do nothing without another one: what was asked for would be left out in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.errors import InvalidArgument
from diarizer.messages.text import text

if TYPE_CHECKING:
    from diarizer.cli.request import Request


def check(request: Request) -> None:
    """Refuse an option whose other one was left out.

    Raises:
        InvalidArgument: with the other one.

    """
    voices = bool(request.enroll or request.link)
    for option, given, other, is_there, hint in (
        ("--microphone", request.microphone, "--live", request.live,
         "diarize --live --microphone USB"),
        ("--pace", request.pace != 1.0, "--live", request.live, "diarize --live talk.wav --pace 0"),
        ("--threshold", request.threshold is not None, "--enroll/--link", voices,
         "diarize meeting.m4a --enroll chair.wav --threshold 0.6"),
        ("--embed-audio", request.embed_audio, "--html", request.html,
         "diarize meeting.m4a --html meeting.html --embed-audio"),
        ("--reference", request.reference, "--plot", request.plot,
         text("For an error rate: {command}",
              command="setup-doctor smoke meeting.wav --reference meeting.rttm")),
    ):  # fmt: skip
        if given and not is_there:
            raise InvalidArgument(
                text("{option} goes with {other}.", option=option, other=other), hint=hint
            )

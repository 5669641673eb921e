"""What was decoded, held against what the file says and holds: what is missing is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.audio import endings, leftovers, tails
from diarizer.audio.amounts import amount
from diarizer.messages.text import text

if TYPE_CHECKING:
    import io

    from diarizer.audio.headers import Header
    from diarizer.audio.report import Report

_SHORT = 0.2  # seconds that may be wanting: codecs round up to whole frames
_LONGER = 1.0  # seconds more than were promised: no promise is to be believed then


def compare(file: io.BufferedReader, header: Header, end: float, report: Report) -> None:
    """Warn where less was decoded than the file holds, or holds less than it says.

    Args:
        file: which was decoded.
        header: what stands at its beginning.
        end: seconds that were decoded.
        report: where the warnings go.

    """
    reached = report.reached or header.size
    if joined := header.joined or leftovers.joined(file, header.size, reached):
        _tell_joined(joined, end, report)
    if header.unclosed:
        _tell_unclosed(end, report)
        report.container = None
        return
    _short(header, end, report)
    if "audio.short" in report.warnings:
        return
    # A last piece that is not whole is no loss where all that was promised has come.
    met = report.container is not None and end > report.container - _SHORT
    if (report.cut and not met) or endings.cut(file, header.size):
        said = text(
            "The recording is cut: the file ends in the middle of a piece, after {seconds:.1f} s. What"
            " came later is not in it.",
            seconds=end,
        )
        report.warn("audio.short", said)
    elif not joined:
        left = leftovers.unread(file, header.size, reached) if report.alone else 0
        _unread(left or tails.behind(file, header.size, report.last, reached), end, report)


def _tell_joined(joined: int, end: float, report: Report) -> None:
    said = text(
        "A second recording was joined on after {seconds:.1f} s, and is not read: {amount}."
        " Join recordings with a program that writes one header for both.",
        seconds=end,
        amount=amount(joined),
    )
    report.warn("audio.joined", said)


def _tell_unclosed(end: float, report: Report) -> None:
    said = text(
        "The recording was not closed, so that it does not say how long it is: it is read as"
        " far as it goes, {seconds:.1f} s. What came later is not in the file.",
        seconds=end,
    )
    report.warn("audio.unclosed", said)


def _unread(left: int, end: float, report: Report) -> None:
    if left:
        said = text(
            "The header says that the sound ends after {seconds:.1f} s, but {amount} come"
            " after it, which are not read. If a player goes on there, convert the recording to WAV.",
            seconds=end,
            amount=amount(left),
        )
        report.warn("audio.unread", said)


def _short(header: Header, end: float, report: Report) -> None:
    if report.container is not None and end - report.container > _LONGER:
        report.container = None  # that of one part of several, or damaged
    whole = header.whole(end)
    if whole - end > _SHORT or (report.container is None and header.plain):
        report.container = max(whole, report.container or 0.0)
    if report.container is not None and report.container - end > _SHORT:
        report.warn(
            "audio.short",
            text(
                "The recording is cut: its header promises {promised:.1f} s, and {seconds:.1f} s are"
                " there.",
                promised=report.container,
                seconds=end,
            ),
        )

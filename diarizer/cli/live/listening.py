"""Listen until there is nothing more, or Ctrl-C; then the whole once more, as any recording."""

from __future__ import annotations

import shutil
import sys
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer import api, audio
from diarizer.backends import devices
from diarizer.batch.found_recordings import FoundRecording
from diarizer.cli import run, standard_input, stderr
from diarizer.cli.live import interruption, places, status_line
from diarizer.cli.live.live_file import LiveFile
from diarizer.cli.output import result_files, writable_places
from diarizer.cli.standard_input import DASH
from diarizer.errors import NoRoom
from diarizer.live import engines, session
from diarizer.live.capture import Capture
from diarizer.live.sources.microphone import Microphone
from diarizer.live.sources.piped import piped
from diarizer.live.sources.played import played
from diarizer.live.tape import Tape
from diarizer.live.turns import Options
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from diarizer.cli.live.places import Places
    from diarizer.cli.request import Request
    from diarizer.live.capture import Source

_ZEROS = 3.0  # seconds of nothing but zeros: no microphone is that quiet
_HEADER = 44  # bytes before the first sample
_NOTHING = 1.0  # seconds; of less nothing can be told


def listen(paths: Sequence[Path], request: Request) -> int:
    """Hear one recording live, then diarize the whole of it; return the exit code.

    Raises:
        DiarizerError: nothing can be heard: wrong options, no microphone, no backend.

    """
    api.check_bounds(request.num_speakers, request.min_speakers, request.max_speakers)
    api.check_shape(request.min_turn, request.bridge, request.vad_threshold)
    devices.check(request.device)
    name = engines.resolve(request.backend)
    where = places.planned(paths, request)
    try:
        _check_places(where)
        code, heard, whole = _heard(where, request, name)
        if where.final is None or heard < _NOTHING:
            return code
        stderr.say(text("The whole of it is diarized now."), style="dim")
        final = replace(where.final, backend=name)
        if where.source is not None and whole and not where.kept:
            return run.run([where.source], final) or code
        # A page of what is thrown away holds the sound itself.
        final = replace(final, embed_audio=final.embed_audio or not where.kept)
        return run.run([where.wav], final) or code
    finally:
        if where.kept and _holds_sound(where.wav):
            stderr.say(text("Kept: {path}", path=where.wav))
        else:
            where.wav.unlink(missing_ok=True)
            if where.temporary:
                shutil.rmtree(where.temporary, ignore_errors=True)


def _heard(where: Places, request: Request, backend: str) -> tuple[int, float, bool]:
    """Listen; return the exit code, how many seconds were heard, and whether to the end."""
    with ExitStack() as stack:
        source = _source(where, request, stack)
        limit = request.num_speakers or request.max_speakers
        listener = engines.load(
            backend, request.engine, limit, run.small_print, device=request.device
        )
        tape = stack.enter_context(closing(_tape(where)))
        capture = Capture(source, tape)
        lines = _lines(where, tape.uri)
        heard = False
        if lines:
            stack.callback(lambda: lines.close(heard=heard))
        # Where the lines themselves are on the screen, one that changes would stand between them.
        alone = not (lines and where.lines is None and sys.stdout.isatty())
        tell = stack.enter_context(status_line.shown(lambda: tape.duration, alone=alone))
        stopped = stack.enter_context(interruption.awaited())
        capture.start()
        looked = False
        try:
            for event in session.follow(
                listener,
                tape,
                capture,
                options=_turns(request),
                hurry=request.pace != 0,
                stopped=stopped,
            ):
                if lines:
                    lines.write(event)
                tell(event)
                looked = looked or _says_nothing(where, tape)
            heard = tape.duration > 0
        finally:
            capture.stop()
        if capture.error:
            stderr.complain(capture.error)
        return int(capture.error is not None), tape.duration, not stopped()


def _check_places(where: Places) -> None:
    """Refuse to listen for an hour where its result could not be written.

    Raises:
        NoRoom: its folder takes no file.

    """
    if where.final is not None:
        recording = FoundRecording(where.wav if where.kept else where.source or where.wav)
        writable_places.check(result_files.planned([recording], where.final))


def _holds_sound(wav: Path) -> bool:
    return wav.exists() and wav.stat().st_size > _HEADER


def _says_nothing(where: Places, tape: Tape) -> bool:
    """Say once that a microphone gives zeros: so macOS answers who may not use it."""
    if where.source is not None or tape.duration < _ZEROS:
        return False
    if not tape.read(0, round(_ZEROS * tape.sample_rate)).any():
        stderr.say(
            text(
                "Note: the microphone gives nothing but zeros. It is switched off, or the privacy"
                " settings of the system do not let this terminal use it."
            ),
            style="yellow",
        )
    return True


def _say_gaps(microphone: Microphone) -> None:
    if microphone.gaps:
        stderr.say(
            text(
                "Note: sound of the microphone was lost, as this machine did not take it in time"
                " ({count} times). The times behind each loss are too early.",
                count=microphone.gaps,
            ),
            style="yellow",
        )


def _source(where: Places, request: Request, stack: ExitStack) -> Source:
    """Open what is heard, before seconds are spent on an engine."""
    if where.source is None:
        microphone = Microphone(request.microphone)
        stack.callback(_say_gaps, microphone)
        stderr.say(text("Listening to {name}. Ctrl-C ends it.", name=microphone.name), style="dim")
        return microphone.sound()
    if where.source != DASH:
        recording = stack.enter_context(audio.opened(where.source))
        return played(recording, request.pace)
    standard_input.check("diarize --live -")
    return piped(sys.stdin.fileno())


def _tape(where: Places) -> Tape:
    try:
        return Tape(where.wav, where.wav.stem)
    except OSError as error:
        raise NoRoom(
            text("What is heard cannot be written down."),
            context=text("File: {path}\n{said}", path=where.wav, said=str(error)),
            hint=text("Name another folder with -o."),
        ) from error


def _lines(where: Places, uri: str) -> LiveFile | None:
    return LiveFile(where.kind, where.lines, uri) if where.kind else None


def _turns(request: Request) -> Options:
    usual = Options()
    return Options(
        usual.bridge if request.bridge is None else request.bridge,
        usual.shortest if request.min_turn is None else request.min_turn,
    )

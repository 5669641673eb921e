"""From what was asked for to what is done: one recording, or many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer import formats, transcripts
from diarizer.batch import found_recordings, job
from diarizer.cli import linked_names, many_recordings, stderr
from diarizer.cli.output import (
    former,
    page_and_plot,
    picture_and_list,
    remarks,
    result_files,
    stdout_data,
    timings_report,
    writable_places,
)
from diarizer.cli.progress import bar
from diarizer.errors import DiarizerError, FormatError, InvalidArgument
from diarizer.messages.text import text
from diarizer.types import Annotation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from diarizer.backends import Backend
    from diarizer.cli.output.planned_files import PlannedFiles
    from diarizer.cli.request import Request
    from diarizer.messages.text import Text
    from diarizer.transcripts.transcript import Transcript


def run(paths: Sequence[Path], request: Request) -> int:
    """Diarize everything that was named, and return the exit code.

    Raises:
        DiarizerError: nothing can be done at all: wrong options, no backend, an empty folder.

    """
    from diarizer import api, backends  # noqa: PLC0415, --help has to be quick

    request = result_files.to_stdout(request)
    api.check_bounds(request.num_speakers, request.min_speakers, request.max_speakers)
    shape = api.check_shape(request.min_turn, request.bridge, request.vad_threshold)
    tasks = result_files.planned(found_recordings.collected(paths), request)
    said = _transcript(request, len(tasks))
    page_and_plot.check(tasks, request)
    alone = len(tasks) == 1 and not (tasks[0].item.folder or request.scheduler or request.link)
    if alone:
        writable_places.check(tasks)
    name = backends.resolve(request.backend, request.engine, small_print, request.wanted)
    linked = linked_names.prepared(tasks, request, name) if request.link else None
    backend = None
    # A card that was named is tried before each of a thousand recordings fails on it; whether the
    # machines of a scheduler have one, they know themselves.
    tried = request.device not in {"auto", "cpu"} and not request.scheduler
    if request.enroll or tried or not request.elsewhere:
        backend = backends.choose(name, request.engine, small_print, device=request.device)
    else:
        backends.check(name)
    order = job.Order(
        tasks[0].item.file,
        name,
        engine=request.engine,
        device=request.device,
        num_speakers=request.num_speakers,
        min_speakers=request.min_speakers,
        max_speakers=request.max_speakers,
        shape=shape,
        channels=request.channels,
        track=request.track,
        people=_people(backend, request) if backend else {},
        threshold=request.threshold,
        voices=request.link or request.embeddings is not None,
    )
    with timings_report.told(request.timings):
        if alone:
            return _one(tasks[0], order, backend, request, said)
        return many_recordings.run(tasks, order, request, backend, linked)


def small_print(line: Text | str) -> None:
    """Tell what was passed over, in small print."""
    stderr.say(line, style="dim")


def _people(backend: Backend, request: Request) -> Mapping[str, NDArray[np.float32]]:
    """Learn the voices of those who are to be recognised."""
    if not request.enroll:
        return {}
    from diarizer.people import identification  # noqa: PLC0415, as above

    known: dict[str, list[str | Path]] = {}
    for file in request.enroll:
        known.setdefault(file.stem, []).append(file)
    identification.check(known, request.threshold)
    with bar.bar(text("voices")):
        remarks: list[Text | str] = []
        voices = identification.known_voices(backend, known, remarks.append)
    for line in remarks:
        stderr.say(text("Note: {remark}", remark=line), style="yellow")
    return voices


def _transcript(request: Request, recordings: int) -> Transcript | None:
    """Read the transcript, before minutes of work that it might spoil."""
    for option, given in (("--transcript", request.transcript), ("--reference", request.reference)):
        if given and recordings > 1:
            raise InvalidArgument(
                text(
                    "{option} is about one recording, and there are {count}.",
                    option=option,
                    count=recordings,
                ),
                context=text("File: {path}", path=given),
                hint=text("Name one recording, or leave that option out."),
            )
    try:
        if request.reference:
            _read_reference(request.reference)
        return transcripts.read(request.transcript) if request.transcript else None
    except OSError as error:
        missing = stderr.not_there(error, request.reference, request.transcript)
        raise missing or InvalidArgument(
            text("A file that was named cannot be read."),
            context=str(error),
            hint=text("Check its name."),
        ) from error


def _read_reference(file: Path) -> None:
    try:
        formats.load(file, remark=_of_reference)
    except FormatError as error:  # of two files that were named, this is the one
        stderr.give_up(error, file)


def _of_reference(said: Text) -> None:
    stderr.say(text("The reference: {remark}", remark=said), style="yellow")


def _one(
    task: PlannedFiles,
    order: job.Order,
    backend: Backend | None,
    request: Request,
    said: Transcript | None,
) -> int:
    with bar.shown(order.backend) as tell:
        outcome = job.carry_out(order, tell, backend)
    if outcome.error or outcome.found is None:
        return stderr.failed(outcome.error, task.item.file)
    if said is not None:
        for remark in said.beside(outcome.found):
            stderr.say(text("Note: {remark}", remark=remark), style="yellow")
        found = transcripts.assign_speakers(said.until(outcome.found.duration), outcome.found)
        outcome = replace(outcome, found=replace(found, coverage=outcome.found.coverage))
    return _told(task, outcome, request)


def _told(task: PlannedFiles, outcome: job.Outcome, request: Request) -> int:
    found = outcome.found or Annotation()
    try:
        remarks.check(found, request)
        remarks.show(found)
        if task.format and task.target is None:
            stdout_data.write(found, task.format, result_files.remark_of(task, request))
        else:
            picture_and_list.show(found, task.item.file)
        picture_and_list.recognised(outcome.matches)
        with former.kept(_unasked(task, request)):
            paths = result_files.written(task, outcome, request)
        for path in paths:
            stderr.say(text("Written: {path}", path=path))
    except (DiarizerError, OSError) as error:
        return stderr.failed(error, task.item.file)
    return 0


def _unasked(task: PlannedFiles, request: Request) -> Path | None:
    """Return the turns whose name nobody gave: that something lies there may not be known."""
    return None if request.overwrite or task.target == request.output else task.target

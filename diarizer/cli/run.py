"""From what was asked for to what is done: one recording, or many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer import formats, transcripts
from diarizer.batch import job, recordings
from diarizer.cli import many_recordings, stderr
from diarizer.cli.output import picture_and_list, result_files, stdout_data, timings_report
from diarizer.cli.progress import bar
from diarizer.errors import DiarizerError, InvalidArgument
from diarizer.messages.text import text
from diarizer.types import Annotation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from diarizer.backends import Backend
    from diarizer.cli.output.planned_files import Task
    from diarizer.cli.request import Wish
    from diarizer.messages.text import Text


def run(paths: Sequence[Path], wish: Wish) -> int:
    """Diarize everything that was named, and return the exit code.

    Raises:
        DiarizerError: nothing can be done at all: wrong options, no backend, an empty folder.

    """
    from diarizer import api, backends  # noqa: PLC0415, --help has to be quick

    api.check_bounds(wish.num_speakers, wish.min_speakers, wish.max_speakers)
    tasks = result_files.planned(recordings.collected(paths), wish)
    said = _transcript(wish, len(tasks))
    name = backends.resolve(wish.backend, wish.engine, _remark)
    backend = None
    if wish.enroll or not wish.elsewhere:
        backend = backends.choose(name, wish.engine, _remark)
    else:
        backends.check(name)
    order = job.Order(
        tasks[0].item.file,
        name,
        engine=wish.engine,
        num_speakers=wish.num_speakers,
        min_speakers=wish.min_speakers,
        max_speakers=wish.max_speakers,
        people=_people(backend, wish) if backend else {},
        threshold=wish.threshold,
        voices=wish.embeddings is not None,
    )
    with timings_report.told(wish.timings):
        if len(tasks) == 1 and not (tasks[0].item.folder or wish.scheduler):
            return _one(tasks[0], order, backend, wish, said)
        return many_recordings.run(tasks, order, wish, backend)


def _remark(line: Text | str) -> None:
    stderr.say(line, style="dim")


def _people(backend: Backend, wish: Wish) -> Mapping[str, NDArray[np.float32]]:
    """Learn the voices of those who are to be recognised."""
    if not wish.enroll:
        return {}
    from diarizer.people import identification  # noqa: PLC0415, as above

    known: dict[str, list[str | Path]] = {}
    for file in wish.enroll:
        known.setdefault(file.stem, []).append(file)
    identification.check(known, wish.threshold)
    with bar.bar(text("voices")):
        remarks: list[Text | str] = []
        voices = identification.known_voices(backend, known, remarks.append)
    for line in remarks:
        stderr.say(text("Note: {remark}", remark=line), style="yellow")
    return voices


def _transcript(wish: Wish, recordings: int) -> Annotation | None:
    """Read the transcript, before minutes of work that it might spoil."""
    for option, given in (("--transcript", wish.transcript), ("--reference", wish.reference)):
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
        if wish.reference:
            formats.load(wish.reference)
        return transcripts.load(wish.transcript) if wish.transcript else None
    except OSError as error:
        raise InvalidArgument(
            text("A file that was named cannot be read."),
            context=str(error),
            hint=text("Check its name."),
        ) from error


def _one(
    task: Task, order: job.Order, backend: Backend | None, wish: Wish, said: Annotation | None
) -> int:
    with bar.shown(order.backend) as tell:
        outcome = job.carry_out(order, tell, backend)
    if outcome.error or outcome.found is None:
        return stderr.failed(outcome.error, task.item.file)
    if said is not None:
        found = transcripts.assign_speakers(said, outcome.found)
        outcome = replace(outcome, found=found)
    return _told(task, outcome, wish)


def _told(task: Task, outcome: job.Outcome, wish: Wish) -> int:
    found = outcome.found or Annotation()
    try:
        if task.format and task.target is None:
            stdout_data.write(found, task.format)
        else:
            picture_and_list.show(found, task.item.file)
        picture_and_list.recognised(outcome.matches)
        for path in result_files.written(task, outcome, wish):
            stderr.say(text("Written: {path}", path=path))
    except (DiarizerError, OSError) as error:
        return stderr.failed(error, task.item.file)
    return 0

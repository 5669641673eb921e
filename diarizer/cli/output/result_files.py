"""Which files are written, and in which format."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer import formats
from diarizer.addressed import addressed
from diarizer.cli import stderr
from diarizer.cli.output import page_and_plot
from diarizer.cli.output.planned_files import PlannedFiles
from diarizer.errors import InvalidArgument
from diarizer.files.looks import is_folder, is_there
from diarizer.messages.text import text
from diarizer.types import Annotation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from diarizer.batch.found_recordings import FoundRecording
    from diarizer.batch.job import Outcome
    from diarizer.cli.request import Request
    from diarizer.messages.text import Text

_USUAL = "rttm"  # what every other tool reads
_STDOUT = frozenset(map(Path, ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")))
_VOICES, _PAGE, _PICTURE = ".npz", ".html", ".png"


def planned(items: Sequence[FoundRecording], request: Request) -> list[PlannedFiles]:
    """Say for each recording what is written where.

    Raises:
        FormatError: an output in no known format.
        InvalidArgument: one output for two recordings, or one that is a recording itself.

    """
    many = len(items) > 1 or request.link or any(item.folder for item in items)
    name = _format(request, many=many, beside=any(item.folder for item in items))
    _check_words(name, request)
    _check_folder(request, many=many)
    ending = formats.get(name).EXTENSION if name else ""
    wanted = request.embeddings or request.link
    tasks = []
    doubles = Counter(item.file.with_suffix("") for item in items)
    for item in items:
        alone = doubles[item.file.with_suffix("")] == 1
        place = partial(_target, item, many=many, alone=alone)
        target = place(request.output, ending) if name else None
        voices = place(request.embeddings or request.output, _VOICES) if wanted else None
        page = place(request.html, _PAGE) if request.html else None
        picture = place(request.plot, _PICTURE) if request.plot else None
        tasks.append(PlannedFiles(item, name, target, voices, page, picture))
    _check_apart(tasks)
    _check_kept(tasks, request)
    _check_places(tasks)
    return tasks


def to_stdout(request: Request) -> Request:
    """Take the dash for standard output, as `diarize convert` does, and what POSIX calls it.

    Raises:
        InvalidArgument: in no format that was said.

    """
    if request.output not in _STDOUT:
        return request
    if not request.format:
        raise InvalidArgument(
            text("In which format?"),
            context=text("No file was named."),
            hint=text("Add --format {names}", names="|".join(formats.FORMATS)),
        )
    return replace(request, output=None)


def _format(request: Request, *, many: bool, beside: bool) -> str | None:
    """Choose what was said, or what the ending of the output says, or what is usual."""
    if request.format or (request.output is None and not beside):
        return request.format
    if many or request.output is None or is_folder(request.output):
        return _USUAL
    return formats.of(request.output)


def _target(
    item: FoundRecording, output: Path | None, ending: str, *, many: bool, alone: bool
) -> Path | None:
    """Return a file beside the recording, below the output, or the output itself.

    A recording that shares its folder and its stem with another one keeps its own ending.
    """
    stem = item.file.stem if alone else item.file.name
    if output is None:
        return item.file.with_name(f"{stem}{ending}") if item.folder else None
    if many or is_folder(output):
        return output / item.inside.with_name(f"{stem}{ending}")
    return output


def _check_words(name: str | None, request: Request) -> None:
    """Refuse before the work a format that holds nothing but words, where none will be there."""
    if name == "ctm" and request.transcript is None:
        raise InvalidArgument(
            text("A CTM holds words with their times, and there are none."),
            hint=text(
                "Add a transcript with times of words, or choose another format, such as RTTM."
            ),
        )


def _check_folder(request: Request, *, many: bool) -> None:
    """Refuse to make a folder that is called like a file: one file for all was meant."""
    place = request.output
    if not many or place is None or is_folder(place):
        return
    endings = {formats.get(name).EXTENSION.lower(): name for name in formats.FORMATS}
    if place.suffix.lower() in endings:
        name = request.format or endings[place.suffix.lower()]
        raise InvalidArgument(
            text("There are several recordings, and each has a file of its own: name a folder."),
            context=text("File: {path}", path=place),
            hint=f'--output "{place.with_suffix("")}" --format {name}',
        )


def _check_places(tasks: Sequence[PlannedFiles]) -> None:
    """Refuse what is no file of this machine, and endings by which no program finds out what it is."""
    wanted = (
        ("--embeddings", [task.voices for task in tasks], (_VOICES,)),
        ("--html", [task.page for task in tasks], (_PAGE, ".htm")),
    )
    for option, paths, endings in wanted:
        for path in paths:
            if path is not None and path.suffix.lower() not in endings:
                raise InvalidArgument(
                    text(
                        "What {option} writes ends in {ending}.", option=option, ending=endings[0]
                    ),
                    context=text("File: {path}", path=path),
                    hint=f'{option} "{path.with_suffix(endings[0])}"',
                )
    sentence = text("This is an address, and results are written to files.")
    step = text("Name another file for what is written.")
    for path in (path for task in tasks for path in task.files):
        if error := addressed(path, InvalidArgument, sentence, step):
            raise error


def _check_apart(tasks: Sequence[PlannedFiles]) -> None:
    targets = Counter(path for task in tasks for path in task.files)
    if twice := [path for path, times in targets.items() if times > 1]:
        raise InvalidArgument(
            text("Two recordings would be written to one file."),
            context=text("File: {path}", path=twice[0]),
            hint=text("Name the folder that holds both, and their folders are kept apart."),
        )


def _check_kept(tasks: Sequence[PlannedFiles], request: Request) -> None:
    """See that nothing is written over what is heard or read, by whatever name."""
    heard = {_identity(path) for path in (*(task.item.file for task in tasks), *request.enroll)}
    read = {_identity(path) for path in (request.transcript, request.reference) if path}
    for path in (path for task in tasks for path in task.files if is_there(path)):
        if _identity(path) in heard | read:
            recording = text("A recording would be written over.")
            other = text("A file that is to be read would be written over.")
            raise InvalidArgument(
                recording if _identity(path) in heard else other,
                context=text("File: {path}", path=path),
                hint=text("Name another file for what is written."),
            )


def _identity(path: Path) -> object:
    """Tell a file by what it is: a disk may not tell large letters from small ones."""
    try:
        found = path.stat()
    except OSError:
        return path
    return (found.st_dev, found.st_ino) if found.st_ino else path.resolve()


def written(task: PlannedFiles, outcome: Outcome, request: Request) -> list[Path]:
    """Write what is wanted, and return where.

    Raises:
        DiarizerError: a format cannot hold this, or matplotlib is not there.
        OSError: the disk is full, or the folder cannot be made or written to.

    """
    if outcome.found is None:
        return []
    for path in task.files:
        path.parent.mkdir(parents=True, exist_ok=True)
    if task.target and task.format:
        remark = remark_of(task, request)
        formats.save(outcome.found, task.target, task.format, remark=remark)
    if task.voices:
        _save_voices(task.voices, outcome)
    page_and_plot.written(task, outcome.found, request)
    return list(task.files)


def remark_of(task: PlannedFiles, request: Request) -> Callable[[Text], None] | None:
    """Return who is told what a format does not keep: where a transcript would lose its point."""
    if request.transcript is None or task.format is None:
        return None
    holds: frozenset[str] = getattr(formats.get(task.format), "HOLDS", frozenset())
    if "turns" in holds and holds & {"text", "words"}:
        return None
    return lambda said: stderr.say(text("Note: {remark}", remark=said), style="yellow")


def _save_voices(path: Path, outcome: Outcome) -> None:
    from diarizer.people.stored_voices import StoredVoices, seconds_of  # noqa: PLC0415, --help has to be quick

    known = [match.name for match in outcome.matches if match.recognised]
    seconds = seconds_of(outcome.found or Annotation())
    StoredVoices.of(outcome.voices, seconds, backend=outcome.backend, known=known).save(path)

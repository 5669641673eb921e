"""From files of turns in one format to files in another: one, several out of one, or a folder."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer import formats
from diarizer.cli import stderr
from diarizer.cli.conversion_source import DASH, Request, Source, endings, read, turns
from diarizer.cli.output import stdout_data
from diarizer.errors import DiarizerError, InvalidArgument
from diarizer.messages.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diarizer.types import Annotation

_NAMES = "|".join(formats.FORMATS)


def one(source: Path, target: Path | None, request: Request) -> None:
    """Convert a file to a file, to the screen, or, with several recordings, into a folder.

    Raises:
        DiarizerError: it cannot be done.
        OSError: a file cannot be read or written.

    """
    given = read(source, request)
    if target is None or target == DASH:
        name = request.write_as or _unsaid()
        stdout_data.write(turns(given, request, _remark), name, _remark, _stem(source))
        return
    try:
        found = turns(given, request, _remark)
    except formats.SeveralRecordings as several:
        if not _may_be_folder(target, request):
            raise
        for path in _apart(given, several.names, target, request):
            stderr.say(text("Written: {path}", path=path))
        return
    if target.is_dir():
        target = target / _called(found.uri, request.write_as or _unsaid())
    name = request.write_as or formats.of(target, "--to")
    _check_folder(target)
    formats.save(found, target, name, remark=_remark, called=_stem(source, found))
    stderr.say(text("Written: {path}", path=target))


def _check_folder(target: Path) -> None:
    if not target.parent.is_dir():
        raise InvalidArgument(
            text("There is no such folder."),
            context=text("Folder: {path}", path=target.parent),
            hint=text('Make it first: mkdir "{path}"', path=target.parent),
        )


def folder(source: Path, target: Path | None, request: Request) -> int:
    """Convert every file of turns below a folder, and return the exit code.

    Raises:
        InvalidArgument: nowhere to write to, in no format, or nothing to convert.

    """
    name = request.write_as or _unsaid()
    if target is None or target == DASH:
        raise InvalidArgument(
            text("A folder is converted into a folder."),
            context=text("Folder: {path}", path=source),
            hint=text(
                "Name one: diarize convert {path} FOLDER --to {name}", path=source, name=name
            ),
        )
    plan = _planned(source, target, request, name)
    taken = {place: path.name for path, place in plan}
    return max([_told(path, place, request, name, taken) for path, place in plan])


def _told(path: Path, place: Path, request: Request, name: str, taken: dict[Path, str]) -> int:
    try:
        for written in _into(path, place, request, name, taken):
            stderr.say(text("Written: {path}", path=written))
    except (DiarizerError, OSError) as error:
        return stderr.failed(error, path)
    return 0


def _planned(source: Path, target: Path, request: Request, name: str) -> list[tuple[Path, Path]]:
    """Pair the files with what is written.

    Raises:
        InvalidArgument: there are none, or two would be written to one.

    """
    ending = formats.get(name).EXTENSION
    plan = [
        (path, target / path.relative_to(source).with_suffix(ending))
        for path in _files(source, request)
        if not path.is_relative_to(target) or target == source
    ]
    if not plan:
        raise InvalidArgument(
            text("The folder holds no file of turns."),
            context=text("Folder: {path}", path=source),
            hint=text("Wanted: files that end in {endings}", endings=", ".join(endings(request))),
        )
    places = [place for _, place in plan]
    if twice := next((place for place in places if places.count(place) > 1), None):
        raise _twice(twice, [path.name for path, place in plan if place == twice])
    return plan


def _twice(place: Path, names: Sequence[str]) -> InvalidArgument:
    return InvalidArgument(
        text("Two files would be written to one file."),
        context=text("File: {path}\nFrom: {names}", path=place, names=", ".join(names)),
        hint=text("Name the format of those that are meant with --from."),
    )


def _files(source: Path, request: Request) -> Iterator[Path]:
    wanted = endings(request)
    for path in sorted(source.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(source).parts)
        if path.suffix.lower() in wanted and path.is_file() and not hidden:
            yield path


def _into(
    path: Path, place: Path, request: Request, name: str, taken: dict[Path, str]
) -> list[Path]:
    """Convert one file of a folder; several recordings in it become a file each.

    Raises:
        InvalidArgument: one of them is called like another file of the folder.

    """

    def remark(said: Text) -> None:
        _remark(text("{path}: {remark}", path=path, remark=said))

    given = read(path, request)
    try:
        found = turns(given, request, remark)
    except formats.SeveralRecordings as several:
        places = [place.parent / _called(uri, name) for uri in several.names]
        del taken[place]
        if twice := next((each for each in places if each in taken), None):
            raise _twice(twice, [taken[twice], path.name]) from several
        taken.update(dict.fromkeys(places, path.name))
        return _apart(given, several.names, place.parent, replace(request, write_as=name))
    place.parent.mkdir(parents=True, exist_ok=True)
    return [formats.save(found, place, name, remark=remark)]


def _apart(given: Source, names: tuple[str, ...], place: Path, request: Request) -> list[Path]:
    """Write a file for each recording, and return where."""
    kind = request.write_as or _unsaid()
    told: set[str] = set()

    def remark(said: Text) -> None:
        """Tell once what is true of the whole file."""
        if str(said) not in told:
            _remark(said)
        told.add(str(said))

    with suppress(formats.SeveralRecordings):
        turns(given, replace(request, uri=None), lambda said: told.add(str(said)))
    found = [turns(given, replace(request, uri=uri), remark) for uri in names]
    place.mkdir(parents=True, exist_ok=True)
    return [
        formats.save(each, place / _called(each.uri, kind), kind, remark=remark) for each in found
    ]


def _called(uri: str, name: str) -> str:
    return formats.file_name(uri or "recording") + formats.get(name).EXTENSION


def _stem(source: Path, found: Annotation | None = None) -> str:
    """Return what the file is called, where the recording is called so, too."""
    return source.stem if found is None or found.uri == source.stem else ""


def _may_be_folder(target: Path, request: Request) -> bool:
    return target.is_dir() or (not target.suffix and not target.exists() and bool(request.write_as))


def _remark(said: Text) -> None:
    stderr.say(text("Note: {remark}", remark=said), style="yellow")


def _unsaid() -> str:
    raise InvalidArgument(
        text("In which format?"),
        context=text("No file was named."),
        hint=text("Add --to {names}", names=_NAMES),
    )

"""`--link`: the register of a folder, and the names that strangers get in all of its results."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer import formats
from diarizer.cli import stderr
from diarizer.cli.output import former, result_files, writable_places
from diarizer.errors import DiarizerError, FormatError, InvalidArgument
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diarizer.batch.job import Outcome
    from diarizer.cli.output.planned_files import PlannedFiles
    from diarizer.cli.request import Request
    from diarizer.people.register import Register
    from diarizer.people.stored_voices import StoredVoices

_LABEL = re.compile(r"SPEAKER_\d+|unknown(_\d+)?")
Failures = dict[Path, DiarizerError | OSError]


@dataclass(frozen=True, slots=True)
class LinkedNames:
    """Who is who below one folder.

    Attributes:
        path: of the register; all voices lie below its folder.
        register: as it was read.
        kept: the voices of recordings that need not be done again.
        threshold: cosine similarity from which a voice is that of a person.
        request: what was asked for.

    """

    path: Path
    register: Register
    kept: Mapping[Path, StoredVoices]
    threshold: float
    request: Request

    def give(
        self, tasks: Sequence[PlannedFiles], done: Mapping[Path, Outcome]
    ) -> tuple[dict[Path, Outcome], Failures]:
        """Enter all voices in the register, write it, and write the names into the results.

        The register is read once more: in the hours of this run another one may have written it.

        Args:
            tasks: one for each recording.
            done: what was done in this run and is written, under its file.

        Returns:
            what was done, with the names; and which results could not be written.

        Raises:
            InvalidArgument: the voices cannot be compared.

        """
        from diarizer.people import register_file  # noqa: PLC0415, --help has to be quick

        try:
            newest = register_file.load(self.path, self.register.backend)
        except DiarizerError as error:
            return dict(done), {self.path: error}
        return replace(self, register=newest).enter(tasks, done)

    def enter(
        self, tasks: Sequence[PlannedFiles], done: Mapping[Path, Outcome]
    ) -> tuple[dict[Path, Outcome], Failures]:
        """Do the same by the register as it was read; see :meth:`give`."""
        from diarizer.people import register_file  # noqa: PLC0415, --help has to be quick
        from diarizer.people.stored_voices import StoredVoices  # noqa: PLC0415, as above

        heard = {
            task: StoredVoices.load(task.voices) if file in done else self.kept[file]
            for task in tasks
            for file in [task.item.file]
            if task.voices and (file in done or file in self.kept)
        }
        batch = {_key(task, self.path): voices for task, voices in heard.items()}
        self.register.enter(batch, self.threshold)
        # Before the results: who is stopped among them goes on with the same names.
        named: dict[Path, Outcome] = dict(done)
        failures: Failures = {}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            register_file.save(self.register, self.path)
        except OSError as error:
            return named, {self.path: error}
        for task, voices in heard.items():
            file = task.item.file
            try:
                if (outcome := self._written(task, voices, done.get(file))) is not None:
                    named[file] = outcome
            except (DiarizerError, OSError) as error:
                failures[file] = error
        self._tell(list(batch))
        return named, failures

    def _written(
        self, task: PlannedFiles, voices: StoredVoices, outcome: Outcome | None
    ) -> Outcome | None:
        """Write the results of one recording; the voices last, since they tell the names in them."""
        from diarizer.people import recognition  # noqa: PLC0415, --help has to be quick

        names = self.register.names(_key(task, self.path), voices)
        if all(old == new for old, new in names.items()):
            return outcome
        if outcome and outcome.found:
            outcome = replace(outcome, found=recognition.called(outcome.found, names))
            result_files.written(replace(task, voices=None), outcome, self.request)
        elif task.target and task.format:
            turns = formats.load(task.target, task.format)
            # A person may have put in more than turns, such as another column.
            whole = formats.dumps(turns, task.format).encode() == task.target.read_bytes()
            with former.kept(None if whole else task.target):
                formats.save(recognition.called(turns, names), task.target, task.format)
        if task.voices:
            voices.called(names).save(task.voices)
        return outcome

    def _tell(self, keys: Sequence[str]) -> None:
        heard = Counter(who for key in keys for who in self.register.recordings[key].people)
        stderr.say(
            text(
                "Strangers: {count}, of them in several recordings: {several}. Who is who: {path}",
                count=len(heard),
                several=sum(times > 1 for times in heard.values()),
                path=self.path,
            )
        )


def prepared(tasks: Sequence[PlannedFiles], request: Request, backend: str) -> LinkedNames:
    """Read the register and the voices that are there, before hours of work that they might spoil.

    What is there and has to be done anew all the same is not among ``kept``: its voices cannot be
    read, a page or a picture shows other names, which cannot be changed without the sound, or the
    turns were written without names since.

    Raises:
        FormatError: the register is damaged.
        InvalidArgument: no folder for the register, voices of two backends, or somebody who is
            known is called like a stranger.
        NoRoom: the register could not be written.

    """
    from diarizer.people import link_recordings, linking, register_file  # noqa: PLC0415, --help has to be quick

    link_recordings.check(file.stem for file in request.enroll)
    path = _folder(tasks, request) / register_file.NAME
    writable_places.check_register(path)
    register = register_file.load(path, backend)
    kept = {}
    for task in tasks:
        voices = None if request.overwrite or not task.fresh else _voices(task)
        if voices is None or _unnamed(task, voices):
            continue
        register.check(voices.backend, task.voices or path)
        names = register.names(_key(task, path), voices)
        right = len(names) == len(voices.strangers) and all(a == b for a, b in names.items())
        if right or not (task.page or task.picture):
            kept[task.item.file] = voices
    usual = linking.usual(backend)
    threshold = usual if request.threshold is None else request.threshold
    return LinkedNames(path, register, kept, threshold, request)


def _folder(tasks: Sequence[PlannedFiles], request: Request) -> Path:
    """Return the one folder below which all voices are written."""
    if given := request.embeddings or request.output:
        return given
    folders = list(dict.fromkeys(task.item.folder for task in tasks))
    if len(folders) != 1 or folders[0] is None:
        raise InvalidArgument(
            text("To link recordings, there must be one folder for what is known of their people."),
            context=text(
                "Named: {names}",
                names=", ".join(str(task.item.folder or task.item.file) for task in tasks[:3]),
            ),
            hint=text("Name one folder, or a folder for the results with --output."),
        )
    return folders[0]


def _voices(task: PlannedFiles) -> StoredVoices | None:
    from diarizer.people.stored_voices import StoredVoices  # noqa: PLC0415, --help has to be quick

    try:
        return StoredVoices.load(task.voices) if task.voices else None
    except FormatError:
        stderr.say(
            text("The voices in {path} cannot be read, so that is done anew.", path=task.voices),
            style="dim",
        )
        return None


def _unnamed(task: PlannedFiles, voices: StoredVoices) -> bool:
    """Whether a run without names has written the turns anew: only its labels stand there.

    Names that a person gave by hand are none of those, and stay.
    """
    if not (task.target and task.format and voices.speakers):
        return False
    try:
        speakers = set(formats.load(task.target, task.format).speakers)
    except (DiarizerError, OSError):
        return False  # told when it is to be written
    labels = all(_LABEL.fullmatch(each) for each in speakers)
    return bool(speakers) and labels and speakers.isdisjoint(voices.speakers)


def _key(task: PlannedFiles, register: Path) -> str:
    """What the register calls a recording: where its voices lie, without the ending."""
    voices = task.voices or task.item.file
    return voices.relative_to(register.parent).with_suffix("").as_posix()

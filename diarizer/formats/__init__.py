"""The ways to write turns down: one module each, found here and among the entry points.

Each has ``EXTENSION``, what it ``HOLDS``, ``dumps(annotation) -> str`` and
``loads(content) -> Annotation``. One whose ``loads`` also takes a ``gate`` hands it what it
has found, line by line; see `_turns_gate`.

What reads and writes is loaded when it is first used: `diarize --help` only names the formats.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

from diarizer import discovery
from diarizer.errors import FormatError
from diarizer.messages.text import joined, text

if TYPE_CHECKING:
    from pathlib import Path

    from diarizer.discovery import PlugIn
    from diarizer.formats._blank_rows import NoPeople
    from diarizer.formats._clock import BEGINNING as SUBTITLE
    from diarizer.formats._clock import DAY as TIME_OF_DAY
    from diarizer.formats._clock import FRAMES, OTHER_TIMES, of_frames, of_the_day
    from diarizer.formats._clock import read as subtitle_time
    from diarizer.formats._encodings import decoded, without_tail
    from diarizer.formats._files import columns, dumps, load, loads, read_text, save
    from diarizer.formats._json_fields import SPEAKER_FIELDS, TEXT_FIELDS, with_speakers
    from diarizer.formats._json_recordings import recording_of
    from diarizer.formats._json_speakers import named as with_names
    from diarizer.formats._json_speakers import named_throughout as with_all_names
    from diarizer.formats._json_tables import as_records
    from diarizer.formats._lines import unfenced
    from diarizer.formats._names import file_name
    from diarizer.formats._recognition import recognised
    from diarizer.formats._turns_gate import Gate, NoTime, Row, SeveralRecordings
    from diarizer.types import Annotation


__all__ = [
    "FORMATS",
    "FRAMES",
    "OTHER_TIMES",
    "SPEAKER_FIELDS",
    "SUBTITLE",
    "TEXT_FIELDS",
    "TIME_OF_DAY",
    "Format",
    "Gate",
    "NoPeople",
    "NoTime",
    "Row",
    "SeveralRecordings",
    "as_records",
    "columns",
    "decoded",
    "dumps",
    "examined",
    "file_name",
    "get",
    "load",
    "loads",
    "names",
    "of",
    "of_frames",
    "of_the_day",
    "plug_ins",
    "read_text",
    "recognised",
    "recording_of",
    "save",
    "subtitle_time",
    "unfenced",
    "with_all_names",
    "with_names",
    "with_speakers",
    "without_tail",
]

_HOMES = {  # the module, and the name there where it is another one
    "SUBTITLE": "_clock.BEGINNING",
    "FRAMES": "_clock",
    "OTHER_TIMES": "_clock",
    "TIME_OF_DAY": "_clock.DAY",
    "of_frames": "_clock",
    "of_the_day": "_clock",
    "Gate": "_turns_gate",
    "NoPeople": "_blank_rows",
    "Row": "_turns_gate",
    "NoTime": "_turns_gate",
    "SeveralRecordings": "_turns_gate",
    "as_records": "_json_tables",
    "SPEAKER_FIELDS": "_json_fields",
    "TEXT_FIELDS": "_json_fields",
    "columns": "_files",
    "decoded": "_encodings",
    "without_tail": "_encodings",
    "dumps": "_files",
    "file_name": "_names",
    "load": "_files",
    "loads": "_files",
    "read_text": "_files",
    "recognised": "_recognition",
    "recording_of": "_json_recordings",
    "save": "_files",
    "subtitle_time": "_clock.read",
    "unfenced": "_lines",
    "with_all_names": "_json_speakers.named_throughout",
    "with_names": "_json_speakers.named",
    "with_speakers": "_json_fields",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home, _, attribute = _HOMES[name].partition(".")
    value = getattr(import_module(f"{__name__}.{home}"), attribute or name)
    globals()[name] = value
    return value


class Format(Protocol):
    """A module of this folder, or of another distribution.

    Attributes:
        EXTENSION: of its files, with the dot.
        HOLDS: what of an annotation is still there after writing and reading: ``turns`` (when and
            who), ``text`` (what is said), ``words`` (with their times), ``confidence``, ``uri`` (the
            name of the recording), ``duration``, ``channel``.

    """

    EXTENSION: str
    HOLDS: frozenset[str]

    def dumps(self, annotation: Annotation) -> str:
        """Write the text of a file."""
        ...

    def loads(self, content: str) -> Annotation:
        """Read the text of a file.

        Raises:
            FormatError: the text is not in this format.

        """
        ...


_MODULES = discovery.own(__name__)
FORMATS = tuple(_MODULES)
"""The names of our formats."""


def names() -> tuple[str, ...]:
    """Return the names of all formats, those of other distributions last."""
    return (*FORMATS, *discovery.usable(plug_ins()))


def plug_ins() -> tuple[PlugIn, ...]:
    """Return the formats of other distributions, those whose name is taken included."""
    return discovery.plug_ins(__name__, taken=FORMATS)


def examined(plug_in: PlugIn) -> Format:
    """Import a plug-in, and see that it is a format.

    Raises:
        BrokenPlugIn: it cannot be imported, or is none.

    """
    from diarizer.formats import _of_others  # noqa: PLC0415, slow to load, and rarely needed

    return _of_others.examined(plug_in)


def get(name: str) -> Format:
    """Find the format ``name``, one of :func:`names`.

    Raises:
        FormatError: there is none of that name, or it comes from elsewhere and is broken.

    """
    if name in FORMATS:
        return cast("Format", import_module(_MODULES[name]))
    if name in (others := discovery.usable(plug_ins())):
        from diarizer.formats import _of_others  # noqa: PLC0415, slow to load, and rarely needed

        return _of_others.module(others[name])
    raise FormatError(
        text("There is no format named {name!r}.", name=name),
        context=text("Known: {known}", known=", ".join(names())),
        hint=text("Choose one of them."),
    )


def of(path: Path, option: str = "--format") -> str:
    """Name the format of a file by its ending; ``.txt`` is what Audacity calls its labels.

    An ending of ours stays ours, whatever else has it.

    Args:
        path: the file.
        option: that names a format, for the error; empty where none does.

    Raises:
        FormatError: no format has that ending.

    """
    ending = path.suffix.lower()
    ours = {get(name).EXTENSION.lower(): name for name in FORMATS}
    if ending in ours:
        return ours[ending]
    from diarizer.formats import _of_others  # noqa: PLC0415, slow to load, and rarely needed

    others, broken = _of_others.endings(discovery.usable(plug_ins()).values())
    if ending in others:
        return others[ending]
    known = ", ".join(sorted({*ours, *others}))
    raise FormatError(
        text("No format has this ending."),
        context=joined(text("File: {path}\nKnown: {known}", path=path, known=known), *broken),
        hint=text("Choose one of those endings, or name the format with {option}.", option=option)
        if option
        else text("Name a file with one of those endings; diarize convert writes one."),
    )

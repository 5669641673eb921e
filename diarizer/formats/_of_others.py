"""Formats of other distributions: what is wrong with one of them is an error that names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from diarizer import discovery
from diarizer.discovery import BrokenPlugIn
from diarizer.errors import DiarizerError, FormatError
from diarizer.messages.text import text
from diarizer.types import Annotation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diarizer.discovery import PlugIn
    from diarizer.formats import Format
    from diarizer.messages.text import Text

_WANTED = ("EXTENSION", "HOLDS", "dumps", "loads")


def module(plug_in: PlugIn) -> Format:
    """Import a plug-in.

    Raises:
        FormatError: it cannot be imported, or is no format.

    """
    try:
        return examined(plug_in)
    except BrokenPlugIn as broken:
        raise _unusable(plug_in, broken.said) from broken


def endings(found: Iterable[PlugIn]) -> tuple[dict[str, str], list[Text | str]]:
    """The names of the formats by the endings of their files, and which cannot be asked for one."""
    named: dict[str, str] = {}
    broken: list[Text | str] = []
    for plug_in in found:
        try:
            named.setdefault(module(plug_in).EXTENSION.lower(), plug_in.name)
        except FormatError as error:  # noqa: PERF203, one must not hide the others
            broken += [error.told.message]
    return named, broken


def examined(plug_in: PlugIn) -> Format:
    """Import a plug-in, and see that it is a format.

    Raises:
        BrokenPlugIn: it cannot be imported, or is none.

    """
    found = discovery.load(plug_in, _WANTED)
    if not (isinstance(found.EXTENSION, str) and found.EXTENSION.startswith(".")):
        raise BrokenPlugIn(plug_in, text("its {name} does not begin with a dot", name="EXTENSION"))
    return cast("Format", _OfOthers(plug_in, found.EXTENSION, frozenset(found.HOLDS), found))


@dataclass(frozen=True, slots=True)
class _OfOthers:
    """A :class:`diarizer.formats.Format` that keeps what we promise of ours."""

    plug_in: PlugIn
    EXTENSION: str
    HOLDS: frozenset[str]
    found: Format

    def dumps(self, annotation: Annotation) -> str:
        """Write the text of a file.

        Raises:
            FormatError: it cannot hold this, or the plug-in breaks off.

        """
        return str(self._asked("dumps", annotation, str))

    def loads(self, content: str) -> Annotation:
        """Read the text of a file.

        Raises:
            FormatError: the text is not in this format, or the plug-in breaks off.

        """
        read: Annotation = self._asked("loads", content, Annotation)
        return read

    def _asked(self, function: str, given: Any, kind: type) -> Any:
        try:
            answer = getattr(self.found, function)(given)
        except DiarizerError:
            raise
        except (Exception, SystemExit) as error:
            raise _unusable(self.plug_in, discovery.shown(error)) from error
        if not isinstance(answer, kind):
            told = text("{function}() gave no {kind}", function=function, kind=kind.__name__)
            raise _unusable(self.plug_in, told)
        return answer


def _unusable(plug_in: PlugIn, said: Text | str) -> FormatError:
    facts = {"name": plug_in.name, "distribution": plug_in.origin}
    return FormatError(
        text("The format {name!r} of {distribution} cannot be used.", **facts),
        context=said,
        hint=plug_in.removal,
    )

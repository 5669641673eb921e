"""What is said where an address was typed in place of a file, to be read or to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from diarizer.errors import DiarizerError
from diarizer.files.addresses import address, path_of
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from diarizer.messages.text import Text

_Error = TypeVar("_Error", bound=DiarizerError)


def addressed(
    path: Path, error: type[_Error], sentence: Text, step: Text | Callable[[str], Text]
) -> _Error | None:
    """Return an error of this kind about an address; None of a path.

    ``sentence`` says what is done with files here, ``step`` what to do with this address instead.
    The address of a file on this machine is told as the path for which it stands.
    """
    where = address(path)
    if where is None:
        return None
    if here := path_of(where):
        hint = text('Name the file by its path: "{path}"', path=here)
    else:
        hint = step(where) if callable(step) else step
    return error(sentence, context=text("Address: {address}", address=where), hint=hint)

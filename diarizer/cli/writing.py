"""In which format, and to which file."""

from __future__ import annotations

from pathlib import Path

from diarizer import formats
from diarizer.errors import InvalidArgument


def chosen_format(name: str | None, output: Path | None, files: int) -> str | None:
    """Choose what to write: what was said, or what the ending of the output says.

    Raises:
        InvalidArgument: an output without either.

    """
    if name or output is None:
        return name
    ending = output.suffix.removeprefix(".").lower()
    if files == 1 and ending in formats.FORMATS:
        return ending
    raise InvalidArgument(
        "In which format?",
        context=f"Output: {output}",
        hint=f"Add --format {' or '.join(formats.FORMATS)}",
    )


def target(output: Path, file: Path, name: str, *, many: bool) -> Path:
    """Return where the turns of ``file`` go; the folder, if it is one, is made.

    Raises:
        OSError: the folder cannot be made.

    """
    if not many and not output.is_dir():
        return output
    output.mkdir(parents=True, exist_ok=True)
    return output / f"{file.stem}{formats.get(name).EXTENSION}"

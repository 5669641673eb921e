"""Diarizing one recording after the other."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from diarizer import formats
from diarizer.cli import complaints, progress, showing, writing
from diarizer.errors import DiarizerError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from diarizer.backends import Backend
    from diarizer.cli.wish import Wish
    from diarizer.types import Annotation


def engine(backend: str, engine: str, wish: Wish) -> Backend:
    """Load the backend; ``auto`` is the most accurate one that is ready.

    Raises:
        InvalidArgument: the numbers of speakers are impossible, or the backend has no such engine.
        DiarizerError: as :func:`diarizer.backends.choose` does.

    """
    from diarizer import api, backends  # noqa: PLC0415, --help has to be quick

    api.check_bounds(wish.num_speakers, wish.min_speakers, wish.max_speakers)
    return backends.choose(backend, engine, _remark)


def _remark(line: str) -> None:
    complaints.say(line, style="dim")


def each(engine: Backend, files: Sequence[Path], wish: Wish) -> int:
    """Diarize every file, whatever happens to the others; return the exit code."""
    return max(_outcome(engine, file, wish, many=len(files) > 1) for file in files)


def _outcome(engine: Backend, file: Path, wish: Wish, *, many: bool) -> int:
    try:
        found = _found(engine, file, wish)
        if wish.format and wish.output is None:
            sys.stdout.write(formats.get(wish.format).dumps(found))
            return 0
        showing.show(found, file)
        if wish.format and wish.output:
            target = writing.target(wish.output, file, wish.format, many=many)
            complaints.say(f"Written: {formats.save(found, target, wish.format)}")
    except (DiarizerError, OSError) as error:
        complaints.complain(error, file)
        return 1
    return 0


def _found(engine: Backend, file: Path, wish: Wish) -> Annotation:
    from diarizer import api, audio  # noqa: PLC0415, --help has to be quick

    with progress.shown() as tell, audio.opened(file, tell) as recording:
        return api.run(
            engine,
            recording,
            num_speakers=wish.num_speakers,
            min_speakers=wish.min_speakers,
            max_speakers=wish.max_speakers,
            progress=tell,
        )

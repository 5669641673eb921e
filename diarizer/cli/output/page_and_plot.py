"""The page and the picture that are written beside the turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer import formats
from diarizer.cli import stderr
from diarizer.messages.language import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diarizer.cli.output.planned_files import PlannedFiles
    from diarizer.cli.request import Request
    from diarizer.types import Annotation


def check(tasks: Sequence[PlannedFiles], request: Request) -> None:
    """See that the pictures can be drawn, and their reference read, before the recordings are heard.

    Raises:
        DiarizerError: matplotlib is not there, or the reference cannot be read.

    """
    pictures = [task.picture for task in tasks if task.picture]
    if not pictures:
        return
    from diarizer.drawing import plot  # noqa: PLC0415, --help has to be quick

    plot.check(pictures[0])
    if request.reference:
        formats.load(request.reference)


def written(task: PlannedFiles, found: Annotation, request: Request) -> None:
    """Write what is wanted of the two.

    Raises:
        DiarizerError: matplotlib is not there, or the reference cannot be read.
        OSError: the disk is full.

    """
    say = spoken()  # both can show every letter, whatever the console can
    if task.page:
        from diarizer import player  # noqa: PLC0415, --help has to be quick

        player.save(
            found, task.item.file, task.page, embed=request.embed_audio, say=say, lang=say.code
        )
    if task.picture:
        from diarizer import audio  # noqa: PLC0415, as above
        from diarizer.drawing import plot  # noqa: PLC0415, as above

        truth = formats.load(request.reference) if request.reference else None
        with audio.opened(task.item.file) as recording:
            plot.save(found, recording, task.picture, truth, say, stderr.say)

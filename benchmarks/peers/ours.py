"""A backend of this project, from the file to the turns, through `diarizer.api`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from worker import main, parser

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from worker import Diarize


def load(given: argparse.Namespace) -> Diarize:
    """Load the backend, with the engine that is asked for."""
    from diarizer import backends  # noqa: PLC0415, after the threads are set

    request = {"engine": given.engine} if given.engine else {}
    return _Ours(backends.load(given.backend, **request))


class _Ours:
    """The backend, and where the processor was while it worked on the last file.

    Attributes:
        timings: CPU seconds of each stage.
        counts: what each stage says that there is to do, and what the networks multiplied.

    """

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self.timings: dict[str, float] = {}
        self.counts: dict[str, float] = {}

    def __call__(self, path: Path) -> Iterator[tuple[float, float, str]]:
        from diarizer import api, audio  # noqa: PLC0415
        from diarizer.measuring import stage_timings  # noqa: PLC0415

        self.counts, began = {}, time.process_time()
        with stage_timings.collected() as spent, audio.opened(path) as recording:
            found = api.run(self._engine, recording, progress=self._progress)
        self.timings = {stage.name: stage.cpu for stage in spent.stages()}
        self.timings["the rest"] = time.process_time() - began - sum(self.timings.values())
        self.counts["multiply-adds"] = spent.multiply_adds
        for turn in found.turns:
            yield turn.span.start, turn.span.end, turn.speaker

    def _progress(self, stage: str, _: float, total: float) -> None:
        self.counts[stage] = total


if __name__ == "__main__":
    options = parser()
    options.add_argument("--backend", required=True)
    options.add_argument("--engine", default="")
    main(
        load, ("torch", "onnxruntime", "numpy", "scipy", "resemblyzer", "webrtcvad-wheels"), options
    )

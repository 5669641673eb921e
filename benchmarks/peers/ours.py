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

    wish = {"engine": given.engine} if given.engine else {}
    return _Ours(backends.load(given.backend, **wish))


class _Ours:
    """The backend, and how long it was in each stage of the last file."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self.timings: dict[str, float] = {}

    def __call__(self, path: Path) -> Iterator[tuple[float, float, str]]:
        from diarizer import api, audio  # noqa: PLC0415

        began = time.perf_counter()
        with audio.opened(path) as recording:
            self.timings = {"decode": time.perf_counter() - began}
            found = api.run(self._engine, recording)
        for turn in found.turns:
            yield turn.span.start, turn.span.end, turn.speaker


if __name__ == "__main__":
    options = parser()
    options.add_argument("--backend", required=True)
    options.add_argument("--engine", default="")
    main(load, ("torch", "numpy", "scipy", "resemblyzer", "webrtcvad-wheels"), options)

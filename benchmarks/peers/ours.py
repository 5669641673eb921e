"""A backend of this project, from the file to the turns, through `diarizer.api`."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from worker import main, parser

NETWORK = "network, within embedding"

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from worker import Diarize


def load(given: argparse.Namespace) -> Diarize:
    """Load the backend, with the engine that is asked for."""
    from diarizer import backends  # noqa: PLC0415, after the threads are set

    wish = {"engine": given.engine} if given.engine else {}
    return _Ours(backends.load(given.backend, **wish))


class _Ours:
    """The backend, and where the processor was while it worked on the last file.

    Attributes:
        timings: CPU seconds of each stage; what a stage tells of its progress ends there.
        counts: what each stage says that there is to do: windows, mostly.

    """

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self._network = 0.0
        if hasattr(engine, "engine"):  # a network apart from its features
            engine.engine = replace(engine.engine, encoder=self._timed(engine.engine.encoder))
        self.timings: dict[str, float] = {}
        self.counts: dict[str, float] = {}
        self._last = 0.0

    def __call__(self, path: Path) -> Iterator[tuple[float, float, str]]:
        from diarizer import api, audio  # noqa: PLC0415

        self.timings, self.counts, self._last = {}, {}, time.process_time()
        self._network = 0.0
        with audio.opened(path, self._progress) as recording:
            found = api.run(self._engine, recording, progress=self._progress)
        self._progress("clustering and turns", 0.0, 0.0)
        if self._network:
            self.timings[NETWORK] = self._network
        for turn in found.turns:
            yield turn.span.start, turn.span.end, turn.speaker

    def _timed(self, encoder: Any) -> Callable[[Any], Any]:
        def ask(given: Any) -> Any:
            began = time.process_time()
            answer = encoder(given)
            self._network += time.process_time() - began
            return answer

        return ask

    def _progress(self, stage: str, _: float, total: float) -> None:
        now = time.process_time()
        self.timings[stage] = self.timings.get(stage, 0.0) + now - self._last
        self.counts[stage] = total
        self._last = now


if __name__ == "__main__":
    options = parser()
    options.add_argument("--backend", required=True)
    options.add_argument("--engine", default="")
    main(load, ("torch", "numpy", "scipy", "resemblyzer", "webrtcvad-wheels"), options)

"""`--watch`: look again whenever something changes, until it is ready.

For the person who goes to the browser to accept terms, saves a token, or installs something in
another window.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diarizer.models.cache import cache_folder
from diarizer.models.tokens import token_file
from setup_doctor.messages.text import text
from setup_doctor.model.verdicts import READY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from setup_doctor.machine import Machine
    from setup_doctor.render.output import Output

_STEP = 1.0  # seconds between two looks at the folders
# Seconds after which the checks run anyway: terms are accepted on a page that tells nobody. A
# check asks the Hub a dozen questions, so not oftener.
_AT_LATEST = 20.0


@dataclass(frozen=True, slots=True)
class Watch:
    """What to watch.

    Attributes:
        places: files and folders whose change means that something happened.
        step: seconds between two looks at them.
        at_latest: seconds after which to look again without a change.
    """

    places: tuple[Path, ...]
    step: float = _STEP
    at_latest: float = _AT_LATEST

    def until_ready(self, look: Callable[[], int], output: Output) -> int:
        """Call `look` again and again, until it returns 0; Ctrl-C ends it, too."""
        while (code := look()) != READY:
            output.say(text("Watching for a change. Ctrl-C ends it."), "dim")
            self._wait()
        return code

    def _wait(self) -> None:
        before = self._state()  # after the look: the checks try the folders themselves
        deadline = time.monotonic() + self.at_latest
        while time.monotonic() < deadline:
            time.sleep(self.step)
            if self._state() != before:
                time.sleep(self.step)  # whoever writes there may not be done
                return

    def _state(self) -> frozenset[tuple[str, float]]:
        return frozenset((str(place), _changed(place)) for place in self.places)


def places(machine: Machine) -> tuple[Path, ...]:
    """Where a token, a package or a model would appear."""
    return (token_file(), cache_folder(), *machine.interpreter.packages)


def _changed(place: Path) -> float:
    try:
        return place.stat().st_mtime
    except OSError:
        return 0.0

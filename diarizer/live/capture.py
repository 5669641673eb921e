"""A thread that writes down what comes, however long the engine takes for what is there."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from diarizer.errors import AudioUnreadable, DiarizerError, NoRoom
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from diarizer.live.tape import Tape

    Source = Iterator[NDArray[np.float32]]


class Capture:
    """From a source to a tape, until the source ends, fails, or is stopped.

    Attributes:
        error: why it ended by itself; None where the source came to its end.

    """

    def __init__(self, source: Source, tape: Tape) -> None:
        self.error: DiarizerError | None = None
        self._source = source
        self._tape = tape
        self._stopped = threading.Event()
        self._done = threading.Event()
        # A daemon: a pipe that is silent cannot be woken, and must not keep the program.
        self._thread = threading.Thread(target=self._run, name="capture", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    @property
    def ended(self) -> bool:
        """Whether nothing will follow."""
        return self._done.is_set() or self._stopped.is_set()

    def stop(self) -> None:
        """Take nothing more; what has come stays."""
        self._stopped.set()
        self._thread.join(1.0)
        self._tape.wake()

    def _run(self) -> None:
        try:
            for samples in self._source:
                if self._stopped.is_set():
                    break
                self._keep(samples)
        except DiarizerError as error:
            self.error = error
        except Exception as error:  # noqa: BLE001, a thread that dies would look like the end
            self.error = AudioUnreadable(
                text("What was listened to broke off."),
                context=f"{type(error).__name__}: {error}",
                hint=text("Begin again; if it breaks off once more, report it."),
            )
        finally:
            self._done.set()
            self._tape.wake()

    def _keep(self, samples: NDArray[np.float32]) -> None:
        try:
            self._tape.append(samples)
        except OSError as error:
            raise NoRoom(
                text("What comes can no longer be written down."),
                context=text("File: {path}\n{said}", path=self._tape.path, said=str(error)),
                hint=text("Free some space on that disk, and begin again."),
            ) from error

"""`diarize FILE...`: who spoke when, as a picture, a list, and files."""

from __future__ import annotations

import gc
import sys

INTERRUPTED = 130
"""The exit code after Ctrl-C: 128 and the number of SIGINT, as shells have it."""


def main() -> None:
    """Enter from the console."""
    # While it is imported there is no rubbish; `invoke` has it collected again.
    gc.disable()
    try:
        # Here, because Ctrl-C may come while this is imported, too.
        from diarizer.cli.app import app  # noqa: PLC0415

        app()
    except KeyboardInterrupt:
        from diarizer.cli.language.reader_language import early  # noqa: PLC0415, as above
        from diarizer.messages.text import text  # noqa: PLC0415

        say = early(sys.argv[1:])
        sys.stderr.write(say(text("Stopped.")) + "\n")
        sys.exit(INTERRUPTED)

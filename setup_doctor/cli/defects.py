"""The last resort: a defect of the program's own is told in two lines, not in a traceback."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

from diarizer.messages.code_page_substitutes import soften
from setup_doctor.messages.language import spoken
from setup_doctor.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from setup_doctor.messages.text import Text

STOPPED, DEFECT, WRONG_USE, TO_FIX = 130, 70, 2, 1


def guarded(program: Callable[[], None]) -> None:
    """Run `program`; turn Ctrl-C and what nobody foresaw into a sentence and an exit code."""
    try:
        program()
    except KeyboardInterrupt:
        sys.exit(stopped())
    except Exception as error:  # noqa: BLE001 - whatever it is, the user gets a sentence
        _refused(error)
        if isinstance(error, OSError) and _reader_left(error):
            sys.exit(1)
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            name = error.filename or text("the output")
            _say(text("The disk is full: {name} could not be written.", name=name))
            _forget_the_rest()
            sys.exit(1)
        _report(error)
        sys.exit(DEFECT)


def stopped() -> int:
    """Tell of Ctrl-C, and return the exit code."""
    _say(text("\nStopped. Run the same command again to go on."))
    return STOPPED


def _refused(error: Exception) -> None:
    """End the program with what is wrong, where somebody foresaw it; each is loaded only then."""
    from setup_doctor.commands.unwritable import UnwritableError
    from setup_doctor.examination.suppressions import ProjectFileError
    from setup_doctor.patient.unusable import UnusableError

    if isinstance(error, UnusableError | ProjectFileError | UnwritableError):
        _say(text("Error: {sentence}", sentence=error.sentence))
    if isinstance(error, UnusableError | UnwritableError):
        _say(text("Next: {hint}", hint=error.step))
        named_wrongly = isinstance(error, UnusableError) and not error.broken
        sys.exit(WRONG_USE if named_wrongly else TO_FIX)
    if isinstance(error, ProjectFileError):
        sys.exit(WRONG_USE)


def _reader_left(error: OSError) -> bool:
    """Whether it was stdout that failed, as in `setup-doctor list | more` and a q.

    On POSIX typer sees to that. Windows calls a closed pipe an invalid argument.
    """
    if error.errno not in {errno.EPIPE, errno.EINVAL}:
        return False
    try:
        # What did not go through may be gone from the buffer: only a new byte asks the pipe again.
        sys.stdout.write("\n")
        sys.stdout.flush()
    except OSError:
        _forget_the_rest()
        return True
    return False


def _forget_the_rest() -> None:
    # What is left in the buffer goes nowhere; else Python complains about it at its exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report(error: Exception) -> None:
    import traceback

    from setup_doctor.messages.redaction import redact

    if os.environ.get("SETUP_DOCTOR_DEBUG"):
        sys.stderr.write(redact("".join(traceback.format_exception(error))))
    facts = {"kind": type(error).__name__, "error": str(error)}
    _say(text("setup-doctor itself failed: {kind}: {error}", **facts))
    _say(text("Please report it. For the details: set SETUP_DOCTOR_DEBUG=1 and run it again."))


def _say(sentence: Text) -> None:
    from setup_doctor.messages.redaction import redact

    encoding = sys.stderr.encoding or "ascii"
    words = redact(spoken(encoding)(sentence))
    soften(sys.stderr)
    sys.stderr.write(words + "\n")

"""Several probes in one process, where that goes well; each that does not is asked by itself.

Most of what a probe takes is the start of an interpreter and the import of numpy, on Windows above
all. So the probes that a run will need are asked at once, in the order of the checks, and what each
says is written down before the next begins. One that raises, and all behind one that crashes or
hangs, have said nothing: they are asked in a process of their own, as if nothing had been.
"""

from __future__ import annotations

import contextlib
import json
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from setup_doctor.machine.shared_probes import PROBES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from setup_doctor.machine.machine import Machine

_MARK = "setup-doctor-probe:"  # libraries print at import; only a marked line is an answer
# Of a check's limit: whoever hangs is asked again, and that has to end before the check does.
_SHARE = 4


def begun(machine: Machine) -> Together:
    """All of them, asked from now on: while they answer, the checks are loaded."""
    together = Together(machine, [*PROBES.values()])
    # Nobody waits for it at the exit; the answers are waited for by who wants one.
    threading.Thread(target=together.ask, args=(machine,), daemon=True).start()
    return together


def asking(machine: Machine, checks: Iterable[str]) -> Machine:
    """`machine`, which asks the probes of `checks` together when the first of them is wanted.

    Args:
        machine: what is looked at; those that it has begun to ask are not asked again.
        checks: the ids of those that a run is about, in their order.
    """
    if machine.together is not None and machine.together.is_of(machine):
        return machine
    codes = [PROBES[name] for name in checks if name in PROBES]
    return replace(machine, together=Together(machine, codes) if len(codes) > 1 else None)


class Together:
    """The answers of one run: asked once, by whichever check comes first."""

    def __init__(self, machine: Machine, codes: list[str]) -> None:
        """Keep what there is to ask, and of whom."""
        self._python = machine.interpreter.executable
        self._codes = codes
        self._lock = threading.Lock()
        self._answers: dict[str, Any] | None = None

    def is_of(self, machine: Machine) -> bool:
        """Whether the answers are those of this machine's Python."""
        return self._python == machine.interpreter.executable

    def answer(self, machine: Machine, code: str) -> Any:
        """What `code` assigned to ``answer``; None where it has to be asked by itself."""
        return self.ask(machine).get(code) if code in self._codes else None

    def ask(self, machine: Machine) -> dict[str, Any]:
        """Ask all of them, unless that was done, and give what was answered."""
        with self._lock:
            if self._answers is None:
                self._answers = self._asked(machine)
            return self._answers

    def _asked(self, machine: Machine) -> dict[str, Any]:
        done = replace(machine, limit=machine.limit / _SHARE).python("-c", _script(self._codes))
        found: dict[str, Any] = {}
        for line in done.stdout.splitlines():
            # One that was cut when the process was stopped is no answer.
            with contextlib.suppress(json.JSONDecodeError):
                if line.startswith(_MARK):
                    number, answer = json.loads(line.removeprefix(_MARK))
                    found[self._codes[number]] = answer
        return found


def _script(codes: list[str]) -> str:
    return f"""import json
for number, code in enumerate({codes!r}):
    space = {{}}
    try:
        exec(code, space)
        told = json.dumps([number, space['answer']])
    except BaseException:
        continue
    print('\\n{_MARK}' + told, flush=True)
"""

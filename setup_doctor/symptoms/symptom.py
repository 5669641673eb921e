"""What a symptom is: an error text, what it means, and the way out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from setup_doctor.messages.text import Text, text

if TYPE_CHECKING:
    from setup_doctor.model import Remedy


@dataclass(frozen=True, slots=True)
class Symptom:
    """An error text, what it means, and the way out.

    Attributes:
        cause: the id under which `docs/checks.md` tells more.
        pattern: searched for in the message, without regard to case or line breaks.
        meaning: one sentence for a beginner.
        remedies: best first.
        number: Windows' own for this error, which says it in every language; 0 where it has none.
    """

    cause: str
    pattern: re.Pattern[str]
    meaning: Text
    remedies: tuple[Remedy, ...]
    number: int = 0

    def told(self, message: str) -> Symptom | None:
        """This symptom with what `message` names in its meaning; None where it does not show it."""
        match = self.pattern.search(message)
        if match is None:
            return None
        named = {name: value for name, value in match.groupdict().items() if value}
        meaning = replace(self.meaning, values={**self.meaning.values, **named})
        return replace(self, meaning=meaning)


def symptom(cause: str, pattern: str, meaning: str, *remedies: Remedy, number: int = 0) -> Symptom:
    """A symptom that is known by `pattern`, and by ``WinError number`` where it has one."""
    spelled = rf"WinError {number}\b|{pattern}" if number else pattern
    compiled = re.compile(spelled, re.IGNORECASE | re.DOTALL)
    # Whoever asks for the cause alone has no message to take them from.
    unknown = dict.fromkeys(compiled.groupindex, "...")
    return Symptom(cause, compiled, text(meaning, **unknown), remedies, number)

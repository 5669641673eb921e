"""What a symptom is: an error text, what it means, and the way out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from setup_doctor.text import Text, text

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


def symptom(cause: str, pattern: str, meaning: str, *remedies: Remedy, number: int = 0) -> Symptom:
    """A symptom that is known by `pattern`, and by ``WinError number`` where it has one."""
    spelled = rf"WinError {number}\b|{pattern}" if number else pattern
    flags = re.IGNORECASE | re.DOTALL
    return Symptom(cause, re.compile(spelled, flags), text(meaning), remedies, number)

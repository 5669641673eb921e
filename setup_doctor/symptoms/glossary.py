"""What a cause means, wherever it is written down: for the ids that stand under a red line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diarizer.models.causes import CAUSES
from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms.combinations import COMBINATIONS
from setup_doctor.symptoms.table import SYMPTOMS, recognise

if TYPE_CHECKING:
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Remedy


@dataclass(frozen=True, slots=True)
class Entry:
    """A cause, in one sentence, with the ways out of it."""

    cause: str
    meaning: Text
    remedies: tuple[Remedy, ...]


def look_up(subject: str) -> Entry | None:
    """What `subject` means, which is the id of a cause or the text of an error message."""
    for known in (*SYMPTOMS, *COMBINATIONS):
        if known.cause == subject:
            return Entry(subject, known.meaning, known.remedies)
    if subject in CAUSES:
        return _of_the_library(subject)
    symptom = recognise(subject)
    return Entry(symptom.cause, symptom.meaning, symptom.remedies) if symptom else None


def _of_the_library(cause: str) -> Entry:
    facts = {
        "repository": text("the repository"),
        "page": text("the page of the model"),
        "host": text("the Hub"),
    }
    hint = by_hand(text(CAUSES[cause].hint, **facts))
    return Entry(cause, text(CAUSES[cause].message, **facts), (hint,))

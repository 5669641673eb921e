"""What a cause means, wherever it is written down: for the ids that stand under a red line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diarizer.models.causes import CAUSES
from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms.combinations import COMBINATIONS
from setup_doctor.symptoms.symptom import Weight
from setup_doctor.symptoms.table import SYMPTOMS

if TYPE_CHECKING:
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Remedy
    from setup_doctor.symptoms.symptom import Symptom


@dataclass(frozen=True, slots=True)
class Entry:
    """A cause, in one sentence, with the ways out of it.

    Attributes:
        cause: its id.
        meaning: one sentence.
        remedies: best first.
        needs: requirements that end it.
        apart: what to look at where another cause looks alike.
        looks: the checks that look at it.
        sources: where it was reported.
        others: what the same cause means where it shows in other errors.
    """

    cause: str
    meaning: Text
    remedies: tuple[Remedy, ...]
    needs: tuple[str, ...] = ()
    apart: Text | None = None
    looks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    others: tuple[Text, ...] = ()


def look_up(cause: str) -> Entry | None:
    """What the id `cause` means."""
    known_as = [symptom for symptom in SYMPTOMS if symptom.cause == cause]
    if known_as:
        # The narrow ones stand first in the table, and are sharper; what only follows from others
        # says less than any.
        least = min(known_as, key=lambda symptom: (symptom.weight <= Weight.VAGUE, symptom.weight))
        general = [symptom for symptom in known_as if symptom.weight is least.weight]
        entry = of_symptom(general[-1])
        meanings = {str(symptom.meaning): symptom.meaning for symptom in known_as}
        meanings.pop(str(entry.meaning))
        return replace(entry, others=tuple(meanings.values()))
    for known in COMBINATIONS:
        if known.cause == cause:
            return Entry(cause, known.meaning, known.remedies)
    return _of_the_library(cause) if cause in CAUSES else None


def _unnamed(entry: Entry) -> Entry:
    """Without what only a message could name: a page leads as far as it is known."""
    remedies = tuple(
        replace(remedy, page=remedy.page.partition("/{")[0]) for remedy in entry.remedies
    )
    return replace(entry, remedies=remedies, needs=tuple(n for n in entry.needs if "{" not in n))


def of_symptom(symptom: Symptom) -> Entry:
    """What `symptom` means, with what the message has named in it."""
    sources = tuple(dict.fromkeys(seen.source for seen in symptom.seen))
    return _unnamed(
        Entry(
            *(symptom.cause, symptom.meaning, symptom.remedies, symptom.needs, symptom.apart),
            *(symptom.looks, sources),
        )
    )


def _of_the_library(cause: str) -> Entry:
    facts = {
        "repository": text("the repository"),
        "page": text("the page of the model"),
        "host": text("the Hub"),
    }
    hint = by_hand(text(CAUSES[cause].hint, **facts))
    return Entry(cause, text(CAUSES[cause].message, **facts), (hint,))

"""Which entries come closest to an error that none of them knows."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import log, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setup_doctor.symptoms.symptom import Symptom

_WORD = re.compile(r"[^\W\d_]{3,}|\d{3,}")
_LEAST = 0.15


@dataclass(frozen=True, slots=True)
class Likeness:
    """An entry, and how much of its words an error shares, from 0 to 1."""

    symptom: Symptom
    share: float


def closest(error: str, symptoms: Sequence[Symptom], count: int = 3) -> list[Likeness]:
    """The entries that share the most telling words with `error`, at most one of a cause."""
    words = [
        _words(f"{each.pattern} {' '.join(seen.text for seen in each.seen)}") for each in symptoms
    ]
    known = Counter(word for each in words for word in each)
    weight = {word: log(1 + len(symptoms) / number) for word, number in known.items()}
    asked = _words(error)
    rare = log(1 + len(symptoms))
    whole = sum(weight.get(word, rare) for word in asked)
    found: dict[str, Likeness] = {}
    for symptom, its in zip(symptoms, words, strict=True):
        shared = sum(weight[word] for word in asked & its)
        share = shared / sqrt(whole * sum(weight[word] for word in its)) if shared else 0.0
        best = found.get(symptom.cause)
        if share >= _LEAST and (best is None or best.share < share):
            found[symptom.cause] = Likeness(symptom, share)
    return sorted(found.values(), key=lambda each: -each.share)[:count]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))

"""What is said in a tier below one that only numbers it, as corpora of ELAN have it.

Their tier with times, ``ref@Anna``, holds marks of the sentences (``TALK_001``) or nothing; the words stand in
``tx@Anna``, whose annotations refer to them.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree.ElementTree import Element

    from diarizer.formats._elan import Aligned
    from diarizer.formats._turns_gate import Gate

_MARK = re.compile(r"\S{0,80}\d\S{0,80}")
_NUMBER = re.compile(r"[0-9]+")
_MOST = 0.9  # of the annotations, which have a text below them
_FEW = 2


def below(
    tier: Element, tiers: Sequence[Element], found: Sequence[Aligned], gate: Gate
) -> tuple[str, Mapping[str, str]]:
    """Return the name of the tier whose texts stand for the marks of this one, and the texts by their names.

    Empty where the annotations of the tier say something themselves, or none says it for them.
    """
    if not _are_marks([one.value for one in found]):
        return "", {}
    own = tier.get("TIER_ID", "")
    # Words have glosses below them, and a translation has not.
    parents = {each.get("PARENT_REF") for each in tiers}
    for child in sorted(tiers, key=lambda each: each.get("TIER_ID") not in parents):
        texts = _texts(child) if child.get("PARENT_REF") == own else {}
        known = [texts.get(one.name, "") for one in found]
        if sum(map(bool, known)) >= _MOST * len(found) and not _are_marks(known):
            name = child.get("TIER_ID", "")
            gate.say(
                text("What is said in tier {tier} stands in tier {child}.", tier=own, child=name)
            )
            return name, texts
    return "", {}


def _are_marks(values: Sequence[str]) -> bool:
    bare = [value.strip() for value in values]
    said = [value for value in bare if value]
    return bool(bare) and (
        not said or (len(said) >= _FEW and all(map(_MARK.fullmatch, said)) and _count_on(said))
    )


def _count_on(said: Sequence[str]) -> bool:
    """Whether the numbers in them rise, as those that somebody says do not."""
    numbers = [[int(one[:18]) for one in _NUMBER.findall(each)] for each in said]
    return all(one < other for one, other in pairwise(numbers))


def _texts(tier: Element) -> dict[str, str]:
    """Return what the annotations of a tier say, by the names of those that they refer to."""
    found: dict[str, list[str]] = {}
    for one in tier.iter("REF_ANNOTATION"):
        value = "".join("".join(each.itertext()) for each in one.findall("ANNOTATION_VALUE"))
        found.setdefault(one.get("ANNOTATION_REF", ""), []).append(" ".join(value.split()))
    return {name: " ".join(filter(None, several)) for name, several in found.items()}

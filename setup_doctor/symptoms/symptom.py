"""What a symptom is: an error text, what it means, and the way out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

from setup_doctor.messages.text import Text, text
from setup_doctor.symptoms.pattern_literals import blanks_as_breaks

if TYPE_CHECKING:
    from setup_doctor.model import Remedy

_SHORT = re.compile(r"(?P<repository>[\w.-]+/[\w.-]+)#(?P<number>\d+)")


class Weight(IntEnum):
    """How much a symptom says beside others in the same text."""

    HARMLESS = -1  # a warning that explains nothing
    VAGUE = 0  # what follows from another error: "Failed building wheel"
    PLAIN = 1
    SHARP = 2  # an exact name or number, or two things at once


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as people paste it, shortened, and where it was reported or is documented."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Symptom:
    """An error text, what it means, and the way out.

    Attributes:
        cause: the id under which the documentation tells more.
        pattern: searched for in the message, without regard to case or line breaks.
        meaning: one sentence for a beginner.
        remedies: best first.
        number: Windows' own for this error, which says it in every language; 0 where it has none.
        weight: how much it says beside others in the same text.
        where: a second pattern that has to be in the text as well: who raised it, for which package.
        unless: a pattern that must not be.
        names: patterns whose groups fill the fields of the sentences and pages.
        needs: requirements that end it, for whatever keeps the environment (pip, uv, conda, poetry).
        apart: what to look at where two causes look alike.
        looks: the checks that look at it.
        seen: where it was reported.
    """

    cause: str
    pattern: str
    meaning: Text
    remedies: tuple[Remedy, ...]
    number: int = 0
    weight: Weight = Weight.PLAIN
    where: str = ""
    unless: str = ""
    names: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    apart: Text | None = None
    looks: tuple[str, ...] = ()
    seen: tuple[Seen, ...] = ()

    @property
    def harmless(self) -> bool:
        """Whether nothing has to be done."""
        return self.weight is Weight.HARMLESS

    def filled(self, named: dict[str, str]) -> Symptom:
        """This symptom with what the message names in its sentences, pages and requirements."""
        if not named:
            return self
        remedies = tuple(_filled(remedy, named) for remedy in self.remedies)
        needs = tuple(_put(need, named) for need in self.needs)
        meaning = replace(self.meaning, values={**self.meaning.values, **named})
        apart = self.apart and replace(self.apart, values={**self.apart.values, **named})
        return replace(self, meaning=meaning, remedies=remedies, needs=needs, apart=apart)


def _filled(remedy: Remedy, named: dict[str, str]) -> Remedy:
    title = replace(remedy.title, values={**remedy.title.values, **named})
    return replace(remedy, title=title, page=_put(remedy.page, named))


def _put(words: str, named: dict[str, str]) -> str:
    for name, value in named.items():
        words = words.replace(f"{{{name}}}", value)
    return words


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """`pattern`, made when it is first needed: most never are. A blank stands for a line break, too."""
    return re.compile(blanks_as_breaks(pattern), re.IGNORECASE | re.MULTILINE)


def symptom(
    cause: str,
    pattern: str,
    meaning: str,
    *remedies: Remedy,
    number: int = 0,
    weight: Weight = Weight.PLAIN,
    where: str = "",
    unless: str = "",
    names: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
    apart: str = "",
    looks: tuple[str, ...] = (),
    seen: tuple[tuple[str, str], ...] = (),
) -> Symptom:
    """A symptom that is known by `pattern`, and by ``WinError number`` where it has one."""
    spelled = rf"WinError {number}\b|{pattern}" if number else pattern
    groups = re.findall(r"\(\?P<(\w+)>", "".join((spelled, *names)))
    # Whoever asks for the cause alone has no message to take them from.
    unknown = dict.fromkeys((*groups, "distribution") if "module" in groups else groups, "...")
    told = text(apart, **unknown) if apart else None
    return Symptom(
        *(cause, spelled, text(meaning, **unknown), remedies, number, weight, where, unless),
        *(names, needs, told, looks),
        tuple(Seen(words, _address(source)) for words, source in seen),
    )


def _address(source: str) -> str:
    # On GitHub, a number of a pull request leads on from the address of an issue.
    short = _SHORT.fullmatch(source)
    return "https://github.com/{}/issues/{}".format(*short.groups()) if short else source

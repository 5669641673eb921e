"""Which of the symptoms in a text is its cause: the last error decides, and what it rests on.

Within one run or one chain of tracebacks the sharpest symptom counts. Of two that are equally
sharp it is the first where the one was "the direct cause" of the other, else the last.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from setup_doctor.symptoms import prose
from setup_doctor.symptoms.distributions import distribution
from setup_doctor.symptoms.pattern_literals import keys, squeezed
from setup_doctor.symptoms.reading import Reading, read
from setup_doctor.symptoms.symptom import Symptom, Weight, compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# What is pasted from a window by hand, and not a log.
_SHORT = 60
_NOT_INSTALLED = re.compile(r"Could not install packages due to an \w*Error")
_PACKAGE = re.compile(r"(?:site|dist)-packages[\\/]+(?P<package>\w+)")


@dataclass(frozen=True, slots=True)
class Hit:
    """A symptom in a text, with the line on which it shows last."""

    symptom: Symptom
    line: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a text means.

    Attributes:
        lead: the cause; None where the last error is not known.
        error: the words of the last error, "" where there are none.
        others: what else shows, in the order of the text.
        harmless: warnings that explain nothing.
        raised_in: the package in whose file the error was raised, "" where no traceback says it.
        caller: the last file of the tracebacks that belongs to no package.
        broken_off: the text ends before the line that says what went wrong.
        only_warns: there are warnings in it, and no error.
    """

    lead: Symptom | None
    error: str = ""
    others: tuple[Symptom, ...] = ()
    harmless: tuple[Symptom, ...] = ()
    raised_in: str = ""
    caller: str = ""
    broken_off: bool = False
    only_warns: bool = False

    @property
    def sure(self) -> bool:
        """Whether the cause is known by more than the kind of its error."""
        return self.lead is None or self.lead.weight is not Weight.VAGUE


def judge(paste: str, symptoms: Sequence[Symptom]) -> Judgement:
    """The cause of the last error in `paste`, and what else is known in it."""
    judged = _judge(read(paste), symptoms)
    if judged.lead is None and not judged.broken_off and 0 < paste.strip().count("\n") < _SHORT:
        # A word may have been parted at the edge of a window of whatever width.
        again = _judge(read(paste, any_width=True), symptoms)
        if again.lead is not None and again.sure and not again.lead.harmless:
            return again
    return judged


def _judge(reading: Reading, symptoms: Sequence[Symptom]) -> Judgement:
    hits = list(_hits(reading, symptoms))
    harmless = [hit for hit in hits if hit.symptom.harmless]
    idle = {hit.line for hit in harmless if not reading.lines[hit.line].raised}
    errors = [hit for hit in hits if not hit.symptom.harmless and hit.line not in idle]
    error = reading.error()
    if error is None:
        errors = [hit for hit in errors if not prose.supposes(reading.lines[hit.line].words)]
    else:
        # What a traceback shows of the code is a place, not what went wrong.
        errors = [hit for hit in errors if not reading.lines[hit.line].quoted]
    if error is not None and not reading.points_above(error):
        errors = [hit for hit in errors if not prose.advises(reading.lines[hit.line].words)]
    sure = [hit for hit in errors if not reading.lines[hit.line].warning]
    lead = _lead(reading, sure, error)
    broken_off = lead is None and error is None and reading.broken_off()
    if lead is None and error is None and not broken_off:
        # Nothing but warnings: the last that means something, else the last harmless one.
        lead = max(errors or harmless, key=lambda hit: (hit.symptom.weight, hit.line), default=None)
    incident = reading.lines[lead.line if lead else error or 0].incident if reading.lines else 0
    frames = reading.frames(incident)
    return Judgement(
        _told(lead, reading) if lead else None,
        reading.message(error) if error is not None else "",
        _causes(hit for hit in errors if hit is not lead and _says_more(hit, lead)),
        _causes(hit for hit in harmless if hit is not lead),
        *_raised(frames),
        broken_off,
        lead is None and not broken_off and reading.only_warns(),
    )


def _hits(reading: Reading, symptoms: Sequence[Symptom]) -> Iterator[Hit]:
    small = squeezed(reading.text)
    for symptom in symptoms:
        if not any(key in small for key in keys(symptom.pattern)):
            continue
        for regexp, wanted in ((symptom.where, True), (symptom.unless, False)):
            if regexp and bool(compiled(regexp).search(reading.text)) is not wanted:
                break
        else:
            matches = list(compiled(symptom.pattern).finditer(reading.text))
            if matches:
                # An error counts more than the warning that says the same before it, and than the code
                # that raised it.
                lines = [bisect_right(reading.begins, match.end() - 1) - 1 for match in matches]
                sure = [line for line in lines if not reading.lines[line].warning] or lines
                said = [line for line in sure if not reading.lines[line].quoted]
                yield Hit(symptom, (said or sure)[-1])


def _lead(reading: Reading, hits: list[Hit], error: int | None) -> Hit | None:
    if not hits:
        return None
    if error is not None and reading.points_above(error):
        error = None
    last = max(reading.lines[hit.line].incident for hit in hits)
    if error is not None and reading.lines[error].incident > last:
        return None
    here = [hit for hit in hits if reading.lines[hit.line].incident == last]
    if error is not None and error > max(hit.line for hit in here) and last not in reading.caused:
        # The last error is a new one, unless what is known stands in its own words.
        words = reading.lines[error].words
        if re.match(r"[\w.]+(?:Error|Exception): ", words):
            return None
    if max(hit.symptom.weight for hit in here) is Weight.VAGUE:
        here = _before(reading, hits, last) or here
    chosen = _foremost(reading, here, last)
    if chosen.symptom.cause == "packages.missing":
        # What was not installed is missing: pip has said before why.
        installing = [
            hit
            for hit in _before(reading, hits, last)
            if _NOT_INSTALLED.search(reading.lines[hit.line].words)
        ]
        if installing:
            return _foremost(reading, installing, reading.lines[installing[0].line].incident)
    return chosen


def _foremost(reading: Reading, hits: list[Hit], incident: int) -> Hit:
    sign = -1 if incident in reading.caused else 1
    order = {id(hit): number for number, hit in enumerate(hits)}
    return max(hits, key=lambda hit: (hit.symptom.weight, sign * hit.line, -order[id(hit)]))


def _before(reading: Reading, hits: list[Hit], last: int) -> list[Hit]:
    # What only follows from another error, in the tracebacks of the same command before it.
    for incident in range(last - 1, -1, -1):
        if incident + 1 in reading.typed:
            break
        sharp = [
            hit
            for hit in hits
            if reading.lines[hit.line].incident == incident and hit.symptom.weight > Weight.VAGUE
        ]
        if sharp:
            return sharp
    return []


def _chained(reading: Reading, incident: int) -> bool:
    return any(line.part for line in reading.lines if line.incident == incident)


def _told(hit: Hit, reading: Reading) -> Symptom:
    symptom = hit.symptom
    incident = reading.lines[hit.line].incident
    near = "\n".join(line.words for line in reading.lines if line.incident == incident)
    named: dict[str, str] = {}
    for regexp in (*symptom.names, symptom.pattern):
        # What was built or fetched may be named long before the error.
        for match in [*compiled(regexp).finditer(near)] or compiled(regexp).finditer(reading.text):
            named |= {name: value.rstrip(".") for name, value in match.groupdict().items() if value}
    if "module" in named:
        named["distribution"] = distribution(named["module"])
    return symptom.filled(named)


def _says_more(hit: Hit, lead: Hit | None) -> bool:
    if lead is None:
        return True
    same = hit.symptom.cause == lead.symptom.cause
    return not same and hit.symptom.weight > Weight.VAGUE and hit.line != lead.line


def _causes(hits: Iterable[Hit]) -> tuple[Symptom, ...]:
    # One for each line, the sharpest; of each cause, the last.
    sharpest: dict[int, Hit] = {}
    for hit in sorted(hits, key=lambda hit: -hit.symptom.weight):
        sharpest.setdefault(hit.line, hit)
    ordered = [sharpest[line] for line in sorted(sharpest)]
    return tuple({hit.symptom.cause: hit.symptom for hit in ordered}.values())


def _raised(frames: list[str]) -> tuple[str, str]:
    if not frames:
        return "", ""
    package = _PACKAGE.search(frames[-1])
    own = [path for path in frames if not _PACKAGE.search(path) and not path.startswith("<")]
    own = [
        path
        for path in own
        if not re.search(r"[\\/]lib[\\/](?:python3|\w+\.py$)", path, re.IGNORECASE)
    ]
    return package["package"] if package else "", own[-1] if own else ""
